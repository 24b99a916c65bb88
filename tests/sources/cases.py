"""Cases that are files: `NAME` and, beside it, `NAME.expected.json`."""

import json
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"


def cases(folder: str) -> list[Path]:
    """Return the case files of one folder of tests/data, in their order."""
    return sorted(path for path in (DATA / folder).iterdir() if not path.name.endswith(".expected.json"))


def expected(path: Path) -> dict[str, Any]:
    """Return what is expected of one case."""
    found: dict[str, Any] = json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    return found


def said(value: object) -> dict[str, Any]:
    """Return a value's fields as JSON has them, without those that are empty."""
    pairs = ((field.name, getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type]
    return {name: _json(each) for name, each in pairs if each}


def _json(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
