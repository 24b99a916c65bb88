"""Scopes: the values that pages are made from. A page shows what its scope holds and what all pages share, no more.

Whoever composes them knows the ledger; pages know these values only, so that equal scopes give equal bytes and a
scope that changed names every page that can have changed.
"""

from datetime import date, datetime
from typing import NamedTuple

import msgspec

from quotidien.model.articles import Article, Evidence
from quotidien.model.editions import Correction, Edition, Item
from quotidien.model.sources import Source
from quotidien.model.stories import Story
from quotidien.site.events import Card, Event
from quotidien.site.frames import Link
from quotidien.site.sitemaps import SitemapUrl


class Listing(NamedTuple):
    """Which listing: the slug of its digest ("" for those at the root), its kind and its code."""

    digest: str
    kind: str
    code: str


class ArticleScope(msgspec.Struct, frozen=True):
    """An article: its address, its HTML, why it has its tags, its story (`None` while it stands alone), and the others.

    `body` is "" where the rights are a link; `minutes` 0 without a whole text.
    """

    address: str
    article: Article
    body: str
    minutes: int
    regions: tuple[Evidence, ...]
    topics: tuple[Evidence, ...]
    story: Link | None
    related: tuple[Card, ...]


class StoryScope(msgspec.Struct, frozen=True):
    """A story: its event with the address and the evidence of each article, or `moved`, where it leads instead."""

    address: str
    story: Story
    event: Event | None
    addresses: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    earlier: Link | None
    moved: str


class PageScope(msgspec.Struct, frozen=True):
    """An editor's own page; `body` is HTML."""

    address: str
    title: str
    language: str
    body: str


class Head(msgspec.Struct, frozen=True):
    """An edition as lists and calendars show it."""

    path: str
    day: date
    lead: str
    language: str
    stories: int


class EditionScope(msgspec.Struct, frozen=True):
    """An edition: its introduction as HTML, each item's address in order ("" where its page is gone), neighbours."""

    digest: str
    edition: Edition
    introduction: str
    pages: tuple[str, ...]
    previous: Head | None
    next: Head | None


class PeriodScope(msgspec.Struct, frozen=True):
    """A month or a year of editions, oldest first; `first` is its first day, `previous` and `next` those beside it."""

    digest: str
    first: date
    heads: tuple[Head, ...]
    previous: date | None
    next: date | None


class YearScope(PeriodScope, frozen=True):
    """A year of editions."""


class Listed(msgspec.Struct, frozen=True):
    """An event in a listing, its card, and the HTML of an article that stands alone and may be shown whole."""

    event: Event
    card: Card
    body: str = ""

    def __hash__(self) -> int:
        """Hash the path alone, as cards do."""
        return hash(self.event.path)


class HeadScope(msgspec.Struct, frozen=True):
    """A listing's head: how many events it holds, month by month newest first, the newest of them.

    `inside` counts what every listing inside it holds; `source` is set where it lists a source.
    """

    listing: Listing
    total: int
    months: tuple[tuple[date, int], ...]
    newest: tuple[Listed, ...]
    inside: tuple[tuple[Listing, int], ...] = ()
    source: Source | None = None


class MonthScope(msgspec.Struct, frozen=True):
    """A month of a listing, newest first, and the months beside it that hold anything."""

    listing: Listing
    first: date
    cards: tuple[Card, ...]
    previous: date | None
    next: date | None
    source: Source | None = None


class SitemapScope(msgspec.Struct, frozen=True):
    """The pages of one month that are ours to have indexed."""

    month: str
    urls: tuple[SitemapUrl, ...]


class Told(msgspec.Struct, frozen=True):
    """A story as an edition told it: the edition's day and cut, our page for it, and the tags that it has now."""

    item: Item
    day: date
    cut: datetime
    page: str
    regions: tuple[str, ...]
    topics: tuple[str, ...]


class Issued(msgspec.Struct, frozen=True):
    """An edition as a feed of editions shows it."""

    day: date
    title: str
    cut: datetime
    language: str
    headlines: tuple[str, ...]


class FrontScope(msgspec.Struct, frozen=True):
    """A digest's front: its latest edition with its age in days, what its editions told last, the editions themselves.

    `newest` are the newest events, for a digest that has no edition yet.
    """

    digest: str
    latest: EditionScope | None
    age: int
    told: tuple[Told, ...]
    issued: tuple[Issued, ...]
    newest: tuple[Listed, ...]


class CatalogueScope(msgspec.Struct, frozen=True):
    """All listings of a digest by code and how many events each holds, and all sources."""

    digest: str
    regions: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    sources: tuple[Source, ...]


class ArchiveScope(msgspec.Struct, frozen=True):
    """All months that a digest has editions in, newest first, with their number; and the latest editions."""

    digest: str
    months: tuple[tuple[date, int], ...]
    recent: tuple[Head, ...]


class AboutScope(msgspec.Struct, frozen=True):
    """What a digest counts, its first day, and every correction, newest edition first."""

    digest: str
    articles: int
    stories: int
    editions: int
    languages: int
    first: date | None
    corrections: tuple[tuple[date, Correction], ...]


class SourcesScope(msgspec.Struct, frozen=True):
    """Every source, how many articles there are from it, and when the newest was published."""

    rows: tuple[tuple[Source, int, datetime | None], ...]


class MapsScope(msgspec.Struct, frozen=True):
    """What the index of sitemaps names: the months, all lists, and the last two days' news."""

    months: tuple[str, ...]
    catalogues: tuple[CatalogueScope, ...]
    news: tuple[SitemapUrl, ...]


class RootScope(msgspec.Struct, frozen=True):
    """What exists once and depends on nothing under `content/`."""


class GoneScope(msgspec.Struct, frozen=True):
    """An address that was published and that nothing else answers any more."""

    address: str


Scope = (
    ArticleScope
    | StoryScope
    | PageScope
    | EditionScope
    | PeriodScope
    | HeadScope
    | MonthScope
    | SitemapScope
    | FrontScope
    | CatalogueScope
    | ArchiveScope
    | AboutScope
    | SourcesScope
    | MapsScope
    | RootScope
    | GoneScope
)
