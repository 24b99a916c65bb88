from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from quotidien.content import articles, editions, stories
from quotidien.errors import FixConfiguration
from quotidien.model.articles import Article, Record, Status
from quotidien.model.editions import Edition
from quotidien.model.stories import Story
from quotidien.site import facts, keys
from quotidien.site.changes import ADDRESSES
from quotidien.site.intake import Intake
from quotidien.site.ledger import FILE, Ledger
from quotidien.site.listings import constant_codes, with_areas
from quotidien.site.newsroom import open_newsroom
from tests.site import samples

RECORDS = "records/2026/11/23.jsonl"
WORLD = "head world region 001"


def at(month: int, day: int = 20) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def bus(slug: str, /, **fields: object) -> Article:
    """Return an article of one region and no topic, in one digest."""
    return samples.article(slug, topics=(), **fields)


def places(code: str, month: str) -> set[str]:
    """Return the scopes of all listings of the world's that an article about a country in English stands in."""
    kinds = [*(f"region {area}" for area in with_areas((code,))), "language en", "everything "]
    heads = {f"head world {kind}" for kind in kinds} | {"head  source radio"}
    return heads | {f"month{head[4:]} {month}" for head in heads}


class Desk:
    """A ledger that takes in files as a build does; what a build says of itself at all times is left out."""

    def __init__(self, root: Path) -> None:
        self.room = open_newsroom(samples.project(root))
        self.content = self.room.project.content
        self.ledger, _ = Ledger.open(root / FILE, "trust")
        self.written: dict[str, str] = {}
        self.begin()

    def put(self, *values: Article | Story | Edition) -> None:
        """Write files by their values."""
        for value in values:
            format_ = {Article: articles.format_article, Story: stories.format_story, Edition: editions.format_edition}
            path = self.content / value.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(format_[type(value)](value), "utf-8")

    def write(self, path: str, text: str) -> None:
        (self.content / path).parent.mkdir(parents=True, exist_ok=True)
        (self.content / path).write_text(text, "utf-8")

    def begin(self) -> None:
        """Begin another build."""
        self.intake = Intake(self.ledger, self.room, new=not self.ledger.meta("old"))

    def take(self, paths: Iterable[str], gone: Iterable[str] = ()) -> dict[str, str]:
        """Take in files that changed and files that are gone; return what is marked, with the reasons."""
        self.begin()
        for path in gone:
            self.intake.drop(path)
        for path in paths:
            self.intake.take(facts.read(self.room, self.intake.reading(path, anew=False)), "stamp")
        return self.settle()

    def settle(self) -> dict[str, str]:
        self.intake.settle()
        self.ledger.set_meta("old", "yes")
        found = {self.named(key): reason for key, reason in self.ledger.run("SELECT scope, reason FROM dirty")}
        self.ledger.run("DELETE FROM dirty")
        always = set(keys.always(self.room.project))
        assert always <= found.keys()
        return {key: reason for key, reason in found.items() if key not in always}

    def named(self, key: str) -> str:
        """Return the key of a scope with its listing's name for its number."""
        kind, _, rest = key.partition(" ")
        if kind not in {"head", "month"}:
            return key
        number, _, month = rest.partition(" ")
        listing = self.ledger.one("SELECT digest, kind, code FROM listing WHERE id = ?", number)
        return " ".join((kind, *listing, month)).removesuffix(" ") if month else " ".join((kind, *listing))

    def put_and_take(self, *values: Article | Story | Edition) -> set[str]:
        """Write files and take them in; return what is marked."""
        self.put(*values)
        return set(self.take([value.path for value in values]))

    def drop(self, *values: Article | Story | Edition) -> set[str]:
        """Take in that files are gone; return what is marked."""
        return set(self.take([], [value.path for value in values]))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A newsroom of three articles about Kenya, two of them in November and one in September."""
    opened = Desk(tmp_path)
    opened.put_and_take(bus("one"), bus("two"), bus("three", published=at(9)))
    yield opened
    opened.ledger.close()


# Articles


def test_a_first_build_makes_everything(tmp_path: Path):
    desk = Desk(tmp_path)
    marked = desk.put_and_take(bus("one"))
    assert {"article articles/2026/11/23/one.md", WORLD, "month world region KE 2026-11"} <= marked
    constant = constant_codes(desk.room.project)
    assert {f"head {slug} {kind} {code}" for kind, code in constant for slug in ("fr", "world")} <= marked
    desk.ledger.close()


def test_where_nothing_changed_nothing_is_marked(desk: Desk):
    assert desk.take([]) == {}


def test_a_file_that_is_the_same_marks_nothing_and_is_stamped_anew(desk: Desk):
    assert desk.take([bus("one").path]) == {}
    desk.intake.take(facts.read(desk.room, desk.intake.reading(bus("one").path, anew=False)), "later")
    assert desk.ledger.one("SELECT stamp FROM file WHERE path = ?", bus("one").path) == ("later",)


@pytest.mark.parametrize("changed", [bus("new"), bus("one", body="Another.")], ids=["added", "edited"])
def test_an_article_touches_itself_its_heads_and_its_own_month_only(desk: Desk, changed: Article):
    assert desk.put_and_take(changed) == {f"article {changed.path}", *places("KE", "2026-11")}


def test_an_article_that_is_gone_touches_its_heads_and_its_month(desk: Desk):
    assert desk.drop(bus("one")) == {f"article {bus('one').path}", *places("KE", "2026-11")}


def test_an_article_of_another_date_touches_both_months(desk: Desk):
    marked = desk.put_and_take(bus("one", published=at(9)))
    assert marked == {f"article {bus('one').path}", *places("KE", "2026-11"), *places("KE", "2026-09")}


def test_an_article_that_is_tagged_anew_touches_the_listings_that_it_left_and_those_it_joined(desk: Desk):
    marked = desk.put_and_take(bus("one", regions=("EG",)))
    left, joined = places("KE", "2026-11"), places("EG", "2026-11")
    assert {"head world region KE", "head world region EG"} <= marked
    assert left | joined <= marked
    assert not [key for key in marked if "2026-09" in key]


def test_a_month_that_comes_marks_its_neighbours(desk: Desk):
    marked = desk.put_and_take(bus("new", published=at(10)))
    assert places("KE", "2026-10") | {f"month world region KE 2026-{month}" for month in ("09", "11")} <= marked


def test_a_month_that_goes_marks_its_neighbours(desk: Desk):
    assert "month world region KE 2026-11" in desk.drop(bus("three", published=at(9)))


def test_an_article_that_becomes_a_draft_leaves_its_listings(desk: Desk):
    marked = desk.put_and_take(bus("one", status=Status.DRAFT))
    assert marked == {f"article {bus('one').path}", *places("KE", "2026-11")}
    assert desk.ledger.column("SELECT uses FROM tally WHERE kind = 'articles'") == [2]


def test_a_reason_names_the_file(desk: Desk):
    desk.put(bus("one", body="Another."))
    reasons = desk.take([bus("one").path], [bus("two").path])
    assert reasons[f"article {bus('one').path}"] == "articles/2026/11/23/one.md changed"
    assert reasons[f"article {bus('two').path}"] == "articles/2026/11/23/two.md is gone"


def test_who_links_to_a_file_that_changed_is_marked(desk: Desk):
    desk.write("pages/team.md", "Title: Team\n\n[one]({filename}/articles/2026/11/23/one.md)\n")
    desk.take(["pages/team.md"])
    assert "page pages/team.md" in desk.put_and_take(bus("one", body="Another."))
    assert "page pages/team.md" in desk.drop(bus("one"))
    assert "page pages/team.md" not in desk.put_and_take(bus("two", body="Another."))


def test_the_first_article_of_a_tag_opens_its_listing_in_every_digest(desk: Desk):
    marked = desk.put_and_take(bus("one", regions=("TZ",)))
    assert {"head world region TZ", "head fr region TZ"} <= marked


# Records


def lines(*kept: Record) -> bytes:
    return b"".join(msgspec.json.encode(each) + b"\n" for each in kept)


def test_of_records_the_articles_whose_line_is_another_are_to_be_read_anew(desk: Desk):
    first, second = (samples.record(bus(slug)) for slug in ("one", "two"))
    desk.begin()
    assert desk.intake.take_lines(RECORDS, lines(first, second), "stamp") == {first.path, second.path}
    assert desk.intake.take_lines(RECORDS, lines(first, second), "later") == set()
    assert desk.intake.take_lines(RECORDS, lines(first, replace(second, story="abc")), "stamp") == {second.path}
    assert desk.intake.take_lines(RECORDS, b"", "") == {first.path, second.path}


def test_for_reading_an_article_its_record_and_the_story_that_lists_it_are_known(desk: Desk):
    record = samples.record(bus("one"))
    desk.begin()
    desk.intake.take_lines(RECORDS, lines(record), "stamp")
    desk.put_and_take(tale())
    reading = desk.intake.reading(record.path, anew=True)
    assert (reading.record, reading.listed, reading.anew) == (lines(record).strip(), "tale", True)


def test_lines_that_are_no_records_are_named_at_the_end(desk: Desk):
    desk.begin()
    assert desk.intake.take_lines(RECORDS, b"rubbish\n", "stamp") == set()
    with pytest.raises(FixConfiguration, match=r"content/records/2026/11/23\.jsonl:1: is no record"):
        desk.settle()


def test_addresses_that_came_or_went_are_marked(desk: Desk):
    marked = []
    for data in (b"/a/\n/b/\n", b"/b/\n/c/\n", b""):
        desk.begin()
        assert desk.intake.take_lines(ADDRESSES, data, "stamp") == set()
        marked.append(set(desk.settle()))
    assert marked == [{"gone /a/", "gone /b/"}, {"gone /a/", "gone /c/"}, {"gone /b/", "gone /c/"}]


# Stories


def tale(**fields: object) -> Story:
    values = {"id": "tale", "path": "stories/2026/11/23/tale.md", "articles": (bus("one").path, bus("two").path)}
    return replace(samples.STORY, **(values | {"topics": ()} | fields))


@pytest.fixture
def told(desk: Desk) -> Desk:
    """The same newsroom, with a story that two of the articles belong to and one that stands alone."""
    desk.put_and_take(tale(), bus("one", story="tale"), bus("two", story="tale"))
    return desk


def listed(desk: Desk) -> list[str]:
    """Return the files of what stands in the listing of everything."""
    return desk.ledger.column(
        "SELECT path FROM posting JOIN listing ON listing.id = listing JOIN piece ON piece.id = piece "
        "WHERE kind = 'everything' AND digest = 'world' ORDER BY path"
    )


def test_a_story_stands_in_listings_for_its_articles(told: Desk):
    assert listed(told) == [bus("three").path, tale().path]


def test_a_changed_article_touches_its_story_and_the_others_of_it(told: Desk):
    marked = told.put_and_take(bus("one", story="tale", title="Another"))
    scopes = {f"article {bus(slug).path}" for slug in ("one", "two")} | {f"story {tale().path}"}
    assert scopes <= marked
    assert {"head world region KE", "month world region KE 2026-11", "sitemap 2026-11"} <= marked
    assert f"article {bus('three').path}" not in marked


def test_an_article_that_leaves_a_story_touches_those_that_stay(told: Desk):
    marked = told.put_and_take(bus("one", story="another"))
    assert {f"article {bus(slug).path}" for slug in ("one", "two")} | {f"story {tale().path}"} <= marked
    assert listed(told) == [bus("one").path, bus("three").path, bus("two").path]


def test_when_a_story_is_gone_its_articles_stand_alone(told: Desk):
    marked = told.drop(tale())
    assert {f"article {bus(slug).path}" for slug in ("one", "two")} <= marked
    assert listed(told) == [bus("one").path, bus("three").path, bus("two").path]


def test_the_articles_that_a_story_lists_are_told_until_it_is_gone(told: Desk):
    listed_now = {(bus("one").path, "tale"), (bus("two").path, "tale")}
    assert told.intake.listed_by([tale().path]) == listed_now
    told.drop(tale())
    assert told.intake.listed_by([tale().path]) == set()


@pytest.mark.parametrize("name", ["tale", "stories/2026/11/23/tale.md"], ids=["id", "path"])
def test_who_names_a_story_is_marked_when_it_changes(told: Desk, name: str):
    later = tale(id="later", path="stories/2026/11/24/later.md", articles=(), earlier=name)
    told.put_and_take(later)
    assert f"story {later.path}" in told.put_and_take(tale(title="Another"))


def test_two_stories_of_one_id_are_both_named(told: Desk):
    with pytest.raises(FixConfiguration) as caught:
        told.put_and_take(tale(path="stories/2026/11/24/twin.md"))
    assert str(caught.value) == (
        "content/stories/2026/11/24/twin.md:1: has the same Id: as content/stories/2026/11/23/tale.md: tale"
    )


# Editions


@pytest.fixture
def cut(desk: Desk) -> Desk:
    """The same newsroom, with editions on four days of two years."""
    days = (date(2025, 12, 31), date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 30))
    desk.put_and_take(*map(samples.edition, days))
    return desk


def issue(day: str, digest: str = "world") -> str:
    return f"edition {editions.edition_path(digest, date.fromisoformat(day))}"


def test_an_edition_touches_its_neighbours_its_month_and_its_year_and_those_beside_them(cut: Desk):
    marked = cut.put_and_take(samples.edition(date(2026, 11, 15)))
    assert marked == {
        issue("2026-11-15"), issue("2026-11-01"), issue("2026-11-30"), "sitemap 2026-11",
        "period world 2026-11", "period world 2026-10", "year world 2026", "year world 2025",
    }  # fmt: skip


def test_an_edition_that_is_gone_touches_the_same(cut: Desk):
    marked = cut.drop(samples.edition(date(2026, 11, 1)))
    assert {issue("2026-10-01"), issue("2026-11-30"), "period world 2026-11", "period world 2026-10"} <= marked


def test_an_edition_of_another_digest_touches_none_of_ours(cut: Desk):
    day = date(2026, 11, 15)
    marked = cut.put_and_take(samples.edition(day, digest="fr", path=editions.edition_path("fr", day)))
    assert marked == {issue("2026-11-15", "fr"), "sitemap 2026-11", "period fr 2026-11", "year fr 2026"}


def test_an_edition_is_marked_when_a_page_of_its_items_changes(cut: Desk):
    (item,) = samples.edition(date(2026, 11, 1)).sections[0].items
    marked = cut.put_and_take(replace(tale(), path=f"{item.page}.md"))
    assert {issue(day) for day in ("2026-11-01", "2026-10-01", "2025-12-31")} <= marked


def test_an_edition_that_changes_its_day_touches_both(cut: Desk):
    moved = samples.edition(date(2026, 9, 9), path=editions.edition_path("world", date(2026, 11, 1)))
    marked = cut.put_and_take(moved)
    assert {"period world 2026-11", "period world 2026-09", "period world 2026-10", issue("2026-10-01")} <= marked


def test_two_editions_of_one_day_are_both_named(cut: Desk):
    with pytest.raises(FixConfiguration) as caught:
        cut.put_and_take(samples.edition(date(2026, 11, 1), path="editions/world/again.md"))
    assert str(caught.value) == (
        "content/editions/world/again.md:1: is of the same day as content/editions/world/2026-11-01.md"
    )


# What is wrong


def test_two_files_at_one_address_are_both_named(desk: Desk):
    with pytest.raises(FixConfiguration) as caught:
        desk.put_and_take(bus("twin", slug="one"))
    assert str(caught.value) == (
        "content/articles/2026/11/23/twin.md:1: has the same address as content/articles/2026/11/23/one.md: "
        "/articles/2026/11/23/one/"
    )


def test_an_address_may_pass_from_one_file_to_another(desk: Desk):
    desk.put(bus("twin", slug="one"))
    assert f"article {bus('twin').path}" in desk.take([bus("twin").path], [bus("one").path])


def test_all_faults_are_told_at_once_by_file_and_line(desk: Desk):
    desk.write("articles/2026/11/23/b.md", "Title: B\nDate: nonsense\n\nWords.\n")
    desk.write("articles/2026/11/23/a.md", "Title: A\nDate: nonsense\n\nWords.\n")
    with pytest.raises(FixConfiguration) as caught:
        desk.take(["articles/2026/11/23/b.md", "articles/2026/11/23/a.md"])
    assert [fault.file[-4:] for fault in caught.value.faults] == ["a.md", "b.md"]


# However it came about


def test_what_is_known_depends_on_no_order_and_no_past(tmp_path: Path, told: Desk):
    late = bus("late", published=samples.NOON + timedelta(days=20))
    told.put_and_take(late, samples.EDITIONS[0])
    told.drop(bus("three"), samples.EDITIONS[0])
    clean = Desk(tmp_path / "clean")
    clean.put_and_take(late, bus("two", story="tale"), bus("one", story="tale"), tale())
    assert known(told) == known(clean)
    clean.ledger.close()


_KNOWN = (
    "SELECT digest, kind, code, m.month, m.total FROM month m JOIN listing ON id = listing ORDER BY 1, 2, 3, 4",
    "SELECT digest, kind, code, total FROM listing WHERE total ORDER BY 1, 2, 3",
    (
        "SELECT digest, kind, code, g.rank, path FROM posting g "
        "JOIN listing l ON l.id = g.listing JOIN piece p ON p.id = g.piece ORDER BY 1, 2, 3, 4, 5"
    ),
    "SELECT * FROM tally ORDER BY kind, code",
    "SELECT path, address, status, story, rank, value FROM piece ORDER BY path",
    "SELECT path, digest, day, cut, corrected FROM edition ORDER BY path",
    "SELECT * FROM listed ORDER BY article",
    "SELECT target, holder FROM link ORDER BY target, holder",
    "SELECT path, hash, codes FROM file ORDER BY path",
)


def known(desk: Desk) -> list[list[tuple[object, ...]]]:
    """Return what the ledger knows, without numbers."""
    return [desk.ledger.all(query) for query in _KNOWN]
