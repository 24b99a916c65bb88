"""Each kind of page, declared once: its name, its path, its template, and who gives its inputs.

A page's template sees its inputs and nothing else, so that equal inputs give equal bytes. To add a kind, add an entry.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quotidien.site import addresses, article_pages, edition_pages, index_pages, listing_pages, plain_pages
from quotidien.site.frames import Instance
from quotidien.site.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page. `path` is a pattern that each instance fills; `template` a file in `theme/templates/`."""

    name: str
    path: str
    template: str
    instances: Callable[[Newsroom], Iterable[Instance]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page to render: its path on the site, its template, its language and zone, and all that it may show."""

    path: str
    template: str
    language: str
    zone: str
    inputs: Mapping[str, Any]


KINDS = (
    PageKind("today", addresses.TODAY, "today.html", edition_pages.today),
    PageKind("edition", addresses.EDITION, "edition.html", edition_pages.editions),
    PageKind("archive", addresses.ARCHIVE, "archive.html", edition_pages.archive),
    PageKind("year", addresses.YEAR, "year.html", edition_pages.years),
    PageKind("month", addresses.MONTH, "month.html", edition_pages.months),
    PageKind("story", addresses.STORY, "story.html", article_pages.stories),
    PageKind("article", addresses.ARTICLE, "article.html", article_pages.articles),
    PageKind("draft", addresses.DRAFT, "article.html", article_pages.drafts),
    PageKind("page", addresses.PAGE, "page.html", article_pages.pages),
    PageKind("region", addresses.REGION + addresses.PART, "region.html", listing_pages.regions),
    PageKind("topic", addresses.TOPIC + addresses.PART, "topic.html", listing_pages.topics),
    PageKind("crossing", addresses.CROSSING + addresses.PART, "crossing.html", listing_pages.crossings),
    PageKind("language", addresses.LANGUAGE + addresses.PART, "language.html", listing_pages.languages),
    PageKind("source", addresses.SOURCE + addresses.PART, "source.html", listing_pages.sources),
    PageKind("regions", addresses.REGIONS, "regions.html", index_pages.regions),
    PageKind("topics", addresses.TOPICS, "topics.html", index_pages.topics),
    PageKind("languages", addresses.LANGUAGES, "languages.html", index_pages.languages),
    PageKind("sources", addresses.SOURCES, "sources.html", index_pages.sources),
    PageKind("about", addresses.ABOUT, "about.html", plain_pages.about),
    PageKind("policies", addresses.POLICIES, "policies.html", plain_pages.policies),
    PageKind("subscribe", addresses.SUBSCRIBE, "subscribe.html", plain_pages.subscribe),
    PageKind("missing", addresses.MISSING, "404.html", plain_pages.missing),
)
GONE = PageKind("gone", "{path}", "gone.html", plain_pages.gone)
"""The last kind: a page for each address that was published and that no other kind answers any more."""


def all_pages(room: Newsroom, kinds: Iterable[PageKind] = KINDS) -> Iterator[Page]:
    """Yield every page of the site, kind by kind; the path of each is among its inputs."""
    made: set[str] = set()
    for kind in (*kinds, GONE):
        for instance in kind.instances(room):
            path = kind.path.format_map(instance.where)
            if kind is GONE and path in made:
                continue
            made.add(path)
            frame = instance.frame
            inputs = {"feed": None, **instance.inputs, "frame": frame, "path": path, "kind": kind.name}
            yield Page(path, kind.template, frame.language, frame.zone, inputs)
