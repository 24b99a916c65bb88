"""The bench: a script's options, processes that are measured alone, medians, and the one JSON line at the end.

Knows nothing of Quotidien, so that a script which imports this alone stays small: what a process used at its start
counts as its peak memory, and a child begins with its parent's (Linux keeps `ru_maxrss` over exec).
"""

import argparse
import ctypes
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from resource import struct_rusage
from threading import Timer
from typing import Any

BENCHMARKS = Path(__file__).resolve().parents[1]
ROOT = BENCHMARKS.parent
LONGEST_S = 3600.0
"""A process that takes longer is ended, and all that it started."""

Figures = dict[str, Any]
_BECOME_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER, see prctl(2)."""


@dataclass(frozen=True, slots=True)
class Option:
    """One parameter of a benchmark: its value usually and with --quick, and what it means."""

    name: str
    usual: int | str | bool
    quick: int | str | bool
    meaning: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What a command and all that it started cost: wall seconds until it ended, CPU seconds, and the peak memory of
    the largest of its processes; `output` is what it printed.
    """

    output: str
    seconds: float
    cpu_s: float
    peak_mb: float


def start(main: Callable[[argparse.Namespace], Figures], *options: Option) -> None:
    """Run a benchmark with the options given on the command line, and print its line: name, parameters, figures."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="a small size: under a minute")
    for option in options:
        if isinstance(option.usual, bool):
            parser.add_argument(f"--{option.name}", action="store_true", help=option.meaning)
        else:
            kind, choices = type(option.usual), option.choices or None
            parser.add_argument(f"--{option.name}", type=kind, choices=choices, help=option.meaning)
    parameters = parser.parse_args()
    for option in options:
        if getattr(parameters, option.name) is None:
            setattr(parameters, option.name, option.quick if parameters.quick else option.usual)
    figures = main(parameters)
    print(json.dumps({"bench": Path(sys.argv[0]).stem, **vars(parameters), **figures}, ensure_ascii=False))


def alone(module: str, function: str, *arguments: object) -> tuple[Any, Run]:
    """Call a function of a module in a process of its own; its arguments and its value are what JSON can carry."""
    called = [sys.executable, "-m", "parts.measuring", module, function, json.dumps(arguments)]
    run = measure(called)
    return json.loads(run.output.splitlines()[-1]), run


def measure(command: Sequence[str], folder: Path | None = None) -> Run:
    """Run a command to its end and wait for all that it started. Exits with its words where it fails."""
    _adopt_orphans()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=output, stderr=errors, start_new_session=True
        )
        with _ended_at_last(process):
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            usages = [usage, *_orphans(process.pid)]
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            sys.exit(f"{' '.join(command[:4])}: exit code {process.returncode}\n{output.read()}{errors.read()}")
        cpu_s = sum(each.ru_utime + each.ru_stime for each in usages)
        return Run(output.read(), seconds, cpu_s, max(map(_peak_mb, usages)))


def seconds_of(call: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def medians(runs: int, *calls: Callable[[], object]) -> list[float]:
    """Make the calls by turns, `runs` times, and return each one's median seconds."""
    turns = [[seconds_of(call) for call in calls] for _ in range(runs)]
    return [statistics.median(each) for each in zip(*turns, strict=True)]


def median_of(rounds: Sequence[Figures]) -> Figures:
    """Return the median of each figure, to four significant digits."""
    return {name: figure(statistics.median(each[name] for each in rounds)) for name in rounds[0]}


def figure(value: float) -> float:
    """Return a figure as it is printed: whole from a thousand on, else four significant digits."""
    return round(value) if value >= 1000 or isinstance(value, int) else float(f"{value:.4g}")


def need(*modules: str) -> None:
    """Exit with what to install where a module of benchmarks/requirements.txt is missing."""
    if missing := [name for name in modules if find_spec(name) is None]:
        sys.exit(f"{' and '.join(missing)} missing: pip install -r benchmarks/requirements.txt")


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder that is gone afterwards: in memory where the system has such a place, so that no disk is timed."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def environment() -> dict[str, str]:
    """Return the environment in which a script's processes find Quotidien and these parts."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (BENCHMARKS, ROOT / "plugins")))}


def _adopt_orphans() -> None:
    """Make this process the parent of what its children leave behind (Linux), so that it can be waited for."""
    if prctl := getattr(ctypes.CDLL(None), "prctl", None):
        prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)


def _orphans(group: int) -> Iterator[struct_rusage]:
    """Wait for every other process of a group that is our child by now; yield what each used."""
    while True:
        try:
            yield os.wait4(-group, 0)[2]
        except ChildProcessError:
            return


@contextmanager
def _ended_at_last(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the process's whole group after LONGEST_S, or where the block is left before its time."""
    timer = Timer(LONGEST_S, _end, (process.pid,))
    timer.start()
    try:
        yield
    except BaseException:
        _end(process.pid)
        list(_orphans(process.pid))
        raise
    finally:
        timer.cancel()


def _end(group: int) -> None:
    """End a group's processes; multiprocessing's tracker outlives the signal and takes its semaphores away."""
    try:
        os.killpg(group, signal.SIGTERM)
    except ProcessLookupError:
        return


def _peak_mb(usage: struct_rusage) -> float:
    """Return `ru_maxrss` in megabytes: it is in kilobytes, but in bytes on macOS."""
    return usage.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000_000 / 1024)


if __name__ == "__main__":
    print(json.dumps(getattr(import_module(sys.argv[1]), sys.argv[2])(*json.loads(sys.argv[3]))))
