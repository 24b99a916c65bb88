"""Pages of listings: by region, topic, language and source, and a topic inside a region.

A listing has a head (the newest by day, counts, ways on) and then one page a calendar month, so that a new article
touches the head and its month only.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from quotidien import data
from quotidien.model import regions as region_tree
from quotidien.site import addresses
from quotidien.site.events import Card
from quotidien.site.frames import (
    Feed,
    Frame,
    Instance,
    Link,
    language_link,
    region_crumbs,
    region_link,
    topic_crumbs,
    topic_link,
)
from quotidien.site.listings import CROSSED
from quotidien.site.newsroom import Newsroom
from quotidien.site.scopes import HeadScope, Listing, MonthScope
from quotidien.site.words import sort_key

MONTH = 100
Scope = HeadScope | MonthScope
Kind = Callable[[Newsroom, Scope], Iterator[Instance]]


@dataclass(frozen=True, slots=True)
class Month:
    """One page of a listing's past: `number` of `pages` for that month; `count` is 0 where only the way matters."""

    path: str
    day: date
    count: int = 0
    number: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """What a listing is called, where it lives, and the way down to it; `feed` where subscribers can follow it."""

    name: str
    path: str
    crumbs: tuple[Link, ...]
    feed: Feed | None
    where: Mapping[str, str]


def of(kind: str) -> Kind:
    """Return who makes the pages of one kind of listing: its head, or the pages of one of its months."""

    def instances(room: Newsroom, scope: Scope) -> Iterator[Instance]:
        if scope.listing.kind == kind:
            named = _named(room, scope.listing)
            if isinstance(scope, HeadScope):
                yield _head(room, scope, named)
            else:
                yield from _months(room, scope, named)

    return instances


def link_of(room: Newsroom, listing: Listing) -> Link:
    """Return the link to a listing's head, under its name in its digest's language."""
    named = _named(room, listing)
    return Link(named.name, named.path)


def _named(room: Newsroom, listing: Listing) -> Named:
    return _NAMES[listing.kind](room, room.frames[listing.digest], listing.code)


def _region(_room: Newsroom, frame: Frame, code: str) -> Named:
    *crumbs, link = region_crumbs(frame, code)
    crumbs = [each for each in crumbs if each != link]
    where = {"home": frame.home, "region": data.regions()[code].slug}
    return Named(link.text, link.path, tuple(crumbs), _feed(frame, link), where)


def _topic(_room: Newsroom, frame: Frame, code: str) -> Named:
    *crumbs, link = topic_crumbs(frame, code)
    where = {"home": frame.home, "topic": data.topics()[code].slug}
    return Named(link.text, link.path, tuple(crumbs), _feed(frame, link), where)


def _crossing(_room: Newsroom, frame: Frame, code: str) -> Named:
    region, _, topic = code.partition(" ")
    where = {"home": frame.home, "region": data.regions()[region].slug, "topic": data.topics()[topic].slug}
    name = f"{topic_link(frame, topic).text}: {region_link(frame, region).text}"
    return Named(name, addresses.CROSSING.format_map(where), region_crumbs(frame, region)[-1:], None, where)


def _language(_room: Newsroom, frame: Frame, code: str) -> Named:
    link = language_link(frame, code)
    where = {"home": frame.home, "language": code.lower()}
    return Named(link.text, link.path, (), _feed(frame, link), where)


def _source(room: Newsroom, frame: Frame, code: str) -> Named:
    link = Link(room.source(code).name, addresses.source(code))
    return Named(link.text, link.path, (), _feed(frame, link), {"source": code})


_NAMES: Mapping[str, Callable[[Newsroom, Frame, str], Named]] = {
    "region": _region, "topic": _topic, "crossing": _crossing, "language": _language, "source": _source,
}  # fmt: skip


def _ways(room: Newsroom, frame: Frame, scope: HeadScope) -> Mapping[str, Any]:
    """Return where else a head leads: up, down, across; or what there is to know of a source."""
    kind, code = scope.listing.kind, scope.listing.code
    if kind == "source" and scope.source:
        return {
            "source": scope.source,
            "country": region_link(frame, scope.source.country) if scope.source.country else None,
            "tongues": tuple(language_link(frame, tag) for tag in scope.source.languages)
            if scope.source.enabled
            else (),
        }
    if kind == "region":
        above = reversed(region_tree.ancestors(code, data.regions()))
        return {
            "parents": tuple(region_link(frame, each) for each in above),
            "children": _by_name(_inside(room, scope, kind)),
            "crossings": tuple(sorted(_topics_here(frame, scope), key=lambda link: (-link.count, link.path))),
        }
    if kind == "topic":
        places = () if data.topics()[code].parent else _regions_here(frame, scope)
        return {"children": _by_name(_inside(room, scope, kind)), "crossings": _by_name(places)}
    return {}


def _inside(room: Newsroom, scope: HeadScope, kind: str) -> Iterator[Link]:
    for listing, count in scope.inside:
        if listing.kind == kind:
            link = link_of(room, listing)
            yield Link(link.text, link.path, count)


def _crossings(frame: Frame, scope: HeadScope) -> Iterator[tuple[str, str, str, int]]:
    """Yield region, topic, path and count of each page where the listing crosses another."""
    for listing, count in scope.inside:
        if listing.kind == "crossing" and count >= CROSSED:
            region, _, topic = listing.code.partition(" ")
            slugs = {"region": data.regions()[region].slug, "topic": data.topics()[topic].slug}
            yield region, topic, addresses.CROSSING.format(home=frame.home, **slugs), count


def _topics_here(frame: Frame, scope: HeadScope) -> Iterator[Link]:
    for _, topic, path, count in _crossings(frame, scope):
        yield Link(topic_link(frame, topic).text, path, count)


def _regions_here(frame: Frame, scope: HeadScope) -> Iterator[Link]:
    """Yield the countries (not the areas) that a topic crosses."""
    for region, _, path, count in _crossings(frame, scope):
        if region.isalpha():
            yield Link(region_link(frame, region).text, path, count)


def _head(room: Newsroom, scope: HeadScope, named: Named) -> Instance:
    frame = room.frames[scope.listing.digest]
    inputs = {
        **_shared(named),
        "months": tuple(Month(_month_path(named, first), first, count) for first, count in scope.months),
        "total": scope.total,
        **_days(frame, [each.card for each in scope.newest]),
        **_ways(room, frame, scope),
    }
    return Instance(frame, inputs, {**named.where, "part": ""})


def _months(room: Newsroom, scope: MonthScope, named: Named) -> Iterator[Instance]:
    """Yield a month's pages, each of at most a hundred events."""
    frame = room.frames[scope.listing.digest]
    chunks = [scope.cards[start : start + MONTH] for start in range(0, len(scope.cards), MONTH)]
    path, count = _month_path(named, scope.first), len(scope.cards)
    pages = [
        Month(path + (f"{number}/" if number > 1 else ""), scope.first, count, number, len(chunks))
        for number in range(1, len(chunks) + 1)
    ]
    later, earlier = (Month(_month_path(named, day), day) if day else None for day in (scope.next, scope.previous))
    around = [later, *pages, earlier]
    for place, (page, cards) in enumerate(zip(pages, chunks, strict=True)):
        inputs = {
            **_shared(named),
            "month": page,
            "next": around[place],
            "previous": around[place + 2],
            **_days(frame, cards),
            **({"source": scope.source} if scope.source else {}),
        }
        yield Instance(frame, inputs, {**named.where, "part": page.path.removeprefix(named.path)})


def _shared(named: Named) -> Mapping[str, Any]:
    return {"name": named.name, "crumbs": named.crumbs, "feed": named.feed, "head": named.path}


def _month_path(named: Named, first: date) -> str:
    return f"{named.path}{first:%Y/%m}/"


def _feed(frame: Frame, link: Link) -> Feed:
    return Feed(f"{frame.name}: {link.text}", link.path)


def _by_name(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (sort_key(link.text), link.path)))


def _days(frame: Frame, cards: Sequence[Card]) -> Mapping[str, Any]:
    days = groupby(cards, key=lambda card: frame.words.local(card.published).date())
    return {"days": tuple((day, tuple(group)) for day, group in days)}
