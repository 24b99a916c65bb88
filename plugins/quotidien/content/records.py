"""The machine's decisions: `content/records/YYYY/MM/DD.jsonl`, one sorted JSON line an entry.

A record lies in the file of the UTC day on which it was collected, so that a run writes one file and a changed
decision rewrites the day it belongs to.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import MISSING, fields
from pathlib import Path

import msgspec

from quotidien.content import files
from quotidien.errors import Fault, FixConfiguration
from quotidien.model.articles import Record

FOLDER = "records"
_decoder = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()
_NEEDED = frozenset(field.name for field in fields(Record) if field.default is MISSING)


def read_records(content: Path) -> tuple[Record, ...]:
    """Return all records in the order of their files and lines. Raises FixConfiguration for lines it cannot read."""
    found: list[Record] = []
    faults: list[Fault] = []
    for path in sorted((content / FOLDER).rglob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                found.append(_decoder.decode(line))
            except msgspec.DecodeError as error:
                faults.append(not_a_record(path.relative_to(content).as_posix(), number, error))
    if faults:
        raise FixConfiguration(tuple(faults))
    return tuple(found)


def not_a_record(path: str, number: int, error: msgspec.DecodeError) -> Fault:
    """Return the fault of a line that cannot be read; `path` is below `content/`."""
    return Fault(f"content/{path}", number, f"is no record ({error}): restore the file from its last commit")


def write_records(content: Path, records: Iterable[Record]) -> int:
    """Write the files of all days that `records` cover and whose bytes change; return how many those were.

    Each of those days is written whole: `records` must hold every record of a day it touches.
    """
    days: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        days[record.collected[:10].replace("-", "/")].append(record)
    changed = 0
    for day, lines in sorted(days.items()):
        path = content / FOLDER / f"{day}.jsonl"
        text = "".join(_line(record) for record in sorted(lines, key=_order))
        if not path.exists() or path.read_text("utf-8") != text:
            files.write(path, text)
            changed += 1
    return changed


def _order(record: Record) -> tuple[str, str, str]:
    return record.published, record.url, record.guid


def _line(record: Record) -> str:
    kept = {key: value for key, value in msgspec.to_builtins(record).items() if value or key in _NEEDED}
    return _encoder.encode(kept).decode() + "\n"
