"""`invoke lint` and `invoke test`: what holds the project together, each tool in a process of its own."""

import subprocess
import sys
from pathlib import Path

from quotidien.errors import DigestError

_LINTERS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))


def lint(root: Path) -> None:
    """Run ruff and mypy in `root`. Raises DigestError at the first that finds something."""
    for tool in _LINTERS:
        _run(root, *tool)


def test(root: Path, only: str = "") -> None:
    """Run the linters and all tests, or only the tests at a path. Raises DigestError where one fails."""
    if not only:
        lint(root)
    _run(root, "pytest", "-q", *([only] if only else []))


def _run(root: Path, tool: str, *arguments: str) -> None:
    try:
        subprocess.run([sys.executable, "-m", tool, *arguments], cwd=root, check=True)  # noqa: S603 - our own words
    except subprocess.CalledProcessError as error:
        raise DigestError(f"{tool} found something to mend (exit code {error.returncode})") from error
