"""A JSON file a run, under `reports/`: what each source gave and every sentence a person may want to read."""

from datetime import datetime
from pathlib import Path

import msgspec

from quotidien.content import files
from quotidien.pipeline.collect import Collected


def write_report(folder: Path, collected: Collected, now: datetime) -> Path:
    """Write the report of the run at `now` and return its path."""
    path = folder / f"{now:%Y%m%dT%H%M%SZ}.json"
    found = msgspec.to_builtins(collected)
    files.write(path, msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n")
    return path
