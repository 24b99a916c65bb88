from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from quotidien.content import articles, editions, files, records, stories
from quotidien.content.library import Library, read_library
from quotidien.errors import FixConfiguration
from quotidien.model.articles import Article, Evidence, Record, Status, Verdict
from quotidien.model.editions import Edition
from quotidien.model.stories import Story

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def article(name: str, hour: int = 6, **fields: object) -> Article:
    path = f"articles/2026/11/24/{name}.md"
    return replace(Article(path, name.title(), NOON.replace(hour=hour), slug=name), **fields)


def record(name: str, **fields: object) -> Record:
    base = Record(name, f"https://rift.example/{name}", "rift", Verdict.KEPT, "2026-11-24T06:00:00Z")
    return replace(base, path=f"articles/2026/11/24/{name}.md", **fields)


def tags(*codes: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(code, 1.0, ("word",), ("title",)) for code in codes)


def story(id_: str, *names: str, hour: int = 6) -> Story:
    paths = tuple(f"articles/2026/11/24/{name}.md" for name in names)
    return Story(id_, f"stories/2026/11/24/{id_}.md", id_.title(), NOON.replace(hour=hour), "en", paths)


def edition(digest: str, day: int) -> Edition:
    return Edition(
        path=f"editions/{digest}/2026-11-{day:02}.md",
        digest=digest,
        title="Today",
        day=date(2026, 11, day),
        cut=NOON.replace(day=day),
        zone="UTC",
        language="en",
        sections=(),
        stories=0,
        articles=0,
        sources=0,
        minutes=1,
    )


def write(content: Path, *values: Article | Story | Edition | Record | tuple[str, str]) -> None:
    records.write_records(content, [each for each in values if isinstance(each, Record)])
    for each in values:
        match each:
            case Article():
                files.write(content / each.path, articles.format_article(each))
            case Story():
                files.write(content / each.path, stories.format_story(each))
            case Edition():
                files.write(content / each.path, editions.format_edition(each))
            case (str(path), str(text)):
                files.write(content / path, text)


def read(content: Path, *values: Article | Story | Edition | Record | tuple[str, str]) -> Library:
    write(content, *values)
    return read_library(content, "UTC")


def names(paths: tuple[str, ...]) -> list[str]:
    return [Path(path).stem for path in paths]


def test_nothing_at_all_is_an_empty_library(tmp_path: Path) -> None:
    assert read_library(tmp_path, "UTC") == Library((), {}, (), ())


def test_articles_come_newest_first_and_by_path_where_they_are_of_one_moment(tmp_path: Path) -> None:
    found = read(tmp_path, article("a", 5), article("c", 9), article("b", 9))
    assert names(tuple(each.path for each in found.articles)) == ["b", "c", "a"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN, Status.REMOVED])
def test_only_published_articles_are_among_the_articles(tmp_path: Path, status: Status) -> None:
    found = read(tmp_path, article("a"), article("b", status=status))
    assert names(tuple(each.path for each in found.articles)) == ["a"]
    assert names(tuple(each.path for each in found.drafts)) == (["b"] if status is Status.DRAFT else [])


# -- Person and machine ----------------------------------------------------------------------------------------------


def test_where_the_file_says_nothing_the_record_gives_tags_and_story(tmp_path: Path) -> None:
    found = read(
        tmp_path, article("a"), record("a", regions=tags("KE", "TZ"), topics=tags("medtop:04000000"), story="s1")
    )
    (only,) = found.articles
    assert (only.regions, only.topics, only.story) == (("KE", "TZ"), ("medtop:04000000",), "s1")
    assert found.records[only.path].regions[0].words == ("word",)


def test_what_a_person_writes_beats_the_record(tmp_path: Path) -> None:
    written = article("a", regions=("FR",), topics=("medtop:15000000",), story="mine")
    found = read(tmp_path, written, record("a", regions=tags("KE"), topics=tags("medtop:04000000"), story="s1"))
    (only,) = found.articles
    assert (only.regions, only.topics, only.story) == (("FR",), ("medtop:15000000",), "mine")


def test_an_empty_line_of_regions_means_none_whatever_the_record_holds(tmp_path: Path) -> None:
    text = "Title: A\nDate: 2026-11-24\nRegions:\n\nbody\n"
    found = read(tmp_path, record("a", regions=tags("KE"), topics=tags("medtop:04000000")), (record("a").path, text))
    assert (found.articles[0].regions, found.articles[0].topics) == ((), ("medtop:04000000",))


def test_without_file_and_record_saying_so_an_article_has_no_tags(tmp_path: Path) -> None:
    (only,) = read(tmp_path, article("a")).articles
    assert (only.regions, only.topics, only.story) == ((), (), "")


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.KEPT])
def test_only_the_record_of_a_kept_entry_speaks_for_a_file(tmp_path: Path, verdict: Verdict) -> None:
    found = read(tmp_path, article("a"), record("a", regions=tags("KE"), verdict=verdict))
    assert found.articles[0].regions == ()
    assert found.records == {}


def test_a_date_without_a_zone_is_in_the_site_s(tmp_path: Path) -> None:
    write(tmp_path, ("articles/2026/11/24/a.md", "Title: A\nDate: 2026-11-24 06:30\n"))
    assert read_library(tmp_path, "Asia/Tokyo").articles[0].published == datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


# -- Stories and editions --------------------------------------------------------------------------------------------


def test_a_story_s_coverage_is_completed_from_the_records_oldest_first(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *(article(name, hour) for name, hour in (("a", 6), ("b", 9), ("c", 7), ("d", 8))),
        *(record(name, story="s1") for name in "abc"),
        record("d", story="d1"),
        story("s1", "a"),
    )
    assert names(found.stories[0].articles) == ["a", "c", "b"]


def test_the_order_of_a_story_s_own_list_stands(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *(article(name) for name in "abc"),
        *(record(name, story="s1") for name in "abc"),
        story("s1", "b", "a"),
    )
    assert names(found.stories[0].articles) == ["b", "a", "c"]


def test_an_article_that_is_no_longer_published_leaves_its_story(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        article("a"),
        article("b", status=Status.WITHDRAWN),
        *(record(name, story="s1") for name in "abc"),
        story("s1", "a", "b", "c"),
    )
    assert names(found.stories[0].articles) == ["a"]


def test_an_editor_moves_an_article_by_its_own_line(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        article("a"),
        article("b", story="s2"),
        *(record(name, story="s1") for name in "ab"),
        story("s1", "a", "b", hour=7),
        story("s2", hour=6),
    )
    assert [(each.id, names(each.articles)) for each in found.stories] == [("s1", ["a"]), ("s2", ["b"])]


def test_stories_come_newest_first_and_editions_oldest_first_by_digest(tmp_path: Path) -> None:
    found = read(
        tmp_path, story("s1", hour=5), story("s2", hour=9), edition("world", 24), edition("world", 3), edition("fr", 24)
    )
    assert [each.id for each in found.stories] == ["s2", "s1"]
    assert [(each.digest, each.day.day) for each in found.editions] == [("fr", 24), ("world", 3), ("world", 24)]


def test_the_faults_of_all_files_are_reported_at_once_with_file_and_line(tmp_path: Path) -> None:
    write(
        tmp_path,
        article("good"),
        ("articles/2026/11/24/a.md", "Title: A\nDate: soon\n"),
        ("articles/2026/11/24/b.md", "# B\n"),
        ("stories/2026/11/24/s.md", "Title: S\n"),
        ("editions/world/2026-11-24.md", "Title: E\nCut: now\n"),
    )
    (tmp_path / "articles/2026/11/24/c.md").write_bytes(b"Title: caf\xe9\n")
    with pytest.raises(FixConfiguration) as caught:
        read_library(tmp_path, "UTC")
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [
        ("content/articles/2026/11/24/a.md", 2),
        ("content/articles/2026/11/24/b.md", 1),
        ("content/articles/2026/11/24/c.md", 1),
        ("content/editions/world/2026-11-24.md", 2),
        ("content/stories/2026/11/24/s.md", 1),
    ]
    assert str(caught.value.faults[2]).endswith("c.md:1: is not UTF-8 at byte 10: save it as UTF-8")


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    once = read(tmp_path, article("a"), record("a", story="s1"), story("s1", "a"), edition("world", 24))
    assert read_library(tmp_path, "UTC") == once
