"""The files around the code: what a newcomer copies, installs and may do, held to what the code says."""

import hashlib
import os
import re
import stat
from pathlib import Path

import pytest

import quotidien

ROOT = Path(__file__).resolve().parents[1]
AGPL_3 = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"
"""SHA-256 of the licence as https://www.gnu.org/licenses/agpl-3.0.txt gives it."""

PINNED = ("requirements.txt", "requirements-dev.txt")
LOCKS = pytest.mark.parametrize("lock", PINNED)


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _wanted(name: str) -> set[str]:
    """The packages that a `.in` file asks for by itself."""
    lines = [line.split("#")[0].strip() for line in _read(name).splitlines()]
    return {_normal(re.split(r"[<>=!~\[; ]", line)[0]) for line in lines if line and not line.startswith("-")}


def _pins(name: str) -> dict[str, str]:
    """Every requirement of a compiled file by `package==version`, and what follows it: marker and hashes."""
    text = re.sub(r"^\s*#.*$", "", _read(name), flags=re.MULTILINE).replace("\\\n", " ")
    heads = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    return {re.sub(r"^[^=]+", lambda package: _normal(package[0]), head): rest for head, rest in heads}


def _packages(pins: dict[str, str]) -> set[str]:
    return {pin.split("==", maxsplit=1)[0] for pin in pins}


def _normal(package: str) -> str:
    """PEP 503's one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", package.strip()).lower()


def _blocks(markdown: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", markdown, flags=re.MULTILINE | re.DOTALL)


@LOCKS
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    pins = _pins(lock)
    assert pins
    assert not [pin for pin in pins if not re.fullmatch(r"[a-z0-9-]+==[^=\s*]+", pin)]
    assert not [pin for pin, rest in pins.items() if not re.search(r"(--hash=sha256:[0-9a-f]{64}\s*)+$", rest)]


@pytest.mark.parametrize(
    "name",
    [*PINNED, "requirements.in", "requirements-dev.in", "benchmarks/requirements.in", "benchmarks/requirements.txt"],
)
def test_no_requirements_file_names_an_index(name: str) -> None:
    assert not re.findall(r"--(?:extra-)?index-url|--find-links|https?:|^-[if]\b", _read(name), flags=re.MULTILINE)


@LOCKS
def test_every_requirement_asked_for_is_pinned(lock: str) -> None:
    wanted = _wanted("requirements.in") | (_wanted("requirements-dev.in") if "dev" in lock else set())
    assert wanted - _packages(_pins(lock)) == set()


def test_tests_run_on_the_versions_that_are_shipped() -> None:
    shipped, tested = (set(_pins(lock)) for lock in PINNED)
    assert shipped - tested == set()


def test_the_requirements_are_the_only_lock() -> None:
    assert not list(ROOT.glob("*.lock"))


def test_the_licence_is_the_whole_agpl_3() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == AGPL_3
    assert 'license = "AGPL-3.0-or-later"' in _read("pyproject.toml")


@pytest.mark.parametrize(("place", "task"), [(0, "invoke demo"), (1, "invoke test")])
def test_the_readme_opens_with_two_commands_that_need_no_editing(place: int, task: str) -> None:
    block = _blocks(_read("README.md"), "sh")[place]
    assert len(block.strip().splitlines()) == 1
    assert task in block
    assert not re.search(r"<[^>]+>|\.\.\.|…|YOUR", block)


def test_the_changelog_speaks_of_this_version() -> None:
    headings = re.findall(r"^## \[?([^\]\s]+)", _read("CHANGELOG.md"), flags=re.MULTILINE)
    assert headings
    assert headings[0] in {"Unreleased", quotidien.__version__}


def test_ci_runs_the_command_that_the_readme_shows() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert os.access(script, os.X_OK)
    assert "README.md" in script.read_text("utf-8")
    assert ".ci/run" in _read(".github/workflows/test.yml")
