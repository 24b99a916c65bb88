"""`invoke collect` around the pipeline: the run's instant."""

from datetime import UTC, date, datetime

import pytest

from quotidien.commands import collect
from quotidien.errors import FixConfiguration


def test_the_instant_is_the_one_given():
    assert collect.instant("2026-11-22T19:00:00+01:00") == datetime(2026, 11, 22, 18, tzinfo=UTC)


def test_without_one_it_is_the_clocks_to_the_second():
    assert collect.instant("").microsecond == 0
    assert collect.instant("").tzinfo is UTC


def test_an_instant_that_is_none_is_an_error():
    with pytest.raises(FixConfiguration, match=r"--now.*not a date"):
        collect.instant("soonish")


def test_a_day_is_read_or_is_none_or_is_an_error():
    assert collect.day("2026-11-20") == date(2026, 11, 20)
    assert collect.day("") is None
    with pytest.raises(FixConfiguration, match=r"--since.*'tuesday' is no day"):
        collect.day("tuesday")
