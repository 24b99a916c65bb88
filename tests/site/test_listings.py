from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.model.editions import Digest
from quotidien.site import events, listings
from quotidien.site.events import Event
from quotidien.site.newsroom import open_newsroom
from quotidien.site.scopes import Listing
from tests.site import samples
from tests.site.samples import ECONOMY

STORY = "/stories/2026/11/23/tram/"
TRAM, MINA, HOW, MINATO = (f"/articles/2026/11/23/{slug}/" for slug in ("tram", "mina", "how", "minato"))
EVENTS = (
    events.of_story(samples.STORY, (samples.TRAM, samples.TRAMWAY), STORY),
    events.of_article(samples.HARBOUR, MINA),
    events.of_article(samples.OWN, HOW),
    events.of_article(samples.QUIET, MINATO),
)
ROOM = open_newsroom(samples.project())
ZONES = ("UTC", "Europe/Paris", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "Pacific/Kiritimati")


def where(event: Event, *digests: Digest) -> dict[Listing, str]:
    room = open_newsroom(samples.project(digests=digests)) if digests else ROOM
    found = list(listings.of_event(room, event))
    assert len(found) == len(dict(found))
    return dict(found)


def test_a_region_is_listed_under_all_areas_that_contain_it(desk):
    assert listings.with_areas(("KE",)) == ("001", "002", "014", "202", "KE")
    assert {Listing("world", "region", code) for code in ("001", "002", "014", "202", "KE")} <= where(EVENTS[0]).keys()
    assert {STORY, MINA} <= set(desk.listed("region", "002"))


def test_topics_bring_their_parents():
    assert listings.with_parents((ECONOMY,)) == (ECONOMY,)


def test_a_region_and_a_top_topic_cross_in_every_area():
    crossed = {listing.code for listing in where(EVENTS[1]) if listing.kind == "crossing"}
    assert listings.crossing("EG", samples.SPORT) in crossed
    assert listings.crossing("002", samples.SPORT) in crossed


def test_a_story_stands_under_every_language_it_was_told_in():
    assert {each.code for each in where(EVENTS[0]) if each.kind == "language"} == {"en", "fr"}


def test_a_digest_sees_what_its_languages_let_in(desk):
    assert desk.listed("everything", "", "fr") == [STORY]
    assert len(desk.listed("everything", "")) == 4


@pytest.mark.parametrize(
    ("digest", "paths"),
    [
        (Digest("d", "D", regions=("002",)), {STORY, MINA, HOW}),
        (Digest("d", "D", topics=(samples.SPORT,)), {MINA}),
        (Digest("d", "D", sources=("minato",)), {MINATO}),
        (Digest("d", "D", sources=("minato",), regions=("KE",)), set()),
    ],
)
def test_every_filter_of_a_digest_must_match(digest: Digest, paths: set[str]):
    everything = Listing("d", "everything", "")
    assert {event.path for event in EVENTS if everything in where(event, digest)} == paths


def test_stories_are_counted_apart():
    stories = Listing("world", "stories", "")
    assert [event.path for event in EVENTS if stories in where(event)] == [STORY]


def test_ours_to_be_indexed_are_stories_and_our_own_articles_whatever_the_digests_let_in():
    ours = Listing("", "ours", "")
    closed = Digest("d", "D", sources=("nobody",))
    assert [event.path for event in EVENTS if ours in where(event, closed)] == [STORY, HOW]


def test_an_article_stands_in_the_listing_of_its_source_and_our_own_in_none():
    assert list(listings.of_article(ROOM, samples.TRAM)) == [(Listing("", "source", "radio"), "2026-11")]
    assert list(listings.of_article(ROOM, samples.OWN)) == []


def test_each_listing_counts_its_months_by_its_own_clock():
    late = samples.article("late", published=datetime(2026, 10, 31, 23, 30, tzinfo=UTC), source="", url="")
    months = where(events.of_article(late, "/x/"), replace(samples.WORLD, zone="Asia/Tokyo"), samples.FRENCH)
    assert months[Listing("world", "everything", "")] == "2026-11"
    assert months[Listing("", "ours", "")] == "2026-10"
    (ofsource,) = listings.of_article(ROOM, replace(late, source="radio"))
    assert ofsource == (Listing("", "source", "radio"), "2026-11")


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        (Listing("fr", "region", "KE"), [Listing("fr", "region", "014")]),
        (Listing("fr", "crossing", f"KE {ECONOMY}"), [Listing("fr", "region", "KE"), Listing("fr", "topic", ECONOMY)]),
        (Listing("fr", "language", "ar"), []),
        (Listing("", "source", "radio"), []),
        (Listing("fr", "everything", ""), []),
    ],
)
def test_a_listing_is_a_part_of_those_right_above_it(inner: Listing, outer: list[Listing]):
    assert listings.around(inner) == outer


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - UTC
    st.sampled_from(ZONES),
)
def test_a_moment_lies_in_the_span_of_its_month(moment: datetime, zone: str):
    start, end = listings.span_of(listings.month_of(moment, zone), zone)
    assert start <= moment.timestamp() < end


@given(st.dates(date(1971, 1, 1), date(2100, 1, 1)), st.sampled_from(ZONES))
def test_months_follow_each_other_without_a_gap(day: date, zone: str):
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    assert listings.span_of(f"{day:%Y-%m}", zone)[1] == listings.span_of(f"{after:%Y-%m}", zone)[0]


# What the ledger lists


def test_each_thing_that_happened_is_listed_once(desk):
    assert sorted(desk.listed("everything", "")) == [HOW, MINA, MINATO, STORY]


def test_the_newest_comes_first():
    later = [samples.article(f"n{n}", published=samples.NOON.replace(hour=n)) for n in (13, 5, 20)]
    paths = samples.newsdesk(*later).listed("region", "KE")
    assert [path.split("/")[-2] for path in paths] == ["n20", "n13", "how", "tram", "n5"]


def test_a_story_of_one_article_is_that_article():
    assert samples.newsdesk(articles=(samples.TRAM,)).listed("everything", "") == [TRAM]


def test_a_merged_story_is_not_listed():
    merged = replace(samples.STORY, merged_into="another")
    assert STORY not in samples.newsdesk(stories=(merged,)).listed("everything", "")


def test_listings_exist_for_every_tag_topic_and_language(desk):
    paths = {page.path for page in desk.pages()}
    assert {f"/regions/{slug}/" for slug in ("kenya", "egypt", "japan", "africa", "world")} <= paths
    assert "/topics/economy-and-business/" in paths
    assert {f"/languages/{tag}/" for tag in ("ar", "en", "fr", "ja")} <= paths


def test_the_country_of_every_configured_source_has_a_listing_without_any_article():
    desk = samples.newsdesk(articles=(), stories=(), editions=(), records={})
    paths = {page.path for page in desk.pages("region")}
    countries = {"kenya", "egypt", "japan", "france"}
    assert {f"{home}regions/{slug}/" for home in ("/", "/fr/") for slug in countries} <= paths


def test_a_listing_stays_when_its_last_article_is_gone_from_a_digest(desk):
    assert desk.listed("region", "JP", "fr") == []
    assert desk.page("/fr/regions/japan/")["total"] == 0


def test_a_listing_stays_for_a_tag_that_only_a_record_remembers():
    record = samples.record(samples.article("gone", regions=("TZ",)))
    assert samples.newsdesk(records={"gone": record}).page("/regions/tanzania/")["total"] == 0
