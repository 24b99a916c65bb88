"""Scopes that hold something of everything: fronts, catalogues, archives, counts, sitemaps."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from quotidien.model import dates
from quotidien.model.editions import Edition, Item
from quotidien.model.sources import Source
from quotidien.site import addresses, listings
from quotidien.site.issues import Issues, as_edition
from quotidien.site.ledger import Ledger
from quotidien.site.listings import EVERYTHING, HEAD, MAIN, OURS, STORIES
from quotidien.site.newsroom import Newsroom
from quotidien.site.pieces import Pieces, as_article
from quotidien.site.scopes import (
    AboutScope,
    ArchiveScope,
    CatalogueScope,
    FrontScope,
    Issued,
    Listing,
    MapsScope,
    SitemapScope,
    SourcesScope,
    Told,
)
from quotidien.site.shelves import Shelves
from quotidien.site.sitemaps import MOST_NEWS, SitemapNews, SitemapUrl

NEWS_DAYS = 2
"""The age up to which a news sitemap names a page (Google's rule)."""
RECENT = 7
_OURS = Listing("", OURS, "")


class Overviews:
    """The whole of one ledger, which must not change meanwhile."""

    def __init__(self, ledger: Ledger, room: Newsroom, pieces: Pieces, shelves: Shelves, issues: Issues) -> None:
        self._ledger = ledger
        self._room = room
        self._pieces = pieces
        self._shelves = shelves
        self._issues = issues

    @cached_property
    def _now(self) -> datetime:
        """Return the cut of the newest edition, else the newest time there is: a build has no other clock."""
        if (row := self._ledger.one("SELECT max(cut) FROM edition")) and row[0]:
            return dates.parse(row[0])
        values = self._ledger.column("SELECT value FROM piece WHERE status = 'published'")
        return max((each.collected or each.published for each in map(as_article, values)), default=dates.EARLIEST)

    def front(self, digest: str) -> FrontScope:
        """Return the front of a digest."""
        values = self._ledger.column(
            "SELECT value FROM edition WHERE digest = ? ORDER BY day DESC LIMIT ?", digest, HEAD
        )
        recent = [as_edition(value) for value in values]
        latest = self._issues.edition(recent[0].path) if recent else None
        newest = () if recent else tuple(self._shelves.newest(Listing(digest, EVERYTHING, ""), MAIN))
        return FrontScope(
            digest=digest,
            latest=latest,
            age=(self._now.date() - latest.edition.cut.date()).days if latest else 0,
            told=tuple(self._told_last(recent)),
            issued=tuple(_issued(edition) for edition in recent),
            newest=newest,
        )

    def _told_last(self, newest: Iterable[Edition]) -> Iterable[Told]:
        """Yield the stories that a digest told last: one that two editions told once, as the newer one has it."""
        seen: set[str] = set()
        for edition in newest:
            for item in (item for section in edition.sections for item in section.items):
                if item.id not in seen and len(seen) < MAIN:
                    seen.add(item.id)
                    yield self._as_told(edition, item)

    def _as_told(self, edition: Edition, item: Item) -> Told:
        event = self._pieces.event_at(f"{item.page}.md")
        return Told(
            item=item,
            day=edition.day,
            cut=edition.cut,
            page=self._pieces.address(f"{item.page}.md"),
            regions=event.regions if event else (),
            topics=event.topics if event else (),
        )

    def catalogue(self, digest: str) -> CatalogueScope:
        """Return all listings of a digest, and all sources."""

        def counted(kind: str) -> tuple[tuple[str, int], ...]:
            return tuple((code, self._shelves.total(Listing(digest, kind, code))) for code in self._shelves.codes[kind])

        return CatalogueScope(
            digest, counted("region"), counted("topic"), counted("language"), tuple(row[0] for row in self._rows)
        )

    def archive(self, digest: str) -> ArchiveScope:
        """Return which months a digest has editions in."""
        months = self._ledger.all(
            "SELECT substr(day, 1, 7) AS month, count(*) FROM edition WHERE digest = ? "
            "GROUP BY month ORDER BY month DESC",
            digest,
        )
        counted = tuple((listings.first_day(month), count) for month, count in months)
        return ArchiveScope(digest, counted, self._issues.heads(digest, "day > '' ORDER BY day DESC LIMIT ?", RECENT))

    def about(self, digest: str) -> AboutScope:
        """Return what a digest counts, and its corrections."""
        count, first = self._ledger.one("SELECT count(*), min(day) FROM edition WHERE digest = ?", digest) or (0, "")
        corrected = self._ledger.column(
            "SELECT value FROM edition WHERE digest = ? AND corrected > 0 ORDER BY day DESC", digest
        )
        return AboutScope(
            digest=digest,
            articles=int((self._ledger.one("SELECT uses FROM tally WHERE kind = 'articles'") or (0,))[0]),
            stories=self._shelves.total(Listing(digest, STORIES, "")),
            editions=count,
            languages=int((self._ledger.one("SELECT count(*) FROM tally WHERE kind = 'spoken'") or (0,))[0]),
            first=date.fromisoformat(first) if first else None,
            corrections=tuple(
                (edition.day, each) for edition in map(as_edition, corrected) for each in edition.corrections
            ),
        )

    @cached_property
    def _rows(self) -> tuple[tuple[Source, int, datetime | None], ...]:
        """Return every source, by slug, with the number of its articles and when the newest was published."""
        rows = []
        for slug in self._shelves.sources():
            listing = Listing("", "source", slug)
            newest = self._shelves.newest(listing, 1)
            event = newest[0].event if newest else None
            source = self._room.source(slug, event.articles[0].url if event else "")
            rows.append((source, self._shelves.total(listing), event.published if event else None))
        return tuple(rows)

    def sources(self) -> SourcesScope:
        """Return the index of sources."""
        return SourcesScope(self._rows)

    def maps(self) -> MapsScope:
        """Return what the index of sitemaps names."""
        ours = self._shelves.id_of(_OURS)
        months = set(self._ledger.column("SELECT month FROM month WHERE listing = ?", ours))
        for digest in self._room.homes:
            query = "SELECT DISTINCT substr(day, 1, 7) FROM edition WHERE digest = ?"
            months.update(self._ledger.column(query, digest))
        return MapsScope(
            months=tuple(sorted(months)),
            catalogues=tuple(self.catalogue(digest) for digest in self._room.homes),
            news=tuple(self._news()),
        )

    def _news(self) -> Iterable[SitemapUrl]:
        now = int(self._now.timestamp())
        ours = self._shelves.id_of(_OURS)
        rows = self._ledger.all(
            "SELECT rank, piece FROM posting WHERE listing = ? AND rank >= ? AND rank <= ?",
            ours, -now, -now + NEWS_DAYS * 86_400,
        )  # fmt: skip
        for event in map(self._pieces.event, self._shelves.in_order(rows)[:MOST_NEWS]):
            news = SitemapNews(self._room.project.site.name, event.language, event.published, event.title)
            yield SitemapUrl(self._room.absolute(event.path), event.updated, news)

    def sitemap(self, month: str) -> SitemapScope | None:
        """Return the pages of a month that are ours to have indexed, `None` where there are none."""
        start, end = listings.span_of(month, "UTC")
        pieces = self._ledger.column(
            "SELECT piece FROM posting WHERE listing = ? AND rank > ? AND rank <= ?",
            self._shelves.id_of(_OURS), -end, -start,
        )  # fmt: skip
        shown = map(self._pieces.event, pieces)
        urls = [SitemapUrl(self._room.absolute(event.path), event.updated) for event in shown]
        for digest, home in self._room.homes.items():
            for day, cut in self._ledger.all(
                "SELECT day, cut FROM edition WHERE digest = ? AND day LIKE ?", digest, f"{month}-%"
            ):
                path = addresses.edition(home, date.fromisoformat(day))
                urls.append(SitemapUrl(self._room.absolute(path), dates.parse(cut)))
        return SitemapScope(month, tuple(sorted(urls, key=lambda url: url.loc))) if urls else None


def _issued(edition: Edition) -> Issued:
    headlines = tuple(item.headline for section in edition.sections for item in section.items)
    return Issued(edition.day, edition.title, edition.cut, edition.language, headlines)
