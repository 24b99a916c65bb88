"""The ledger: an SQLite file in the cache folder that remembers what a build knew and what it made.

Of every file under `content/` it knows stamp and hash, of every article and story what others show of it, of every
listing how many events it holds month by month, of every scope its fingerprint, of every output the scope that made
it. It is a cache: without it, or with one that cannot be trusted, the next build is a full one with the same bytes.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from quotidien import log

FILE = "ledger.sqlite"
VERSION = 1
"""Of the tables below and of what their values hold: another one's ledger is not read."""
_BATCH = 500
_FOREVER_S = 24 * 3600.0
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE folder (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
    path TEXT PRIMARY KEY, folder TEXT NOT NULL, stamp TEXT NOT NULL, hash BLOB NOT NULL, codes TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE record (path TEXT, file TEXT, line BLOB NOT NULL, PRIMARY KEY (path, file)) WITHOUT ROWID;
CREATE TABLE listed (article TEXT, story TEXT, id TEXT NOT NULL, PRIMARY KEY (article, story)) WITHOUT ROWID;
CREATE TABLE piece (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, address TEXT NOT NULL, status TEXT NOT NULL, story TEXT NOT NULL,
    rank INTEGER NOT NULL, value BLOB NOT NULL, card BLOB NOT NULL, evidence BLOB NOT NULL, posted BLOB NOT NULL
);
CREATE TABLE body (id INTEGER PRIMARY KEY, html TEXT NOT NULL, minutes INTEGER NOT NULL);
CREATE TABLE link (target TEXT, holder TEXT, hard INTEGER NOT NULL, PRIMARY KEY (target, holder)) WITHOUT ROWID;
CREATE TABLE edition (
    path TEXT PRIMARY KEY, digest TEXT NOT NULL, day TEXT NOT NULL, cut TEXT NOT NULL, corrected INTEGER NOT NULL,
    head BLOB NOT NULL, value BLOB NOT NULL, introduction TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE listing (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, total INTEGER NOT NULL
);
CREATE TABLE month (listing INTEGER, month TEXT, total INTEGER NOT NULL, PRIMARY KEY (listing, month)) WITHOUT ROWID;
CREATE TABLE posting (listing INTEGER, rank INTEGER, piece INTEGER, PRIMARY KEY (listing, rank, piece)) WITHOUT ROWID;
CREATE TABLE tally (kind TEXT, code TEXT, uses INTEGER NOT NULL, PRIMARY KEY (kind, code)) WITHOUT ROWID;
CREATE TABLE copied (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE published (address TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE dirty (scope TEXT PRIMARY KEY, reason TEXT NOT NULL, forced INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE scope (
    key TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, reason TEXT NOT NULL, build INTEGER NOT NULL,
    rendered INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE output (path TEXT PRIMARY KEY, scope TEXT NOT NULL, kind TEXT NOT NULL, hash BLOB NOT NULL) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX file_of_folder ON file (folder);
CREATE INDEX record_of_file ON record (file);
CREATE INDEX listed_by_story ON listed (story);
CREATE INDEX piece_at_address ON piece (address);
CREATE INDEX piece_of_story ON piece (story);
CREATE INDEX hard_link ON link (holder, target) WHERE hard = 1;
CREATE INDEX link_of_holder ON link (holder);
CREATE INDEX edition_by_day ON edition (digest, day);
CREATE INDEX edition_corrected ON edition (digest, day) WHERE corrected > 0;
CREATE INDEX edition_by_cut ON edition (cut);
CREATE INDEX output_of_scope ON output (scope);
"""

_log = log.get(__name__)
Row = tuple[Any, ...]


class Ledger:
    """One connection to the file. What is written stands only once `commit` was called."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self._waiting: dict[str, list[Sequence[object]]] = {}
        address = f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc'}"
        self._connection = sqlite3.connect(address, uri=True, isolation_level=None, cached_statements=256)
        self._connection.executescript("PRAGMA cache_size = -64000; PRAGMA temp_store = MEMORY;")

    @classmethod
    def open(cls, path: Path, trust: str) -> tuple[Self, bool]:
        """Return the ledger, and whether it is new: there was none of this version that `trust` speaks for.

        `trust` names all that its contents depend on besides `content/`: the configuration, the theme, versions.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            if _is_whole(path):
                ledger = cls(path)
                if ledger.one("PRAGMA user_version") == (VERSION,) and ledger.meta("trust") == trust:
                    ledger.run("BEGIN IMMEDIATE")
                    return ledger, False
                ledger.close()
            elif path.exists():
                _log.warning("the ledger is unfinished, cut off or of another version: building everything anew")
        except sqlite3.DatabaseError as error:
            _log.warning("the ledger cannot be read: building everything anew", path=str(path), error=str(error))
        return cls._new(path, trust), True

    @classmethod
    def _new(cls, path: Path, trust: str) -> Self:
        remove(path)
        ledger = cls(path)
        ledger._connection.executescript(
            f"PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}"
        )
        ledger.run("BEGIN")
        ledger.set_meta("trust", trust)
        return ledger

    def index(self) -> None:
        """Make the indexes of a new ledger, which costs less once its rows are there; needed before it is asked."""
        for statement in filter(None, map(str.strip, _INDEXES.split(";"))):
            self.run(statement)

    def commit(self) -> None:
        """Make what was written stand, and go on writing; other connections read it from now on."""
        self.run("COMMIT")
        if self.one("PRAGMA user_version") != (VERSION,):  # a new one is vouched for once it is whole
            self._connection.executescript(
                f"PRAGMA synchronous = NORMAL; PRAGMA journal_mode = WAL; PRAGMA user_version = {VERSION};"
            )
        self.run("BEGIN")

    def close(self) -> None:
        """Forget what was not committed."""
        self._connection.close()

    def run(self, statement: str, parameters: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        if self._waiting:
            self._catch_up()
        return self._connection.execute(statement, parameters)

    def run_all(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row."""
        if self._waiting:
            self._catch_up()
        self._connection.executemany(statement, rows)

    def insert(self, statement: str, row: Sequence[object]) -> None:
        """Insert a row before anything else is asked: many rows of one statement at once cost a third of each alone."""
        waiting = self._waiting.setdefault(statement, [])
        waiting.append(row)
        if len(waiting) >= _BATCH:
            self._catch_up()

    def _catch_up(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for statement, rows in waiting.items():
            self._connection.executemany(statement, rows)

    def one(self, query: str, *parameters: object) -> Row | None:
        """Return the first row of a query, `None` where there is none."""
        found: Row | None = self.run(query, parameters).fetchone()
        return found

    def all(self, query: str, *parameters: object) -> list[Row]:
        """Return all rows of a query."""
        return self.run(query, parameters).fetchall()

    def column(self, query: str, *parameters: object) -> list[Any]:
        """Return the first column of a query's rows."""
        return [row[0] for row in self.run(query, parameters)]

    def meta(self, name: str) -> str:
        """Return a remembered word, "" where there is none."""
        found = self.one("SELECT value FROM meta WHERE name = ?", name)
        return str(found[0]) if found else ""

    def set_meta(self, name: str, value: str) -> None:
        """Remember a word."""
        self.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def _is_whole(path: Path) -> bool:
    """Say whether the file is one of this version, finished once, that has not been cut off since.

    Version, size and number of its pages stand in its head (https://www.sqlite.org/fileformat.html#the_database_header).
    """
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except FileNotFoundError:
        return False
    size, pages, version = (int.from_bytes(head[start:end], "big") for start, end in ((16, 18), (28, 32), (60, 64)))
    return version == VERSION and path.stat().st_size >= pages * size


def remove(path: Path) -> None:
    """Delete a ledger with all that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep two builds apart: the second says that it waits, and begins when the first has ended or died.

    The lock is SQLite's own on a file of its own, which the system lets go when its process ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(folder / "build.lock", isolation_level=None, timeout=0.0)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            _log.warning("another build is at work in this project: waiting for its end", folder=os.fspath(folder))
            lock.execute(f"PRAGMA busy_timeout = {int(_FOREVER_S * 1000)}")
            lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()
