"""What stands first: independent sources by their weight, and freshness at the cut; and the sum that says so."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

FRESH_H = 48.0
"""Hours after which freshness has fallen to nothing."""


@dataclass(frozen=True, slots=True)
class Rank:
    """A story's score and the words and figures that make it."""

    score: float
    why: str


def rank(owners: Sequence[tuple[str, float]], newest: datetime, cut: datetime) -> Rank:
    """Return the rank of a story reported by `owners` (owner, weight; an owner counts once, at its greatest weight).

    The score is log2(1 + sum of weights) + a freshness that falls from 1 to 0 over 48 hours before `cut`.
    """
    weights: dict[str, float] = {}
    for owner, weight in owners:
        weights[owner] = max(weight, weights.get(owner, 0.0))
    breadth = math.log2(1 + sum(weights.values()))
    age_h = max(0.0, (cut - newest).total_seconds() / 3600)
    fresh = max(0.0, 1 - age_h / FRESH_H)
    score = round(breadth + fresh, 4)
    sources = "1 source" if len(weights) == 1 else f"{len(weights)} sources"
    return Rank(score, f"{score:.2f} = {sources} {breadth:.2f} + freshness {fresh:.2f}")
