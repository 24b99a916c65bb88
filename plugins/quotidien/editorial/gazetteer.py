"""What each word for a place stands for in a language: CLDR's names (Babel) and the tables of `quotidien.data`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from quotidien import data
from quotidien.editorial.matching import Matcher
from quotidien.model.languages import base

AREAS = frozenset({"002", "005", "009", "011", "013", "014", "015", "029", "035", "142", "143", "150", "202", "419"})
"""The M49 areas whose names news uses in M49's sense; "America" or "Middle Africa" are not among them."""
NOWHERE = "-"
"""The code of phrases that hold a region's name and mean none: "South China Sea"."""
_NAME, _PLACE = 1.0, 0.8
"""A country's or a people's name says more than a city in it, which may only be where somebody spoke."""
_SHORTEST_FOREIGN = 6
_NOTE = re.compile(r"\s*[(（].*$")

_Named = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Toponym:
    """What a word stands for: a region's code, how strongly, and whether it may mean something else."""

    code: str
    weight: float
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """One language's toponyms by word and the matcher that finds them; 日米 stands for two."""

    matcher: Matcher
    toponyms: Mapping[str, tuple[Toponym, ...]]


@cache
def gazetteer(language: str) -> Gazetteer:
    """Return the gazetteer of a BCP 47 tag's base language; a language unknown to CLDR gets the English names.

    Where several lists have a word, the surest says what it stands for: our names, CLDR's, peoples, places, English.
    """
    language = base(language)
    doubtful = data.doubtful(language)
    toponyms: dict[str, tuple[Toponym, ...]] = {}
    for named, weight in _lists(language):
        fresh: dict[str, tuple[Toponym, ...]] = {}
        for word, code in named:
            if word not in toponyms:
                fresh[word] = (*fresh.get(word, ()), Toponym(code, weight, word in doubtful))
        toponyms.update(fresh)
    return Gazetteer(Matcher(toponyms, clitics=language == "ar"), toponyms)


def _lists(language: str) -> Iterator[tuple[_Named, float]]:
    yield _pairs(data.names(language)), _NAME
    yield _cldr(language), _NAME
    yield _pairs(data.demonyms(language)), _NAME
    yield _pairs(data.places(language)), _PLACE
    yield _english(language), _NAME


def _pairs(table: data.Words) -> _Named:
    return [(word, code) for code, words in sorted(table.items()) for word in words]


def _english(language: str) -> _Named:
    """Return English names that a text in another language of Latin script may keep: long and of one meaning."""
    if not all(name[0] < "\u0250" for name, _ in _cldr(language)[:3]):
        return []
    unsure = data.doubtful("en") | data.doubtful(language)
    names = [(name, code) for name, code in _cldr("en") if code.isalpha() and len(name) >= _SHORTEST_FOREIGN]
    return [(name, code) for name, code in names if name not in unsure]


def _cldr(language: str) -> list[tuple[str, str]]:
    """Return CLDR's names of countries and of the areas that news names, without what it adds in brackets."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        territories = Locale.parse("en").territories
    codes = [code for code in data.regions() if code.isalpha() or code in AREAS]
    named = [(_NOTE.sub("", territories[code]), code) for code in codes if code in territories]
    named += [(name.replace(" & ", " and "), code) for name, code in named if " & " in name]
    return [(name, code) for name, code in named if len(name) > 1]
