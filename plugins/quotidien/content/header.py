"""Pelican's own `Key: value` header over a Markdown body: read with line numbers, written one line a key.

A header ends at the first empty line. A line that is indented continues the value before it. Keys keep their case
when written and are compared in lower case. See https://docs.getpelican.com/en/latest/content.html#file-metadata.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from quotidien.content import files
from quotidien.errors import DropItem, Fault, FixConfiguration

_KEY = re.compile(r"([A-Za-z][\w -]*?)\s*:\s*(.*)")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One key of a header, its value with folded white space, and its line number from 1."""

    key: str
    value: str
    number: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's header and body. `file` is the path that faults name, `start` the line on which the body begins."""

    file: str
    lines: tuple[Line, ...]
    body: str
    start: int = 1

    def get(self, key: str) -> str:
        """Return the last value of `key` (in any case), "" where it does not stand."""
        return next((line.value for line in reversed(self.lines) if line.key.lower() == key.lower()), "")

    def has(self, key: str) -> bool:
        """Say whether the key stands in the header, with or without a value."""
        return any(line.key.lower() == key.lower() for line in self.lines)

    def number(self, key: str) -> int:
        """Return the line of `key`, 1 where it does not stand."""
        return next((line.number for line in reversed(self.lines) if line.key.lower() == key.lower()), 1)

    def read(self, key: str, reader: Callable[[str], T], default: T) -> T:
        """Return `reader` of the value of `key`, or `default` where it is empty.

        Raises FixConfiguration with file and line where `reader` raises ValueError.
        """
        return self.need(key, reader, "") if self.get(key) else default

    def need(self, key: str, reader: Callable[[str], T], hint: str) -> T:
        """Return `reader` of the value of `key`; FixConfiguration with `hint` where it is missing or unreadable."""
        if not (value := self.get(key)):
            raise self.fault(key, f"{key}: is missing: {hint}")
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
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines: list[Line] = []
    end = next((place for place, row in enumerate(rows) if not row.strip()), len(rows))
    for number, row in enumerate(rows[:end], first):
        if lines and row[0].isspace():
            lines[-1] = Line(lines[-1].key, folded(f"{lines[-1].value} {row}"), lines[-1].number)
        elif match := _KEY.fullmatch(row.rstrip()):
            lines.append(Line(match[1], folded(match[2]), number))
        else:
            raise FixConfiguration((Fault(file, number, f"a header line is `Key: value`, not {row.strip()!r}"),))
    body = "\n".join(rows[end + 1 :])
    blank = len(body) - len(body.lstrip("\n"))
    return Sheet(file, tuple(lines), body.strip("\n"), first + end + 1 + blank)


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
