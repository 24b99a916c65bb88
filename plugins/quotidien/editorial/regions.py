"""Which regions a document is about, by the names of places in it: gazetteer and weights, no model of language."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from quotidien import data
from quotidien.editorial.gazetteer import Toponym, gazetteer
from quotidien.editorial.passages import LEAD, Passage, Tally, passages, ranked, saturated, with_source
from quotidien.model.articles import Document, Evidence
from quotidien.model.regions import ancestors
from quotidien.model.sources import Source

RULES = "2026-11-1"
"""The version of the rules and tables that tag regions and topics; it stands in every record."""
MOST = 5
LEAST_WEIGHT = 1.5
LEAST_SHARE = 0.3
_DATELINE = re.compile(r"[^\n.!?]{2,60}?\s*[—–-]{1,2}\s")
_DATELINE_WEIGHT = LEAD

Hits = dict[str, list[tuple[str, Toponym]]]


def tag_regions(document: Document, source: Source) -> tuple[Evidence, ...]:
    """Return the regions that the document is about, the main one first: none to five, each with its evidence.

    Those that the source always has are among them. A country stands for the areas above it, so an area is returned
    only where no country in it is.
    """
    tallies = _tallies(document, source)
    found = ranked(_without_covered_areas(tallies))
    least = max([LEAST_WEIGHT, *(LEAST_SHARE * evidence.weight for evidence in found[:1])])
    kept = [evidence for evidence in found if evidence.weight >= least]
    return with_source(kept, source.regions, source.name, MOST)


def _tallies(document: Document, source: Source) -> dict[str, Tally]:
    """Weigh what every passage says of each region."""
    read = [(passage, _hits(passage, document.language)) for passage in _passages(document)]
    sure = {code for _, hits in read for code, found in hits.items() if not all(t.is_doubtful for _, t in found)}
    sure.update(source.regions, [source.country])
    tallies: dict[str, Tally] = defaultdict(Tally)
    for passage, hits in read:
        for code, found in hits.items():
            if code in sure:
                weight = passage.weight * saturated(len(found)) * max(toponym.weight for _, toponym in found)
                tallies[code].add(weight, (word for word, _ in found), passage.where)
    return tallies


def _passages(document: Document) -> list[Passage]:
    read = list(passages(document))
    if dateline := _DATELINE.match(document.text):
        read.append(Passage("text", _DATELINE_WEIGHT, dateline[0]))
    return [*read, *(Passage("category", LEAD, category) for category in document.categories)]


def _hits(passage: Passage, language: str) -> Hits:
    """Return what stands in the passage for each region: the word as written there, and what it is."""
    words = gazetteer(language)
    shouts = passage.text.isupper()
    hits: Hits = defaultdict(list)
    for start, end, word in words.matcher.find(passage.text):
        toponym = words.toponyms[word]
        if toponym.code != "-" and not (shouts and len(word) == 2):  # "LET US GO" is not about the country
            hits[toponym.code].append((passage.text[start:end], toponym))
    return hits


def _without_covered_areas(tallies: Mapping[str, Tally]) -> dict[str, Tally]:
    regions = data.regions()
    covered = {area for code in tallies for area in ancestors(code, regions)}
    return {code: tally for code, tally in tallies.items() if code not in covered}
