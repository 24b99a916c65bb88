from collections.abc import Iterable
from datetime import date

import pytest
from msgspec import structs

from quotidien.model.editions import Digest, Edition, Section
from quotidien.site import edition_pages
from quotidien.site.newsroom import open_newsroom
from quotidien.site.scopes import EditionScope, FrontScope, Head, PeriodScope, YearScope
from tests.site import samples


def test_today_is_the_latest_edition_and_names_its_permanent_address(desk):
    page = desk.page("/")
    assert page["edition"].day == date(2026, 11, 24)
    assert page["permanent"] == "/2026/11/24/"
    assert page["age"] == 0


def test_today_says_how_old_it_is_beside_a_newer_digest():
    newer = samples.edition(date(2026, 12, 1), digest="fr", path="editions/fr/2026-12-01.md")
    page = samples.newsdesk(editions=(*samples.EDITIONS, newer)).page("/")
    assert page["age"] == 7


def test_before_the_first_edition_today_lists_what_is_newest(desk):
    page = desk.page("/fr/")
    assert page["edition"] is None
    assert [card.path for card in page["newest"]] == ["/stories/2026/11/23/tram/"]


def test_before_the_first_edition_today_lists_no_more_than_twenty(desk):
    (scope,) = (each for each in desk.scopes(FrontScope) if each.digest == "fr")
    (page,) = edition_pages.today(desk.room, structs.replace(scope, newest=scope.newest * 21))
    assert len(page.inputs["newest"]) == 20


def test_editions_lead_over_the_whole_archive_across_months(desk):
    page = desk.page("/2026/11/23/")
    assert page["previous"].path == "/2026/10/31/"
    assert page["next"].path == "/2026/11/24/"


def test_the_ends_of_the_archive_lead_one_way(desk):
    assert desk.page("/2026/10/31/")["previous"] is None
    assert desk.page("/2026/11/24/")["next"] is None


def test_an_editions_words_are_its_own_and_its_links_those_that_exist(desk):
    front, africa = desk.page("/2026/11/24/")["blocks"]
    ((item, page),) = front.items
    assert (item.headline, page) == ("Frozen headline", "/stories/2026/11/23/tram/")
    assert (front.path, africa.path) == ("", "/regions/africa/")
    assert africa.items[0][1] == ""


def with_sections(*sections: Section) -> Edition:
    return samples.edition(date(2026, 11, 24), sections=sections)


def test_a_section_leads_to_a_listing_that_is_there_even_if_nothing_else_is_in_it():
    desk = samples.newsdesk(
        editions=(with_sections(Section("Jamaica", "JM", ()), Section("Sport", samples.SPORT, ())),)
    )
    assert [block.path for block in desk.page("/2026/11/24/")["blocks"]] == ["/regions/jamaica/", "/topics/sport/"]
    assert desk.page("/regions/jamaica/")["total"] == 0


def test_a_section_with_a_code_that_no_table_knows_leads_nowhere(desk):
    scope = EditionScope("world", with_sections(Section("Old", "QQ", ())), "", (), None, None)
    (page,) = edition_pages.editions(desk.room, scope)
    assert [block.path for block in page.inputs["blocks"]] == [""]


def test_an_editions_introduction_is_markdown(desk):
    assert desk.page("/2026/11/24/")["introduction"] == "<p>Good <strong>morning</strong>.</p>"


def test_an_edition_of_another_digest_stands_below_its_path():
    own = samples.edition(date(2026, 11, 24), digest="fr", path="editions/fr/2026-11-24.md")
    page = samples.newsdesk(editions=(own,)).page("/fr/2026/11/24/")
    assert page["permanent"] == "/fr/2026/11/24/"
    assert page["blocks"][1].path == "/fr/regions/africa/"


def test_the_archive_holds_years_months_and_the_latest(desk):
    page = desk.page("/archive/")
    ((year, months),) = page["years"]
    assert (year.path, year.editions) == ("/2026/", 3)
    assert [(month.path, month.editions) for month in months] == [("/2026/11/", 2), ("/2026/10/", 1)]
    assert page["recent"][0].path == "/2026/11/24/"
    assert page["total"] == 3


def test_a_months_calendar_links_the_days_that_have_an_edition(desk):
    page = desk.page("/2026/11/")
    days = {day: path for week in page["weeks"] for day, path in week}
    assert days[24] == "/2026/11/24/"
    assert days[22] == ""
    assert [head.day.day for head in page["listed"]] == [23, 24]


@pytest.mark.parametrize(
    ("language", "week"),
    [("en", (0, 0, 0, 0, 0, 0, 1)), ("en-US", (1, 2, 3, 4, 5, 6, 7)), ("ar-EG", (0, 1, 2, 3, 4, 5, 6))],
)
def test_a_calendar_begins_its_weeks_as_its_language_does(language: str, week: tuple[int, ...]):
    room = open_newsroom(samples.project(digests=(Digest("one", "One", language=language),)))
    (page,) = edition_pages.months(room, PeriodScope("one", date(2026, 11, 1), (), None, None))
    assert tuple(day for day, _ in page.inputs["weeks"][0]) == week


def test_months_are_neighbours_over_the_end_of_a_year():
    january = samples.edition(date(2027, 1, 2))
    page = samples.newsdesk(editions=(*samples.EDITIONS, january)).page("/2026/11/")
    assert (page["previous"].path, page["next"].path) == ("/2026/10/", "/2027/01/")


def heads(*days: date) -> Iterable[Head]:
    return tuple(Head(f"/{day:%Y/%m/%d}/", day, "Lead", "en", 2) for day in days)


def test_years_are_neighbours_over_a_year_without_editions(desk):
    scope = YearScope("world", date(2026, 1, 1), heads(date(2026, 3, 1)), date(2024, 1, 1), date(2027, 1, 1))
    (page,) = edition_pages.years(desk.room, scope)
    neighbours = (page.inputs["previous"], page.inputs["next"])
    assert [(each.path, each.editions) for each in neighbours] == [("/2024/", 0), ("/2027/", 0)]


def test_a_year_has_each_months_calendar(desk):
    page = desk.page("/2026/")
    assert [(month.day.month, month.editions) for month, _ in page["months"]] == [(11, 2), (10, 1)]
    assert page["year"].editions == 3
    assert page["previous"] is None


def test_any_edition_is_within_three_links_of_home(desk):
    (_, months), *_ = desk.page("/archive/")["years"]
    reached = {head.path for month in months for head in desk.page(month.path)["listed"]}
    assert reached == {"/2026/10/31/", "/2026/11/23/", "/2026/11/24/"}


def test_a_cut_is_an_instant(desk):
    assert desk.page("/")["edition"].cut == samples.CUT
