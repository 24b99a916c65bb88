"""Tables that ship with the package: regions, topics, and the words that name them. Each has its origin and licence.

This is their only loader. A table is a UTF-8 file of tab-separated values with one line of headings; a cell that holds
several words separates them by `|`. README.md beside the tables says where each comes from. Languages are base
languages ("pt"); where a table has nothing for one, the answer is empty, not an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from quotidien.model.regions import Region
from quotidien.model.topics import Topic

Words = Mapping[str, tuple[str, ...]]
"""Words by the code they stand for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a lexicon: `words` that speak for the topic `code`, each as much as `weight` says (1 or 2).

    A word that ends in `*` is a stem: it stands for every word that begins so.
    """

    code: str
    weight: float
    words: tuple[str, ...]


@cache
def regions() -> Mapping[str, Region]:
    """Return the world, its M49 areas and all countries by code; parents are in it too."""
    return MappingProxyType({code: Region(code, slug, name, up) for code, slug, name, up in _rows("regions.tsv")})


@cache
def topics() -> Mapping[str, Topic]:
    """Return IPTC's Media Topics of the top level by code, with their labels in the languages of the table."""
    languages = _headings("topics.tsv")[3:]
    return MappingProxyType(
        {
            code: Topic(code, slug, labels[0], up, tuple(zip(languages, labels, strict=True)))
            for code, slug, up, *labels in _rows("topics.tsv")
        }
    )


@cache
def names(language: str) -> Words:
    """Return names and their inflected forms that CLDR does not list; "-" holds names that are no region's."""
    return _words(f"names/{language}.tsv")


@cache
def demonyms(language: str) -> Words:
    """Return the adjectives and the names of peoples, in every listed form, by region."""
    return _words(f"demonyms/{language}.tsv")


@cache
def places(language: str) -> Words:
    """Return capitals, large cities, parts and institutions that news names without their country, by region."""
    return _words(f"places/{language}.tsv")


@cache
def doubtful(language: str) -> frozenset[str]:
    """Return the listed words that mean other things too, so that they need a second witness."""
    return frozenset(_words("doubtful.tsv").get(language, ()))


@cache
def lexicon(language: str) -> tuple[Entry, ...]:
    """Return the words that tell topics apart."""
    rows = _rows(f"lexicon/{language}.tsv")
    return tuple(Entry(code, float(weight), tuple(words.split("|"))) for code, weight, words in rows)


@cache
def sections() -> Mapping[str, str]:
    """Return the topic's code for each word (lower case) that sources use for a category or a folder of an address."""
    return MappingProxyType({word: code for code, words in _words("sections.tsv").items() for word in words})


@cache
def routine() -> Words:
    """Return the words that mark a title as no news, by what it is instead."""
    return _words("routine.tsv")


def _words(path: str) -> Words:
    return MappingProxyType({code: tuple(words.split("|")) for code, words in _rows(path)})


def _headings(path: str) -> list[str]:
    return _lines(path)[0].split("\t")


def _rows(path: str) -> list[list[str]]:
    return [line.split("\t") for line in _lines(path)[1:]]


def _lines(path: str) -> list[str]:
    file = resources.files(__name__).joinpath(path)
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
