"""Everything that a site is made of, each kind declared once: the scope it is made from, and what makes it.

A page's template sees its inputs and nothing else, those come from its scope and from what all pages share: equal
scopes give equal bytes. To add a kind, add an entry.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quotidien.site import (
    addresses,
    article_pages,
    edition_pages,
    feed_files,
    index_pages,
    listing_pages,
    plain_pages,
    scopes,
    sitemap_files,
)
from quotidien.site.feed_files import Document
from quotidien.site.frames import Instance
from quotidien.site.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page. `path` is a pattern that each instance fills; `template` a file in `theme/templates/`."""

    name: str
    scope: type
    path: str
    template: str
    instances: Callable[[Newsroom, Any], Iterable[Instance]]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file for machines."""

    name: str
    scope: type
    documents: Callable[[Newsroom, Any], Iterable[Document]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page to render: its path on the site, its template, its language and zone, and all that it may show."""

    path: str
    template: str
    language: str
    zone: str
    inputs: Mapping[str, Any]


def _listing(kind: str, path: str) -> tuple[PageKind, PageKind]:
    make = listing_pages.of(kind)
    template = f"{kind}.html"
    return (
        PageKind(kind, scopes.HeadScope, path + addresses.PART, template, make),
        PageKind(kind, scopes.MonthScope, path + addresses.PART, template, make),
    )


KINDS = (
    PageKind("today", scopes.FrontScope, addresses.TODAY, "today.html", edition_pages.today),
    PageKind("edition", scopes.EditionScope, addresses.EDITION, "edition.html", edition_pages.editions),
    PageKind("archive", scopes.ArchiveScope, addresses.ARCHIVE, "archive.html", edition_pages.archive),
    PageKind("year", scopes.YearScope, addresses.YEAR, "year.html", edition_pages.years),
    PageKind("month", scopes.PeriodScope, addresses.MONTH, "month.html", edition_pages.months),
    PageKind("story", scopes.StoryScope, addresses.STORY, "story.html", article_pages.stories),
    PageKind("article", scopes.ArticleScope, addresses.ARTICLE, "article.html", article_pages.articles),
    PageKind("draft", scopes.ArticleScope, addresses.DRAFT, "article.html", article_pages.drafts),
    PageKind("page", scopes.PageScope, addresses.PAGE, "page.html", article_pages.pages),
    *_listing("region", addresses.REGION),
    *_listing("topic", addresses.TOPIC),
    *_listing("crossing", addresses.CROSSING),
    *_listing("language", addresses.LANGUAGE),
    *_listing("source", addresses.SOURCE),
    PageKind("regions", scopes.CatalogueScope, addresses.REGIONS, "regions.html", index_pages.regions),
    PageKind("topics", scopes.CatalogueScope, addresses.TOPICS, "topics.html", index_pages.topics),
    PageKind("languages", scopes.CatalogueScope, addresses.LANGUAGES, "languages.html", index_pages.languages),
    PageKind("sources", scopes.SourcesScope, addresses.SOURCES, "sources.html", index_pages.sources),
    PageKind("about", scopes.AboutScope, addresses.ABOUT, "about.html", plain_pages.about),
    PageKind("policies", scopes.AboutScope, addresses.POLICIES, "policies.html", plain_pages.policies),
    PageKind("subscribe", scopes.CatalogueScope, addresses.SUBSCRIBE, "subscribe.html", plain_pages.subscribe),
    PageKind("missing", scopes.RootScope, addresses.MISSING, "404.html", plain_pages.missing),
    PageKind("gone", scopes.GoneScope, "{path}", "gone.html", plain_pages.gone),
)
FILES = (
    FileKind("feed", scopes.FrontScope, feed_files.of_front),
    FileKind("feed", scopes.HeadScope, feed_files.of_head),
    FileKind("list", scopes.CatalogueScope, feed_files.of_catalogue),
    FileKind("list", scopes.RootScope, feed_files.of_sources),
    FileKind("feed", scopes.GoneScope, feed_files.given_up),
    FileKind("sitemap", scopes.SitemapScope, sitemap_files.of_month),
    FileKind("sitemap", scopes.MapsScope, sitemap_files.of_maps),
)


def pages_of(room: Newsroom, scope: scopes.Scope, kinds: Iterable[PageKind] = KINDS) -> Iterator[Page]:
    """Yield every page that is made from a scope; the path of each is among its inputs."""
    for kind in kinds:
        if kind.scope is type(scope):
            for instance in kind.instances(room, scope):
                path = kind.path.format_map(instance.where)
                frame = instance.frame
                inputs = {"feed": None, **instance.inputs, "frame": frame, "path": path, "kind": kind.name}
                yield Page(path, kind.template, frame.language, frame.zone, inputs)


def documents_of(
    room: Newsroom, scope: scopes.Scope, kinds: Iterable[FileKind] = FILES
) -> Iterator[tuple[str, Document]]:
    """Yield every file for machines that is made from a scope, with the name of its kind."""
    for kind in kinds:
        if kind.scope is type(scope):
            for document in kind.documents(room, scope):
                yield kind.name, document
