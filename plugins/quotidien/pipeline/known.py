"""What was decided before: an index over the records, and what a person has done to the files since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from quotidien.content import articles, files
from quotidien.errors import DropItem
from quotidien.model.articles import Record, Verdict


class Known:
    """All records by guid, by address and by file. Changes go through `put`; `days` says which files they touch."""

    def __init__(self, records: Iterable[Record], paths: Iterable[str] = ()) -> None:
        self._by_guid: dict[str, Record] = {}
        self._by_url: dict[str, str] = {}
        self._by_path: dict[str, str] = {}
        self._taken = set(paths)
        self._changed: set[str] = set()
        for record in records:
            self._index(record)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._by_guid.values())

    def find(self, guid: str, url: str) -> Record | None:
        """Return the record of an entry: by its guid's hash, else by its address."""
        return self._by_guid.get(guid) or (self._by_guid[self._by_url[url]] if url in self._by_url else None)

    def at(self, path: str) -> Record | None:
        """Return the record of the article in this file."""
        return self._by_guid[self._by_path[path]] if path in self._by_path else None

    def put(self, record: Record) -> None:
        """Add a record, or replace the one with its guid."""
        if self._by_guid.get(record.guid) != record:
            self._changed.add(record.collected[:10])
            self._index(record)

    def is_taken(self, path: str) -> bool:
        """Say whether a file was ever there: its address is never given to another article."""
        return path in self._taken

    def changed(self) -> list[Record]:
        """Return every record of each day that `put` touched."""
        return [record for record in self if record.collected[:10] in self._changed]

    def _index(self, record: Record) -> None:
        self._by_guid[record.guid] = record
        for url in (record.url, *record.also):
            if url:
                self._by_url.setdefault(url, record.guid)
        if record.path and record.verdict is Verdict.KEPT:
            self._by_path[record.path] = record.guid
        if record.path:
            self._taken.add(record.path)


@dataclass(frozen=True, slots=True)
class Found:
    """What a person did since the last run: files that have no record yet, sorted, and records whose file is gone."""

    unrecorded: tuple[str, ...]
    removed: tuple[Record, ...]


def reconcile(known: Known, content: Path) -> Found:
    """Take note of what a person did: a file that is gone becomes `removed`, one that was moved keeps its record.

    A file without record was written by hand, or left by a run that was killed.
    """
    present = articles.article_files(content)
    unrecorded = [path for path in present if known.at(path) is None]
    there = set(present)
    missing = [record for record in known if record.verdict is Verdict.KEPT and record.path not in there]
    moved = {url: path for path in unrecorded if missing and (url := _address(content / path))}
    removed: list[Record] = []
    for record in missing:
        if path := moved.get(record.url):
            known.put(replace(record, path=path))
        else:
            removed.append(replace(record, verdict=Verdict.REMOVED, reason="a person deleted the file"))
            known.put(removed[-1])
    return Found(tuple(path for path in unrecorded if known.at(path) is None), tuple(removed))


def is_touched(record: Record, content: Path) -> bool:
    """Say whether a person changed the article's file since it was written."""
    return files.hash_of((content / record.path).read_text("utf-8")) != record.hash


def _address(path: Path) -> str:
    try:
        return articles.parse_article(path.read_text("utf-8"), path.name, "UTC").url
    except (DropItem, UnicodeDecodeError):
        return ""
