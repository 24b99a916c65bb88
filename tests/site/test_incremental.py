"""What an incremental build costs, and what it mends, in plain examples; `test_every_change` draws more at random."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quotidien.config import Project
from quotidien.content import articles, files, records
from quotidien.errors import FixConfiguration
from quotidien.model.articles import Article
from quotidien.site.build import build
from tests.site import samples
from tests.site.changes import Desk, rewrite, tree

DAYS = 60
FIRST = datetime(2026, 9, 2, 10, tzinfo=UTC)
OVERVIEWS = {
    f"{home}{name}"
    for home in ("", "fr/")
    for name in ("", "archive/", "regions/", "topics/", "languages/", "about/", "policies/", "subscribe/")
} | {"sources/"}
"""The pages that show something of everything."""


def told(number: int) -> Article:
    """Return the article of a day, about one of three countries."""
    at = FIRST + timedelta(hours=36 * number)
    return samples.article(
        f"day-{number}", path=f"articles/{at:%Y/%m/%d}/day-{number}.md", published=at, collected=at,
        regions=(("KE", "EG", "JP")[number % 3],), topics=(samples.ECONOMY, samples.SPORT)[number % 2 :][:1],
    )  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom of sixty articles over three months that was built; nobody writes into it."""
    project = samples.project(tmp_path_factory.mktemp("archive"))
    samples.shelve(project.content, samples.library(*map(told, range(DAYS))))
    build(project)
    return project.root


@pytest.fixture
def project(archive: Path, tmp_path: Path) -> Project:
    """The same newsroom, built, to write into; every file of its output is of long ago."""
    own = samples.project(tmp_path / "paper")
    shutil.copytree(archive / "content", own.content)
    build(own)
    age(own)
    return own


def age(project: Project) -> None:
    for path in project.output.rglob("*"):
        os.utime(path, (1, 1))


def touched(project: Project) -> set[str]:
    """Return the pages that were written since, by their address without its first slash."""
    return {
        page.relative_to(project.output).as_posix().removesuffix("index.html")
        for page in project.output.rglob("*.html")
        if page.stat().st_mtime != 1
    }


def add(project: Project, article: Article) -> None:
    """Admit an article as a run does: its file without tags, and the records of its day."""
    untagged = replace(article, regions=None, topics=None)
    files.write(project.content / article.path, articles.format_article(untagged))
    records.write_records(project.content, [replace(samples.record(article), collected=f"{article.collected:%FT%TZ}")])


# What a change costs


LATE = samples.article(
    "late", path="articles/2026/10/15/late.md", published=datetime(2026, 10, 15, 9, tzinfo=UTC),
    collected=datetime(2026, 10, 15, 10, tzinfo=UTC),
)  # fmt: skip
AREAS = [f"regions/{slug}/" for slug in ("world", "africa", "sub-saharan-africa", "eastern-africa", "kenya")]
LISTINGS = [
    *AREAS, *(f"{area}topics/economy-and-business/" for area in AREAS), "topics/economy-and-business/", "languages/en/",
    "sources/radio/",
]  # fmt: skip


def test_an_article_that_is_added_costs_itself_its_heads_its_month_and_the_overviews(project: Project):
    add(project, LATE)
    done = build(project)
    heads = {*LISTINGS}
    months = {f"{listing}2026/10/" for listing in LISTINGS}
    made = touched(project)
    assert (done.read, done.removed) == (1, 0)
    assert made - OVERVIEWS - heads - months == {"articles/2026/10/15/late/"}
    assert {*AREAS, "sources/radio/2026/10/", "regions/kenya/2026/10/", "languages/en/2026/10/", "about/"} <= made
    assert len(made) <= done.rendered < done.pages / 5


def test_of_the_files_for_machines_only_the_feeds_of_its_listings_are_written(project: Project):
    add(project, LATE)
    build(project)
    every = (path for path in project.output.rglob("*") if path.is_file() and path.stat().st_mtime != 1)
    names = {path.relative_to(project.output).as_posix() for path in every if path.suffix != ".html"}
    feeds = tuple(f"{listing}feed." for listing in LISTINGS)
    copies = ("images/", "theme/")  # which Pelican copies anew where they are old
    assert {name for name in names if not name.startswith((*feeds, *copies))} == {"build.json"}
    assert "regions/kenya/feed.atom" in names


def test_an_article_that_comes_and_goes_leaves_no_trace(project: Project):
    before = tree(project.output)
    add(project, LATE)
    build(project)
    (project.content / LATE.path).unlink()
    (project.content / "records/2026/10/15.jsonl").unlink()
    done = build(project)
    assert done.removed > 0
    assert tree(project.output) == before


def test_words_that_only_the_article_shows_cost_one_page(project: Project):
    rewrite(project.content / told(30).path, "Other words.")
    done = build(project)
    assert (done.read, done.rendered) == (1, 1)
    assert touched(project) == {told(30).path.removesuffix(".md") + "/"}


def test_an_edition_costs_no_article_and_no_listing(project: Project):
    edition = samples.edition(samples.EDITIONS[2].day + timedelta(days=1))
    files.write(project.content / edition.path, samples.editions.format_edition(edition))
    build(project)
    assert touched(project) - OVERVIEWS == {"2026/11/25/", "2026/11/24/", "2026/11/", "2026/"}


# What is mended


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A newsroom that was built once, and a file that was edited since."""
    opened = Desk.open(tmp_path / "paper")
    opened.build()
    rewrite(opened.content / samples.HARBOUR.path, Title="After the harm")
    yield opened
    opened.close()


def test_an_output_folder_that_is_deleted_is_made_again(desk: Desk):
    shutil.rmtree(desk.output)
    assert desk.compare() == ()


def test_an_output_that_lost_its_mark_is_held_to_be_somebody_elses(desk: Desk):
    (desk.output / "build.json").unlink()
    (fault,) = outcome_of(desk)
    assert "not a site of ours" in fault.what


def outcome_of(desk: Desk) -> tuple[object, ...]:
    """Return the faults of a build that must not begin."""
    with pytest.raises(FixConfiguration) as caught:
        desk.build()
    return caught.value.faults


def test_an_older_output_that_was_put_back_is_mended(desk: Desk):
    older = desk.root / "older"
    shutil.copytree(desk.output, older)
    desk.build()
    shutil.rmtree(desk.output)
    older.rename(desk.output)
    assert desk.compare() == ()


@pytest.mark.parametrize("left", ["ledger.sqlite", ""], ids=["the ledger", "the whole cache"])
def test_without_the_past_the_bytes_are_the_same(desk: Desk, left: str):
    lost = desk.root / ".cache" / left
    lost.unlink() if left else shutil.rmtree(lost)
    assert desk.compare() == ()


def test_a_file_of_the_editors_takes_the_place_of_ours_and_gives_it_back(desk: Desk):
    desk.build()
    ours = (desk.output / "robots.txt").read_bytes()
    files.write(desk.content / "extra/robots.txt", "mine\n")
    desk.build()
    assert (desk.output / "robots.txt").read_text("utf-8") == "mine\n"
    (desk.content / "extra/robots.txt").unlink()
    desk.build()
    assert (desk.output / "robots.txt").read_bytes() == ours


def test_a_file_of_the_editors_that_changes_is_copied_again(desk: Desk):
    for text in ("mine\n", "mine, longer\n"):
        files.write(desk.content / "extra/robots.txt", text)
        desk.build()
        assert (desk.output / "robots.txt").read_text("utf-8") == text


# What is killed


_KILLED = """
import os, signal, sys
from pathlib import Path
from quotidien.config import load
from quotidien.site.build import build
from quotidien.site.builder import Wish

def watch(stage, done, of):
    if stage == sys.argv[2] and done == min(int(sys.argv[3]), of):
        os.killpg(0, signal.SIGKILL)

build(load(Path(sys.argv[1])), Wish(watch=watch))
"""
MOMENTS = [("read", 1), ("render", 1), ("render", 20), ("render", 999)]
at_several_moments = pytest.mark.parametrize(("stage", "done"), MOMENTS, ids=[f"{s} {d}" for s, d in MOMENTS])


def kill(desk: Desk, stage: str, done: int) -> None:
    """Build in a process of its own, and kill it with all its workers at a moment of its own telling."""
    process = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _KILLED, str(desk.root), stage, str(done)],
        env={**os.environ, "PYTHONPATH": str(samples.ROOT / "plugins")},
        start_new_session=True,
        check=False,
    )
    assert process.returncode == -signal.SIGKILL


@at_several_moments
def test_a_first_build_that_was_killed_is_made_good_by_the_next(tmp_path: Path, stage: str, done: int):
    desk = Desk.open(tmp_path / "paper")
    kill(desk, stage, done)
    assert desk.compare() == ()


@at_several_moments
def test_a_later_build_that_was_killed_is_made_good_by_the_next(desk: Desk, stage: str, done: int):
    kill(desk, stage, done)
    assert desk.compare() == ()


@at_several_moments
def test_what_a_killed_build_made_of_an_edit_that_was_taken_back_is_made_good(desk: Desk, stage: str, done: int):
    desk.build()
    before = (desk.content / samples.HARBOUR.path).read_text("utf-8")
    rewrite(desk.content / samples.HARBOUR.path, Title="Only for a moment")
    kill(desk, stage, done)
    (desk.content / samples.HARBOUR.path).write_text(before, "utf-8")
    assert desk.compare() == ()


@at_several_moments
def test_what_a_killed_build_made_of_an_article_that_is_gone_is_removed(desk: Desk, stage: str, done: int):
    desk.build()
    desk.write("articles/moment.md", "Words.", Title="Only for a moment", Date="2026-11-22", Regions="TZ")
    kill(desk, stage, done)
    (desk.content / "articles/moment.md").unlink()
    assert desk.compare() == ()


def test_a_build_that_was_killed_twice_is_made_good_as_well(desk: Desk):
    for stage, done in MOMENTS:
        kill(desk, stage, done)
        rewrite(desk.content / samples.HARBOUR.path, Title=f"After {stage} {done}")
    assert desk.compare() == ()
