"""Files of the output: written whole and only when their bytes change, deleted when nothing makes them any more."""

import json
import os
from pathlib import Path

from quotidien.errors import Fault, FixConfiguration, ReportBug

MARK = "build.json"
"""The file by which a folder is known as one of ours, so that nothing else is ever deleted."""


class Output:
    """The output folder during one build. It remembers what this build made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: set[str] = set()
        self.changed = 0
        if not is_ours(folder):
            what = f"holds files that are not a site of ours: empty it, or build elsewhere (no {MARK} in {folder})"
            raise FixConfiguration((Fault(folder.name, 1, what),))

    def write(self, name: str, content: bytes) -> None:
        """Make the file `name` hold `content`. Raises ReportBug where this build has already made it."""
        if name in self.made:
            raise ReportBug(f"two pages want the file {name}", url=name)
        self.made.add(name)
        path = self.folder / name
        if _bytes_of(path) == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content)
        part.replace(path)
        self.changed += 1

    def sweep(self, others: set[str]) -> int:
        """Delete what neither this build nor `others` (names below the folder) make; return how many files that were.

        What begins with a dot at the top, such as `.git` or `.nojekyll`, is not ours to judge.
        """
        kept, deleted = self.made | others, 0
        for place, folders, names in os.walk(self.folder, topdown=False):
            inner = Path(place).relative_to(self.folder)
            if inner.parts and inner.parts[0].startswith("."):
                continue
            for name in names:
                file = (inner / name).as_posix()
                foreign = inner == Path() and name.startswith(".") and not name.endswith(".part")
                if file not in kept and not foreign:
                    (self.folder / file).unlink()
                    deleted += 1
            if inner.parts and not any((Path(place) / each).exists() for each in (*folders, *names)):
                Path(place).rmdir()
        return deleted


def is_ours(folder: Path) -> bool:
    """Say whether a folder may be built into: absent, empty but for dot files, or marked as ours."""
    if not folder.exists() or all(path.name.startswith(".") for path in folder.iterdir()):
        return True
    try:
        mark = json.loads((folder / MARK).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(mark, dict) and "quotidien" in mark


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
