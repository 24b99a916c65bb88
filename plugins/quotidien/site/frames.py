"""The frame that all pages of a digest share, and the small values that most pages show: links, crumbs, feeds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from quotidien import data
from quotidien.config import Site
from quotidien.model import regions
from quotidien.site import addresses
from quotidien.site.words import Words, first_upper, words_of


@dataclass(frozen=True, slots=True)
class Link:
    """A name and the path it leads to, with the count of what is there where that matters."""

    text: str
    path: str
    count: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed beside a page: its title and the folder in which `feed.atom`, `feed.rss` and `feed.json` stand."""

    title: str
    folder: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What masthead and footer say. `home` is the digest's path, `digests` the others, `pages` the editor's own."""

    home: str
    name: str
    language: str
    zone: str
    site: Site
    digests: tuple[Link, ...]
    pages: tuple[Link, ...]

    @property
    def words(self) -> Words:
        """How this frame's language and zone write things."""
        return words_of(self.language, self.zone)


@dataclass(frozen=True, slots=True)
class Instance:
    """One page before its path is known: what fills the kind's pattern, and all that its template may see."""

    frame: Frame
    inputs: Mapping[str, Any]
    where: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=10_000)
def region_link(frame: Frame, code: str, count: int = 0) -> Link:
    """Return the link to a region's listing in a digest, under its name in the digest's language."""
    region = data.regions()[code]
    return Link(frame.words.region(region), addresses.region(frame.home, region), count)


@lru_cache(maxsize=10_000)
def topic_link(frame: Frame, code: str, count: int = 0) -> Link:
    """Return the link to a topic's listing in a digest, under its name in the digest's language."""
    topic = data.topics()[code]
    return Link(frame.words.topic(topic), addresses.topic(frame.home, topic), count)


@lru_cache(maxsize=10_000)
def language_link(frame: Frame, tag: str, count: int = 0) -> Link:
    """Return the link to a language's listing in a digest, under its name in the digest's language."""
    return Link(first_upper(frame.words.language_name(tag)), addresses.language(frame.home, tag), count)


@lru_cache(maxsize=10_000)
def region_crumbs(frame: Frame, code: str) -> tuple[Link, ...]:
    """Return the way from the continent down to a region; the areas between are left to the region's own page."""
    above = [each for each in regions.ancestors(code, data.regions()) if each != "001"]
    return tuple(region_link(frame, each) for each in [*above[-1:], code])


@lru_cache(maxsize=10_000)
def topic_crumbs(frame: Frame, code: str) -> tuple[Link, ...]:
    """Return the way from the top topic down to a topic."""
    way = [code]
    while parent := data.topics()[way[0]].parent:
        way.insert(0, parent)
    return tuple(topic_link(frame, each) for each in way)
