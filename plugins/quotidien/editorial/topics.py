"""Which topics a document is about, by the source's own sections and a lexicon; and what is no news at all."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from quotidien import data
from quotidien.editorial.matching import Matcher
from quotidien.editorial.passages import Finding, Passage, passages, ranked, saturated, with_source
from quotidien.model.articles import Document, Evidence
from quotidien.model.languages import base
from quotidien.model.sources import Source

MOST = 3
LEAST_WEIGHT = 4.0
"""Below it no tag is given: one strong word in the title or the lead is enough, one weak word anywhere is not."""
LEAST_SHARE = 0.6
"""Nor below this share of the main topic's weight."""
SECTION = 12.0
"""What a section of the source's own weighs: as much as four strong words in a title."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    matcher: Matcher
    weights: Mapping[str, tuple[tuple[str, float], ...]]
    """For each listed word the topics it speaks for and how much."""


def tag_topics(document: Document, source: Source) -> tuple[Evidence, ...]:
    """Return the Media Topics of the document, the main one first: none to three, each with its evidence.

    Those that the source always has are among them.
    """
    lexicon = _lexicon(base(document.language))
    findings = [finding for passage in passages(document) for finding in _findings(passage, lexicon)]
    found = ranked([*findings, *_sections(document)])
    least = max([LEAST_WEIGHT, *(LEAST_SHARE * evidence.weight for evidence in found[:1])])
    return with_source([e for e in found if e.weight >= least], source.topics, source.name, MOST)


def is_not_news(document: Document) -> str:
    """Return what the document is instead of news ("horoscope"), by its title; "" where it may be news."""
    matches = _routine().find(document.title)
    return next((reason for match in matches for reason, words in data.routine().items() if match.word in words), "")


def _findings(passage: Passage, lexicon: _Lexicon) -> Iterator[Finding]:
    written: dict[str, list[str]] = defaultdict(list)
    for start, end, word in lexicon.matcher.find(passage.text):
        written[word].append(passage.text[start:end])
    for word, found in written.items():
        for code, weight in lexicon.weights[word]:
            yield Finding(code, passage.weight * weight * saturated(len(found)), tuple(found), passage.where)


def _sections(document: Document) -> Iterator[Finding]:
    """Yield the source's own words for the document that name a topic: categories and folders of its address."""
    folders = unquote(urlsplit(document.url).path).split("/")[1:-1]
    sections = data.sections()
    for word in dict.fromkeys(word.strip() for word in (*document.categories, *folders)):
        if code := sections.get(word.lower()) or sections.get(word.lower().replace(" ", "-")):
            yield Finding(code, SECTION, (word,), "category")


@cache
def _lexicon(language: str) -> _Lexicon:
    weights: dict[str, tuple[tuple[str, float], ...]] = defaultdict(tuple)
    for entry in data.lexicon(language):
        for word in entry.words:
            weights[word] = (*weights[word], (entry.code, entry.weight))
    return _Lexicon(Matcher(weights, clitics=language == "ar"), weights)


@cache
def _routine() -> Matcher:
    return Matcher((word for words in data.routine().values() for word in words), clitics=True)
