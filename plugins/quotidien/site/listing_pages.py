"""Pages of listings: by region, topic, language and source, and a topic inside a region; and the indexes of them.

A listing has a head (the newest by day, counts, ways on) and then one page a calendar month, so that a new article
touches the head and its month only.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from quotidien import data
from quotidien.model import regions as region_tree
from quotidien.model.sources import Source
from quotidien.site import addresses
from quotidien.site.events import Card, Event
from quotidien.site.frames import (
    Feed,
    Frame,
    Instance,
    Link,
    frame_of,
    language_link,
    region_crumbs,
    region_link,
    root_frame,
    topic_crumbs,
    topic_link,
)
from quotidien.site.newsroom import Newsroom, View
from quotidien.site.words import sort_key

HEAD = 40
MONTH = 100
CROSSED = 3
"""A topic inside a region has a page of its own from so many events on."""


@dataclass(frozen=True, slots=True)
class Month:
    """One page of a listing's past: `number` of `pages` for that month."""

    path: str
    day: date
    count: int
    number: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing lists: its name, path and cards (newest first); `feed` where subscribers can follow it."""

    name: str
    path: str
    cards: Sequence[Card]
    crumbs: tuple[Link, ...]
    feed: Feed | None
    where: Mapping[str, str]


def regions(room: Newsroom) -> Iterator[Instance]:
    """Yield the listing of every region ever tagged, in every digest."""
    for view in room.views:
        frame = frame_of(room, view)
        for code in room.tags.regions:
            events = view.by_region.get(code, ())
            yield from _parts(frame, _region(room, frame, code, events), partial(_region_ways, view, frame, code, room))


def _region(room: Newsroom, frame: Frame, code: str, events: Iterable[Event]) -> Listing:
    *crumbs, link = region_crumbs(frame, code)
    crumbs = [each for each in crumbs if each != link]
    where = {"home": frame.home, "region": data.regions()[code].slug}
    return Listing(link.text, link.path, _cards(room, events), tuple(crumbs), _feed(frame, link), where)


def _region_ways(view: View, frame: Frame, code: str, room: Newsroom) -> Mapping[str, Any]:
    table = data.regions()
    children = [each for each in room.tags.regions if table[each].parent == code and each in view.by_region]
    return {
        "parents": tuple(region_link(frame, each) for each in reversed(region_tree.ancestors(code, table))),
        "children": _by_name(region_link(frame, each, len(view.by_region[each])) for each in children),
        "crossings": tuple(
            Link(topic_link(frame, topic).text, _crossing_path(frame, code, topic), count)
            for topic, count in _crossed(view.by_region.get(code, ()))
        ),
    }


def topics(room: Newsroom) -> Iterator[Instance]:
    """Yield the listing of every top topic and every topic ever tagged, in every digest."""
    for view in room.views:
        frame = frame_of(room, view)
        for code in room.tags.topics:
            *crumbs, link = topic_crumbs(frame, code)
            cards = _cards(room, view.by_topic.get(code, ()))
            where = {"home": frame.home, "topic": data.topics()[code].slug}
            listing = Listing(link.text, link.path, cards, tuple(crumbs), _feed(frame, link), where)
            yield from _parts(frame, listing, partial(_topic_ways, view, frame, code, room))


def _topic_ways(view: View, frame: Frame, code: str, room: Newsroom) -> Mapping[str, Any]:
    children = [each for each in room.tags.topics if data.topics()[each].parent == code and each in view.by_topic]
    places = [] if data.topics()[code].parent else _places(view.by_topic.get(code, ()))
    return {
        "children": _by_name(topic_link(frame, each, len(view.by_topic[each])) for each in children),
        "crossings": _by_name(
            Link(region_link(frame, region).text, _crossing_path(frame, region, code), count)
            for region, count in places
        ),
    }


def _crossing_path(frame: Frame, region: str, topic: str) -> str:
    slugs = {"region": data.regions()[region].slug, "topic": data.topics()[topic].slug}
    return addresses.CROSSING.format(home=frame.home, **slugs)


def _crossed(events: Iterable[Event]) -> list[tuple[str, int]]:
    """Return the top topics of at least three of the events, most frequent first."""
    counts = Counter(topic for event in events for topic in _top_topics(event))
    return sorted(((code, n) for code, n in counts.items() if n >= CROSSED), key=lambda each: (-each[1], each[0]))


def _places(events: Iterable[Event]) -> list[tuple[str, int]]:
    """Return the countries (not the areas) of at least three of the events."""
    counts = Counter(region for event in events for region in set(event.regions) if region.isalpha())
    return [(code, n) for code, n in counts.items() if n >= CROSSED]


def _top_topics(event: Event) -> set[str]:
    table = data.topics()
    found: set[str] = set()
    for code in event.topics:
        while parent := table[code].parent:
            code = parent  # noqa: PLW2901 - climbing
        found.add(code)
    return found


def crossings(room: Newsroom) -> Iterator[Instance]:
    """Yield a topic inside a region wherever at least three events are about both; months once the head is full."""
    for view in room.views:
        frame = frame_of(room, view)
        for region in room.tags.regions:
            events = view.by_region.get(region, ())
            for topic, _ in _crossed(events):
                yield from _parts(frame, _crossing(room, frame, (region, topic), events), dict, sparse=True)


def _crossing(room: Newsroom, frame: Frame, codes: tuple[str, str], events: Iterable[Event]) -> Listing:
    region, topic = codes
    both = [event for event in events if topic in _top_topics(event)]
    where = {"home": frame.home, "region": data.regions()[region].slug, "topic": data.topics()[topic].slug}
    crumbs = region_crumbs(frame, region)
    name = f"{topic_link(frame, topic).text}: {region_link(frame, region).text}"
    return Listing(name, _crossing_path(frame, region, topic), _cards(room, both), crumbs[-1:], None, where)


def languages(room: Newsroom) -> Iterator[Instance]:
    """Yield the listing of every language that a source, a digest or an article has, in every digest."""
    for view in room.views:
        frame = frame_of(room, view)
        for tag in room.tags.languages:
            link = language_link(frame, tag)
            cards = _cards(room, view.by_language.get(tag, ()))
            where = {"home": frame.home, "language": tag.lower()}
            yield from _parts(frame, Listing(link.text, link.path, cards, (), _feed(frame, link), where), dict)


def sources(room: Newsroom) -> Iterator[Instance]:
    """Yield the page of every source: it lists articles, not stories."""
    frame = root_frame(room)
    for slug, source in room.sources.items():
        cards = [room.cards[room.permalinks[each.path]] for each in room.by_source.get(slug, ())]
        link = Link(source.name, addresses.source(slug))
        listing = Listing(source.name, link.path, cards, (), _feed(frame, link), {"source": slug})
        yield from _parts(frame, listing, partial(_facts, room, frame, source))


def _facts(room: Newsroom, frame: Frame, source: Source) -> Mapping[str, Any]:
    return {
        "source": source,
        "country": region_link(frame, source.country) if source.country in room.tags.regions else None,
        "tongues": tuple(language_link(frame, tag) for tag in source.languages if tag in room.tags.languages),
    }


def _cards(room: Newsroom, events: Iterable[Event]) -> list[Card]:
    return [room.cards[event.path] for event in events]


def _feed(frame: Frame, link: Link) -> Feed:
    return Feed(f"{frame.name}: {link.text}", link.path)


def _by_name(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (sort_key(link.text), link.path)))


def _parts(
    frame: Frame, listing: Listing, ways: Callable[[], Mapping[str, Any]], *, sparse: bool = False
) -> Iterator[Instance]:
    """Yield a listing's head, then its months; a sparse one has months only once its head is full."""
    months = _months(frame, listing)
    if sparse and len(listing.cards) <= HEAD:
        months = []
    shared = {"name": listing.name, "crumbs": listing.crumbs, "feed": listing.feed, "head": listing.path}
    first = tuple(month for month, _ in months if month.number == 1)
    yield Instance(
        frame,
        {**shared, "months": first, "total": len(listing.cards), **_days(frame, listing.cards[:HEAD]), **ways()},
        {**listing.where, "part": ""},
    )
    for place, (month, cards) in enumerate(months):
        inputs = {
            **shared,
            "month": month,
            "next": months[place - 1][0] if place else None,
            "previous": months[place + 1][0] if place + 1 < len(months) else None,
            **_days(frame, cards),
        }
        yield Instance(frame, inputs, {**listing.where, "part": month.path.removeprefix(listing.path)})


def _months(frame: Frame, listing: Listing) -> list[tuple[Month, Sequence[Card]]]:
    """Return the listing's past, newest month first, each page of at most a hundred."""
    found: list[tuple[Month, Sequence[Card]]] = []
    for day, group in groupby(listing.cards, key=lambda card: frame.words.local(card.published).date().replace(day=1)):
        cards = list(group)
        chunks = [cards[start : start + MONTH] for start in range(0, len(cards), MONTH)]
        for number, chunk in enumerate(chunks, 1):
            path = f"{listing.path}{day:%Y/%m}/" + (f"{number}/" if number > 1 else "")
            found.append((Month(path, day, len(cards), number, len(chunks)), chunk))
    return found


def _days(frame: Frame, cards: Sequence[Card]) -> Mapping[str, Any]:
    days = groupby(cards, key=lambda card: frame.words.local(card.published).date())
    return {"days": tuple((day, tuple(group)) for day, group in days)}
