"""Feeds of every digest and listing, and the lists of them. Decides what a feed holds; the formats are in `feeds`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from quotidien.model import dates, urls
from quotidien.site import feeds
from quotidien.site.entries import Entries
from quotidien.site.feeds import FeedDocument, FeedEntry, Outline
from quotidien.site.frames import Frame, Link
from quotidien.site.index_pages import source_links, tag_links
from quotidien.site.listing_pages import link_of
from quotidien.site.listings import MAIN
from quotidien.site.newsroom import Newsroom
from quotidien.site.scopes import CatalogueScope, FrontScope, GoneScope, HeadScope, RootScope
from quotidien.site.words import catalogue


@dataclass(frozen=True, slots=True)
class Document:
    """One file for machines: its path on the site and its bytes."""

    path: str
    content: bytes


def of_front(room: Newsroom, scope: FrontScope) -> Iterator[Document]:
    """Yield a digest's main feed (the stories that its editions told, else the newest) and the feed of its editions."""
    frame, entries = room.frames[scope.digest], _entries(room, scope.digest)
    main = map(entries.of_item, scope.told) if scope.latest else map(entries.of_event, scope.newest[:MAIN])
    yield from _formats(frame, Link(frame.name, frame.home), main)
    stem = f"{frame.home}editions"
    feed = _feed(frame, Link(frame.name, frame.home), map(entries.of_edition, scope.issued), stem)
    yield Document(f"{stem}.atom", feeds.atom(feed))


def of_head(room: Newsroom, scope: HeadScope) -> Iterator[Document]:
    """Yield a listing's feed, one entry a story; of a source, one an article."""
    if scope.listing.kind == "crossing":
        return
    frame, entries = room.frames[scope.listing.digest], _entries(room, scope.listing.digest)
    link = link_of(room, scope.listing)
    make = entries.of_article if scope.listing.kind == "source" else entries.of_event
    yield from _formats(frame, Link(f"{frame.name}: {link.text}", link.path), map(make, scope.newest))


def of_catalogue(room: Newsroom, scope: CatalogueScope) -> Iterator[Document]:
    """Yield the list of a digest's feeds (OPML)."""
    frame = room.frames[scope.digest]
    word = catalogue(room.project.theme / "translations", frame.language).gettext
    listed = tag_links(room, scope)
    groups = [
        ("", [Link(frame.name, frame.home)]),
        (word("Regions"), listed["regions"]),
        (word("Topics"), listed["topics"]),
        (word("Languages"), listed["languages"]),
        (word("Sources"), source_links(scope)),
    ]
    url = frame.site.url
    outlines = [
        Outline(link.text, f"{url}{link.path}feed.atom", url + link.path, frame.language, heading)
        for heading, links in groups
        for link in links
    ]
    yield Document(f"{frame.home}feeds.opml", feeds.opml(frame.name, frame.site.publisher, outlines))


def of_sources(room: Newsroom, _scope: RootScope) -> Iterator[Document]:
    """Yield the list of the feeds that we collect from (OPML)."""
    frame = room.frames[""]
    outlines = [
        Outline(source.name, feed, source.homepage, source.languages[0] if source.languages else "")
        for source in room.project.sources
        if source.enabled
        for feed in source.feeds
    ]
    yield Document("/sources.opml", feeds.opml(frame.name, frame.site.publisher, outlines))


def given_up(room: Newsroom, scope: GoneScope) -> Iterator[Document]:
    """Yield an empty feed for an address whose subject left the site: its readers get no error."""
    frame = room.frames[""]
    stem, _, kind = scope.address.rpartition(".")
    feed = _feed(frame, Link(frame.name, frame.home), (), stem)
    if kind in {"atom", "rss"} or scope.address.endswith("/feed.json"):
        formats = {"atom": feeds.atom, "rss": feeds.rss, "json": feeds.json_feed}
        yield Document(scope.address, formats[kind](feed))
    elif kind == "opml":
        yield Document(scope.address, feeds.opml(frame.name, frame.site.publisher, ()))


@lru_cache(maxsize=16)
def _entries(room: Newsroom, digest: str) -> Entries:
    """Return the one maker of a digest's entries."""
    return Entries(room, digest)


def _formats(frame: Frame, link: Link, entries: Iterable[FeedEntry]) -> Iterator[Document]:
    feed = _feed(frame, link, entries, f"{link.path}feed")
    yield Document(f"{link.path}feed.atom", feeds.atom(feed))
    yield Document(f"{link.path}feed.rss", feeds.rss(feed))
    yield Document(f"{link.path}feed.json", feeds.json_feed(feed))


def _feed(frame: Frame, link: Link, entries: Iterable[FeedEntry], stem: str) -> FeedDocument:
    listed = tuple(entries)
    return FeedDocument(
        id=urls.urn("feed", stem),
        title=link.text,
        subtitle=frame.site.tagline,
        language=frame.language,
        home=frame.site.url + link.path,
        url_atom=f"{frame.site.url}{stem}.atom",
        url_rss=f"{frame.site.url}{stem}.rss",
        url_json=f"{frame.site.url}{stem}.json",
        updated=max((entry.updated for entry in listed), default=dates.EARLIEST),
        author=frame.site.publisher,
        entries=listed,
    )
