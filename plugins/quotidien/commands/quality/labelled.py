"""Labelled documents: the files of a set's folder, and what the product reads made from them. Labels stay behind."""

import csv
import gzip
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel.core import get_global

from quotidien.errors import Fault, FixConfiguration
from quotidien.model import text
from quotidien.model.articles import Document
from quotidien.model.languages import canonical
from quotidien.model.sources import Source

Row = Mapping[str, Any]

NO_SOURCE = Source("", "", "", ())
"""Of a publisher of whom the set says nothing."""


def files(folder: Path, *patterns: str) -> list[Path]:
    """Return the files below `folder` that match any of the patterns, sorted. Raises FixConfiguration for none."""
    found = sorted({path for pattern in patterns for path in folder.glob(pattern)})
    if not found:
        raise lacking(folder, f"holds no {' or '.join(patterns)}: is it a folder of this set?")
    return found


def rows(folder: Path, *patterns: str) -> list[Row]:
    """Return the objects of all JSON-lines files that match, gzipped or not. Raises FixConfiguration for none."""
    found: list[Row] = []
    for path in files(folder, *patterns):
        for number, line in enumerate(_read(path).split("\n"), start=1):
            if line.strip():
                found.append(_object(path, line, number))
    if not found:
        raise lacking(folder, "holds no documents")
    return found


def load(path: Path) -> Any:
    """Return what a JSON file holds, gzipped or not. Raises FixConfiguration where it cannot be read or is no JSON."""
    return _parsed(path, _read(path))


def listed(path: Path) -> list[Row]:
    """Return the objects of a file that holds one JSON array of them. Raises FixConfiguration for another."""
    found = load(path)
    if not isinstance(found, list):
        raise lacking(path, "is no JSON array")
    return found


def table(path: Path) -> list[Mapping[str, str]]:
    """Return the rows of tab-separated values under their headings; gzipped or not, quoted where need be."""
    return list(csv.DictReader(io.StringIO(_read(path), newline=""), dialect="excel-tab"))


def lacking(path: Path, what: str, line: int = 0) -> FixConfiguration:
    """Return the error that says what is wrong with a set's folder or file."""
    return FixConfiguration((Fault(str(path), line, what),))


def document(title: str, body: str, language: str, *, summary: str = "", url: str = "") -> Document:
    """Return what the pipeline would make of an article whose whole text its source grants.

    The summary is the source's own where it is short, else the first whole sentences, as a reader is shown them.
    """
    offered = (text.leading_sentences(each, text.EXCERPT_WORDS) for each in (summary, body))
    return Document(title, next((each for each in offered if each), ""), body, language, url)


def language_tag(code: str) -> str:
    """Return the BCP 47 tag for a folder's name such as FLORES-200 gives: ISO 639-3 and a script.

    >>> language_tag("arb_Arab"), language_tag("zho_Hant"), language_tag("pcm")
    ('ar-Arab', 'zh-Hant', 'pcm')
    """
    first, *rest = code.split("_")
    aliases: Mapping[str, str] = get_global("language_aliases")
    return canonical("-".join([aliases.get(first, first), *rest]))


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise lacking(path, f"cannot be read: {error}") from error


def _object(path: Path, line: str, number: int) -> Row:
    row = _parsed(path, line, number)
    if not isinstance(row, dict):
        raise lacking(path, "is no JSON object", number)
    return row


def _parsed(path: Path, written: str, number: int = 0) -> Any:
    try:
        return json.loads(written)
    except ValueError as error:
        raise lacking(path, f"is no JSON: {error}", number) from error
