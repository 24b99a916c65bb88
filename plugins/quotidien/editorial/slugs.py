"""The last part of an address: readable ASCII, short, free, and no name that a file system keeps for itself."""

import re
from collections.abc import Callable

from unidecode import unidecode

LONGEST = 60
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))})


def slugify(title: str) -> str:
    """Return `title` in lower-case ASCII, at most 60 characters, cut at a word's end; "" where nothing is left.

    >>> slugify("L’Été à Kiev: 3,5 % de plus"), slugify("../../etc"), slugify("CON"), slugify("★")
    ('l-ete-a-kiev-3-5-de-plus', 'etc', '', '')
    """
    slug = _cut("-".join(re.findall(r"[a-z0-9]+", unidecode(title).lower())), LONGEST)
    return "" if slug in _DEVICES else slug


def free_slug(title: str, key: str, is_taken: Callable[[str], bool]) -> str:
    """Return the slug of `title`; where it is empty or taken, one that ends in six digits of `key`, more if need be.

    `key` is the identifier of the canonical URL (hexadecimal). The answer depends on the arguments alone.
    """
    slug = slugify(title)
    if slug and not is_taken(slug):
        return slug
    for width in range(6, len(key)):
        candidate = f"{_cut(slug, LONGEST - width - 1)}-{key[:width]}".strip("-")
        if not is_taken(candidate):
            return candidate
    return key


def _cut(slug: str, longest: int) -> str:
    """Return as many whole words of `slug` as fit; where not even the first does, its beginning."""
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]
