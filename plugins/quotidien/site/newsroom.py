"""Everything that pages are made from, indexed once: events, the views that digests have of them, addresses.

Built from the files under `content/` and the configuration alone; knows no page and no template.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

from quotidien import data
from quotidien.config import Project
from quotidien.content.library import Library
from quotidien.editorial.digests import belongs
from quotidien.errors import Fault, FixConfiguration
from quotidien.model import dates
from quotidien.model.articles import Article
from quotidien.model.editions import Digest, Edition
from quotidien.model.regions import with_ancestors
from quotidien.model.sources import Source
from quotidien.model.stories import Story
from quotidien.site import addresses, reader
from quotidien.site.events import Card, Event, card_of, find_events, of_article
from quotidien.site.reader import Body

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View:
    """What one digest has of it all: its events newest first, by tag (areas and parents included), its editions.

    `home` is its path, "/" for the first digest; `editions` are oldest first.
    """

    digest: Digest
    home: str
    events: tuple[Event, ...]
    by_region: Mapping[str, tuple[Event, ...]]
    by_topic: Mapping[str, tuple[Event, ...]]
    by_language: Mapping[str, tuple[Event, ...]]
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class Tags:
    """The codes that have a listing, for ever: every one that an article ever had, and those of the configuration."""

    regions: tuple[str, ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The whole: `events` by the path of an article or story, `articles` by file, `views` in the digests' order.

    `cards` are by page, `bodies` (HTML) by file; `permalinks` leads from a file below `content/` to its path on the
    site; `by_source` holds articles newest first; `now` is the build's only clock.
    """

    project: Project
    library: Library
    articles: Mapping[str, Article]
    events: Mapping[str, Event]
    cards: Mapping[str, Card]
    sources: Mapping[str, Source]
    by_source: Mapping[str, tuple[Article, ...]]
    views: tuple[View, ...]
    tags: Tags
    permalinks: Mapping[str, str]
    bodies: Mapping[str, Body]
    now: datetime


def open_newsroom(project: Project, library: Library) -> Newsroom:
    """Index a library. Raises FixConfiguration where two files would live at one address."""
    permalinks = find_permalinks(library)
    events = find_events(library, permalinks)
    sources = _sources(project, library.articles)
    return Newsroom(
        project=project,
        library=library,
        articles={article.path: article for article in library.articles},
        events=_by_file(events),
        cards=_cards(events, library.articles, permalinks, sources, project.site.publisher),
        sources=sources,
        by_source=_grouped(library.articles, lambda article: [article.source] if article.source else []),
        views=tuple(
            _view(digest, addresses.home(digest, first=not place), events, library.editions)
            for place, digest in enumerate(project.digests)
        ),
        tags=_tags(project, library),
        permalinks=permalinks,
        bodies=_bodies(library, project.site.base, permalinks),
        now=_now(library),
    )


def find_permalinks(library: Library) -> dict[str, str]:
    """Return the path on the site of every file below `content/` that has a page of its own.

    Raises FixConfiguration naming both files where two would live at one address.
    """
    found = {article.path: addresses.of_article(article) for article in library.articles}
    found |= {each.path: addresses.DRAFT.format(slug=addresses.slug(each.slug)) for each in library.drafts}
    found |= {story.path: addresses.of_story(story.path) for story in library.stories}
    found |= {f"pages/{path}": addresses.of_page(path) for path, _ in library.pages}
    owners: dict[str, str] = {}
    faults: list[Fault] = []
    for file, path in sorted(found.items()):
        if path in owners:
            faults.append(Fault(f"content/{file}", 1, f"has the same address as content/{owners[path]}: {path}"))
        owners[path] = file
    if faults:
        raise FixConfiguration(tuple(faults))
    return found


def with_areas(codes: Iterable[str]) -> tuple[str, ...]:
    """Return region codes and all areas that contain them, sorted."""
    return with_ancestors(codes, data.regions())


def with_parents(codes: Iterable[str]) -> tuple[str, ...]:
    """Return topic codes and all topics above them, sorted."""
    return with_ancestors(codes, data.topics())


def _by_file(events: Iterable[Event]) -> dict[str, Event]:
    found: dict[str, Event] = {}
    for event in events:
        found |= {article.path: event for article in event.articles}
        if event.story:
            found[event.story.path] = event
    return found


def _cards(
    events: Iterable[Event],
    articles: Iterable[Article],
    permalinks: Mapping[str, str],
    sources: Mapping[str, Source],
    publisher: str,
) -> dict[str, Card]:
    listed = {event.path: event for event in events}
    listed |= {path: of_article(each, path) for each in articles if (path := permalinks[each.path]) not in listed}
    return {path: card_of(event, sources, publisher) for path, event in listed.items()}


def _sources(project: Project, articles: Iterable[Article]) -> dict[str, Source]:
    """Return all sources by slug; one that left the list keeps its page as long as there are articles from it."""
    known = {source.slug: source for source in project.sources}
    for article in articles:
        if article.source and article.source not in known:
            parts = urlsplit(article.url)
            homepage = f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
            known[article.source] = Source(article.source, article.source, homepage, (), enabled=False)
    return dict(sorted(known.items()))


def _grouped(values: Iterable[T], keys: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for value in values:
        for key in keys(value):
            found[key].append(value)
    return {key: tuple(found[key]) for key in sorted(found)}


def _view(digest: Digest, home: str, events: Iterable[Event], editions: Iterable[Edition]) -> View:
    kept = tuple(event for event in events if any(belongs(digest, article) for article in event.articles))
    return View(
        digest=digest,
        home=home,
        events=kept,
        by_region=_grouped(kept, lambda event: with_areas(event.regions)),
        by_topic=_grouped(kept, lambda event: with_parents(event.topics)),
        by_language=_grouped(kept, lambda event: sorted({article.language for article in event.articles})),
        editions=tuple(edition for edition in editions if edition.digest == digest.slug),
    )


def _tags(project: Project, library: Library) -> Tags:
    """Return every code and language that ever had a listing: also those of articles that are gone."""
    tagged: tuple[Article | Story, ...] = (*library.articles, *library.stories)
    top = [topic.code for topic in data.topics().values() if not topic.parent]
    spoken = {article.language for article in library.articles} | set(library.past.languages)
    spoken |= {tag for digest in project.digests for tag in (digest.language, *digest.languages)}
    spoken |= {tag for source in project.sources if source.enabled for tag in source.languages}
    return Tags(
        regions=with_areas(["001", *library.past.regions, *(code for each in tagged for code in each.regions or ())]),
        topics=with_parents([*top, *library.past.topics, *(code for each in tagged for code in each.topics or ())]),
        languages=tuple(sorted(spoken)),
    )


def _bodies(library: Library, base: str, permalinks: Mapping[str, str]) -> dict[str, Body]:
    texts = {article.path: article.body for article in (*library.articles, *library.drafts)}
    texts |= {f"pages/{path}": sheet.body for path, sheet in library.pages}
    texts |= {edition.path: edition.introduction for edition in library.editions}
    return {
        path: reader.render(text, reader.Place(path, base, permalinks)) for path, text in sorted(texts.items()) if text
    }


def _now(library: Library) -> datetime:
    """Return the cut of the newest edition, else the newest time in the library: a build has no other clock."""
    if cuts := [edition.cut for edition in library.editions]:
        return max(cuts)
    return max((article.collected or article.published for article in library.articles), default=dates.EARLIEST)
