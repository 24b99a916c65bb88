"""Instants: read from what sources write, kept aware and in UTC, believed only inside a window."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil import parser

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=24)
"""How far a source's clock may run before ours; a date beyond it is not believed."""

_ZONES = {
    "EST": -18000, "EDT": -14400, "CST": -21600, "CDT": -18000, "MST": -25200, "MDT": -21600, "PST": -28800,
    "PDT": -25200, "BST": 3600, "CET": 3600, "CEST": 7200, "EET": 7200, "EEST": 10800, "MSK": 10800, "JST": 32400,
    "KST": 32400, "AEST": 36000, "AEDT": 39600, "NZST": 43200, "NZDT": 46800, "HKT": 28800, "SGT": 28800,
    "WIB": 25200, "SAST": 7200, "EAT": 10800, "WAT": 3600, "CAT": 7200, "PKT": 18000, "Z": 0,
}  # fmt: skip


def parse(text: str, zone: str = "UTC") -> datetime:
    """Return the instant that `text` names, in UTC; without a zone it is taken in `zone` (an IANA name).

    Raises ValueError where `text` is no date.

    >>> parse("Tue, 24 Nov 2026 06:30:00 EST").isoformat()
    '2026-11-24T11:30:00+00:00'
    """
    try:
        found: datetime = parser.parse(text, tzinfos=_ZONES)
    except (ValueError, OverflowError, TypeError, AttributeError) as error:
        raise ValueError(f"not a date: {text!r}") from error
    return to_utc(found, zone)


def to_utc(moment: datetime, zone: str = "UTC") -> datetime:
    """Return `moment` in UTC to the second; a naive one is taken in `zone`. Raises ValueError outside years 1–9999."""
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        return aware.astimezone(UTC).replace(microsecond=0)
    except OverflowError as error:
        raise ValueError(f"not a date: {moment}") from error


def is_credible(moment: datetime, now: datetime) -> bool:
    """Say whether a publication at `moment` can be true when it is `now`."""
    return EARLIEST <= moment <= now + AHEAD


def iso(moment: datetime) -> str:
    """Return `moment` in UTC as RFC 3339 writes it.

    >>> iso(datetime(2026, 11, 24, 6, tzinfo=UTC))
    '2026-11-24T06:00:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def cut_instant(day: date, hour: int, zone: str) -> datetime:
    """Return the instant in UTC at which `day`'s edition is due in `zone`.

    >>> cut_instant(date(2026, 7, 1), 6, "Europe/Paris").isoformat()
    '2026-07-01T04:00:00+00:00'
    """
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def local_day(moment: datetime, zone: str) -> date:
    """Return the date that a calendar in `zone` shows at `moment`."""
    return moment.astimezone(ZoneInfo(zone)).date()
