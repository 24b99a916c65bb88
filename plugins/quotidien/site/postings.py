"""Which pieces stand in which listings, and how many a month: kept as pieces come, change and go."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from quotidien.site import listings
from quotidien.site.facts import encode
from quotidien.site.keys import Marks
from quotidien.site.ledger import Ledger
from quotidien.site.scopes import Listing

Entries = tuple[tuple[int, str], ...]
"""Listings by number, each with the month in which a piece stands there."""
Numbered = tuple[int, Entries]
"""The rank of a piece (newest first), and where it stands."""
NOWHERE: Numbered = (0, ())
_as_posted = msgspec.msgpack.Decoder(Numbered).decode
_BATCH = 20_000


class Postings:
    """The listings of one ledger; in a new one nothing has to be asked."""

    def __init__(self, ledger: Ledger, marks: Marks, *, new: bool) -> None:
        self._ledger = ledger
        self._marks = marks
        self._new = new
        self._months: Counter[tuple[int, str]] = Counter()
        self._waiting: list[tuple[int, int, int]] = []
        self._ids = {Listing(*row): id_ for id_, *row in ledger.run("SELECT id, digest, kind, code FROM listing")}
        self._by_id = {id_: listing for listing, id_ in self._ids.items()}

    def numbered(self, rank: int, postings: Iterable[tuple[Listing, str]]) -> Numbered:
        """Return a piece's rank with the numbers of the listings that it stands in."""
        return rank, tuple((self.id_of(listing), month) for listing, month in postings)

    def id_of(self, listing: Listing) -> int:
        """Return the number of a listing, a new one where it has none."""
        found = self._ids.get(listing)
        if found is None:
            found = self._ids[listing] = 1 + len(self._ids)
            self._by_id[found] = listing
            row = (found, listing.digest, listing.kind, listing.code)
            self._ledger.run("INSERT INTO listing VALUES (?, ?, ?, ?, 0)", row)
            self._marks.mark(f"head {found}", "it is new")
        return found

    def post(self, id_: int, posted: bytes, wanted: Numbered, reason: str) -> bytes:
        """Put a piece into the listings that it is wanted in and out of all others; return what is to be remembered.

        `posted` is what was remembered last time, b"" for a new piece.
        """
        rank, entries = wanted
        if posted:
            self._flush()
            old_rank, old_entries = _as_posted(posted)
            self._ledger.run_all(
                "DELETE FROM posting WHERE listing = ? AND rank = ? AND piece = ?",
                [(listing, old_rank, id_) for listing, _ in old_entries],
            )
            self._months.subtract(old_entries)
            for entry in old_entries:
                self._touch(entry, reason)
        self._months.update(entries)
        self._waiting.extend([(listing, rank, id_) for listing, _ in entries])
        if len(self._waiting) > _BATCH:
            self._flush()
        if not self._new:
            for entry in entries:
                self._touch(entry, reason)
        return encode((rank, entries))

    def _flush(self) -> None:
        if not self._waiting:
            return
        self._waiting.sort()
        self._ledger.run_all("INSERT OR IGNORE INTO posting VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()

    def _touch(self, entry: tuple[int, str], reason: str) -> None:
        listing, month = entry
        if self._by_id[listing].kind == listings.OURS:
            self._marks.mark(f"sitemap {month}", reason)
        else:
            self._marks.mark(f"head {listing}", reason)
            self._marks.mark(f"month {listing} {month}", reason)

    def settle(self) -> None:
        """Keep the counts of all listings and their months, and mark the months beside one that came or went."""
        self._flush()
        totals: Counter[int] = Counter()
        for (listing, month), change in self._months.items():
            if not change:
                continue
            totals[listing] += change
            before = 0 if self._new else self._count(listing, month)
            if before + change:
                row = (listing, month, before + change)
                self._ledger.run("INSERT OR REPLACE INTO month VALUES (?, ?, ?)", row)
            else:
                self._ledger.run("DELETE FROM month WHERE listing = ? AND month = ?", (listing, month))
            if not before or not before + change:
                self._mark_beside(listing, month)
        for listing, change in totals.items():
            (total,) = self._ledger.one("SELECT total FROM listing WHERE id = ?", listing) or (0,)
            self._ledger.run("UPDATE listing SET total = ? WHERE id = ?", (total + change, listing))
            if (total > listings.HEAD) != (total + change > listings.HEAD):
                for month in self._ledger.column("SELECT month FROM month WHERE listing = ?", listing):
                    self._marks.mark(f"month {listing} {month}", "its listing grew or shrank")

    def _count(self, listing: int, month: str) -> int:
        found = self._ledger.one("SELECT total FROM month WHERE listing = ? AND month = ?", listing, month)
        return int(found[0]) if found else 0

    def _mark_beside(self, listing: int, month: str) -> None:
        if self._new:
            return
        for query in (
            "SELECT max(month) FROM month WHERE listing = ? AND month < ?",
            "SELECT min(month) FROM month WHERE listing = ? AND month > ?",
        ):
            if (found := self._ledger.one(query, listing, month)) and found[0]:
                self._marks.mark(f"month {listing} {found[0]}", f"{month} beside it came or went")
