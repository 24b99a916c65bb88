"""Pages of single things, each once at the root: articles, drafts, stories, and the editor's own pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from quotidien.model import text
from quotidien.model.articles import Article, Evidence
from quotidien.model.sources import Rights, Source
from quotidien.model.stories import Sentence, Story
from quotidien.site import addresses
from quotidien.site.events import Event
from quotidien.site.frames import (
    Frame,
    Instance,
    Link,
    language_link,
    region_crumbs,
    region_link,
    root_frame,
    topic_crumbs,
    topic_link,
)
from quotidien.site.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a tag stands there: its link, and the words that spoke for it; no words where a person set it."""

    tag: Link
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as its page shows it: `body` is HTML, `image` a path on this site or "", `minutes` 0 without a text.

    `own` says that it is the newsroom's, `whole` that the text is the source's, republished under its licence.
    """

    path: str
    article: Article
    source: Link
    licence: str
    body: str
    image: str
    minutes: int
    own: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One article in a story's coverage: whose, from where, and its page with us."""

    piece: Link
    source: Link
    country: Link | None
    article: Article


@dataclass(frozen=True, slots=True)
class Moment:
    """One day of a story and what was published on it."""

    day: date
    reports: tuple[Report, ...]


def articles(room: Newsroom) -> Iterator[Instance]:
    """Yield every published article; `related` are the others of its story."""
    frame = root_frame(room)
    for article in room.library.articles:
        yield Instance(frame, _article_inputs(room, frame, article), _where(room.permalinks[article.path]))


def drafts(room: Newsroom) -> Iterator[Instance]:
    """Yield every draft: reachable by who knows its address, listed nowhere."""
    frame = root_frame(room)
    for article in room.library.drafts:
        yield Instance(frame, _article_inputs(room, frame, article), {"slug": addresses.slug(article.slug)})


def _where(path: str) -> Mapping[str, str]:
    _, _, *day, slug, _ = path.split("/")
    return {"day": "/".join(day), "slug": slug}


def _article_inputs(room: Newsroom, frame: Frame, article: Article) -> Mapping[str, Any]:
    event = room.events.get(article.path)
    record = room.library.records.get(article.path)
    others = [each for each in event.articles if each.path != article.path] if event else []
    return {
        "piece": _piece(room, article),
        "crumbs": _crumbs(frame, article.regions or (), article.topics or ()),
        "language": language_link(frame, article.language),
        "regions": _reasons(frame, article.regions or (), record.regions if record else ()),
        "topics": _reasons(frame, article.topics or (), record.topics if record else ()),
        "story": Link(event.title, event.path, len(event.articles), event.language) if event and event.story else None,
        "related": tuple(room.cards[room.permalinks[each.path]] for each in others),
    }


def _piece(room: Newsroom, article: Article) -> Piece:
    source = room.sources.get(article.source)
    shown = article.body if article.rights is not Rights.LINK else ""
    body = room.bodies[article.path].html if shown else ""
    whole = article.rights is Rights.FULL and bool(shown)
    return Piece(
        path=room.permalinks[article.path],
        article=article,
        source=_source_link(room, source),
        licence=source.licence if source else "",
        body=body,
        image=_image(article.image),
        minutes=text.minutes(text.word_count(shown)) if whole else 0,
        own=source is None,
        whole=whole and source is not None,
    )


def _image(written: str) -> str:
    """Return the path of an image that lies in `content/images/`; pages ask nobody else for one."""
    path = written.removeprefix("{static}").lstrip("/")
    return f"/{path}" if path.startswith("images/") else ""


def _source_link(room: Newsroom, source: Source | None) -> Link:
    return Link(source.name, addresses.source(source.slug)) if source else Link(room.project.site.publisher, "")


def _crumbs(frame: Frame, regions: tuple[str, ...], topics: tuple[str, ...]) -> tuple[Link, ...]:
    if regions and regions[0] != "001":
        return region_crumbs(frame, regions[0])
    return topic_crumbs(frame, topics[0]) if topics else ()


def _reasons(frame: Frame, codes: Iterable[str], evidence: Iterable[Evidence]) -> tuple[Reason, ...]:
    words = {each.code: each.words for each in evidence}
    return tuple(
        Reason(topic_link(frame, code) if ":" in code else region_link(frame, code), words.get(code, ()))
        for code in codes
    )


def stories(room: Newsroom) -> Iterator[Instance]:
    """Yield every story file's page; `moved` is where one that was merged or shrank to one article leads."""
    frame = root_frame(room)
    named = {name: each for each in reversed(room.library.stories) for name in (each.id, each.path)}
    for story in room.library.stories:
        event = room.events.get(story.path)
        where = _where(room.permalinks[story.path])
        if event and event.story is story:
            yield Instance(frame, {"moved": "", **_story_inputs(room, frame, event, named.get(story.earlier))}, where)
        else:
            yield Instance(frame, {"moved": _successor(room, frame, story, named.get(story.merged_into))}, where)


def _successor(room: Newsroom, frame: Frame, story: Story, heir: Story | None) -> str:
    """Return the path that a story without a page of its own leads to: its heir, its last article, else home."""
    files = [heir.path] if heir else [path for path in story.articles if path in room.articles]
    return next((room.permalinks[path] for path in files), frame.home)


def _story_inputs(room: Newsroom, frame: Frame, event: Event, before: Story | None) -> Mapping[str, Any]:
    reports = tuple(_report(room, frame, article) for article in event.articles)
    sentences: tuple[Sentence, ...] = event.story.summary if event.story else ()
    return {
        "card": room.cards[event.path],
        "crumbs": _crumbs(frame, event.regions, event.topics),
        "updated": max(each.article.published for each in reports),
        "sentences": tuple((each.text, _source_link(room, room.sources.get(each.source))) for each in sentences),
        "reports": reports,
        "timeline": _timeline(frame, reports),
        "regions": _story_reasons(room, frame, event, event.regions),
        "topics": _story_reasons(room, frame, event, event.topics),
        "earlier": Link(before.title, room.permalinks[before.path], language=before.language) if before else None,
    }


def _timeline(frame: Frame, reports: Iterable[Report]) -> tuple[Moment, ...]:
    days = groupby(reports, key=lambda report: frame.words.local(report.article.published).date())
    return tuple(Moment(day, tuple(group)) for day, group in days)


def _report(room: Newsroom, frame: Frame, article: Article) -> Report:
    source = room.sources.get(article.source)
    return Report(
        piece=Link(article.title, room.permalinks[article.path], language=article.language),
        source=_source_link(room, source),
        country=region_link(frame, source.country) if source and source.country in room.tags.regions else None,
        article=article,
    )


def _story_reasons(room: Newsroom, frame: Frame, event: Event, codes: Iterable[str]) -> tuple[Reason, ...]:
    """Return a story's tags with the words from all its articles, at most eight a tag."""
    records = [room.library.records[each.path] for each in event.articles if each.path in room.library.records]
    words: dict[str, dict[str, None]] = {}
    for evidence in (each for record in records for each in (*record.regions, *record.topics)):
        words.setdefault(evidence.code, {}).update(dict.fromkeys(evidence.words))
    shown = [Evidence(code, 0.0, tuple(found)[:8], ()) for code, found in words.items()]
    return _reasons(frame, codes, shown)


def pages(room: Newsroom) -> Iterator[Instance]:
    """Yield the editor's own pages."""
    frame = root_frame(room)
    for path, sheet in room.library.pages:
        body = room.bodies.get(f"pages/{path}")
        inputs = {
            "title": sheet.get("title") or path,
            "lang": sheet.get("lang") or frame.language,
            "body": body.html if body else "",
        }
        yield Instance(frame, inputs, {"slug": addresses.slug(path.removesuffix(".md"))})
