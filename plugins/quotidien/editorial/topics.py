"""Which topics a document is about, by the source's own sections and a lexicon; and what is no news at all."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from quotidien import data
from quotidien.editorial.matching import Matcher
from quotidien.editorial.passages import Passage, Tally, passages, ranked, saturated, with_source
from quotidien.model.articles import Document, Evidence
from quotidien.model.languages import base
from quotidien.model.sources import Source

MOST = 3
LEAST_WEIGHT = 4.0
LEAST_SHARE = 0.6
SECTION = 12.0
"""What a section of the source's own weighs: as much as four strong words in a title."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    matcher: Matcher
    weights: dict[str, tuple[tuple[str, float], ...]]
    """For each listed word the topics it speaks for and how much."""


def tag_topics(document: Document, source: Source) -> tuple[Evidence, ...]:
    """Return the Media Topics of the document, the main one first: none to three, each with its evidence.

    Those that the source always has are among them.
    """
    tallies: dict[str, Tally] = defaultdict(Tally)
    for passage in passages(document):
        _read(passage, _lexicon(base(document.language)), tallies)
    for word, code in _sections(document).items():
        tallies[code].add(SECTION, (word,), "category")
    found = ranked(tallies)
    least = max([LEAST_WEIGHT, *(LEAST_SHARE * evidence.weight for evidence in found[:1])])
    return with_source([e for e in found if e.weight >= least], source.topics, source.name, MOST)


def is_not_news(document: Document) -> str:
    """Return what the document is instead of news ("horoscope"), by its title; "" where it may be news."""
    matches = _routine().find(document.title)
    return next((reason for match in matches for reason, words in data.routine().items() if match.word in words), "")


def _read(passage: Passage, lexicon: _Lexicon, tallies: dict[str, Tally]) -> None:
    counts: dict[str, list[str]] = defaultdict(list)
    for start, end, word in lexicon.matcher.find(passage.text):
        counts[word].append(passage.text[start:end])
    for word, written in counts.items():
        for code, weight in lexicon.weights[word]:
            tallies[code].add(passage.weight * weight * saturated(len(written)), written, passage.where)


def _sections(document: Document) -> dict[str, str]:
    """Return the source's own words for the document that name a topic: categories and folders of its address."""
    folders = unquote(urlsplit(document.url).path).split("/")[1:-1]
    words = [word.strip() for word in (*document.categories, *folders)]
    sections = data.sections()
    known = {word: sections.get(word.lower()) or sections.get(word.lower().replace(" ", "-")) for word in words}
    return {word: code for word, code in known.items() if code}


@cache
def _lexicon(language: str) -> _Lexicon:
    weights: dict[str, tuple[tuple[str, float], ...]] = defaultdict(tuple)
    for entry in data.lexicon(language):
        for word in entry.words:
            weights[word] = (*weights[word], (entry.code, entry.weight))
    return _Lexicon(Matcher(weights, clitics=language == "ar"), dict(weights))


@cache
def _routine() -> Matcher:
    return Matcher((word for words in data.routine().values() for word in words), clitics=True)
