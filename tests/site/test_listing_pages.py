from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from quotidien.site import listing_pages
from quotidien.site.frames import Link
from quotidien.site.scopes import HeadScope, Listing, MonthScope
from tests.site import samples
from tests.site.samples import ECONOMY, Newsdesk

CROSSING = "/regions/tanzania/topics/economy-and-business/"


def cards(page: Mapping[str, Any]) -> list[str]:
    return [card.path for _, listed in page["days"] for card in listed]


def many(count: int, **fields: object) -> list[Any]:
    start = datetime(2026, 10, 30, tzinfo=UTC)
    return [samples.article(f"n{n}", published=start + timedelta(minutes=n), **fields) for n in range(count)]


@pytest.fixture(scope="module")
def busy() -> Newsdesk:
    """A newsroom with 140 articles about Tanzania in one day of October, in one language of one source."""
    return samples.newsdesk(*many(140, regions=("TZ",)))


def test_a_regions_head_lists_what_is_inside_it_by_day(desk):
    page = desk.page("/regions/africa/")
    assert cards(page) == ["/articles/2026/11/23/how/", "/articles/2026/11/23/mina/", "/stories/2026/11/23/tram/"]
    assert [day.isoformat() for day, _ in page["days"]] == ["2026-11-23"]
    assert page["total"] == 3


def test_a_region_leads_up_down_and_follows(desk):
    page = desk.page("/regions/eastern-africa/")
    assert [link.path for link in page["parents"]] == [
        "/regions/world/",
        "/regions/africa/",
        "/regions/sub-saharan-africa/",
    ]
    assert [(link.text, link.count) for link in page["children"]] == [("Kenya", 2)]
    assert page["feed"].folder == "/regions/eastern-africa/"


def test_a_listing_without_events_exists_in_every_digest(desk):
    page = desk.page("/fr/regions/japan/")
    assert (page["total"], page["days"], page["months"]) == (0, (), ())


def test_a_listing_is_named_in_the_language_of_its_digest(desk):
    assert listing_pages.link_of(desk.room, Listing("fr", "region", "JP")) == Link("Japon", "/fr/regions/japan/")


def test_the_head_holds_the_newest_forty(busy):
    page = busy.page("/regions/tanzania/")
    assert len(cards(page)) == 40
    assert cards(page)[0] == "/articles/2026/11/23/n139/"
    assert page["total"] == 140


def test_a_month_above_a_hundred_is_split(busy):
    first, second = busy.page("/regions/tanzania/2026/10/"), busy.page("/regions/tanzania/2026/10/2/")
    assert (len(cards(first)), len(cards(second))) == (100, 40)
    assert (second["month"].number, second["month"].pages, second["month"].count) == (2, 2, 140)
    assert second["next"].path == "/regions/tanzania/2026/10/"
    assert first["previous"].path == "/regions/tanzania/2026/10/2/"


def test_a_month_leads_to_the_first_page_of_the_months_beside_it_without_their_counts(busy):
    page = busy.page("/regions/africa/2026/11/")
    assert (page["previous"].path, page["previous"].count, page["next"]) == ("/regions/africa/2026/10/", 0, None)
    assert busy.page("/regions/africa/2026/10/")["next"].path == "/regions/africa/2026/11/"
    assert busy.page("/regions/africa/2026/10/2/")["previous"] is None


def test_the_head_names_each_month_once(busy):
    page = busy.page("/regions/tanzania/")
    assert [(month.path, month.count) for month in page["months"]] == [("/regions/tanzania/2026/10/", 140)]


def test_every_event_of_a_listing_is_on_its_months(busy):
    pages = [page for page in busy.pages("region") if page.path.startswith("/regions/africa/2026/")]
    assert [path for page in pages for path in cards(page.inputs)]
    listed = sorted(path for page in pages for path in cards(page.inputs))
    assert listed == sorted(busy.listed("region", "002"))


def test_a_topic_inside_a_region_has_a_page_from_three_events_on(busy):
    paths = {page.path for page in busy.pages("crossing")}
    assert CROSSING in paths
    assert "/regions/egypt/topics/sport/" not in paths
    assert busy.page(CROSSING)["name"] == "Economy, business and finance: Tanzania"


def test_region_and_topic_lead_to_where_they_cross(busy):
    region, topic = busy.page("/regions/tanzania/"), busy.page("/topics/economy-and-business/")
    assert [(link.path, link.count) for link in region["crossings"]] == [(CROSSING, 140)]
    assert CROSSING in [link.path for link in topic["crossings"]]


def test_a_crossing_below_three_events_is_not_led_to(desk):
    inside = tuple((Listing("world", "crossing", f"EG {code}"), n) for code, n in ((samples.SPORT, 2), (ECONOMY, 3)))
    scope = HeadScope(Listing("world", "region", "EG"), 5, (), (), inside)
    (page,) = listing_pages.of("region")(desk.room, scope)
    assert [(link.path, link.count) for link in page.inputs["crossings"]] == [
        ("/regions/egypt/topics/economy-and-business/", 3)
    ]


def test_a_topic_leads_to_countries_and_not_to_the_areas_around_them(desk):
    inside = tuple((Listing("world", "crossing", f"{code} {samples.SPORT}"), 9) for code in ("002", "EG", "JP"))
    scope = HeadScope(Listing("world", "topic", samples.SPORT), 9, (), (), inside)
    (page,) = listing_pages.of("topic")(desk.room, scope)
    assert [link.text for link in page.inputs["crossings"]] == ["Egypt", "Japan"]


def test_a_crossing_has_months_only_once_its_head_is_full(busy):
    few = samples.newsdesk(*many(5, regions=("TZ",)))
    assert {page.path for page in few.pages("crossing") if page.path.startswith(CROSSING)} == {CROSSING}
    assert few.page(CROSSING)["months"] == ()
    parts = {page.path for page in busy.pages("crossing") if page.path.startswith(CROSSING)}
    assert parts == {CROSSING, f"{CROSSING}2026/10/", f"{CROSSING}2026/10/2/"}


def test_a_story_is_listed_in_every_language_it_was_told_in(desk):
    for language in ("en", "fr"):
        assert "/stories/2026/11/23/tram/" in cards(desk.page(f"/languages/{language}/"))


def test_a_source_lists_its_articles_not_stories(desk):
    page = desk.page("/sources/radio/")
    assert cards(page) == ["/articles/2026/11/23/tram/"]
    assert (page["source"].name, page["country"].text) == ("Radio Rift", "Kenya")
    assert [link.text for link in page["tongues"]] == ["English"]


def test_a_source_that_is_collected_no_more_does_not_lead_to_its_languages(desk):
    scope = next(each for each in desk.scopes(HeadScope) if each.listing.code == "radio")
    retired = structs.replace(scope, source=replace(scope.source, enabled=False))
    (page,) = listing_pages.of("source")(desk.room, retired)
    assert (page.inputs["tongues"], page.inputs["country"].text) == ((), "Kenya")


def test_what_a_source_links_to_exists(desk):
    paths = {page.path for page in desk.pages()}
    heads = [page.inputs for page in desk.pages("source") if "month" not in page.inputs]
    led = {link.path for page in heads for link in (page["country"], *page["tongues"])}
    assert len(led) == 8
    assert led <= paths


def test_the_months_of_a_source_name_it(desk):
    assert desk.page("/sources/radio/2026/11/")["source"].name == "Radio Rift"


def test_months_follow_the_clock_of_the_digest():
    late = samples.article("late", published=datetime(2026, 10, 31, 23, 30, tzinfo=UTC), regions=("TZ",))
    pages = samples.newsdesk(late).pages("region")
    paths = {page.path for page in pages if page.path.startswith("/regions/tanzania/")}
    assert paths == {"/regions/tanzania/", "/regions/tanzania/2026/11/"}


def test_a_kind_of_listing_makes_pages_of_its_own_kind_only(desk):
    month = MonthScope(Listing("world", "region", "EG"), date(2026, 11, 1), (), None, None)
    assert list(listing_pages.of("topic")(desk.room, month)) == []
