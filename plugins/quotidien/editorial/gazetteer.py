"""What each word for a place stands for in a language: CLDR's names (Babel) and the tables of `quotidien.data`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from quotidien import data
from quotidien.editorial.matching import Matcher
from quotidien.model.languages import base

AREAS = frozenset({"002", "005", "009", "011", "013", "014", "015", "029", "035", "142", "143", "150", "202", "419"})
"""The M49 areas whose names news uses in M49's sense; "America" or "Middle Africa" are not among them."""
_NAME, _PEOPLE, _PLACE = 1.0, 1.0, 0.8
_SHORTEST_FOREIGN = 6
_NOTE = re.compile(r"\s*[(（].*$")


@dataclass(frozen=True, slots=True)
class Toponym:
    """What a word stands for: a region's code ("-" for none), how strongly, and whether it may mean something else."""

    code: str
    weight: float
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """One language's toponyms and the matcher that finds them."""

    matcher: Matcher
    toponyms: dict[str, Toponym]


@cache
def gazetteer(language: str) -> Gazetteer:
    """Return the gazetteer of a BCP 47 tag's base language; a language unknown to CLDR gets the English names."""
    language = base(language)
    doubtful = data.doubtful(language)
    toponyms: dict[str, Toponym] = {}
    for word, code, weight in _words(language):
        toponyms.setdefault(word, Toponym(code, weight, word in doubtful))
    return Gazetteer(Matcher(toponyms, clitics=language == "ar"), toponyms)


def _words(language: str) -> Iterator[tuple[str, str, float]]:
    """Yield each word with its code and weight, the surest first: the first one to name a word has it."""
    tables = ((data.names, _NAME), (data.demonyms, _PEOPLE), (data.places, _PLACE))
    for code, words in sorted(data.names(language).items()):
        yield from ((word, code, _NAME) for word in words)
    yield from ((word, code, _NAME) for word, code in _cldr(language))
    for table, weight in tables[1:]:
        for code, words in sorted(table(language).items()):
            yield from ((word, code, weight) for word in words)
    if language != "en":
        yield from _english(language)


def _english(language: str) -> Iterator[tuple[str, str, float]]:
    """Yield English names that a text in another language of Latin script may keep: long and of one meaning."""
    if not all(name[0] < "\u0250" for name, _ in _cldr(language)[:3]):
        return
    doubtful = data.doubtful("en")
    for name, code in _cldr("en"):
        if len(name) >= _SHORTEST_FOREIGN and name not in doubtful and code.isalpha():
            yield name, code, _NAME


def _cldr(language: str) -> list[tuple[str, str]]:
    """Return CLDR's names of countries and of the areas that news names, without what it adds in brackets."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        territories = Locale.parse("en").territories
    codes = [code for code in data.regions() if code.isalpha() or code in AREAS]
    named = [(_NOTE.sub("", territories[code]), code) for code in codes if code in territories]
    plain = [(name.replace(" & ", " and "), code) for name, code in named]
    return [(name, code) for name, code in plain if len(name) > 1 and " - " not in name]
