"""Instants: read from what sources write, kept aware and in UTC, believed only inside a window."""

import re
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
_GREENWICH = re.compile(r"\b(?:GMT|UTC|UT)\s?(?=[+-]\d)")
"""Before an offset a redundant word: dateutil would take the two as POSIX does, with the sign turned round."""
_DEFAULTS = (datetime(2000, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001  (what a text leaves out shows as a difference)

_ISO = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-[0-3][0-9]"
    r"(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?)?"
)
"""The ISO 8601 that every Python reads as dateutil does: our own files, and most feeds that are not RSS."""


class _Calendar(parser.parserinfo):
    def convertyear(self, year: int, century_specified: bool = False) -> int:
        """Read a year of two digits as RFC 5322, section 4.3, does, whatever year it is now."""
        return year if century_specified or year > 99 else year + (2000 if year < 50 else 1900)


_parser = parser.parser(_Calendar())


def parse(text: str, zone: str = "UTC") -> datetime:
    """Return the instant that `text` names, in UTC; without a zone it is taken in `zone` (an IANA name).

    Without a time it is midnight. Raises ValueError where `text` is no date or leaves out year, month or day.

    >>> parse("Tue, 24 Nov 2026 06:30:00 EST").isoformat()
    '2026-11-24T11:30:00+00:00'
    """
    return to_utc(_iso(text) or _guessed(text), zone)


def _iso(text: str) -> datetime | None:
    """Return what `_guessed` would, some fifty times faster; `None` for what is not plainly ISO 8601."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _guessed(text: str) -> datetime:
    """Return the moment that `text` names in any of the ways of writing one."""
    try:
        found, again = (
            _parser.parse(_GREENWICH.sub("", text), default=default, tzinfos=_offset) for default in _DEFAULTS
        )
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise ValueError(f"not a date: {text!r}") from error
    if found != again:
        raise ValueError(f"not a whole date: {text!r}")
    return found


def _offset(name: str | None, seconds: int | None) -> int | None:
    """Return a zone's distance from UTC; `None` for a name that we do not know, whatever the machine's own is."""
    return seconds if seconds is not None else _ZONES.get(name or "")


def to_utc(moment: datetime, zone: str = "UTC") -> datetime:
    """Return `moment` in UTC to the second; a naive one is taken in `zone`. Raises ValueError outside years 1–9999."""
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        found = aware.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"not a date: {moment}") from error
    return found.replace(microsecond=0) if found.microsecond else found


def is_credible(moment: datetime, now: datetime) -> bool:
    """Say whether a publication at `moment` can be true when it is `now`."""
    return EARLIEST <= moment <= now + AHEAD


def iso(moment: datetime) -> str:
    """Return `moment` in UTC as RFC 3339 writes it.

    >>> iso(datetime(2026, 11, 24, 6, tzinfo=UTC))
    '2026-11-24T06:00:00Z'
    """
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def cut_instant(day: date, hour: int, zone: str) -> datetime:
    """Return the instant in UTC at which `day`'s edition is due in `zone`.

    >>> cut_instant(date(2026, 7, 1), 6, "Europe/Paris").isoformat()
    '2026-07-01T04:00:00+00:00'
    """
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def local_day(moment: datetime, zone: str) -> date:
    """Return the date that a calendar in `zone` shows at `moment`."""
    return moment.astimezone(ZoneInfo(zone)).date()
