"""Measures that several sets share, each with its source."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Label = TypeVar("Label", bound=Hashable)
_TOKEN = re.compile(r"\w+")


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


def words(text: str) -> list[str]:
    """Return the runs of letters, digits and underscores, as scrapinghub/article-extraction-benchmark splits a text."""
    return _TOKEN.findall(text)


def characters(text: str) -> list[str]:
    """Return the letters, digits and marks one by one: for scripts without spaces, where a sentence is one run.

    >>> characters("三月 (3)。")
    ['三', '月', '3']
    """
    return [character for character in text if unicodedata.category(character)[0] in "LMN"]


def shingles(of: Sequence[str], width: int = 4) -> Counter[tuple[str, ...]]:
    """Return the runs of `width` tokens with their counts, one shorter run for a shorter text, none for no token.

    As scrapinghub/article-extraction-benchmark's evaluate.py counts them.
    """
    runs = (tuple(of[place : place + width]) for place in range(max(1, len(of) - width + 1)))
    return Counter(run for run in runs if run)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many shingles of a text are wanted, found, and both, each as often as it stands there."""

    wanted: int
    found: int
    both: int

    @property
    def exact(self) -> bool:
        """Whether every wanted shingle was found, as often as it is wanted, and no other."""
        return self.wanted == self.found == self.both


def overlap(truth: Sequence[str], found: Sequence[str]) -> Overlap:
    """Return what the shingles of two token lists have in common."""
    wanted, got = shingles(truth), shingles(found)
    return Overlap(wanted.total(), got.total(), (wanted & got).total())


def averaged_f1(overlaps: Sequence[Overlap]) -> float:
    """Return F1 of the mean precision and the mean recall of several texts.

    As evaluate.py does: a text without any found shingle counts for recall only, one without a wanted for precision.
    """
    precision = mean(each.both / each.found for each in overlaps if each.found)
    return f1(precision, mean(each.both / each.wanted for each in overlaps if each.wanted))


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
