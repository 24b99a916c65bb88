"""`invoke collect` around the pipeline: the run's instant."""

from datetime import UTC, datetime

import pytest

from quotidien.commands import collect


def test_the_instant_is_the_one_given():
    assert collect.instant("2026-11-22T19:00:00+01:00") == datetime(2026, 11, 22, 18, tzinfo=UTC)


def test_without_one_it_is_the_clocks_to_the_second():
    assert collect.instant("").microsecond == 0
    assert collect.instant("").tzinfo is UTC


def test_an_instant_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="not a date"):
        collect.instant("soonish")
