from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from quotidien.site import edition_pages
from tests.site import samples

ROOM = samples.newsroom()


def of(instances, **where: str) -> Mapping[str, Any]:
    return next(each.inputs for each in instances if where.items() <= each.where.items())


def test_today_is_the_latest_edition_and_names_its_permanent_address():
    page = of(edition_pages.today(ROOM), home="/")
    assert page["edition"].day == date(2026, 11, 24)
    assert page["permanent"] == "/2026/11/24/"
    assert page["age"] == 0


def test_today_says_how_old_it_is_beside_a_newer_digest():
    newer = samples.edition(date(2026, 12, 1), digest="fr", path="editions/fr/2026-12-01.md")
    page = of(edition_pages.today(samples.newsroom(editions=(*samples.EDITIONS, newer))), home="/")
    assert page["age"] == 7


def test_before_the_first_edition_today_lists_what_is_newest():
    page = of(edition_pages.today(ROOM), home="/fr/")
    assert page["edition"] is None
    assert [card.path for card in page["newest"]] == ["/stories/2026/11/23/tram/"]


def test_editions_lead_over_the_whole_archive_across_months():
    page = of(edition_pages.editions(ROOM), day="2026/11/23")
    assert page["previous"].path == "/2026/10/31/"
    assert page["next"].path == "/2026/11/24/"


def test_the_ends_of_the_archive_lead_one_way():
    assert of(edition_pages.editions(ROOM), day="2026/10/31")["previous"] is None
    assert of(edition_pages.editions(ROOM), day="2026/11/24")["next"] is None


def test_an_editions_words_are_its_own_and_its_links_those_that_exist():
    front, africa = of(edition_pages.editions(ROOM), day="2026/11/24")["blocks"]
    ((item, page),) = front.items
    assert (item.headline, page) == ("Frozen headline", "/stories/2026/11/23/tram/")
    assert (front.path, africa.path) == ("", "/regions/africa/")
    assert africa.items[0][1] == ""


def test_an_editions_introduction_is_markdown():
    assert of(edition_pages.editions(ROOM), day="2026/11/24")["introduction"] == "<p>Good <strong>morning</strong>.</p>"


def test_the_archive_holds_years_months_and_the_latest():
    page = of(edition_pages.archive(ROOM), home="/")
    ((year, months),) = page["years"]
    assert (year.path, year.editions) == ("/2026/", 3)
    assert [(month.path, month.editions) for month in months] == [("/2026/11/", 2), ("/2026/10/", 1)]
    assert page["recent"][0].path == "/2026/11/24/"


def test_a_months_calendar_links_the_days_that_have_an_edition():
    page = of(edition_pages.months(ROOM), month="2026/11")
    days = {day: path for week in page["weeks"] for day, path in week}
    assert days[24] == "/2026/11/24/"
    assert days[22] == ""
    assert [head.day.day for head in page["listed"]] == [23, 24]


def test_months_are_neighbours_over_the_end_of_a_year():
    january = samples.edition(date(2027, 1, 2))
    page = of(edition_pages.months(samples.newsroom(editions=(*samples.EDITIONS, january))), month="2026/11")
    assert (page["previous"].path, page["next"].path) == ("/2026/10/", "/2027/01/")


def test_a_year_has_each_months_calendar():
    page = of(edition_pages.years(ROOM), year="2026")
    assert [month.day.month for month, _ in page["months"]] == [11, 10]
    assert page["previous"] is None


def test_any_edition_is_within_three_links_of_home():
    months = of(edition_pages.archive(ROOM), home="/")["years"][0][1]
    reached = {
        head.path for month in months for head in of(edition_pages.months(ROOM), month=month.path.strip("/"))["listed"]
    }
    assert reached == {"/2026/10/31/", "/2026/11/23/", "/2026/11/24/"}


def test_a_cut_is_an_instant():
    assert of(edition_pages.today(ROOM), home="/")["edition"].cut == datetime(2026, 11, 24, 5, tzinfo=UTC)
