"""Files that change under a watch, and builds that know nothing of one another."""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from quotidien.commands.watching import Changes, fresh_process, watched
from quotidien.errors import DropItem, Fault, FixConfiguration, ReportBug
from tests.site import samples

SEEN: list[str] = []
"""What a process remembers of earlier calls."""


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    for folder in ("content/articles", "output", "reports", ".cache"):
        (root / folder).mkdir(parents=True)
    for name in ("quotidien.toml", "sources.toml", "pelicanconf.py"):
        (root / name).write_text("", "utf-8")
    theme = tmp_path / "elsewhere" / "theme"
    theme.mkdir(parents=True)
    return replace(samples.project(root), theme=theme)


@pytest.fixture
def seen(project):
    """Return a function that waits for the next change, and fails where none comes."""
    with ThreadPoolExecutor(1) as waiting, watched(project) as changes:
        coming = iter(changes)
        yield lambda: waiting.submit(next, coming).result(timeout=20)


def replaced(path, text):
    """Write a file as careful editors do: beside it, and then in its place."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, "utf-8")
    part.replace(path)


def test_an_article_is_named_by_its_path_below_the_project(project, seen):
    (project.content / "articles" / "rain.md").write_text("Title: Rain\n", "utf-8")
    assert seen() == ("content/articles/rain.md",)


def test_a_file_outside_of_the_project_is_named_in_full(project, seen):
    (project.theme / "style.css").write_text("p {}", "utf-8")
    assert seen() == ((project.theme / "style.css").as_posix(),)


def test_a_deleted_article_is_a_change(project, seen):
    article = project.content / "articles" / "rain.md"
    article.write_text("Title: Rain\n", "utf-8")
    seen()
    article.unlink()
    assert seen() == ("content/articles/rain.md",)


def test_files_in_folders_made_a_moment_ago_are_seen(project, seen):
    day = project.content / "articles" / "2026" / "11" / "24"
    day.mkdir(parents=True)
    assert "content/articles/2026" in seen()
    (day / "rain.md").write_text("Title: Rain\n", "utf-8")
    assert "content/articles/2026/11/24/rain.md" in seen()


@pytest.mark.parametrize("name", ["quotidien.toml", "sources.toml", "pelicanconf.py"])
def test_settings_are_watched_however_often_an_editor_replaces_their_file(project, seen, name):
    for text in ("1", "2", "3"):
        replaced(project.root / name, text)
        assert seen() == (name,)


def test_what_no_page_is_made_from_is_no_change(project, seen):
    for name in (
        "output/index.html",
        "reports/run.json",
        ".cache/store.sqlite",
        "README.md",
        "content/articles/.a.swp",
    ):
        (project.root / name).write_text("x", "utf-8")
    (project.content / "articles" / "rain.md~").write_text("x", "utf-8")
    replaced(project.content / "articles" / "rain.md", "Title: Rain\n")
    assert seen() == ("content/articles/rain.md",)


def test_a_project_that_cannot_be_watched_is_a_fault(project, tmp_path):
    gone = replace(project, root=tmp_path / "nowhere")
    with watched(gone) as changes, pytest.raises(FixConfiguration, match="refuses to watch"):
        next(iter(changes))


def test_no_thread_is_left(project):
    before = threading.active_count()
    with watched(project):
        assert threading.active_count() > before
    assert threading.active_count() == before


def test_what_came_while_nobody_asked_is_told_at_once_the_innermost_first():
    changes = Changes()
    changes.add({"content", "content/b.md"})
    changes.add({"content/2026/a.md", "content/b.md"})
    assert next(iter(changes)) == ("content/2026/a.md", "content/b.md", "content")


def test_an_end_stops_the_iteration():
    changes = Changes()
    changes.end()
    assert list(changes) == []


def remember(file: Path, word: str) -> None:
    SEEN.append(word)
    file.write_text(f"{os.getpid()} {len(SEEN)}\n", "utf-8")


def fail(file: Path) -> None:
    """Do what the file says."""
    match file.read_text("utf-8"):
        case "fault":
            raise FixConfiguration((Fault("a.toml", 3, "no such key"), Fault("b.toml", 1, "is empty")))
        case "drop":
            raise DropItem("no date", source="radio", url="https://radio.example/1")
        case "bug":
            raise ZeroDivisionError(file.name)
        case "death":
            os.kill(os.getpid(), signal.SIGKILL)


def test_each_run_has_a_process_of_its_own_and_remembers_no_other(tmp_path):
    file, told = tmp_path / "told", []
    with fresh_process(partial(remember, file, "rain")) as run:
        for _ in range(2):
            run()
            told.append(file.read_text("utf-8").split())
    (one, first), (two, second) = told
    assert len({one, two, str(os.getpid())}) == 3
    assert first == second == str(len(SEEN) + 1)


def test_an_error_comes_home_whole(tmp_path):
    (tmp_path / "word").write_text("fault")
    with fresh_process(partial(fail, tmp_path / "word")) as run:
        with pytest.raises(FixConfiguration) as fault:
            run()
        assert [each.line for each in fault.value.faults] == [3, 1]
        (tmp_path / "word").write_text("drop")
        with pytest.raises(DropItem) as drop:
            run()
        assert (drop.value.source, drop.value.url) == ("radio", "https://radio.example/1")


@pytest.mark.parametrize(("word", "told"), [("bug", "ZeroDivisionError: word"), ("death", "terminated abruptly")])
def test_what_nobody_foresaw_is_a_bug_and_the_next_run_goes_well(tmp_path, word, told):
    (tmp_path / "word").write_text(word)
    with fresh_process(partial(fail, tmp_path / "word")) as run:
        with pytest.raises(ReportBug, match=told):
            run()
        (tmp_path / "word").write_text("")
        run()


def test_the_trace_of_a_bug_says_where_it_is(tmp_path):
    (tmp_path / "word").write_text("bug")
    with fresh_process(partial(fail, tmp_path / "word")) as run, pytest.raises(ReportBug, match=r"test_watching\.py"):
        run()


def test_no_process_is_left(tmp_path):
    with fresh_process(partial(remember, tmp_path / "told", "rain")) as run:
        run()
        (origin,) = multiprocessing.active_children()
    assert not origin.is_alive()


def test_when_the_origin_is_gone_a_person_is_told_to_start_again(tmp_path):
    with fresh_process(partial(remember, tmp_path / "told", "rain")) as run:
        (origin,) = multiprocessing.active_children()
        origin.kill()
        for _ in range(2):
            with pytest.raises(ReportBug, match="start `invoke serve` again"):
                run()
