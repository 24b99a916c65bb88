import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotidien.model import dates

DATA = Path(__file__).parents[1] / "data" / "model"
CASES = list(csv.reader((DATA / "dates.tsv").read_text("utf-8").splitlines(), delimiter="\t"))[1:]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.timezones())  # noqa: DTZ001


@pytest.mark.parametrize(("written", "zone", "instant"), CASES, ids=[case[0] for case in CASES])
def test_a_date_is_read_as_its_writer_meant_it(written: str, zone: str, instant: str) -> None:
    assert dates.iso(dates.parse(written, zone)) == instant


@pytest.mark.parametrize("written", ["", *(DATA / "no-dates.txt").read_text("utf-8").splitlines()])
def test_what_names_no_whole_day_is_no_date_whatever_day_it_is_now(written: str) -> None:
    with pytest.raises(ValueError, match=r"date|offset"):
        dates.parse(written)


@given(st.text() | st.text(alphabet="0123456789-/:., TZ+ADeNOVUonv", max_size=30))
@example("\ud800")
@example("2026-11-24T06:30:00 \x00")
def test_anything_at_all_is_a_date_or_a_value_error(written: str) -> None:
    try:
        found = dates.parse(written)
    except ValueError:
        return
    assert found.utcoffset() == timedelta(0)


@given(MOMENTS)
def test_an_instant_survives_being_written_and_read(moment: datetime) -> None:
    written = dates.iso(moment)
    assert len(written) == len("2026-11-24T06:00:00Z")
    assert dates.parse(written) == moment.astimezone(UTC).replace(microsecond=0)


def outcome(read, written: str, zone: str) -> datetime | str:
    try:
        return dates.to_utc(read(written), zone)
    except ValueError as error:
        return str(error)


ISO = st.from_regex(
    r"[0-9]{4}-(0[0-9]|1[0-2])-[0-3][0-9]([T ][012][0-9]:[0-6][0-9](:[0-6][0-9](\.[0-9]{1,9})?)?"
    r"(Z|[+-][012][0-9]:[0-6][0-9])?)?",
    fullmatch=True,
)


@given(ISO | st.text("0123456789-:.,TWZz+ ", max_size=25), st.sampled_from(["UTC", "Europe/Paris", "Pacific/Apia"]))
@example("2026-11-24T24:00:00Z", "UTC")
@example("2026-11-24T06:30:60Z", "UTC")
@example("2026-11-24T06:30:00+05:60", "UTC")
@example("2026-11-24T06:30:00+24:00", "UTC")
@example("2026-11-24T06:30:00.9999999999Z", "UTC")
@example("2026-W47-2T06:30:00Z", "UTC")
@example("0001-01-01T00:00:00+05:00", "UTC")
@example("9999-12-31T23:59:59-05:00", "UTC")
@example("2026-10-25 02:30", "Europe/Paris")
@example("2011-12-30", "Pacific/Apia")
def test_the_short_way_of_reading_a_date_finds_what_the_long_one_does(written: str, zone: str) -> None:
    def short(text: str) -> datetime:
        return dates.parse(text, zone)

    assert outcome(short, written, zone) == outcome(dates._guessed, written, zone)


@given(MOMENTS)
def test_what_we_write_goes_the_short_way(moment: datetime) -> None:
    assert dates._iso(dates.iso(moment)) == moment.astimezone(UTC).replace(microsecond=0)


@given(MOMENTS, MOMENTS)
def test_instants_sort_as_they_are_written(one: datetime, other: datetime) -> None:
    assert (dates.iso(one) < dates.iso(other)) <= (one < other)


def test_a_naive_moment_is_taken_in_the_zone() -> None:
    naive = datetime(2026, 7, 1, 6, 0, 0, 999)  # noqa: DTZ001
    assert dates.to_utc(naive, "Europe/Paris") == datetime(2026, 7, 1, 4, tzinfo=UTC)


def test_a_naive_moment_at_the_end_of_time_is_no_date() -> None:
    with pytest.raises(ValueError, match="not a date"):
        dates.to_utc(datetime(9999, 12, 31, 23), "America/New_York")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "credible"),
    [
        (datetime(1989, 12, 31, 23, 59, 59, tzinfo=UTC), False),
        (datetime(1990, 1, 1, tzinfo=UTC), True),
        (NOW, True),
        (NOW + timedelta(hours=24), True),
        (NOW + timedelta(hours=24, seconds=1), False),
        (datetime(3000, 1, 1, tzinfo=UTC), False),
    ],
)
def test_a_publication_is_believed_between_1990_and_tomorrow(moment: datetime, credible: bool) -> None:
    assert dates.is_credible(moment, NOW) is credible


@pytest.mark.parametrize(
    ("day", "hour", "zone", "instant"),
    [
        (date(2026, 11, 24), 6, "UTC", "2026-11-24T06:00:00Z"),
        (date(2026, 11, 24), 6, "Europe/Paris", "2026-11-24T05:00:00Z"),
        (date(2026, 7, 1), 6, "Europe/Paris", "2026-07-01T04:00:00Z"),
        (date(2026, 3, 29), 2, "Europe/Paris", "2026-03-29T01:00:00Z"),
        (date(2026, 10, 25), 2, "Europe/Paris", "2026-10-25T00:00:00Z"),
        (date(2026, 11, 24), 0, "Pacific/Kiritimati", "2026-11-23T10:00:00Z"),
        (date(2026, 11, 24), 23, "Pacific/Niue", "2026-11-25T10:00:00Z"),
    ],
)
def test_an_edition_is_due_at_its_hour_by_the_clocks_of_its_zone(day: date, hour: int, zone: str, instant: str) -> None:
    assert dates.iso(dates.cut_instant(day, hour, zone)) == instant


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 23), st.timezone_keys())
def test_the_calendar_shows_an_edition_s_day_when_it_is_due(day: date, hour: int, zone: str) -> None:
    shown = dates.local_day(dates.cut_instant(day, hour, zone), zone)
    assert shown in {day, day + timedelta(days=1)}  # a zone that skipped a day (Samoa, 2011) shows the next


def test_the_day_changes_with_the_zone() -> None:
    moment = datetime(2026, 11, 24, 23, tzinfo=UTC)
    assert dates.local_day(moment, "Asia/Tokyo") == date(2026, 11, 25)
    assert dates.local_day(moment, "America/New_York") == date(2026, 11, 24)
