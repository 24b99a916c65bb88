"""A set's score as a value, and its one JSON line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

FEW = 100
"""A set of fewer items than this says how many of them were hit beside the share."""


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one language of a set, and of how many items they are."""

    n: int
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Score:
    """What one set's scorer found over `n` items: shares from 0 to 1 or counts, by language where it has any.

    `hits` says for a figure of a small set how many items it got right.
    """

    set: str
    n: int
    figures: Mapping[str, float]
    by_language: Mapping[str, Part] = field(default_factory=dict)
    hits: Mapping[str, int] = field(default_factory=dict)

    def line(self) -> str:
        """Return the score as one JSON line, figures to four places."""
        document: dict[str, object] = {"set": self.set, "n": self.n, "figures": _rounded(self.figures)}
        if self.hits and self.n < FEW:
            document["hits"] = dict(sorted(self.hits.items()))
        if self.by_language:
            parts = sorted(self.by_language.items())
            document["by_language"] = {tag: {**_rounded(part.figures), "n": part.n} for tag, part in parts}
        return json.dumps(document, ensure_ascii=False)


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in sorted(figures.items())}
