"""What a preview needs besides a server: the files that a person changes, and builds that know nothing of the last one.

Knows the folders of a project and processes; does not know what a build does or who looks at it.
"""

import multiprocessing
import signal
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Condition, Event, Thread

from watchfiles import Change, DefaultFilter, watch

from quotidien.config import Project
from quotidien.errors import DigestError, Fault, FixConfiguration, ReportBug

FILES = frozenset({"quotidien.toml", "sources.toml", "pelicanconf.py"})
"""What a site is made from besides `content/` and the theme."""

_QUIET_MS = 25
"""How long nothing may change before a change is told: what an editor writes in several steps is one change."""

_METHOD = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
_PROCESSES = multiprocessing.get_context(_METHOD)


class Changes:
    """The names of files that changed since they were last asked for; iterating waits for some, until `end`."""

    def __init__(self) -> None:
        self._moved = Condition()
        self._names: set[str] = set()
        self._ended: DigestError | bool = False

    def add(self, names: set[str]) -> None:
        """Note that these files were written, made or deleted."""
        with self._moved:
            self._names |= names
            self._moved.notify_all()

    def end(self, error: DigestError | None = None) -> None:
        """Let the iteration stop, or raise `error`."""
        with self._moved:
            self._ended = error or True
            self._moved.notify_all()

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Yield what changed, the innermost first: once for all that came while the last was dealt with."""
        while True:
            with self._moved:
                self._moved.wait_for(lambda: self._names or self._ended)
                names, self._names = self._names, set()
            if isinstance(self._ended, DigestError):
                raise self._ended
            if self._ended:
                return
            yield tuple(sorted(names, key=lambda name: (-name.count("/"), name)))


@contextmanager
def watched(project: Project) -> Iterator[Changes]:
    """Give what changes from now on in the files that the site is made from, named relative to the project's root.

    Iterating raises FixConfiguration where the system refuses to watch. Only the threads here hold watches, and they
    end with the block.
    """
    changes, closing = Changes(), Event()
    folders = tuple(folder for folder in (project.content, project.theme) if folder.is_dir())
    # A watch on a file ends when an editor replaces it, so that single files are seen through their folder.
    told = partial(_tell, changes, project.root)
    watchers = (
        _Watcher(closing, partial(told, partial(watch, *folders, watch_filter=_is_content))),
        _Watcher(closing, partial(told, partial(watch, project.root, recursive=False, watch_filter=_is_setting))),
    )
    try:
        for watcher in watchers:
            watcher.start()
        for watcher in watchers:
            watcher.standing.wait()
        yield changes
    finally:
        closing.set()
        changes.end()
        for watcher in watchers:
            watcher.join()


class _Watcher(Thread):
    """One thread that watches; it is its own stop event, which is asked first when the watch stands."""

    def __init__(self, closing: Event, tell: Callable[["_Watcher"], None]) -> None:
        super().__init__(daemon=True)
        self.standing = Event()
        self._closing = closing
        self._tell = tell

    def run(self) -> None:
        try:
            self._tell(self)
        finally:
            self.standing.set()

    def is_set(self) -> bool:
        """Say whether to stop, as `watchfiles` asks every few milliseconds."""
        self.standing.set()
        return self._closing.is_set()


def _tell(changes: Changes, root: Path, look: Callable[..., Iterator[set[tuple[Change, str]]]], stop: _Watcher) -> None:
    """Pass on what `look` sees until `stop`."""
    try:
        for seen in look(step=_QUIET_MS, rust_timeout=0, stop_event=stop):
            changes.add({_named(Path(path), root) for _, path in seen})
    except (OSError, RuntimeError) as error:
        changes.end(FixConfiguration((Fault("invoke serve", 0, f"the system refuses to watch files: {error}"),)))


def _named(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


_DEFAULT = DefaultFilter()


def _is_content(change: Change, path: str) -> bool:
    """Say whether a file is one that a person means: no editor's swap file, no part of one that is being written."""
    return not Path(path).name.startswith(".") and _DEFAULT(change, path)


def _is_setting(_change: Change, path: str) -> bool:
    return Path(path).name in FILES


@contextmanager
def fresh_process(call: Callable[[], object]) -> Iterator[Callable[[], None]]:
    """Give a function that runs `call` in a process of its own, forked from one that has only what is imported now.

    Each run has warm imports and no memory of another: no cache of templates, words or settings can be stale. It
    raises the DigestError that `call` raised, and ReportBug with the trace of anything else. Enter before any thread
    is started. Where there is no fork (Windows) each run imports anew.
    """
    ours, theirs = _PROCESSES.Pipe()
    origin = _PROCESSES.Process(target=_run_each, args=(theirs, ours, call))  # type: ignore[attr-defined]
    origin.start()
    theirs.close()
    try:
        yield partial(_ask, ours)
    finally:
        ours.close()
        origin.join()


def _ask(origin: "Connection[None, DigestError | None]") -> None:
    try:
        origin.send(None)
        error = origin.recv()
    except (EOFError, OSError) as gone:
        raise ReportBug("the process that builds has ended: start `invoke serve` again") from gone
    if error:
        raise error


def _run_each(
    asked: "Connection[DigestError | None, None]",
    others: "Connection[None, DigestError | None]",
    call: Callable[[], object],
) -> None:
    """Run `call` in a child whenever asked, until the other end is closed; Ctrl-C ends this and the child at once."""
    others.close()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where a shell has us ignore it
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    with suppress(EOFError, OSError):
        while True:
            asked.recv()
            with ProcessPoolExecutor(1, mp_context=_PROCESSES) as child:
                error = child.submit(call).exception()
                asked.send(error if error is None or isinstance(error, DigestError) else _bug(error))


def _bug(error: BaseException) -> ReportBug:
    return ReportBug("".join(traceback.format_exception(error)).strip())
