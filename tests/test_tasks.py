"""The tasks as a person calls them: each reaches its command, and what is wrong is one message and exit code 1."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TASKS = (
    "bench", "build", "check", "collect", "cut", "demo", "digest", "lint", "publish", "quality", "serve", "test",
)  # fmt: skip


def invoke(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "invoke", "-r", str(folder), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 - our own words


def test_every_task_is_listed_with_a_sentence():
    listed = invoke("--list").stdout
    for name in TASKS:
        assert f"  {name} " in listed


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("quality", "weather"), "'weather' is none of: all, feeds_feedparser"),
        (("bench", "weather"), "no benchmark is called 'weather'"),
        (("cut", "--now", "soonish"), "not a date"),
        (("digest", "--since", "tuesday"), "'tuesday' is no day"),
        (("collect", "--now", "soonish"), "not a date"),
        (("publish", "--to", "ftp"), "'ftp' is none of: directory"),
    ],
)
def test_a_word_that_is_none_is_one_message_without_a_trace(words, told):
    done = invoke(*words)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["build", "check", "collect", "cut", "digest", "publish", "serve"])
def test_a_broken_configuration_stops_a_task_before_it_starts(tmp_path, name):
    for part in ("plugins", "theme"):
        (tmp_path / part).symlink_to(ROOT / part)
    (tmp_path / "tasks.py").write_text((ROOT / "tasks.py").read_text("utf-8"), "utf-8")
    (tmp_path / "quotidien.toml").write_text('[site]\nname = "A"\nlanguge = "en"\n', "utf-8")
    (tmp_path / "sources.toml").write_text('[[source]]\nslug = "a"\n', "utf-8")
    done = invoke(name, folder=tmp_path)
    assert done.returncode == 1
    assert "quotidien.toml:3: unknown key 'languge' in [site]; did you mean 'language'?" in done.stderr
    assert "sources.toml:1: [source] lacks 'homepage'" in done.stderr
    assert not (tmp_path / "content").exists()


def test_the_demo_leaves_a_site_and_says_where(tmp_path):
    for part in ("plugins", "theme", "demo"):
        (tmp_path / part).symlink_to(ROOT / part)
    (tmp_path / "tasks.py").write_text((ROOT / "tasks.py").read_text("utf-8"), "utf-8")
    done = invoke("demo", folder=tmp_path)
    assert done.returncode == 0
    assert "The site is in" in done.stdout
    assert (tmp_path / "output" / "index.html").is_file()
    assert not (tmp_path / "content").exists()
