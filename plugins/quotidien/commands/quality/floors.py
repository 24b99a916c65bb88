"""The floors under our figures, and what is known of others: kept in `tests/quality/`, told in `docs/quality.md`.

A floor only goes up (or down, for a count of crashes): `invoke quality all --raise` is the one way to move it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from quotidien.commands.quality.scores import Score
from quotidien.content import files

Floors = Mapping[str, Mapping[str, float]]
FLOORS = Path("tests") / "quality" / "floors.json"
KNOWN = Path("tests") / "quality" / "known.toml"
PAGE = Path("docs") / "quality.md"
TOLERANCE = 0.0005
"""How far a figure may lie under its floor: half of the last place that is kept, and a little."""
COUNTS = frozenset({"crashes"})
"""Figures that are better the smaller they are."""

_INTRODUCTION = """# Quality

What we reach on labelled data, beside the best that we know of. Made by `invoke quality all --raise`: do not edit it.
Figures are shares from 0 to 1, except counts of crashes. Each scorer's docstring says how its figures are counted,
each set's own README where its labels are from.

"""
_DEBTS = """

## Debts

Where another system, or a simple baseline, does better:

"""
_NONE = "None: no known figure is better than ours."


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody else reached in a figure of a set: the value, who, and where it is from."""

    set: str
    figure: str
    value: float
    system: str
    source: str


def read_floors(root: Path) -> Floors:
    """Return set → figure → floor; empty where no floor was laid yet."""
    path = root / FLOORS
    return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, float]]) if path.is_file() else {}


def read_known(root: Path) -> tuple[Known, ...]:
    """Return what others reached, in the order of the file."""
    found = msgspec.toml.decode((root / KNOWN).read_bytes(), type=dict[str, list[Known]])
    return tuple(found.get("known", []))


def is_under(figure: str, value: float, floor: float) -> bool:
    """Say whether a figure fell below its floor."""
    return value > floor if figure in COUNTS else value < floor - TOLERANCE


def raised(floors: Floors, scores: Iterable[Score]) -> dict[str, dict[str, float]]:
    """Return the floors moved to each figure that is better than its floor; none is ever moved the other way."""
    found = {name: dict(figures) for name, figures in floors.items()}
    for score in scores:
        figures = found.setdefault(score.set, {})
        for figure, value in score.figures.items():
            better = min if figure in COUNTS else max
            figures[figure] = round(better(value, figures.get(figure, value)), 4)
    return {name: dict(sorted(figures.items())) for name, figures in sorted(found.items())}


def write_floors(root: Path, floors: Floors, known: Iterable[Known]) -> None:
    """Write the floors and the page that tells them beside what others reached."""
    files.write(root / FLOORS, json.dumps(floors, indent=1, sort_keys=True) + "\n")
    files.write(root / PAGE, page(floors, known))


def page(floors: Floors, known: Iterable[Known]) -> str:
    """Return `docs/quality.md`: every figure beside the best known one, then the debts, where another is better."""
    best = _best(known)
    rows = [
        _Row(name, figure, value, best.get((name, figure)))
        for name, figures in sorted(floors.items())
        for figure, value in sorted(figures.items())
    ]
    debts = [row.debt() for row in rows if row.other and is_under(row.figure, row.value, row.other.value)]
    table = ["| set | figure | ours | best known | whose, and from where |", "|---|---|---|---|---|"]
    return (
        _INTRODUCTION + "\n".join([*table, *(row.line() for row in rows)]) + _DEBTS + "\n".join(debts or [_NONE]) + "\n"
    )


@dataclass(frozen=True, slots=True)
class _Row:
    set: str
    figure: str
    value: float
    other: Known | None

    def line(self) -> str:
        other = self.other
        theirs = f"{_shown(self.figure, other.value)} | {other.system}; {other.source}" if other else " |"
        return f"| {self.set} | {self.figure} | {_shown(self.figure, self.value)} | {theirs} |"

    def debt(self) -> str:
        other = f"{self.other.system} {_shown(self.figure, self.other.value)}" if self.other else ""
        return f"- {self.set} {self.figure}: ours {_shown(self.figure, self.value)}, {other}"


def _best(known: Iterable[Known]) -> dict[tuple[str, str], Known]:
    found: dict[tuple[str, str], Known] = {}
    for each in known:
        before = found.get((each.set, each.figure))
        if before is None or is_under(each.figure, before.value, each.value):
            found[each.set, each.figure] = each
    return found


def _shown(figure: str, value: float) -> str:
    return f"{value:.0f}" if figure in COUNTS else f"{value:.3f}"
