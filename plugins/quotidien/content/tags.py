"""The languages, regions and topics that a header names, held to the tables. Raises ValueError for what is none."""

from collections.abc import Container
from functools import lru_cache

from quotidien import data
from quotidien.content import header
from quotidien.model import languages


@lru_cache(maxsize=1024)
def language(value: str) -> str:
    """Return a language tag in its canonical case."""
    if not (tag := languages.canonical(value)):
        raise ValueError(f"{value!r} is no language tag: use BCP 47, such as en or pt-BR")
    return tag


@lru_cache(maxsize=1024)
def regions(value: str) -> tuple[str, ...]:
    """Return the region codes that a line lists."""
    return _codes(value, data.regions(), "ISO 3166-1 or UN M49 code")


@lru_cache(maxsize=1024)
def topics(value: str) -> tuple[str, ...]:
    """Return the topic codes that a line lists."""
    return _codes(value, data.topics(), "IPTC medtop code")


def _codes(value: str, known: Container[str], kind: str) -> tuple[str, ...]:
    for code in (codes := header.names(value)):
        if code not in known:
            raise ValueError(f"{code!r} is no {kind}")
    return codes
