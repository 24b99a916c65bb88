"""Listings as the ledger keeps them: which have pages, what their heads and their months hold."""

from collections.abc import Iterable, Mapping
from datetime import date

from quotidien.model.sources import Rights, Source
from quotidien.site import listings
from quotidien.site.events import Event
from quotidien.site.ledger import Ledger, Row
from quotidien.site.listings import HEAD
from quotidien.site.newsroom import Newsroom
from quotidien.site.pieces import Pieces
from quotidien.site.scopes import HeadScope, Listed, Listing, MonthScope

_LATEST = 1 << 62


class Shelves:
    """The listings of one ledger, which must not change meanwhile."""

    def __init__(self, ledger: Ledger, room: Newsroom, pieces: Pieces) -> None:
        self._ledger = ledger
        self._room = room
        self._pieces = pieces
        self._listings: dict[int, tuple[Listing, int]] = {
            id_: (Listing(digest, kind, code), total)
            for id_, digest, kind, code, total in ledger.run("SELECT id, digest, kind, code, total FROM listing")
        }
        self._ids = {listing: id_ for id_, (listing, _) in self._listings.items()}
        codes = {*ledger.run("SELECT kind, code FROM tally"), *listings.constant_codes(room.project)}
        self.codes = {kind: sorted(code for each, code in codes if each == kind) for kind in listings.TAGS}
        self._known = {kind: set(found) for kind, found in self.codes.items()}
        self._inside = self._find_inside()

    def _find_inside(self) -> Mapping[Listing, list[Listing]]:
        """Return which listings each leads to as its parts: those that hold something."""
        found: dict[Listing, list[Listing]] = {}
        for listing, total in sorted(self._listings.values()):
            if total:
                for outer in listings.around(listing):
                    found.setdefault(outer, []).append(listing)
        return found

    def id_of(self, listing: Listing) -> int:
        """Return the number of a listing, 0 where there is none."""
        return self._ids.get(listing, 0)

    def sources(self) -> list[str]:
        """Return the slug of every source that is known or has an article, sorted."""
        listed = {each.code for each, total in self._listings.values() if each.kind == "source" and total}
        return sorted(listed | self._room.sources.keys())

    def total(self, listing: Listing) -> int:
        """Return how many events a listing holds."""
        return self._listings[self._ids[listing]][1] if listing in self._ids else 0

    def _stands(self, listing: Listing) -> bool:
        """Say whether a listing has pages: of a tag or a known source for ever, else while it holds enough."""
        if listing.digest and listing.digest not in self._room.homes:
            return False
        if listing.kind in listings.TAGS:
            return listing.code in self._known[listing.kind]
        if listing.kind == "source":
            return listing.code in self._room.sources or self.total(listing) > 0
        return listing.kind == "crossing" and self.total(listing) >= listings.CROSSED

    def _has_months(self, listing: Listing) -> bool:
        return listing.kind != "crossing" or self.total(listing) > HEAD

    def head(self, key: str) -> HeadScope | None:
        """Return the head of the listing with that number, `None` where it has no pages."""
        id_ = int(key)
        listing, total = self._listings[id_]
        if not self._stands(listing):
            return None
        newest = tuple(self.newest(listing, HEAD))
        months = self._ledger.all("SELECT month, total FROM month WHERE listing = ? ORDER BY month DESC", id_)
        return HeadScope(
            listing=listing,
            total=total,
            months=tuple((listings.first_day(month), count) for month, count in months)
            if self._has_months(listing)
            else (),
            newest=newest,
            inside=tuple((each, self.total(each)) for each in self._inside.get(listing, ())),
            source=self.source(listing, newest[0].event if newest else None),
        )

    def source(self, listing: Listing, newest: Event | None) -> Source | None:
        """Return the source that a listing lists, `None` where it lists something else."""
        if listing.kind != "source":
            return None
        return self._room.source(listing.code, newest.articles[0].url if newest else "")

    def newest(self, listing: Listing, most: int) -> list[Listed]:
        """Return the newest events of a listing."""
        if listing not in self._ids:
            return []
        id_ = self._ids[listing]
        last = self._ledger.one(
            "SELECT rank FROM posting WHERE listing = ? ORDER BY rank LIMIT 1 OFFSET ?", id_, most - 1
        )
        rows = self._ledger.all(
            "SELECT rank, piece FROM posting WHERE listing = ? AND rank <= ?", id_, last[0] if last else _LATEST
        )
        return [self._listed(piece) for piece in self.in_order(rows)[:most]]

    def in_order(self, rows: Iterable[Row]) -> list[int]:
        """Return the pieces of (rank, piece) newest first; those of one second in the order of their addresses."""
        ordered = sorted((rank, self._pieces.card(piece).path, piece) for rank, piece in rows)
        return [piece for _, _, piece in ordered]

    def _listed(self, piece: int) -> Listed:
        event = self._pieces.event(piece)
        is_whole = event.story is None and event.articles[0].rights is Rights.FULL
        return Listed(event, self._pieces.card(piece), self._pieces.html(piece) if is_whole else "")

    def month(self, key: str) -> MonthScope | None:
        """Return a month of a listing ("12 2026-11"), `None` where it has no page."""
        name, _, month = key.partition(" ")
        id_ = int(name)
        listing, _ = self._listings[id_]
        if not self._stands(listing) or not self._has_months(listing):
            return None
        start, end = listings.span_of(month, self._room.frames[listing.digest].zone)
        rows = self._ledger.all(
            "SELECT rank, piece FROM posting WHERE listing = ? AND rank > ? AND rank <= ?", id_, -end, -start
        )
        pieces = self.in_order(rows)
        if not pieces:
            return None
        return MonthScope(
            listing=listing,
            first=listings.first_day(month),
            cards=tuple(map(self._pieces.card, pieces)),
            previous=self._other_month(id_, "max(month) FROM month WHERE listing = ? AND month < ?", month),
            next=self._other_month(id_, "min(month) FROM month WHERE listing = ? AND month > ?", month),
            source=self.source(listing, self._pieces.event(pieces[0])) if listing.kind == "source" else None,
        )

    def _other_month(self, listing: int, what: str, month: str) -> date | None:
        found = self._ledger.one(f"SELECT {what}", listing, month)
        return listings.first_day(found[0]) if found and found[0] else None
