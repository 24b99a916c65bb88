"""Feeds of every digest and listing, and the lists of them. Decides what a feed holds; the formats are in `feeds`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from quotidien.model import dates, urls
from quotidien.site import addresses, feeds
from quotidien.site.entries import Entries
from quotidien.site.events import Event
from quotidien.site.feeds import FeedDocument, FeedEntry, Outline
from quotidien.site.frames import Frame, Link, frame_of, language_link, region_link, root_frame, topic_link
from quotidien.site.index_pages import tag_links
from quotidien.site.newsroom import Newsroom, View
from quotidien.site.words import catalogue

MAIN, LISTED = 60, 40


@dataclass(frozen=True, slots=True)
class Document:
    """One file for machines: its path on the site and its bytes."""

    path: str
    content: bytes


def all_feeds(room: Newsroom) -> Iterator[Document]:
    """Yield every feed in all its formats, the lists of feeds (OPML), and an empty one for each that was given up."""
    made: set[str] = set()
    for document in chain(*(_view_feeds(room, view) for view in room.views), _source_feeds(room)):
        made.add(document.path)
        yield document
    frame = root_frame(room)
    for path in room.library.past.addresses:
        if path.endswith((".atom", ".rss", ".opml", "/feed.json")) and path not in made:
            yield Document(path, _given_up(frame, path))


def _view_feeds(room: Newsroom, view: View) -> Iterator[Document]:
    frame = frame_of(room, view)
    entries = Entries(room, frame.words)
    items = chain.from_iterable(
        (entries.of_item(view, edition, item) for section in edition.sections for item in section.items)
        for edition in reversed(view.editions)
    )
    main = _unrepeated(items) if view.editions else (entries.of_event(event) for event in view.events)
    yield from _formats(frame, Link(frame.name, view.home), islice(main, MAIN))
    yield _editions(view, frame, entries)
    for link, events in _listings(room, view, frame):
        titled = Link(f"{frame.name}: {link.text}", link.path)
        yield from _formats(frame, titled, (entries.of_event(event) for event in events[:LISTED]))
    yield Document(f"{view.home}feeds.opml", _list_of_feeds(room, view, frame))


def _unrepeated(entries: Iterable[FeedEntry]) -> Iterator[FeedEntry]:
    """Yield the newest entry of each id: a story that two editions told is one entry."""
    seen: set[str] = set()
    for entry in entries:
        if entry.id not in seen:
            seen.add(entry.id)
            yield entry


def _listings(room: Newsroom, view: View, frame: Frame) -> Iterator[tuple[Link, tuple[Event, ...]]]:
    for code in room.tags.regions:
        yield region_link(frame, code), view.by_region.get(code, ())
    for code in room.tags.topics:
        yield topic_link(frame, code), view.by_topic.get(code, ())
    for tag in room.tags.languages:
        yield language_link(frame, tag), view.by_language.get(tag, ())


def _source_feeds(room: Newsroom) -> Iterator[Document]:
    frame = root_frame(room)
    entries = Entries(room, frame.words)
    for slug, source in room.sources.items():
        articles = room.by_source.get(slug, ())[:LISTED]
        link = Link(f"{frame.name}: {source.name}", addresses.source(slug))
        yield from _formats(frame, link, (entries.of_article(article) for article in articles))
    outlines = [
        Outline(source.name, feed, source.homepage, source.languages[0] if source.languages else "")
        for source in room.project.sources
        if source.enabled
        for feed in source.feeds
    ]
    yield Document("/sources.opml", feeds.opml(frame.name, frame.site.publisher, outlines))


def _formats(frame: Frame, link: Link, entries: Iterable[FeedEntry]) -> Iterator[Document]:
    feed = _feed(frame, link, entries, f"{link.path}feed")
    yield Document(f"{link.path}feed.atom", feeds.atom(feed))
    yield Document(f"{link.path}feed.rss", feeds.rss(feed))
    yield Document(f"{link.path}feed.json", feeds.json_feed(feed))


def _given_up(frame: Frame, path: str) -> bytes:
    """Return an empty feed for an address whose subject left the configuration: its readers get no error."""
    stem, _, kind = path.rpartition(".")
    feed = _feed(frame, Link(frame.name, frame.home), (), stem)
    formats = {"atom": feeds.atom, "rss": feeds.rss, "json": feeds.json_feed}
    return formats[kind](feed) if kind in formats else feeds.opml(frame.name, frame.site.publisher, ())


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


def _editions(view: View, frame: Frame, entries: Entries) -> Document:
    newest = [entries.of_edition(view, edition) for edition in reversed(view.editions[-LISTED:])]
    stem = f"{view.home}editions"
    return Document(f"{stem}.atom", feeds.atom(_feed(frame, Link(frame.name, view.home), newest, stem)))


def _list_of_feeds(room: Newsroom, view: View, frame: Frame) -> bytes:
    word = catalogue(room.project.theme / "translations", frame.language).gettext
    listed = tag_links(room, view, frame)
    sources = [Link(source.name, addresses.source(slug)) for slug, source in room.sources.items()]
    groups = [
        ("", [Link(frame.name, view.home)]),
        (word("Regions"), listed["regions"]),
        (word("Topics"), listed["topics"]),
        (word("Languages"), listed["languages"]),
        (word("Sources"), sources),
    ]
    url = frame.site.url
    outlines = [
        Outline(link.text, f"{url}{link.path}feed.atom", url + link.path, frame.language, heading)
        for heading, links in groups
        for link in links
    ]
    return feeds.opml(frame.name, frame.site.publisher, outlines)
