"""Which regions a document is about, by the names of places in it: gazetteer and weights, no model of language."""

import re
from collections import defaultdict

from quotidien import data
from quotidien.editorial.gazetteer import NOWHERE, Toponym, gazetteer
from quotidien.editorial.passages import LEAD, Finding, Passage, passages, ranked, saturated, with_source
from quotidien.model.articles import Document, Evidence
from quotidien.model.regions import ancestors
from quotidien.model.sources import Source

RULES = "2026-11-1"
"""The version of the rules and tables that tag regions and topics; it stands in every record."""
MOST = 5
LEAST_WEIGHT = 1.5
"""Below it no tag is given: one name in the title, the summary or the lead is enough, one further down is not."""
LEAST_SHARE = 0.3
"""Nor below this share of the main region's weight. Both were chosen on 3,710 wire stories that editors had labelled
(Reuters-21578, 30 % of its training part): micro-F1 .831; shares of .2 and .4 and weights of 1 and 2 gave .810 to .836,
the higher ones at the cost of seldom named countries (macro-F1 .712 against .698)."""
_DATELINE = re.compile(r"[^\n.!?]{2,60}?\s*[—–-]{1,2}\s")
"""How a wire story begins: "NAIROBI, Nov 10 —"; its place counts twice."""

Hits = dict[str, list[tuple[str, Toponym]]]


def tag_regions(document: Document, source: Source) -> tuple[Evidence, ...]:
    """Return the regions that the document is about, the main one first: none to five, each with its evidence.

    Those that the source always has are among them. A country stands for the areas above it, so an area is returned
    only where no country in it is. The source's own country tags nothing by itself: it only vouches for a word that
    may mean something else. (Given where nothing is found it was right for 130 of 132 stories of local papers, LGL, and
    for none of 656 of a London agency, Reuters-21578: an editor gives a local paper `regions` instead.)
    """
    found = ranked(_without_covered_areas(_findings(document, source)))
    least = max([LEAST_WEIGHT, *(LEAST_SHARE * evidence.weight for evidence in found[:1])])
    kept = [evidence for evidence in found if evidence.weight >= least]
    return with_source(kept, source.regions, source.name, MOST)


def _findings(document: Document, source: Source) -> list[Finding]:
    """Weigh what every passage says of each region; a doubtful word counts where a sure one or the source agrees."""
    read = [(passage, _hits(passage, document.language)) for passage in _passages(document)]
    sure = {code for _, hits in read for code, found in hits.items() if not all(t.is_doubtful for _, t in found)}
    sure.update(source.regions, [source.country])
    return [_finding(code, passage, found) for passage, hits in read for code, found in hits.items() if code in sure]


def _finding(code: str, passage: Passage, found: list[tuple[str, Toponym]]) -> Finding:
    strongest = max(toponym.weight for _, toponym in found)
    weight = passage.weight * saturated(len(found)) * strongest
    return Finding(code, weight, tuple(word for word, _ in found), passage.where)


def _passages(document: Document) -> list[Passage]:
    read = list(passages(document))
    if dateline := _DATELINE.match(document.text):
        read.append(Passage("text", LEAD, dateline[0]))
    return [*read, *(Passage("category", LEAD, category) for category in document.categories)]


def _hits(passage: Passage, language: str) -> Hits:
    """Return what stands in the passage for each region: the word as written there, and what it is."""
    words = gazetteer(language)
    shouts = passage.text.isupper()
    hits: Hits = defaultdict(list)
    for start, end, word in words.matcher.find(passage.text):
        if shouts and len(word) == 2 and word.isascii():
            continue  # "LET US GO" is not about the country
        for toponym in words.toponyms[word]:
            hits[toponym.code].append((passage.text[start:end], toponym))
    hits.pop(NOWHERE, None)
    return hits


def _without_covered_areas(findings: list[Finding]) -> list[Finding]:
    regions = data.regions()
    covered = {area for code in {finding.code for finding in findings} for area in ancestors(code, regions)}
    return [finding for finding in findings if finding.code not in covered]
