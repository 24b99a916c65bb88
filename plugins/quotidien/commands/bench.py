"""`invoke bench`: run one of the scripts under `benchmarks/` and show the line that it prints.

A script is a process of its own, so that nothing of ours counts as its memory. What it measures is its own business.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from rich import box
from rich.markup import escape
from rich.table import Table

from quotidien.commands import terminal
from quotidien.errors import DigestError, Fault, FixConfiguration

FOLDER = "benchmarks"


def run(root: Path, name: str, options: Mapping[str, str | int | bool], *, as_json: bool = False) -> None:
    """Run the benchmark `name` of the project at `root`, and print its figures: a table, or one flat JSON line.

    `options` are the script's own, without their dashes; empty ones keep the script's value. Raises FixConfiguration
    for a name that is none, DigestError where the script fails.
    """
    script = _script(root, name)
    screen = terminal.console()
    if as_json or not screen.is_terminal:
        line = _measure(root, script, options)
    else:
        with screen.status(f"Measuring {name} …"):
            line = _measure(root, script, options)
    if as_json:
        screen.out(line, highlight=False)
    else:
        screen.print(_table(json.loads(line)))


def names(root: Path) -> tuple[str, ...]:
    """Return the benchmarks there are: the scripts that lie directly in `benchmarks/`."""
    return tuple(sorted(path.stem for path in (root / FOLDER).glob("*.py")))


def _script(root: Path, name: str) -> Path:
    known = names(root)
    if name not in known:
        nearest = get_close_matches(name, known, 1)
        meant = f" (did you mean {nearest[0]!r}?)" if nearest else ""
        what = f"no benchmark is called {name!r}{meant}; there are: {', '.join(known)}"
        raise FixConfiguration((Fault("invoke bench", 0, what),))
    return root / FOLDER / f"{name}.py"


def _measure(root: Path, script: Path, options: Mapping[str, str | int | bool]) -> str:
    """Return the last line that the script prints. Raises DigestError with its words where it fails.

    Ctrl-C reaches the script too, which ends what it started and takes its files away: it is not killed while it does.
    """
    command = [sys.executable, str(script), *_arguments(options)]
    environment = os.environ | {"PYTHONPATH": str(root / "plugins")}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True) as process:  # noqa: S603 - ours
        output, errors = process.communicate()
    lines = output.splitlines()
    if process.returncode or not lines:
        words = errors.strip() or "it printed nothing"
        raise DigestError(f"{FOLDER}/{script.name} failed (exit code {process.returncode}): {words}")
    return lines[-1]


def _arguments(options: Mapping[str, str | int | bool]) -> list[str]:
    """Return options as a command line has them: `{"articles": 5, "quick": True}` → `--articles=5 --quick`."""
    given = [(name, value) for name, value in options.items() if value]
    return [f"--{name}" if value is True else f"--{name}={value}" for name, value in given]


def _table(figures: Mapping[str, object]) -> Table:
    """Return the line as a table of two columns."""
    (_, name), *rest = figures.items()
    table = Table(box=box.SIMPLE_HEAD, title=f"Benchmark {name}", title_justify="left", title_style="bold")
    table.add_column("figure", no_wrap=True)
    table.add_column("value", justify="right")
    for key, value in rest:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        table.add_row(key, f"{value:,}" if is_number else escape(str(value)))
    return table
