from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.editorial.ranking import rank

CUT = datetime(2026, 11, 24, 6, tzinfo=UTC)
OWNERS = st.lists(st.tuples(st.sampled_from("abcde"), st.floats(0, 10)), max_size=8)


def test_the_sum_is_said_in_words_and_figures() -> None:
    found = rank([("rift", 1.0), ("matin", 1.0), ("wire", 1.0)], CUT - timedelta(hours=12), CUT)
    assert (found.score, found.why) == (2.75, "2.75 = 3 sources 2.00 + freshness 0.75")


def test_one_source_is_one() -> None:
    assert rank([("rift", 1.0)], CUT, CUT).why == "2.00 = 1 source 1.00 + freshness 1.00"


def test_an_owner_counts_once_at_its_greatest_weight() -> None:
    thrice = rank([("rift", 0.5), ("rift", 1.0), ("rift", 0.2)], CUT, CUT)
    assert thrice == rank([("rift", 1.0)], CUT, CUT)


def test_two_owners_stand_before_one() -> None:
    assert rank([("rift", 1.0), ("matin", 1.0)], CUT, CUT).score > rank([("rift", 1.0), ("rift", 1.0)], CUT, CUT).score


@pytest.mark.parametrize(("hours", "fresh"), [(0, 1.0), (12, 0.75), (48, 0.0), (72, 0.0), (-5, 1.0)])
def test_freshness_falls_to_nothing_in_two_days_and_never_rises_above_one(hours: int, fresh: float) -> None:
    assert rank([("rift", 1.0)], CUT - timedelta(hours=hours), CUT).score == 1.0 + fresh


def test_a_story_that_nobody_reports_has_no_breadth() -> None:
    assert rank([], CUT, CUT).why == "1.00 = 0 sources 0.00 + freshness 1.00"


@given(OWNERS, st.randoms())
def test_the_order_of_the_sources_does_not_matter(owners, shuffler) -> None:
    shuffled = list(owners)
    shuffler.shuffle(shuffled)
    assert rank(shuffled, CUT, CUT).score == pytest.approx(rank(owners, CUT, CUT).score, abs=2e-4)


@given(OWNERS, st.floats(0, 10))
def test_one_more_source_never_lowers_a_story(owners, weight: float) -> None:
    assert rank([*owners, ("new", weight)], CUT, CUT).score >= rank(owners, CUT, CUT).score
