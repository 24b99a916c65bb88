"""Editions as the ledger keeps them: each with its neighbours, and the months and years that hold them."""

from datetime import date
from typing import TypeVar

import msgspec

from quotidien.model.editions import Edition
from quotidien.site import addresses, listings
from quotidien.site.ledger import Ledger
from quotidien.site.newsroom import Newsroom
from quotidien.site.pieces import Pieces
from quotidien.site.scopes import EditionScope, Head, PeriodScope

Period = TypeVar("Period", bound=PeriodScope)
as_edition = msgspec.msgpack.Decoder(Edition).decode
_as_head = msgspec.msgpack.Decoder(tuple[str, str, int]).decode


class Issues:
    """The editions of one ledger, which must not change meanwhile."""

    def __init__(self, ledger: Ledger, room: Newsroom, pieces: Pieces) -> None:
        self._ledger = ledger
        self._room = room
        self._pieces = pieces

    def edition(self, path: str) -> EditionScope | None:
        """Return the edition in a file, `None` where there is none or its digest is none of ours."""
        row = self._ledger.one("SELECT value, introduction FROM edition WHERE path = ?", path)
        edition = as_edition(row[0]) if row else None
        if row is None or edition is None or edition.digest not in self._room.homes:
            return None
        items = [item for section in edition.sections for item in section.items]
        day = edition.day.isoformat()
        return EditionScope(
            digest=edition.digest,
            edition=edition,
            introduction=self._pieces.settled(row[1]),
            pages=tuple(self._pieces.address(f"{item.page}.md") for item in items),
            previous=self._one_head(edition.digest, "day < ? ORDER BY day DESC", day),
            next=self._one_head(edition.digest, "day > ? ORDER BY day", day),
        )

    def _one_head(self, digest: str, where: str, day: str) -> Head | None:
        return next(iter(self.heads(digest, f"{where} LIMIT 1", day)), None)

    def heads(self, digest: str, where: str, *parameters: object) -> tuple[Head, ...]:
        """Return the editions of a digest as lists show them: `where` (our own SQL) says which, in what order."""
        rows = self._ledger.all(f"SELECT day, head FROM edition WHERE digest = ? AND {where}", digest, *parameters)  # noqa: S608 - ours
        return tuple(_head(self._room.homes[digest], *row) for row in rows)

    def period(self, key: str, kind: type[Period]) -> Period | None:
        """Return a month or a year ("world 2026-11", "world 2026"), `None` where it holds no edition."""
        digest, _, period = key.partition(" ")
        if digest not in self._room.homes:
            return None
        heads = self.heads(digest, "day LIKE ? ORDER BY day", f"{period}-%")
        if not heads:
            return None
        before = self._one_head(digest, "day < ? ORDER BY day DESC", period)
        after = self._one_head(digest, "day > ? ORDER BY day", f"{period}~")
        sides = [listings.first_day(each.day.isoformat()[: len(period)]) if each else None for each in (before, after)]
        return kind(digest, listings.first_day(period), heads, sides[0], sides[1])


def _head(home: str, written: str, blob: bytes) -> Head:
    lead, language, stories = _as_head(blob)
    day = date.fromisoformat(written)
    return Head(addresses.edition(home, day), day, lead, language, stories)
