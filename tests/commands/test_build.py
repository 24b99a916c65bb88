from pathlib import Path

import pytest

from quotidien.commands import build
from quotidien.config import Project
from quotidien.errors import FixConfiguration
from quotidien.site.builder import Built
from tests.site import samples


@pytest.fixture
def newsroom(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    """A small newsroom that was built; what that said is forgotten."""
    project = samples.on_disk(tmp_path)
    build.run(project)
    capsys.readouterr()
    return project


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_build_ends_with_what_it_did_how_long_it_took_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    project, times = samples.on_disk(tmp_path), iter((3.0, 4.25))
    done = build.run(project, clock=lambda: next(times))
    pages = len(list(project.output.rglob("*.html")))
    assert done.pages == pages
    assert told(capsys) == [f"read 11, rendered {pages} of {pages} pages, removed 0, 1.2 s: {project.output}"]


def test_a_second_build_says_that_there_was_nothing_to_do(newsroom: Project, capsys: pytest.CaptureFixture[str]):
    done = build.run(newsroom)
    assert told(capsys)[0].startswith(f"read 0, rendered 0 of {done.pages} pages, removed 0, ")


def test_great_numbers_can_be_read():
    built = Built(Path("output"), read=1_234, rendered=41_200, pages=1_026_412, removed=2_000)
    assert build.summary(built) == "read 1,234, rendered 41,200 of 1,026,412 pages, removed 2,000"


def test_verifying_mends_what_was_altered_and_deleted_and_says_so(
    newsroom: Project, capsys: pytest.CaptureFixture[str]
):
    altered, deleted = (newsroom.output / name / "index.html" for name in ("about", "articles/2026/11/23/mina"))
    before = [file.read_bytes() for file in (altered, deleted)]
    altered.write_bytes(b"altered")
    deleted.unlink()
    (newsroom.output / "stray.html").write_bytes(b"nobody's")
    done = build.run(newsroom, verify=True)
    assert [file.read_bytes() for file in (altered, deleted)] == before
    # what is made from one scope is made together: about and policies, and the article
    assert told(capsys)[0].startswith(f"read 0, rendered 3 of {done.pages} pages, removed 1, ")


def test_without_being_asked_nobody_looks_at_the_output(newsroom: Project, capsys: pytest.CaptureFixture[str]):
    (newsroom.output / "about/index.html").write_bytes(b"altered")
    done = build.run(newsroom)
    assert (done.rendered, (newsroom.output / "about/index.html").read_bytes()) == (0, b"altered")


def test_explaining_says_from_what_a_page_was_made_and_why_it_was_rendered(
    newsroom: Project, capsys: pytest.CaptureFixture[str]
):
    build.explain(newsroom, "https://ledger.example/news/articles/2026/11/23/mina/")
    lines = told(capsys)
    assert lines[:4] == [
        "articles/2026/11/23/mina/index.html (article)",
        "made from",
        f"  content/{samples.HARBOUR.path}",
        "  content/records/2026/11/23.jsonl",
    ]
    assert lines[-1] == (
        "looked at in the last build (1), since it was the first build; rendered: what it shows is other"
    )


def test_explaining_builds_nothing(newsroom: Project):
    (newsroom.content / samples.HARBOUR.path).unlink()
    build.explain(newsroom, "/articles/2026/11/23/mina/")
    assert (newsroom.output / "articles/2026/11/23/mina/index.html").exists()


def test_explaining_an_unknown_place_is_an_error_that_names_those_near(newsroom: Project):
    with pytest.raises(FixConfiguration) as caught:
        build.explain(newsroom, "articles/2026/11/22/tramway/")
    assert str(caught.value) == (
        "--explain: no build made a file 'articles/2026/11/22/tramway/index.html'; "
        "there are articles/2026/11/23/tramway/index.html"
    )


def test_explaining_shows_what_stands_in_brackets_as_it_is(newsroom: Project, capsys: pytest.CaptureFixture[str]):
    (newsroom.content / "pages/[red]team.md").write_text("Title: Red team\n\nWho we are.\n", "utf-8")
    build.run(newsroom)
    capsys.readouterr()
    build.explain(newsroom, "/pages/red-team/")
    assert "  content/pages/[red]team.md" in told(capsys)
