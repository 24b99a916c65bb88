from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quotidien.site import listing_pages
from quotidien.site.frames import Instance
from tests.site import samples

ROOM = samples.newsroom()


def of(instances: Iterable[Instance], **where: str) -> Mapping[str, Any]:
    return next(each.inputs for each in instances if where.items() <= each.where.items())


def cards(page: Mapping[str, Any]) -> list[str]:
    return [card.path for _, listed in page["days"] for card in listed]


def many(count: int, **fields: object) -> list[Any]:
    start = datetime(2026, 10, 30, tzinfo=UTC)
    return [samples.article(f"n{n}", published=start + timedelta(minutes=n), **fields) for n in range(count)]


@pytest.fixture(scope="module")
def busy():
    """A newsroom with 140 articles about Tanzania in one day of October, in one language of one source."""
    return samples.newsroom(*many(140, regions=("TZ",)))


def test_a_regions_head_lists_what_is_inside_it_by_day():
    page = of(listing_pages.regions(ROOM), home="/", region="africa", part="")
    assert cards(page) == ["/articles/2026/11/23/how/", "/articles/2026/11/23/mina/", "/stories/2026/11/23/tram/"]
    assert [day.isoformat() for day, _ in page["days"]] == ["2026-11-23"]
    assert page["total"] == 3


def test_a_region_leads_up_down_and_follows():
    page = of(listing_pages.regions(ROOM), home="/", region="eastern-africa", part="")
    assert [link.path for link in page["parents"]] == [
        "/regions/world/",
        "/regions/africa/",
        "/regions/sub-saharan-africa/",
    ]
    assert [(link.text, link.count) for link in page["children"]] == [("Kenya", 2)]
    assert page["feed"].folder == "/regions/eastern-africa/"


def test_a_listing_without_events_exists_in_every_digest():
    page = of(listing_pages.regions(ROOM), home="/fr/", region="japan", part="")
    assert (page["total"], page["days"], page["months"]) == (0, (), ())


def test_the_head_holds_the_newest_forty(busy):
    page = of(listing_pages.regions(busy), home="/", region="tanzania", part="")
    assert len(cards(page)) == 40
    assert cards(page)[0] == "/articles/2026/11/23/n139/"
    assert page["total"] == 140


def test_a_month_above_a_hundred_is_split(busy):
    first = of(listing_pages.regions(busy), home="/", region="tanzania", part="2026/10/")
    second = of(listing_pages.regions(busy), home="/", region="tanzania", part="2026/10/2/")
    assert (len(cards(first)), len(cards(second))) == (100, 40)
    assert (second["month"].number, second["month"].pages, second["month"].count) == (2, 2, 140)
    assert second["next"].path == "/regions/tanzania/2026/10/"
    assert first["previous"].path == "/regions/tanzania/2026/10/2/"


def test_the_head_names_each_month_once(busy):
    page = of(listing_pages.regions(busy), home="/", region="tanzania", part="")
    assert [(month.path, month.count) for month in page["months"]] == [("/regions/tanzania/2026/10/", 140)]


def test_every_event_of_a_listing_is_on_its_months(busy):
    pages = [
        each.inputs
        for each in listing_pages.regions(busy)
        if each.where["region"] == "africa" and each.where["home"] == "/"
    ]
    listed = [path for page in pages if "month" in page for path in cards(page)]
    assert sorted(listed) == sorted(event.path for event in busy.views[0].by_region["002"])


def test_a_topic_inside_a_region_has_a_page_from_three_events_on(busy):
    slugs = {(each.where["region"], each.where["topic"]) for each in listing_pages.crossings(busy)}
    assert ("tanzania", "economy-and-business") in slugs
    assert ("egypt", "sport") not in slugs
    page = of(listing_pages.crossings(busy), home="/", region="tanzania", part="")
    assert page["name"] == "Economy, business and finance: Tanzania"


def test_region_and_topic_lead_to_where_they_cross(busy):
    region = of(listing_pages.regions(busy), home="/", region="tanzania", part="")
    topic = of(listing_pages.topics(busy), home="/", topic="economy-and-business", part="")
    path = "/regions/tanzania/topics/economy-and-business/"
    assert [link.path for link in region["crossings"]] == [path]
    assert path in [link.path for link in topic["crossings"]]


def test_a_crossing_has_months_only_once_its_head_is_full():
    few = samples.newsroom(*many(5, regions=("TZ",)))
    assert {each.where["part"] for each in listing_pages.crossings(few)} == {""}


def test_a_story_is_listed_in_every_language_it_was_told_in():
    for language in ("en", "fr"):
        assert "/stories/2026/11/23/tram/" in cards(
            of(listing_pages.languages(ROOM), home="/", language=language, part="")
        )


def test_a_source_lists_its_articles_not_stories():
    page = of(listing_pages.sources(ROOM), source="radio", part="")
    assert cards(page) == ["/articles/2026/11/23/tram/"]
    assert (page["source"].name, page["country"].text) == ("Radio Rift", "Kenya")
    assert [link.text for link in page["tongues"]] == ["English"]


def test_months_follow_the_clock_of_the_digest():
    late = samples.article("late", published=datetime(2026, 10, 31, 23, 30, tzinfo=UTC), regions=("TZ",))
    parts = {
        each.where["part"]
        for each in listing_pages.regions(samples.newsroom(late))
        if each.where["region"] == "tanzania"
    }
    assert parts == {"", "2026/11/"}
