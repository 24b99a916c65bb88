import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from quotidien.store.state import FeedState, Store

FEED = FeedState("https://rift.example/feed", '"v1"', "Tue, 24 Nov 2026 06:00:00 GMT", "95bbca1f9b4b", 1_800_000_000.5)
ROBOTS = {
    "https://rift.example": ("User-agent: *\nDisallow: /a\n", 1_795_500_000.25),
    "https://matin.example": ("", 0.0),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "state.sqlite"


def fill(path: Path) -> None:
    with Store(path) as store:
        store.save_feeds([FEED])
        store.save_robots(ROBOTS)


def test_a_new_store_knows_nothing_and_makes_its_folder(path: Path) -> None:
    with Store(path) as store:
        assert store.feed_state(FEED.url) == FeedState(FEED.url)
        assert store.robots() == {}


def test_states_survive_closing_and_opening(path: Path) -> None:
    fill(path)
    with Store(path) as store:
        assert store.feed_state(FEED.url) == FEED
        assert store.robots() == ROBOTS


def test_opening_a_sound_store_says_nothing(path: Path) -> None:
    fill(path)
    with capture_logs() as lines, Store(path):
        pass
    assert lines == []


def test_a_later_state_takes_the_place_of_the_one_before(path: Path) -> None:
    fill(path)
    with Store(path) as store:
        store.save_feeds([FeedState(FEED.url, hash="0"), FeedState("https://matin.example/feed", '"m"')])
        store.save_robots({"https://rift.example": ("", 2.0)})
    with Store(path) as store:
        assert store.feed_state(FEED.url) == FeedState(FEED.url, hash="0")
        assert store.feed_state("https://matin.example/feed").etag == '"m"'
        assert store.robots() == {**ROBOTS, "https://rift.example": ("", 2.0)}


def test_states_are_kept_all_or_none(path: Path) -> None:
    def broken():
        yield FeedState(FEED.url, '"v2"')
        raise RuntimeError("killed")

    fill(path)
    with Store(path) as store, pytest.raises(RuntimeError):
        store.save_feeds(broken())
    with Store(path) as store:
        assert store.feed_state(FEED.url) == FEED


def test_a_store_is_closed_also_when_its_work_fails(path: Path) -> None:
    with pytest.raises(RuntimeError), Store(path) as store:
        raise RuntimeError("killed")
    with pytest.raises(sqlite3.ProgrammingError):
        store.robots()


def overwrite(path: Path) -> None:
    path.write_bytes(b"This is no database, whatever its name says. " * 100)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def damage_inside(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[4096:8000] = b"\xff" * (8000 - 4096)
    path.write_bytes(raw)


def with_tables(script: str) -> Callable[[Path], None]:
    def replace(path: Path) -> None:
        path.unlink()
        database = sqlite3.connect(path)
        database.executescript(script)
        database.close()

    return replace


ROBOTS_TABLE = "create table robots (origin text primary key, text text, fetched real);"


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(overwrite, id="no database"),
        pytest.param(cut_short, id="cut short"),
        pytest.param(damage_inside, id="damaged inside"),
        pytest.param(with_tables("create table other (a);"), id="other tables"),
        pytest.param(
            with_tables("create table feeds (url text primary key, etag text);" + ROBOTS_TABLE), id="fewer columns"
        ),
        pytest.param(
            with_tables("create table feeds (url, etag, last_modified, hash, rest_until, more);" + ROBOTS_TABLE),
            id="more columns",
        ),
    ],
)
def test_a_store_that_is_damaged_or_of_another_shape_is_begun_anew_with_a_warning(
    path: Path, harm: Callable[[Path], None]
) -> None:
    fill(path)
    harm(path)
    with capture_logs() as lines, Store(path) as store:
        assert store.feed_state(FEED.url) == FeedState(FEED.url)
        assert store.robots() == {}
        store.save_feeds([FEED])
        assert store.feed_state(FEED.url) == FEED
    assert [(line["log_level"], line["path"]) for line in lines] == [("warning", "state.sqlite")]


def test_what_was_begun_anew_stays(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database " * 100)
    fill(path)
    with capture_logs() as lines, Store(path) as store:
        assert store.feed_state(FEED.url) == FEED
    assert lines == []


def test_an_empty_file_is_a_new_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with capture_logs() as lines, Store(path) as store:
        assert store.robots() == {}
    assert lines == []
