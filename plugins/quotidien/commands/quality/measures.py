"""Measures that several sets share, each with its source."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Label = TypeVar("Label", bound=Hashable)
_TOKEN = re.compile(r"\w+", re.UNICODE)


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean; 0.0 where both are 0.

    >>> f1(0.5, 1.0)
    0.6666666666666666
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mean(values: Iterable[float]) -> float:
    """Return the mean; 0.0 of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def shingles(text: str, width: int = 4) -> Counter[tuple[str, ...]]:
    """Return the text's runs of `width` words with their counts, fewer for a shorter text.

    As scrapinghub/article-extraction-benchmark's evaluate.py counts them.
    """
    words = _TOKEN.findall(text)
    runs = [tuple(words[place : place + width]) for place in range(max(1, len(words) - width + 1))] if words else []
    return Counter(runs)


def overlap(truth: str, found: str) -> tuple[float, float]:
    """Return shingle precision and recall of a found text, each 1.0 where both are empty."""
    wanted, got = shingles(truth), shingles(found)
    if not wanted and not got:
        return 1.0, 1.0
    shared = sum((wanted & got).values())
    return (shared / sum(got.values()) if got else 0.0), (shared / sum(wanted.values()) if wanted else 0.0)


def set_counts(pairs: Iterable[tuple[set[Key], set[Key]]]) -> tuple[int, int, int]:
    """Return (true positives, false positives, false negatives) over (wanted, found) pairs."""
    hit = extra = missed = 0
    for wanted, found in pairs:
        hit += len(wanted & found)
        extra += len(found - wanted)
        missed += len(wanted - found)
    return hit, extra, missed


def micro_f1(pairs: Iterable[tuple[set[Key], set[Key]]]) -> float:
    """Return F1 over all labels of all items together."""
    hit, extra, missed = set_counts(pairs)
    return 2 * hit / (2 * hit + extra + missed) if hit else 0.0


def macro_f1(pairs: Sequence[tuple[set[Key], set[Key]]]) -> float:
    """Return the mean of the F1 of each label that is wanted anywhere."""
    labels = sorted({label for wanted, _ in pairs for label in wanted}, key=str)
    return mean(micro_f1([(wanted & {label}, found & {label}) for wanted, found in pairs]) for label in labels)


def weighted_f1(pairs: Sequence[tuple[Label, Label]]) -> float:
    """Return the mean F1 of single labels (wanted, found), weighted by how often each is wanted."""
    support = Counter(wanted for wanted, _ in pairs)
    total = 0.0
    for label, n in support.items():
        hit = sum(1 for wanted, found in pairs if wanted == found == label)
        found_n = sum(1 for _, found in pairs if found == label)
        total += n * (2 * hit / (n + found_n))
    return total / len(pairs) if pairs else 0.0


def b_cubed(wanted: Mapping[Key, Label], found: Mapping[Key, Label]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of a clustering (item → cluster) of the same items.

    Bagga and Baldwin 1998; Amigó et al. 2009, https://doi.org/10.1007/s10791-008-9066-8.
    """
    truth, ours = _clusters(wanted), _clusters(found)
    shared = {key: len(truth[wanted[key]] & ours[found[key]]) for key in wanted}
    precision = mean(shared[key] / len(ours[found[key]]) for key in wanted)
    recall = mean(shared[key] / len(truth[wanted[key]]) for key in wanted)
    return precision, recall, f1(precision, recall)


def _clusters(labels: Mapping[Key, Label]) -> Mapping[Label, set[Key]]:
    found: defaultdict[Label, set[Key]] = defaultdict(set)
    for key, label in labels.items():
        found[label].add(key)
    return found
