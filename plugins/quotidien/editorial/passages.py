"""The parts of a document by how much they say of what it is about, and the weighing of what was found in them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from quotidien.model.articles import Document, Evidence

TITLE, LEAD, BODY = 3.0, 2.0, 1.0
"""What a word weighs in the title, in the summary or the first lines, and in the rest of the text."""
PLACES = ("title", "summary", "text", "category", "source")
WORDS = 8
_LEAD_CHARACTERS = 320
_MOST_CHARACTERS = 20_000
"""What stands further down in a long text no longer tells what it is about."""
_HARMONIC = (0.0, *accumulate(1 / n for n in range(1, 9)))
_PARAGRAPH_END = re.compile(r"[.!?。।؟…]\s|\n")


class Passage(NamedTuple):
    """A part of a document: where it stands, what a word in it weighs, its text."""

    where: str
    weight: float
    text: str


def passages(document: Document) -> Iterator[Passage]:
    """Yield title, summary, lead and the rest of the text, those that are not empty.

    The lead is the first sentence or so of the text, up to about 320 characters.
    """
    text = document.text[:_MOST_CHARACTERS]
    end = _PARAGRAPH_END.search(text, _LEAD_CHARACTERS // 2, _LEAD_CHARACTERS)
    cut = end.end() if end else min(len(text), _LEAD_CHARACTERS)
    parts = (
        Passage("title", TITLE, document.title),
        Passage("summary", LEAD, document.summary),
        Passage("text", LEAD, text[:cut]),
        Passage("text", BODY, text[cut:]),
    )
    return (part for part in parts if part.text)


@dataclass(slots=True)
class Tally:
    """What speaks for one code so far."""

    weight: float = 0.0
    words: dict[str, None] = field(default_factory=dict)
    where: set[str] = field(default_factory=set)

    def add(self, weight: float, words: Iterable[str], where: str) -> None:
        """Count `words`, as they are written, found at `where`, weighing so much together."""
        self.weight += weight
        self.words.update(dict.fromkeys(words))
        self.where.add(where)


def saturated(count: int) -> float:
    """Return what `count` finds of one thing weigh: each further one less (1, 1.5, 1.83 …), none after the eighth."""
    return _HARMONIC[min(count, len(_HARMONIC) - 1)]


def ranked(tallies: Mapping[str, Tally]) -> list[Evidence]:
    """Return the tallies as evidence, heaviest first, ties by code; weights have two decimals."""
    found = [
        Evidence(
            code, round(tally.weight, 2), tuple(tally.words)[:WORDS], tuple(p for p in PLACES if p in tally.where)
        )
        for code, tally in tallies.items()
    ]
    return sorted(found, key=lambda evidence: (-evidence.weight, evidence.code))


def with_source(found: Iterable[Evidence], always: Iterable[str], name: str, most: int) -> tuple[Evidence, ...]:
    """Return at most `most` of the evidence, with the tags that the source `name` always has among it.

    A tag of the source that was found as well gains "source" as a witness; one that was not found weighs 1.
    """
    always = tuple(dict.fromkeys(always))[:most]
    kept = {evidence.code: evidence for evidence in found}
    for code in always:
        old = kept.get(code, Evidence(code, 1.0, (), ()))
        words = old.words if name in old.words else (*old.words[: WORDS - 1], name)
        kept[code] = Evidence(code, old.weight, words, (*old.where, "source"))
    order = sorted(kept.values(), key=lambda evidence: (-evidence.weight, evidence.code))
    room = most - len(always)
    others = {evidence.code for evidence in [e for e in order if e.code not in always][:room]}
    return tuple(evidence for evidence in order if evidence.code in others or evidence.code in always)
