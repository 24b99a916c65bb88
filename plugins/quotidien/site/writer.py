"""Files of the output: written whole and only when their bytes change, deleted with the folders they leave empty."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from quotidien.errors import Fault, FixConfiguration

MARK = "build.json"
"""The file by which a folder is known as one of ours, so that nothing else is ever deleted."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class Output:
    """The output folder. Several processes may write different files into it at once."""

    def __init__(self, folder: Path) -> None:
        self._root = str(folder)

    def write(self, name: str, content: bytes) -> bool:
        """Make the file `name` hold `content`; say whether it did not before."""
        path = f"{self._root}/{name}"
        known = _bytes_of(path)
        if known == content:
            return False
        if known is None:
            _write_new(path, content)
        else:
            part = _part(path)
            _write_new(part, content)
            os.replace(part, path)
        return True

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, `None` where there is none."""
        return _bytes_of(f"{self._root}/{name}")

    def delete(self, names: Iterable[str]) -> int:
        """Delete files, and the folders that are empty then; return how many files there were."""
        deleted = 0
        for name in names:
            path = f"{self._root}/{name}"
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(path)
                deleted += 1
            self._prune(os.path.dirname(path))
        return deleted

    def _prune(self, folder: str) -> None:
        """Delete a folder that is empty, and those above it that are empty then, below the root."""
        while folder != self._root and folder.startswith(self._root):
            try:
                os.rmdir(folder)
            except OSError:
                return
            folder = os.path.dirname(folder)

    def others(self, known: set[str]) -> list[str]:
        """Return the files that are not `known`.

        What begins with a dot at the top, such as `.git`, is not ours to judge.
        """
        found: list[str] = []
        for place, folders, names in os.walk(self._root):
            inner = place[len(self._root) + 1 :]
            if not inner:
                folders[:] = [folder for folder in folders if not folder.startswith(".")]
                names = [name for name in names if not name.startswith(".") or name.endswith(".part")]  # noqa: PLW2901
            files = (f"{inner}/{name}".lstrip("/") for name in names)
            found.extend(file for file in files if file not in known)
        return sorted(found)


def _part(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/.{name}.part"


def _write_new(path: str, content: bytes) -> None:
    """Write a file that nobody reads yet."""
    handle = _created(path)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
    finally:
        os.close(handle)


def _created(path: str) -> int:
    """Return the handle of an empty file, its folders made where they are missing."""
    try:
        return os.open(path, _NEW, 0o666)
    except FileNotFoundError:
        folder = path.rpartition("/")[0]
        try:
            os.mkdir(folder)
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)
        return os.open(path, _NEW, 0o666)


def _bytes_of(path: str) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    with open(handle, "rb", buffering=0) as file:
        return file.read()


def hold(folder: Path) -> None:
    """Raise FixConfiguration where a folder may not be built into: it holds files that are not a site of ours."""
    if not is_ours(folder):
        what = f"holds files that are not a site of ours: empty it, or build elsewhere (no {MARK} in {folder})"
        raise FixConfiguration((Fault(folder.name, 1, what),))


def is_ours(folder: Path) -> bool:
    """Say whether a folder may be built into: absent, empty but for dot files, or marked as ours."""
    if not folder.exists() or all(path.name.startswith(".") for path in folder.iterdir()):
        return True
    try:
        mark = json.loads((folder / MARK).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(mark, dict) and "quotidien" in mark
