"""Pages that say what this is: about, policies, subscribe, and the answer for an address that does not exist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from quotidien.model.sources import Rights
from quotidien.site import addresses
from quotidien.site.frames import Feed, Instance, Link, frame_of, root_frame
from quotidien.site.index_pages import tag_links
from quotidien.site.newsroom import Newsroom, View


@dataclass(frozen=True, slots=True)
class Amended:
    """One line of the corrections log."""

    path: str
    day: date
    when: str
    what: str


def about(room: Newsroom) -> Iterator[Instance]:
    """Yield each digest's page on how it works, with its counts."""
    for view in room.views:
        counts = {
            "sources": sum(1 for source in room.project.sources if source.enabled),
            "articles": len(room.library.articles),
            "stories": sum(1 for event in view.events if event.story),
            "editions": len(view.editions),
            "languages": len({article.language for article in room.library.articles}),
        }
        inputs = {"counts": counts, "digest": view.digest, "first": view.editions[0].day if view.editions else None}
        yield Instance(frame_of(room, view), inputs, {"home": view.home})


def policies(room: Newsroom) -> Iterator[Instance]:
    """Yield each digest's policies: its real numbers, what rights its sources gave, the corrections log."""
    for view in room.views:
        inputs = {
            "digest": view.digest,
            "limits": room.project.limits,
            "rights": {
                rights.value: sum(1 for each in room.project.sources if each.enabled and each.rights is rights)
                for rights in Rights
            },
            "corrections": _corrections(view),
        }
        yield Instance(frame_of(room, view), inputs, {"home": view.home})


def _corrections(view: View) -> tuple[Amended, ...]:
    return tuple(
        Amended(
            addresses.EDITION.format(home=view.home, day=f"{edition.day:%Y/%m/%d}"), edition.day, each.when, each.what
        )
        for edition in reversed(view.editions)
        for each in edition.corrections
    )


def subscribe(room: Newsroom) -> Iterator[Instance]:
    """Yield each digest's page of feeds."""
    for view in room.views:
        frame = frame_of(room, view)
        inputs: Mapping[str, Any] = {
            "main": Feed(frame.name, view.home),
            **tag_links(room, view, frame),
            "sources": tuple(Link(source.name, addresses.source(slug)) for slug, source in room.sources.items()),
        }
        yield Instance(frame, inputs, {"home": view.home})


def missing(room: Newsroom) -> Iterator[Instance]:
    """Yield the page that a web server answers unknown addresses with."""
    yield Instance(root_frame(room), {})


def gone(room: Newsroom) -> Iterator[Instance]:
    """Yield a page that says so for each page that was ever published: `pages` takes those that nothing else makes."""
    frame = root_frame(room)
    for path in room.library.past.addresses:
        if path.endswith(("/", ".html")):
            yield Instance(frame, {}, {"path": path})
