import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quotidien.site.ledger import FILE, VERSION, Ledger, alone, remove
from tests.site.samples import ROOT

_HOLDER = """
import sys
from pathlib import Path
from quotidien import log
from quotidien.site.ledger import alone
log.configure()
with alone(Path(sys.argv[1])), open(sys.argv[2], "a", buffering=1) as book:
    print("in", file=book)
    print("in", flush=True)
    sys.stdin.readline()
    print("out", file=book)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a ledger is kept that one build finished."""
    where = tmp_path / "cache" / FILE
    finished(where)
    return where


def finished(path: Path, *words: str) -> None:
    ledger, _ = Ledger.open(path, "trust")
    ledger.set_meta("word", "kept")
    for word in words:
        ledger.set_meta(word, word * 1000)
    ledger.commit()
    ledger.close()


def opened(path: Path, trust: str = "trust") -> tuple[bool, str]:
    """Open the ledger of a later build; return whether it is new, and what it remembers."""
    ledger, new = Ledger.open(path, trust)
    word = ledger.meta("word")
    ledger.close()
    return new, word


# What is trusted


def test_where_there_is_none_a_new_ledger_is_made_with_its_folder(tmp_path: Path):
    assert opened(tmp_path / "not" / "yet" / FILE) == (True, "")


def test_a_finished_ledger_is_opened_again(path: Path):
    assert opened(path) == (False, "kept")


def test_a_ledger_that_another_configuration_wrote_is_emptied(path: Path):
    assert opened(path, "another trust") == (True, "")


def test_a_ledger_that_was_never_finished_is_not_trusted(tmp_path: Path):
    ledger, _ = Ledger.open(tmp_path / FILE, "trust")
    ledger.set_meta("word", "lost")
    ledger.close()
    assert opened(tmp_path / FILE) == (True, "")


def _of_another_version(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA user_version = {VERSION + 1}")
    other.close()


@pytest.mark.parametrize(
    "harm",
    [
        _of_another_version,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"rubbish " * 1000),
        lambda path: os.truncate(path, path.stat().st_size // 2),
        lambda path: os.truncate(path, path.stat().st_size - 1),
    ],
    ids=["of another version", "empty", "rubbish", "half", "cut off"],
)
def test_a_harmed_ledger_is_not_trusted(path: Path, harm: Callable[[Path], object]):
    harm(path)
    assert opened(path) == (True, "")


def test_a_new_ledger_is_whole_where_a_harmed_one_was(path: Path):
    path.write_bytes(b"rubbish " * 1000)
    finished(path)
    assert opened(path) == (False, "kept")


def test_rubbish_is_told_of(path: Path, capsys: pytest.CaptureFixture[str]):
    path.write_bytes(b"rubbish " * 1000)
    opened(path)
    assert "building everything anew" in "".join(capsys.readouterr())


# What stands


def test_what_is_not_committed_is_forgotten(path: Path):
    ledger, _ = Ledger.open(path, "trust")
    ledger.set_meta("word", "another")
    ledger.close()
    assert opened(path) == (False, "kept")


def test_another_connection_sees_rows_from_the_commit_on(path: Path):
    ledger, _ = Ledger.open(path, "trust")
    reader = Ledger(path, readonly=True)
    ledger.set_meta("word", "another")
    before = reader.meta("word")
    ledger.commit()
    assert (before, reader.meta("word")) == ("kept", "another")
    reader.close()
    ledger.close()


def test_a_ledger_that_is_new_is_read_by_others_from_its_first_commit_on(tmp_path: Path):
    ledger, _ = Ledger.open(tmp_path / FILE, "trust")
    ledger.set_meta("word", "first")
    ledger.commit()
    ledger.set_meta("word", "second")
    reader = Ledger(tmp_path / FILE, readonly=True)
    assert reader.meta("word") == "first"
    reader.close()
    ledger.close()


def test_a_connection_that_only_reads_cannot_write(path: Path):
    reader = Ledger(path, readonly=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.set_meta("word", "another")
    reader.close()


def test_a_connection_that_only_reads_makes_no_file(tmp_path: Path):
    with pytest.raises(sqlite3.OperationalError):
        Ledger(tmp_path / FILE, readonly=True).meta("word")
    assert not (tmp_path / FILE).exists()


def test_a_word_that_nobody_wrote_is_empty(path: Path):
    reader = Ledger(path, readonly=True)
    assert reader.meta("nothing") == ""
    reader.close()


def test_removing_leaves_nothing_that_sqlite_keeps_beside_it(path: Path):
    killed = Ledger(path)
    killed.set_meta("word", "in the log")
    assert {each.name for each in path.parent.iterdir()} > {FILE}
    remove(path)
    assert list(path.parent.iterdir()) == []
    killed.close()


def test_removing_what_is_not_there_is_no_error(tmp_path: Path):
    remove(tmp_path / FILE)


# Two at once


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start processes that want to be alone in a folder; each goes on until its input ends."""
    started: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
        command = [sys.executable, "-c", _HOLDER, str(tmp_path / "cache"), str(tmp_path / "book")]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        started.append(subprocess.Popen(command, text=True, env=environment, **pipes))  # noqa: S603
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def said(stream: object) -> str:
    """Return the next line of a process, which may have to be waited for."""
    return stream.readline()


def test_a_second_build_says_that_it_waits_and_begins_when_the_first_has_ended(start, tmp_path: Path):
    first = start()
    assert said(first.stdout) == "in\n"
    second = start()
    assert "another build is at work" in said(second.stderr)
    first.communicate("end\n")
    second.communicate("end\n")
    assert (tmp_path / "book").read_text("utf-8").split() == ["in", "out", "in", "out"]


def test_a_second_build_begins_when_the_first_was_killed(start):
    first = start()
    said(first.stdout)
    second = start()
    said(second.stderr)
    first.send_signal(signal.SIGKILL)
    assert said(second.stdout) == "in\n"


def test_a_build_that_is_alone_says_nothing(start):
    process = start()
    said(process.stdout)
    assert process.communicate("end\n") == ("", "")


def test_who_was_alone_lets_go_whatever_happens(tmp_path: Path):
    with pytest.raises(ValueError, match="oh"), alone(tmp_path):
        raise ValueError("oh")
    with alone(tmp_path):
        assert (tmp_path / "build.lock").exists()
