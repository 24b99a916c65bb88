"""Pages of editions and of the archive that leads to them: today, an edition, the archive, a year, a month."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from quotidien.model.editions import Edition, Item, Section
from quotidien.site import addresses
from quotidien.site.events import Card
from quotidien.site.frames import Frame, Instance, frame_of, region_link, topic_link
from quotidien.site.newsroom import Newsroom, View
from quotidien.site.words import locale_of

NEWEST_WITHOUT_EDITION = 20


@dataclass(frozen=True, slots=True)
class Block:
    """A section: its frozen heading, the listing it leads to ("" for none), and its items, each with our page."""

    heading: str
    path: str
    items: tuple[tuple[Item, str], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """An edition as lists and calendars show it."""

    path: str
    day: date
    lead: str
    language: str
    stories: int


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year of the archive."""

    path: str
    day: date
    editions: int


def today(room: Newsroom) -> Iterator[Instance]:
    """Yield each digest's front page: its latest edition or, before there is one, the newest articles."""
    for view in room.views:
        frame = frame_of(room, view)
        where = {"home": view.home}
        if view.editions:
            latest = len(view.editions) - 1
            age = (room.now.date() - view.editions[-1].cut.date()).days
            yield Instance(frame, {**_edition_inputs(room, view, latest, frame), "age": age, "newest": ()}, where)
        else:
            yield Instance(frame, {"edition": None, "newest": _newest(room, view)}, where)


def _newest(room: Newsroom, view: View) -> tuple[Card, ...]:
    return tuple(room.cards[event.path] for event in view.events[:NEWEST_WITHOUT_EDITION])


def editions(room: Newsroom) -> Iterator[Instance]:
    """Yield every edition of every digest, at its permanent address."""
    for view in room.views:
        frame = frame_of(room, view)
        for place, edition in enumerate(view.editions):
            where = {"home": view.home, "day": f"{edition.day:%Y/%m/%d}"}
            yield Instance(frame, _edition_inputs(room, view, place, frame), where)


def _edition_inputs(room: Newsroom, view: View, place: int, frame: Frame) -> Mapping[str, Any]:
    edition = view.editions[place]
    introduction = room.bodies.get(edition.path)
    return {
        "edition": edition,
        "permanent": _edition_path(view, edition),
        "introduction": introduction.html if introduction else "",
        "blocks": tuple(_block(room, frame, section) for section in edition.sections),
        "previous": _head(view, view.editions[place - 1]) if place else None,
        "next": _head(view, view.editions[place + 1]) if place + 1 < len(view.editions) else None,
    }


def _block(room: Newsroom, frame: Frame, section: Section) -> Block:
    path = ""
    if section.code in room.tags.regions:
        path = region_link(frame, section.code).path
    elif section.code in room.tags.topics:
        path = topic_link(frame, section.code).path
    return Block(
        section.heading,
        path,
        tuple((item, room.permalinks.get(f"{item.page}.md", "")) for item in section.items),
    )


def _edition_path(view: View, edition: Edition) -> str:
    return addresses.EDITION.format(home=view.home, day=f"{edition.day:%Y/%m/%d}")


def _head(view: View, edition: Edition) -> Head:
    lead = next((item for section in edition.sections for item in section.items), None)
    return Head(
        path=_edition_path(view, edition),
        day=edition.day,
        lead=lead.headline if lead else "",
        language=lead.language if lead else edition.language,
        stories=edition.stories,
    )


def archive(room: Newsroom) -> Iterator[Instance]:
    """Yield each digest's archive: its years with their months, and the last week's editions."""
    for view in room.views:
        inputs = {
            "years": tuple((year, _months(view, year.day.year)) for year in _years(view)),
            "recent": tuple(_head(view, edition) for edition in reversed(view.editions[-7:])),
            "total": len(view.editions),
        }
        yield Instance(frame_of(room, view), inputs, {"home": view.home})


def years(room: Newsroom) -> Iterator[Instance]:
    """Yield a page a year: its months, each with its calendar."""
    for view in room.views:
        periods = _years(view)
        for place, year in enumerate(periods):
            months = tuple((month, _calendar(view, month.day)) for month in _months(view, year.day.year))
            inputs = {"year": year, "months": months, **_neighbours(periods, place)}
            yield Instance(frame_of(room, view), inputs, {"home": view.home, "year": f"{year.day:%Y}"})


def months(room: Newsroom) -> Iterator[Instance]:
    """Yield a page a month: the calendar, and the same editions as a list."""
    for view in room.views:
        periods = tuple(month for year in _years(view) for month in _months(view, year.day.year))
        for place, month in enumerate(periods):
            inputs = {
                "month": month,
                "year": addresses.YEAR.format(home=view.home, year=f"{month.day:%Y}"),
                "weeks": _calendar(view, month.day),
                "listed": tuple(_head(view, edition) for edition in _within(view, month.day.year, month.day.month)),
                **_neighbours(periods, place),
            }
            yield Instance(frame_of(room, view), inputs, {"home": view.home, "month": f"{month.day:%Y/%m}"})


def _years(view: View) -> tuple[Period, ...]:
    found = sorted({edition.day.year for edition in view.editions}, reverse=True)
    return tuple(
        Period(addresses.YEAR.format(home=view.home, year=year), date(year, 1, 1), len(_within(view, year)))
        for year in found
    )


def _months(view: View, year: int) -> tuple[Period, ...]:
    found = sorted({edition.day.month for edition in _within(view, year)}, reverse=True)
    return tuple(
        Period(
            addresses.MONTH.format(home=view.home, month=f"{year}/{month:02}"),
            date(year, month, 1),
            len(_within(view, year, month)),
        )
        for month in found
    )


def _within(view: View, year: int, month: int = 0) -> tuple[Edition, ...]:
    return tuple(each for each in view.editions if each.day.year == year and month in {0, each.day.month})


def _neighbours(periods: tuple[Period, ...], place: int) -> Mapping[str, Period | None]:
    """Return the periods before and after; `periods` are newest first."""
    return {
        "previous": periods[place + 1] if place + 1 < len(periods) else None,
        "next": periods[place - 1] if place else None,
    }


Week = tuple[tuple[int, str], ...]


def _calendar(view: View, month: date) -> tuple[Week, ...]:
    """Return the month's weeks as its digest's language begins them; a day is (number, edition's path or "").

    Days of other months are 0.
    """
    days = {edition.day.day: _edition_path(view, edition) for edition in _within(view, month.year, month.month)}
    weeks = calendar.Calendar(locale_of(view.digest.language).first_week_day).monthdayscalendar(month.year, month.month)
    return tuple(tuple((day, days.get(day, "")) for day in week) for week in weeks)
