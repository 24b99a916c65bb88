"""What the ledger knows of the output: which scope made each file, how many of each kind, one sum over all."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from quotidien.errors import ReportBug
from quotidien.site.ledger import Ledger

_SUM_BYTES = 12
GONE = "gone "
"""Begins the key of a scope that answers for an address which nothing else makes: it yields to any other."""


class Made(msgspec.Struct, frozen=True, array_like=True):
    """One file that a scope made: its name below the output, its kind, and the hash of name and bytes."""

    name: str
    kind: str
    hash: bytes


class Outputs:
    """The outputs during one build. `made` are the names that it made, `stale` those that their scope makes no more."""

    def __init__(self, ledger: Ledger, *, new: bool) -> None:
        self._ledger = ledger
        self._new = new
        self.counts = Counter(json.loads(ledger.meta("counts") or "{}"))
        self._sum = int(ledger.meta("sum") or "0", 16)
        self._makers: dict[str, str] = {}
        self._former: dict[str, str] = {}
        self._remade: set[str] = set()
        self.stale: set[str] = set()

    def replace(self, scope: str, made: Iterable[Made]) -> None:
        """Note what a scope makes now, instead of what it made before. Raises ReportBug where two make one file."""
        before = set() if self._new else self._of_scope(scope)
        self._remade.add(scope)
        for each in made:
            if each.name in self._makers:
                raise ReportBug(f"two pages want the file {each.name}: {self._makers[each.name]} and {scope}")
            self._makers[each.name] = scope
            before.discard(each.name)
            self._forget(each.name, scope)
            self._count(each.kind, each.hash, 1)
            self._ledger.insert("INSERT INTO output VALUES (?, ?, ?, ?)", (each.name, scope, each.kind, each.hash))
        for name in before:
            self._forget(name, scope)
            self.stale.add(name)

    def _of_scope(self, scope: str) -> set[str]:
        return set(self._ledger.column("SELECT path FROM output WHERE scope = ?", scope))

    def _forget(self, name: str, scope: str) -> None:
        """Take away the row of a file, and remember which other scope it was of."""
        if self._new:
            return
        if row := self._ledger.one("SELECT scope, kind, hash FROM output WHERE path = ?", name):
            former, kind, hash_ = row
            if former != scope:
                self._former[name] = former
            self._count(kind, hash_, -1)
            self._ledger.run("DELETE FROM output WHERE path = ?", (name,))

    def _count(self, kind: str, hash_: bytes, change: int) -> None:
        self.counts[kind] += change
        self._sum = (self._sum + change * int.from_bytes(hash_, "big")) % (1 << 8 * _SUM_BYTES)

    def owner(self, name: str) -> str:
        """Return the scope that makes a file, "" where none does."""
        found = self._ledger.one("SELECT scope FROM output WHERE path = ?", name)
        return str(found[0]) if found else ""

    def unmade(self) -> set[str]:
        """Return the names that nothing makes any more. Raises ReportBug where a scope lost its file to another."""
        for name, former in self._former.items():
            if former not in self._remade and not former.startswith(GONE):
                raise ReportBug(f"two pages want the file {name}: {former} and {self._makers.get(name)}")
        return self.stale - self._makers.keys()

    def summary(self) -> Mapping[str, object]:
        """Return how many files there are of each kind, and one hash of them all: of names and bytes, in any order."""
        return {"counts": dict(sorted((+self.counts).items())), "hash": f"{self._sum:0{2 * _SUM_BYTES}x}"}

    def save(self) -> None:
        """Remember counts and sum."""
        self._ledger.set_meta("counts", json.dumps(+self.counts))
        self._ledger.set_meta("sum", f"{self._sum:x}")
