"""Pages that say what this is: about, policies, subscribe, and the answer for an address that does not exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quotidien.model.sources import Rights
from quotidien.site import addresses
from quotidien.site.frames import Feed, Instance
from quotidien.site.index_pages import source_links, tag_links
from quotidien.site.newsroom import Newsroom
from quotidien.site.scopes import AboutScope, CatalogueScope, GoneScope, RootScope


@dataclass(frozen=True, slots=True)
class Amended:
    """One line of the corrections log."""

    path: str
    day: date
    when: str
    what: str


def about(room: Newsroom, scope: AboutScope) -> Iterator[Instance]:
    """Yield a digest's page on how it works, with its counts."""
    counts = {
        "sources": sum(1 for source in room.project.sources if source.enabled),
        "articles": scope.articles,
        "stories": scope.stories,
        "editions": scope.editions,
        "languages": scope.languages,
    }
    inputs = {"counts": counts, "digest": room.digest(scope.digest), "first": scope.first}
    yield Instance(room.frames[scope.digest], inputs, {"home": room.homes[scope.digest]})


def policies(room: Newsroom, scope: AboutScope) -> Iterator[Instance]:
    """Yield a digest's policies: its real numbers, what rights its sources gave, the corrections log."""
    home = room.homes[scope.digest]
    inputs = {
        "digest": room.digest(scope.digest),
        "limits": room.project.limits,
        "rights": {
            rights.value: sum(1 for each in room.project.sources if each.enabled and each.rights is rights)
            for rights in Rights
        },
        "corrections": tuple(
            Amended(addresses.edition(home, day), day, each.when, each.what) for day, each in scope.corrections
        ),
    }
    yield Instance(room.frames[scope.digest], inputs, {"home": home})


def subscribe(room: Newsroom, scope: CatalogueScope) -> Iterator[Instance]:
    """Yield a digest's page of feeds."""
    frame = room.frames[scope.digest]
    inputs = {"main": Feed(frame.name, frame.home), **tag_links(room, scope), "sources": source_links(scope)}
    yield Instance(frame, inputs, {"home": frame.home})


def missing(room: Newsroom, _scope: RootScope) -> Iterator[Instance]:
    """Yield the page that a web server answers unknown addresses with."""
    yield Instance(room.frames[""], {})


def gone(room: Newsroom, scope: GoneScope) -> Iterator[Instance]:
    """Yield a page that says so for a page that was once published and that nothing else makes."""
    if scope.address.endswith(("/", ".html")):
        yield Instance(room.frames[""], {}, {"path": scope.address})
