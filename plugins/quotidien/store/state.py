"""One SQLite file in the cache folder: HTTP validators of feeds, and robots.txt files by origin.

Delete it and the next run fetches everything once more; nothing is collected twice, since records decide that.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from quotidien import log

_log = log.get(__name__)
_SCHEMA = """
create table feeds (url text primary key, etag text, last_modified text, hash text, rest_until real)
    strict, without rowid;
create table robots (origin text primary key, text text, fetched real) strict, without rowid;
"""
_SHAPE = zlib.crc32(_SCHEMA.encode()) >> 1
"""Stands in the file's `user_version`: another schema is another shape."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a feed's server said last: its validators, the hash of the body they belong to, and how long to leave it.

    `rest_until` is in seconds since 1970: its Retry-After, or the age that Cache-Control gives its answer.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    hash: str = ""
    rest_until: float = 0.0


class Store:
    """The open store; a context manager. A file that is damaged or of another shape is begun anew, with a warning."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._database = self._open(path)
        except sqlite3.DatabaseError as error:
            _log.warning("The store cannot be read and is begun anew", path=path.name, error=str(error))
            path.unlink(missing_ok=True)
            self._database = self._open(path)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path)
        try:
            _prepare(database)
        except sqlite3.DatabaseError:
            database.close()
            raise
        return database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def feed_state(self, url: str) -> FeedState:
        """Return what is known of a feed; empty validators where nothing is."""
        row = self._database.execute("select * from feeds where url = ?", (url,)).fetchone()
        return FeedState(*row) if row else FeedState(url)

    def save_feeds(self, states: Iterable[FeedState]) -> None:
        """Keep these states: only once all entries of those feeds are decided and written."""
        rows = [(each.url, each.etag, each.last_modified, each.hash, each.rest_until) for each in states]
        with self._database:
            self._database.executemany("replace into feeds values (?, ?, ?, ?, ?)", rows)

    def robots(self) -> dict[str, tuple[str, float]]:
        """Return origin → (text of its robots.txt, epoch seconds at which it was fetched)."""
        return {
            origin: (text, fetched)
            for origin, text, fetched in self._database.execute("select origin, text, fetched from robots")
        }

    def save_robots(self, found: Mapping[str, tuple[str, float]]) -> None:
        """Keep these robots.txt files."""
        rows = [(origin, text, fetched) for origin, (text, fetched) in sorted(found.items())]
        with self._database:
            self._database.executemany("replace into robots values (?, ?, ?)", rows)


def _prepare(database: sqlite3.Connection) -> None:
    """Give a new file its tables. Raises DatabaseError for one that is damaged or has others."""
    if not database.execute("select count(*) from sqlite_schema").fetchone()[0]:
        database.executescript(f"begin; {_SCHEMA} pragma user_version = {_SHAPE}; commit;")
    if database.execute("pragma user_version").fetchone()[0] != _SHAPE:
        raise sqlite3.DatabaseError("it has another shape")
    if (found := database.execute("pragma quick_check(1)").fetchone()[0]) != "ok":
        raise sqlite3.DatabaseError(found)
