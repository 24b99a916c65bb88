"""The docs name every key with the default that the code has, and no other."""

import re
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from quotidien.config import Limits, Publish, Site
from quotidien.model.editions import Digest
from quotidien.model.sources import Source

DOCS = Path(__file__).resolve().parents[1] / "docs"
_ROW = re.compile(r"^\| (?P<key>\w+) \| (?P<default>.*?) ?\| (?P<meaning>.*?) ?\|$", re.MULTILINE)
TABLES = [
    ("configuration.md", "## [site]", Site),
    ("configuration.md", "## [[digest]]", Digest),
    ("configuration.md", "## [limits]", Limits),
    ("configuration.md", "## [publish]", Publish),
    ("sources.md", "| key | default | meaning |", Source),
]
ABSENT = "(none)"


def documented(file: str, begin: str) -> dict[str, Any]:
    """Return the defaults of the first table after `begin`, by key, in order."""
    text = (DOCS / file).read_text("utf-8")
    assert text.count(f"{begin}\n") == 1
    section = text.partition(f"{begin}\n")[2].partition("\n## ")[0]
    rows = [row for row in _ROW.finditer(section) if row["key"] != "key"]
    return {row["key"]: tomllib.loads(f"x = {row['default']}")["x"] if row["default"] else ABSENT for row in rows}


def known(kind: type) -> dict[str, Any]:
    """Return the defaults of a table's fields as TOML would give them, by key, in order."""
    found = {field.name: ABSENT if field.default is MISSING else field.default for field in fields(kind)}  # type: ignore[arg-type]
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}


@pytest.mark.parametrize(("file", "begin", "kind"), TABLES, ids=lambda each: getattr(each, "__name__", None))
def test_the_docs_name_every_key_and_no_other(file: str, begin: str, kind: type) -> None:
    assert sorted(documented(file, begin)) == sorted(known(kind))


@pytest.mark.parametrize(("file", "begin", "kind"), TABLES, ids=lambda each: getattr(each, "__name__", None))
def test_the_docs_give_every_default(file: str, begin: str, kind: type) -> None:
    wrong = {key: value for key, value in documented(file, begin).items() if value != known(kind).get(key)}
    assert wrong == {}


@pytest.mark.parametrize(("file", "begin", "kind"), TABLES, ids=lambda each: getattr(each, "__name__", None))
def test_every_key_has_a_meaning(file: str, begin: str, kind: type) -> None:
    section = (DOCS / file).read_text("utf-8").partition(f"{begin}\n")[2].partition("\n## ")[0]
    assert [row["key"] for row in _ROW.finditer(section) if not row["meaning"]] == []


def test_a_number_in_the_docs_has_the_type_of_its_setting() -> None:
    kinds = {key: type(value) for key, value in documented("configuration.md", "## [limits]").items()}
    assert kinds == {key: type(value) for key, value in known(Limits).items()}
