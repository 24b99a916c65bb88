"""Where a built site goes. Knows a folder on this machine; a web server may be reading it."""

import ctypes
import filecmp
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from quotidien.errors import Fault, FixConfiguration
from quotidien.publish.built import Built

MARKER = "build.json"
"""The build's manifest: a folder that holds it was written by Quotidien."""

_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2)."""
_HERE = -100
"""AT_FDCWD of openat(2)."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files the target holds now, how many of them are new or changed, and how many were removed."""

    files: int
    changed: int
    removed: int


def publish_directory(output: Path, target: Path) -> Published:
    """Make the folder `target` hold exactly what `output` holds, in one step for whoever reads it.

    The new tree grows in a hidden folder beside the target, where unchanged files are hard links to the published
    ones, so that they keep their dates and take no room. Then both folders change places: with Linux's renameat2 in
    one system call, elsewhere by two renames. A kill leaves the old tree or the new one whole; the next run removes
    what it left behind, and between the two renames puts the old tree back. The target stays an ordinary folder (no
    link to a release, no list of releases), so that a person can copy, serve or delete it; a link in its place is
    followed. Takedown needs no second step: no former tree is kept.

    Raises FixConfiguration where `output` is no build, where the target holds what Quotidien did not write or cannot
    be written, or where one stands in the other.
    """
    target = target.resolve()
    fresh, former = (target.parent / f".{target.name}.quotidien-{word}" for word in ("new", "old"))
    try:
        _tidy(target, fresh, former)
        _refuse(output.resolve(), target)
        published = _fill(output, target, fresh)
        _swap(fresh, target, former)
        _tidy(target, fresh, former)
    except OSError as error:
        raise FixConfiguration((Fault(str(target), 0, f"cannot be written: {error}"),)) from error
    return published


def _refuse(output: Path, target: Path) -> None:
    what = ""
    if not (output / MARKER).is_file():
        what = f"{output} holds no {MARKER}: build the site first"
    elif output.is_relative_to(target) or target.is_relative_to(output):
        what = f"{output} and the folder to publish to must stand apart"
    elif target.exists() and not target.is_dir():
        what = "is a file: publish to a folder of its own"
    elif (target / ".git").exists() or (target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file()):
        what = f"holds files that Quotidien did not write (no {MARKER}, or a git checkout): publish to an empty folder"
    if what:
        raise FixConfiguration((Fault(str(target), 0, what),))


def _tidy(target: Path, fresh: Path, former: Path) -> None:
    """Put back a target that a kill left away from its place, and remove what else it left."""
    if former.is_dir() and not target.exists():
        former.rename(target)
    for left in (fresh, former):
        if left.is_dir():
            shutil.rmtree(left)


def _fill(output: Path, target: Path, fresh: Path) -> Published:
    files = sorted(Built.read(output, "").files)
    before = Built.read(target, "").files
    fresh.mkdir(parents=True)
    changed = 0
    for path in files:
        (fresh / path).parent.mkdir(parents=True, exist_ok=True)
        same = path in before and filecmp.cmp(output / path, target / path, shallow=False)
        _place(target / path if same else output / path, fresh / path, link=same)
        changed += not same
    return Published(len(files), changed, len(before - set(files)))


def _place(source: Path, place: Path, *, link: bool) -> None:
    try:
        if link:
            os.link(source, place)
            return
    except OSError:  # a file system without hard links
        pass
    shutil.copy2(source, place)


def _swap(fresh: Path, target: Path, former: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        _rename_both(fresh, target, former)


def _rename_both(fresh: Path, target: Path, former: Path) -> None:
    target.rename(former)
    fresh.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; say whether the system could."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
