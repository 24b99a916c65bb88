"""The demo, end to end: the sample newsroom through the true pipeline to a site that passes every check."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest

from quotidien.commands import check, collect, demo, digest
from quotidien.commands.newsroom import Newsroom
from quotidien.config import Project, load
from quotidien.content import articles, editions, records, stories
from quotidien.content.library import Library, read_library
from quotidien.model.articles import Verdict

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Newsroom]]:
    """Return the demo's project after one run, its newsroom still answering (and never slow)."""
    work = tmp_path_factory.mktemp("demo")
    with Newsroom(ROOT / "demo" / "newsroom", slow_s=0.0) as newsroom:
        project = replace(demo.prepare(ROOT, work, newsroom.port), output=work / "output")
        digest.run(project, collect.instant(demo.NOW))
        yield project, newsroom


@pytest.fixture(scope="module")
def library(built: tuple[Project, Newsroom]) -> Library:
    return read_library(built[0].content, "UTC")


def test_the_demo_has_at_least_five_editions_and_sixty_articles(library):
    assert len([edition for edition in library.editions if edition.digest == "world"]) >= 5
    assert len([edition for edition in library.editions if edition.digest == "fr"]) >= 3
    assert len(library.articles) >= 60


def test_the_demos_site_passes_every_check(built):
    assert [str(finding) for finding in check.findings(built[0])] == []


def test_six_languages_and_every_continent_are_there(library):
    assert len({article.language for article in library.articles}) >= 6
    regions = {region for article in library.articles for region in article.regions or ()}
    assert {"KE", "CL", "JP", "NZ", "CA"} & regions
    assert len(regions) >= 15


def test_events_told_by_several_sources_are_stories_and_twins_stay_apart(library):
    titles = {article.path: article.title for article in library.articles}
    assert len(library.stories) >= 12
    for story in library.stories:
        told = " ".join(titles[path] for path in story.articles)
        assert not ("Kushiro" in told and "Antofagasta" in told)
        assert not ("Quito" in told and "Sarajevo" in told)


def test_the_chrome_of_real_pages_is_left_out(library):
    for article in library.articles:
        assert "No spam" not in article.body
        assert "Read more" not in article.body


def test_the_broken_source_is_told_and_gave_nothing(built, library):
    report = json.loads(next(built[0].reports.glob("*.json")).read_text("utf-8"))
    (broken,) = [outcome for outcome in report["outcomes"] if outcome["failures"]]
    assert broken["source"]["slug"] == "corriere-dello-scoglio"
    assert not [article for article in library.articles if article.source == "corriere-dello-scoglio"]


def test_each_feed_of_the_whole_digest_holds_the_stories_of_its_editions(built, library):
    carried = {item.id for edition in library.editions for section in edition.sections for item in section.items}
    for name in ("feed.atom", "feed.rss"):
        parsed = feedparser.parse((built[0].output / name).read_bytes())
        assert not parsed.bozo
        assert 10 <= len(parsed.entries) <= len(carried)
    assert json.loads((built[0].output / "feed.json").read_text("utf-8"))["items"]


def test_a_second_run_writes_nothing_and_only_asks_conditionally(built):
    project, newsroom = built
    before = {path: path.read_bytes() for path in project.content.rglob("*") if path.is_file()}
    site = {path: path.read_bytes() for path in project.output.rglob("*") if path.is_file()}
    asked = len(newsroom.requests)
    digest.run(project, collect.instant("2026-11-22T19:00:00Z"))
    assert {path: path.read_bytes() for path in project.content.rglob("*") if path.is_file()} == before
    assert {path: path.read_bytes() for path in project.output.rglob("*") if path.is_file()} == site
    again = newsroom.requests[asked:]
    feeds = sum(len(source.feeds) for source in project.sources)
    assert len(again) == feeds
    assert {request.status for request in again} == {200, 304, 500}
    assert sum(request.status == 304 for request in again) == feeds - 2


def test_every_article_has_one_record_and_every_story_a_file(built, library):
    content = built[0].content
    kept = [record.path for record in records.read_records(content) if record.verdict is Verdict.KEPT]
    assert sorted(kept) == articles.article_files(content)
    assert len(stories.story_files(content)) == len(library.stories)
    assert all(not editions.is_changed((content / edition.path).read_text("utf-8")) for edition in library.editions)


def test_the_projects_own_content_is_left_alone(tmp_path):
    shutil.copytree(ROOT / "demo", tmp_path / "demo")
    (tmp_path / "content").mkdir()
    project = demo.prepare(tmp_path, tmp_path / ".cache" / "demo", 1)
    assert project.content == tmp_path / ".cache" / "demo" / "content"
    assert list((tmp_path / "content").iterdir()) == []
    assert load(project.root).sources == project.sources
