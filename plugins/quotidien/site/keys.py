"""The keys of scopes: how the ledger, and whoever explains a page, calls what pages are made from."""

from collections.abc import Iterable

from quotidien.config import Project

_KINDS = {"articles": "article", "stories": "story", "editions": "edition", "pages": "page"}


class Marks:
    """The scopes that may be others now, each with the first reason that was found."""

    def __init__(self) -> None:
        self.reasons: dict[str, str] = {}

    def mark(self, scope: str, reason: str) -> None:
        """Say that a scope may be another now."""
        self.reasons.setdefault(scope, reason)


def scope_of(path: str) -> str:
    """Return the key of the scope that a file's own page is made from.

    >>> scope_of("articles/2026/11/24/rain.md")
    'article articles/2026/11/24/rain.md'
    """
    return f"{_KINDS[path.partition('/')[0]]} {path}"


def always(project: Project) -> Iterable[str]:
    """Yield the scopes that hold something of everything: they are composed in every build."""
    yield from ("root", "sources", "maps")
    for digest in project.digests:
        yield from (f"{kind} {digest.slug}" for kind in ("front", "catalogue", "archive", "about"))
