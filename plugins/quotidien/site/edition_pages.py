"""Pages of editions and of the archive that leads to them: today, an edition, the archive, a year, a month."""

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from quotidien import data
from quotidien.model.editions import Item, Section
from quotidien.site import addresses
from quotidien.site.frames import Frame, Instance, region_link, topic_link
from quotidien.site.newsroom import Newsroom
from quotidien.site.scopes import ArchiveScope, EditionScope, FrontScope, Head, PeriodScope, YearScope
from quotidien.site.words import locale_of

NEWEST_WITHOUT_EDITION = 20
Week = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A section: its frozen heading, the listing it leads to ("" for none), and its items, each with our page."""

    heading: str
    path: str
    items: tuple[tuple[Item, str], ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year of the archive; `editions` is 0 where only the way there matters."""

    path: str
    day: date
    editions: int = 0


def today(room: Newsroom, scope: FrontScope) -> Iterator[Instance]:
    """Yield a digest's front page: its latest edition or, before there is one, the newest articles."""
    where = {"home": room.homes[scope.digest]}
    if scope.latest:
        inputs = {**_edition_inputs(room, scope.latest), "age": scope.age, "newest": ()}
    else:
        newest = tuple(each.card for each in scope.newest[:NEWEST_WITHOUT_EDITION])
        inputs = {"edition": None, "newest": newest}
    yield Instance(room.frames[scope.digest], inputs, where)


def editions(room: Newsroom, scope: EditionScope) -> Iterator[Instance]:
    """Yield an edition at its permanent address."""
    where = {"home": room.homes[scope.digest], "day": f"{scope.edition.day:%Y/%m/%d}"}
    yield Instance(room.frames[scope.digest], _edition_inputs(room, scope), where)


def _edition_inputs(room: Newsroom, scope: EditionScope) -> Mapping[str, Any]:
    edition, pages = scope.edition, iter(scope.pages)
    return {
        "edition": edition,
        "permanent": addresses.edition(room.homes[scope.digest], edition.day),
        "introduction": scope.introduction,
        "blocks": tuple(_block(room.frames[scope.digest], section, pages) for section in edition.sections),
        "previous": scope.previous,
        "next": scope.next,
    }


def _block(frame: Frame, section: Section, pages: Iterator[str]) -> Block:
    path = ""
    if section.code in data.regions():
        path = region_link(frame, section.code).path
    elif section.code in data.topics():
        path = topic_link(frame, section.code).path
    return Block(section.heading, path, tuple((item, next(pages)) for item in section.items))


def archive(room: Newsroom, scope: ArchiveScope) -> Iterator[Instance]:
    """Yield a digest's archive: its years with their months, and the last week's editions."""
    home = room.homes[scope.digest]
    years = []
    for year, group in groupby(scope.months, key=lambda each: each[0].year):
        months = tuple(_month(home, first, count) for first, count in group)
        editions_of_year = sum(month.editions for month in months)
        years.append((_year(home, date(year, 1, 1), editions_of_year), months))
    total = sum(count for _, count in scope.months)
    inputs = {"years": tuple(years), "recent": scope.recent, "total": total}
    yield Instance(room.frames[scope.digest], inputs, {"home": home})


def years(room: Newsroom, scope: YearScope) -> Iterator[Instance]:
    """Yield a page a year: its months, newest first, each with its calendar."""
    home = room.homes[scope.digest]
    by_month = [
        (first, tuple(group)) for first, group in groupby(scope.heads, key=lambda head: head.day.replace(day=1))
    ]
    inputs = {
        "year": _year(home, scope.first, len(scope.heads)),
        "months": tuple(
            (_month(home, first, len(heads)), _calendar(room.frames[scope.digest], first, heads))
            for first, heads in reversed(by_month)
        ),
        "previous": _year(home, scope.previous) if scope.previous else None,
        "next": _year(home, scope.next) if scope.next else None,
    }
    yield Instance(room.frames[scope.digest], inputs, {"home": home, "year": f"{scope.first:%Y}"})


def months(room: Newsroom, scope: PeriodScope) -> Iterator[Instance]:
    """Yield a page a month: the calendar, and the same editions as a list."""
    home = room.homes[scope.digest]
    inputs = {
        "month": _month(home, scope.first, len(scope.heads)),
        "year": _year(home, scope.first).path,
        "weeks": _calendar(room.frames[scope.digest], scope.first, scope.heads),
        "listed": scope.heads,
        "previous": _month(home, scope.previous) if scope.previous else None,
        "next": _month(home, scope.next) if scope.next else None,
    }
    yield Instance(room.frames[scope.digest], inputs, {"home": home, "month": f"{scope.first:%Y/%m}"})


def _year(home: str, first: date, count: int = 0) -> Period:
    return Period(addresses.YEAR.format(home=home, year=f"{first:%Y}"), first.replace(month=1), count)


def _month(home: str, first: date, count: int = 0) -> Period:
    return Period(addresses.MONTH.format(home=home, month=f"{first:%Y/%m}"), first, count)


def _calendar(frame: Frame, first: date, heads: Iterable[Head]) -> tuple[Week, ...]:
    """Return the month's weeks as its digest's language begins them; a day is (number, edition's path or "").

    Days of other months are 0.
    """
    days = {head.day.day: head.path for head in heads}
    weeks = calendar.Calendar(locale_of(frame.language).first_week_day).monthdayscalendar(first.year, first.month)
    return tuple(tuple((day, days.get(day, "")) for day in week) for week in weeks)
