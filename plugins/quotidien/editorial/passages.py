"""The parts of a document by how much they say of what it is about, and the weighing of what was found in them."""

import math
import re
from collections.abc import Iterable, Iterator
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


class Finding(NamedTuple):
    """What one passage says for a code: the words as written there and what they weigh together."""

    code: str
    weight: float
    words: tuple[str, ...]
    where: str


def saturated(count: int) -> float:
    """Return what `count` finds of one thing weigh: each further one less (1, 1.5, 1.83 …), none after the eighth."""
    return _HARMONIC[min(count, len(_HARMONIC) - 1)]


def ranked(findings: Iterable[Finding]) -> list[Evidence]:
    """Add the findings up by code: heaviest first, of equals the one found first; weights have two decimals."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return sorted((_evidence(code, found) for code, found in by_code.items()), key=_by_weight)


def _evidence(code: str, findings: list[Finding]) -> Evidence:
    words = dict.fromkeys(word for finding in findings for word in finding.words)
    where = {finding.where for finding in findings}
    weight = round(math.fsum(finding.weight for finding in findings), 2)
    return Evidence(code, weight, tuple(words)[:WORDS], tuple(place for place in PLACES if place in where))


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
    others = [evidence for evidence in kept.values() if evidence.code not in always][: most - len(always)]
    return tuple(sorted((e for e in kept.values() if e.code in always or e in others), key=_by_weight))


def _by_weight(evidence: Evidence) -> float:
    return -evidence.weight
