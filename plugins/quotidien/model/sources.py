"""A source: a publisher we collect from, as `sources.toml` describes it."""

from dataclasses import dataclass
from enum import StrEnum


class Rights(StrEnum):
    """What the publisher lets us show."""

    FULL = "full"
    """The whole text, under the source's licence."""
    EXCERPT = "excerpt"
    """Headline, whole sentences up to the excerpt's limits, attribution and link."""
    LINK = "link"
    """Headline and link only; the page is never fetched."""


@dataclass(frozen=True, slots=True)
class Source:
    """One publisher. `country` is ISO 3166-1 alpha-2 or "", `languages` are BCP 47 tags.

    `regions` (ISO or M49 codes) and `topics` (medtop codes) are tags its articles always have. `owner` groups sources
    that are not independent of one another, `weight` is its reliability in ranking (1.0 is ordinary), `pace_s` the
    least number of seconds between two requests to one of its hosts (0.0: the project's own limit).
    """

    slug: str
    name: str
    homepage: str
    feeds: tuple[str, ...]
    country: str = ""
    languages: tuple[str, ...] = ()
    rights: Rights = Rights.EXCERPT
    licence: str = ""
    owner: str = ""
    weight: float = 1.0
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    pace_s: float = 0.0
    enabled: bool = True
