"""A region: a UN M49 area or an ISO 3166-1 country. The table itself is in `quotidien.data`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quotidien.model.topics import Topic


@dataclass(frozen=True, slots=True)
class Region:
    """`code` is ISO 3166-1 alpha-2 ("KE") or M49 ("014"); `slug` is frozen; `parent` a code, "" for the world."""

    code: str
    slug: str
    name: str
    parent: str


def ancestors(code: str, table: Mapping[str, Region] | Mapping[str, Topic]) -> tuple[str, ...]:
    """Return the areas or topics that contain `code`, nearest first; of regions the world ("001") last.

    >>> world = Region("001", "world", "World", "")
    >>> ancestors("002", {"001": world, "002": Region("002", "africa", "Africa", "001")})
    ('001',)
    """
    found: list[str] = []
    while parent := table[code].parent:
        found.append(parent)
        code = parent
    return tuple(found)


def with_ancestors(codes: Iterable[str], table: Mapping[str, Region] | Mapping[str, Topic]) -> tuple[str, ...]:
    """Return the codes and all that contain them, sorted."""
    return tuple(sorted({each for code in codes for each in (code, *ancestors(code, table))}))
