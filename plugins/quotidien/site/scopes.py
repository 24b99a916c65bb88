"""Scopes: the values that pages are made from. A page shows what its scope holds and what all pages share, no more.

Whoever composes them knows the ledger; pages know these values only, so that equal scopes give equal bytes and a
scope that changed names every page that can have changed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class ArticleScope:
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


@dataclass(frozen=True, slots=True)
class StoryScope:
    """A story: its event with the address and the evidence of each article, or `moved`, where it leads instead."""

    address: str
    story: Story
    event: Event | None
    addresses: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    earlier: Link | None
    moved: str


@dataclass(frozen=True, slots=True)
class PageScope:
    """An editor's own page; `body` is HTML."""

    address: str
    title: str
    language: str
    body: str


@dataclass(frozen=True, slots=True)
class Head:
    """An edition as lists and calendars show it."""

    path: str
    day: date
    lead: str
    language: str
    stories: int


@dataclass(frozen=True, slots=True)
class EditionScope:
    """An edition: its introduction as HTML, each item's address in order ("" where its page is gone), neighbours."""

    digest: str
    edition: Edition
    introduction: str
    pages: tuple[str, ...]
    previous: Head | None
    next: Head | None


@dataclass(frozen=True, slots=True)
class PeriodScope:
    """A month or a year of editions, oldest first; `first` is its first day, `previous` and `next` those beside it."""

    digest: str
    first: date
    heads: tuple[Head, ...]
    previous: date | None
    next: date | None


@dataclass(frozen=True, slots=True)
class YearScope(PeriodScope):
    """A year of editions."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An event in a listing, its card, and the HTML of an article that stands alone and may be shown whole."""

    event: Event
    card: Card
    body: str = ""

    def __hash__(self) -> int:
        """Hash the path alone, as cards do."""
        return hash(self.event.path)


@dataclass(frozen=True, slots=True)
class HeadScope:
    """A listing's head: how many events it holds, month by month newest first, the newest of them.

    `inside` counts what every listing inside it holds; `source` is set where it lists a source.
    """

    listing: Listing
    total: int
    months: tuple[tuple[date, int], ...]
    newest: tuple[Listed, ...]
    inside: tuple[tuple[Listing, int], ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class MonthScope:
    """A month of a listing, newest first, and the months beside it that hold anything."""

    listing: Listing
    first: date
    cards: tuple[Card, ...]
    previous: date | None
    next: date | None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class SitemapScope:
    """The pages of one month that are ours to have indexed."""

    month: str
    urls: tuple[SitemapUrl, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A story as an edition told it: the edition's day and cut, our page for it, and the tags that it has now."""

    item: Item
    day: date
    cut: datetime
    page: str
    regions: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """An edition as a feed of editions shows it."""

    day: date
    title: str
    cut: datetime
    language: str
    headlines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrontScope:
    """A digest's front: its latest edition with its age in days, what its editions told last, the editions themselves.

    `newest` are the newest events, for a digest that has no edition yet.
    """

    digest: str
    latest: EditionScope | None
    age: int
    told: tuple[Told, ...]
    issued: tuple[Issued, ...]
    newest: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class CatalogueScope:
    """All listings of a digest by code and how many events each holds, and all sources."""

    digest: str
    regions: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ArchiveScope:
    """All months that a digest has editions in, newest first, with their number; and the latest editions."""

    digest: str
    months: tuple[tuple[date, int], ...]
    recent: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class AboutScope:
    """What a digest counts, its first day, and every correction, newest edition first."""

    digest: str
    articles: int
    stories: int
    editions: int
    languages: int
    first: date | None
    corrections: tuple[tuple[date, Correction], ...]


@dataclass(frozen=True, slots=True)
class SourcesScope:
    """Every source, how many articles there are from it, and when the newest was published."""

    rows: tuple[tuple[Source, int, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class MapsScope:
    """What the index of sitemaps names: the months, all lists, and the last two days' news."""

    months: tuple[str, ...]
    catalogues: tuple[CatalogueScope, ...]
    news: tuple[SitemapUrl, ...]


@dataclass(frozen=True, slots=True)
class RootScope:
    """What exists once and depends on nothing under `content/`."""


@dataclass(frozen=True, slots=True)
class GoneScope:
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
