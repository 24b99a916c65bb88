"""Which files under `content/` may have changed since the ledger last saw them.

Where `content/` is a git checkout, git tells, so that a fresh checkout with a carried ledger costs the day; elsewhere
size and time of each file do, a folder at a time. Whether a file that may have changed did is told by its hash.
"""

import os
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quotidien.content.addresses import FILE as ADDRESSES
from quotidien.site.ledger import Ledger

FOLDERS = ("records", "stories", "editions", "pages", "articles")
_SUFFIXES = (".md", ".jsonl")
_UNSETTLED_NS = 100_000_000
"""A file changed so lately may change again within the same tick of the file system's clock: its stamp says nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Files to read, with the stamp that each has now, and files that are gone; paths below `content/`, sorted."""

    stamps: dict[str, str]
    gone: tuple[str, ...]


def look(ledger: Ledger, content: Path) -> Seen:
    """Return what may have changed, and note in the ledger that it was seen."""
    checkout = _checkout(content)
    head = _git(content, "rev-parse", "HEAD").decode().strip() if checkout else ""
    if head and (told := _told_by_git(ledger, content)) is not None:
        seen = _stat(content, told)
    else:
        seen = _walk(ledger, content)
    if not checkout:
        ledger.set_meta("commit", "")  # what is seen from now on, no commit tells
    else:
        pending = _paths(_git(content, "diff", "--name-only", "-z", "--relative", "--no-renames", "HEAD", "--", "."))
        ledger.set_meta("commit", head)
        ledger.set_meta("uncommitted", "\0".join(sorted({*pending, *_untracked(content)})))
    return seen


def _checkout(content: Path) -> bool:
    """Say whether git keeps `content`; a folder that it ignores it knows nothing of."""
    if not any((folder / ".git").exists() for folder in (content, *content.absolute().parents)):
        return False
    return content.is_dir() and _run(content, "check-ignore", "-q", ".").returncode == 1


def _told_by_git(ledger: Ledger, content: Path) -> set[str] | None:
    """Return what git says of the time since the commit last seen; `None` where it does not know that commit."""
    last = ledger.meta("commit")
    if not last:
        return None
    found = _run(content, "diff", "--name-only", "-z", "--relative", "--no-renames", last, "--", ".")
    if found.returncode:
        return None
    before = ledger.meta("uncommitted")
    paths = {*_paths(found.stdout), *_untracked(content), *(before.split("\0") if before else ())}
    return {path for path in paths if _is_ours(path)}


def _untracked(content: Path) -> list[str]:
    return _paths(_git(content, "ls-files", "-z", "--others", "--", "."))


def _paths(output: bytes) -> list[str]:
    return [os.fsdecode(path) for path in output.split(b"\0") if path]


def _git(content: Path, *words: str) -> bytes:
    return _run(content, *words).stdout


def _run(content: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(content), *words], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        return subprocess.CompletedProcess(words, 127, b"", b"")


def _is_ours(path: str) -> bool:
    return path == ADDRESSES or (path.endswith(_SUFFIXES) and path.split("/", 1)[0] in FOLDERS)


def _stat(content: Path, paths: Iterable[str]) -> Seen:
    stamps: dict[str, str] = {}
    gone: list[str] = []
    for path in sorted(paths):
        try:
            stamps[path] = stamp(content / path)
        except (FileNotFoundError, NotADirectoryError):
            gone.append(path)
    return Seen(stamps, tuple(gone))


def _walk(ledger: Ledger, content: Path) -> Seen:
    """Compare the stamps of all folders, and those of the files in each folder whose own changed."""
    known = dict(ledger.run("SELECT path, stamp FROM folder"))
    stamps: dict[str, str] = {}
    gone: list[str] = []
    for folder, state in _folders(content):
        last = known.pop(folder, None)
        if state and last == state:
            continue
        before = dict(ledger.run("SELECT path, stamp FROM file WHERE folder = ?", (folder,)))
        files = _files(content, folder)
        stamps |= {path: now for path, now in files.items() if not now or before.get(path) != now}
        gone += before.keys() - files.keys()
        ledger.run("INSERT OR REPLACE INTO folder VALUES (?, ?)", (folder, state))
    for folder in known:
        gone += ledger.column("SELECT path FROM file WHERE folder = ?", folder)
        ledger.run("DELETE FROM folder WHERE path = ?", (folder,))
    return Seen(dict(sorted(stamps.items())), tuple(sorted(gone)))


def _folders(content: Path) -> Iterator[tuple[str, str]]:
    """Yield every folder below `content` with its stamp, "" while something in it is too new to tell."""
    settled = time.time_ns() - _UNSETTLED_NS
    waiting = [f"{content}/{name}" for name in FOLDERS]
    start = len(str(content)) + 1
    if (content / ADDRESSES).is_file():
        yield "", stamp(content / ADDRESSES)
    for place in waiting:
        try:
            newest = own = os.stat(place).st_mtime_ns
            entries = os.scandir(place)
        except (FileNotFoundError, NotADirectoryError):
            continue
        count = times = sizes = 0
        with entries:
            for entry in entries:
                if entry.name.endswith(_SUFFIXES) and entry.is_file():
                    found = entry.stat()
                    changed = found.st_mtime_ns
                    count += 1
                    times += changed
                    sizes += found.st_size
                    newest = max(newest, changed)
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
        yield place[start:], f"{own} {count} {times} {sizes}" if newest < settled else ""


def _files(content: Path, folder: str) -> dict[str, str]:
    """Return the stamp of each of a folder's files."""
    if not folder:
        return {ADDRESSES: stamp(content / ADDRESSES)}
    with os.scandir(content / folder) as entries:
        ours = [entry for entry in entries if entry.name.endswith(_SUFFIXES) and entry.is_file()]
        return {f"{folder}/{entry.name}": _stamp_of(entry.stat()) for entry in ours}


def stamp(file: Path) -> str:
    """Return what tells one state of a file from another: size, time and number; "" while it is too new to tell.

    The number (of the inode) tells two files apart that changed places.
    """
    return _stamp_of(file.stat())


def _stamp_of(found: os.stat_result) -> str:
    is_settled = found.st_mtime_ns < time.time_ns() - _UNSETTLED_NS
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}" if is_settled else ""
