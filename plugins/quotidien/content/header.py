"""Pelican's own `Key: value` header over a Markdown body: read with line numbers, written one line a key.

A header ends at the first empty line. A line that is indented continues the value before it. Keys keep their case
when written and are compared in lower case. See https://docs.getpelican.com/en/latest/content.html#file-metadata.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeVar

from quotidien.content import files
from quotidien.errors import DropItem, Fault, FixConfiguration

_KEY = re.compile(r"[A-Za-z][\w -]*")
_ABSENT = ("", "", 1)
T = TypeVar("T")


class Line(NamedTuple):
    """One key of a header, its value with folded white space, and its line number from 1."""

    key: str
    value: str
    number: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's header and body. `file` is the path that faults name, `start` the line on which the body begins.

    `rows` holds key, value and line number of each line of the header.
    """

    file: str
    rows: tuple[tuple[str, str, int], ...]
    body: str
    start: int = 1
    _last: Mapping[str, tuple[str, str, int]] = field(init=False, repr=False, compare=False)
    """The last row of each key, by the key in lower case."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_last", {row[0].lower(): row for row in self.rows})

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the header, in their order; made when asked for, since few readers need more than values."""
        return tuple(map(Line._make, self.rows))

    def get(self, key: str) -> str:
        """Return the last value of `key` (in any case), "" where it does not stand."""
        return self._last.get(key.lower(), _ABSENT)[1]

    def has(self, key: str) -> bool:
        """Say whether the key stands in the header, with or without a value."""
        return key.lower() in self._last

    def number(self, key: str) -> int:
        """Return the line of `key`, 1 where it does not stand."""
        return self._last.get(key.lower(), _ABSENT)[2]

    def others(self, known: frozenset[str]) -> tuple[tuple[str, str], ...]:
        """Return key and value of every line whose key, in lower case, is not one of the `known`."""
        if known.issuperset(self._last):
            return ()
        return tuple((key, value) for key, value, _ in self.rows if key.lower() not in known)

    def read(self, key: str, reader: Callable[[str], T], default: T) -> T:
        """Return `reader` of the value of `key`, or `default` where it is empty.

        Raises FixConfiguration with file and line where `reader` raises ValueError.
        """
        return self._understood(key, value, reader) if (value := self.get(key)) else default

    def need(self, key: str, reader: Callable[[str], T], hint: str) -> T:
        """Return `reader` of the value of `key`; FixConfiguration with `hint` where it is missing or unreadable."""
        if value := self.get(key):
            return self._understood(key, value, reader)
        raise self.fault(key, f"{key}: is missing: {hint}")

    def _understood(self, key: str, value: str, reader: Callable[[str], T]) -> T:
        try:
            return reader(value)
        except ValueError as error:
            raise self.fault(key, f"{key}: {error}") from error

    def fault(self, key: str, what: str) -> FixConfiguration:
        """Return the error that names this file and the line of `key`."""
        return FixConfiguration((Fault(self.file, self.number(key), what),))


def parse(text: str, file: str, first: int = 1) -> Sheet:
    """Split a file, or the part of it that begins on line `first`, into header and body.

    Raises FixConfiguration where it does not begin with `Key: value`.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    head, gap, body = text.partition("\n\n")
    lines = head.split("\n")
    rows, end = _rows(lines, file, first)
    if end < len(lines):
        body = "\n".join([*lines[end + 1 :], *(["", body] if gap else [])])
    words = body.lstrip("\n")
    return Sheet(file, tuple(rows), words.rstrip("\n"), first + end + 1 + len(body) - len(words))


def _rows(lines: list[str], file: str, first: int) -> tuple[list[tuple[str, str, int]], int]:
    """Return the rows of the header that `lines` begin with, and the place of the line that ends it."""
    rows: list[tuple[str, str, int]] = []
    for number, line in enumerate(lines, first):
        before, colon, value = line.partition(":")
        if colon and (key := _key(before)):
            rows.append((key, folded(value), number))
        elif not line.strip():
            return rows, number - first
        elif rows and line[0].isspace():
            key, so_far, began = rows[-1]
            rows[-1] = (key, folded(f"{so_far} {line}"), began)
        else:
            raise FixConfiguration((Fault(file, number, f"a header line is `Key: value`, not {line.strip()!r}"),))
    return rows, len(lines)


@lru_cache(maxsize=1024)
def _key(before: str) -> str:
    """Return the key that stands before a colon, "" where that is none."""
    key = before.rstrip()
    return key if _KEY.fullmatch(key) else ""


def format_sheet(lines: Iterable[tuple[str, str]], body: str) -> str:
    """Return the file: one line a key in the order given, an empty line, the body, one LF at its end."""
    head = "".join(f"{key}: {folded(value)}".rstrip() + "\n" for key, value in lines)
    return f"{head}\n{body}\n" if body else head


def folded(text: str) -> str:
    """Return `text` on one line: every run of white space is one space."""
    return " ".join(text.split())


def given(lines: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the lines that have a value."""
    return [(key, value) for key, value in lines if value]


def seal_of(sheet: Sheet, *unsealed: str) -> str:
    """Return the hash of a file's words: all header lines but `unsealed` (in lower case), and the body.

    It stays the same when an editor saves CRLF, another Unicode form, a mark of byte order or an empty line at the end.
    """
    lines = [(line.key, line.value) for line in sheet.lines if line.key.lower() not in unsealed]
    return files.hash_of(format_sheet(lines, sheet.body))


def names(text: str) -> tuple[str, ...]:
    """Split a list as Pelican does: at semicolons where there is one, else at commas.

    >>> names("Ada L., Grace H."), names("Smith, Jr.;")
    (('Ada L.', 'Grace H.'), ('Smith, Jr.',))
    """
    return tuple(name for part in text.split(";" if ";" in text else ",") if (name := part.strip()))


def join_names(values: tuple[str, ...]) -> str:
    """Return the line that `names` splits into `values` again, with white space folded and `,` for any `;` in them.

    >>> join_names(("Smith, Jr.",)), join_names(("KE", "TZ"))
    ('Smith, Jr.;', 'KE, TZ')
    """
    clean = [name for value in values if (name := folded(value.replace(";", ",")))]
    if any("," in value for value in clean):
        return "; ".join(clean) + (";" if len(clean) == 1 else "")
    return ", ".join(clean)


def read_text(data: bytes, file: str) -> str:
    """Return the text of a file under `content/`. Raises DropItem where it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DropItem(f"is not UTF-8 at byte {error.start}: save it as UTF-8", url=file) from error
