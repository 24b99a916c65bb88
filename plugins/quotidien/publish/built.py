"""A built output folder as the checks see it: its files, their addresses, and where a link in one of them leads.

Knows how a static host answers (a folder by its `index.html`) and nothing of what the files hold.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote, unquote, urljoin, urlsplit


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that must be put right before publishing: the file below the output, the check, and what is wrong."""

    path: str
    check: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what} ({self.check})"


@dataclass(frozen=True, slots=True)
class Examined:
    """What one file told: what is wrong in it, where its links lead, and the ids that a link can point at."""

    findings: tuple[Finding, ...] = ()
    links: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads: to the file `path` and an id in it, to another `host`, or, by `fault`, nowhere.

    All are "" for an address that no host answers (`mailto:`, `data:`).
    """

    path: str = ""
    fragment: str = ""
    host: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """The files of an output folder, as paths below it with `/`, and the address it will stand at."""

    output: Path
    url: str
    files: frozenset[str]

    @classmethod
    def read(cls, output: Path, site_url: str) -> Self:
        """List the folder; one that is missing holds nothing."""
        found = (
            Path(folder, name).relative_to(output).as_posix() for folder, _, names in os.walk(output) for name in names
        )
        return cls(output, site_url.rstrip("/"), frozenset(path for path in found if (output / path).is_file()))

    def address(self, path: str) -> str:
        """Return the absolute address that a file is published at."""
        return self.url + address(path)

    def locate(self, link: str, base: str) -> Place:
        """Say where `link` leads from the address `base`; its query does not matter."""
        link = link.strip()
        whole = link.startswith(("http://", "https://"))  # urljoin would change nothing, at three times the price
        try:
            parts = urlsplit(link if whole else urljoin(base, link))
        except ValueError:
            return Place(fault="is no address")
        if parts.scheme == "javascript":
            return Place(fault="runs a script")
        home = urlsplit(self.url)
        if parts.netloc != home.netloc:
            return Place(host=parts.netloc)
        if not f"{parts.path}/".startswith(f"{home.path}/"):
            return Place() if whole else Place(fault=f"leaves the site, which begins at {home.path}/")
        path = self._file(unquote(parts.path[len(home.path) + 1 :]))
        return Place(path, unquote(parts.fragment)) if path else Place(fault="leads to no file")

    def _file(self, path: str) -> str:
        index = f"{path.rstrip('/')}/index.html".lstrip("/")
        wanted = (path, index) if path and not path.endswith("/") else (index,)
        return next((name for name in wanted if name in self.files), "")


def address(path: str) -> str:
    """Return the address of a file below the site's own.

    >>> address("2026/11/24/index.html"), address("index.html"), address("feed.atom")
    ('/2026/11/24/', '/', '/feed.atom')
    """
    folder, _, name = path.rpartition("/")
    shown = f"{folder}/" if folder and name == "index.html" else "" if name == "index.html" else path
    return "/" + quote(shown)
