from datetime import date

import pytest

from quotidien.site.scopes import EditionScope, PeriodScope, YearScope
from tests.site import samples

DAYS = (date(2024, 12, 31), date(2026, 10, 31), date(2026, 11, 23), date(2026, 11, 24))


@pytest.fixture(scope="module")
def long():
    """A newsroom with editions of three months in two years."""
    return samples.newsdesk(editions=tuple(map(samples.edition, DAYS)))


def compose(desk, key: str):
    return desk.composer.compose(key)


def test_an_edition_knows_those_beside_it(long):
    found = sorted(long.scopes(EditionScope), key=lambda each: each.edition.day)
    days = [[each and each.day for each in (scope.previous, scope.next)] for scope in found]
    assert days == [[None, DAYS[1]], [DAYS[0], DAYS[2]], [DAYS[1], DAYS[3]], [DAYS[2], None]]


def test_a_head_shows_the_first_item_and_the_count(long):
    head = compose(long, "edition editions/world/2026-11-24.md").previous
    assert (head.path, head.lead, head.stories) == ("/2026/11/23/", "Frozen headline", 2)


def test_the_items_of_an_edition_know_whether_their_page_is_there(long):
    assert compose(long, "edition editions/world/2026-11-24.md").pages == ("/stories/2026/11/23/tram/", "")


def test_a_month_holds_its_days_in_order_and_knows_the_months_beside_it(long):
    found = compose(long, "period world 2026-10")
    assert type(found) is PeriodScope
    assert [head.day for head in found.heads] == [DAYS[1]]
    assert (found.first, found.previous, found.next) == (date(2026, 10, 1), date(2024, 12, 1), date(2026, 11, 1))
    assert [head.day for head in compose(long, "period world 2026-11").heads] == [DAYS[2], DAYS[3]]


def test_a_year_holds_its_days_in_order_and_knows_the_years_beside_it(long):
    found = compose(long, "year world 2026")
    assert type(found) is YearScope
    assert [head.day for head in found.heads] == list(DAYS[1:])
    assert (found.first, found.previous, found.next) == (date(2026, 1, 1), date(2024, 1, 1), None)


@pytest.mark.parametrize(
    "key", ["edition editions/world/2020-01-01.md", "period world 2026-09", "year world 2025", "period old 2026-11"]
)
def test_where_there_is_no_edition_there_is_nothing(long, key: str):
    assert compose(long, key) is None


def test_an_edition_without_a_story_has_a_head_without_words():
    empty = samples.edition(date(2026, 11, 23), sections=(), stories=0)
    desk = samples.newsdesk(editions=(empty, samples.edition(date(2026, 11, 24))))
    head = compose(desk, "edition editions/world/2026-11-24.md").previous
    assert (head.lead, head.language, head.stories) == ("", "en", 0)
