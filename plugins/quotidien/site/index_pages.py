"""The indexes: all regions as a tree, all topics, languages and sources, each with what it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from quotidien import data
from quotidien.model.sources import Source
from quotidien.site.frames import Frame, Instance, Link, frame_of, language_link, region_link, root_frame, topic_link
from quotidien.site.newsroom import Newsroom, View
from quotidien.site.words import sort_key


@dataclass(frozen=True, slots=True)
class Branch:
    """A region in the tree of all that have news, with those inside it."""

    link: Link
    inside: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A source in the index of sources: `last` is when its newest article was published."""

    link: Link
    source: Source
    tongues: tuple[str, ...]
    last: datetime | None


def regions(room: Newsroom) -> Iterator[Instance]:
    """Yield each digest's tree of regions, down from the continents."""
    for view in room.views:
        frame = frame_of(room, view)
        yield Instance(frame, {"branches": _inside(view, frame, "001")}, {"home": view.home})


def _inside(view: View, frame: Frame, parent: str) -> tuple[Branch, ...]:
    codes = [code for code in view.by_region if data.regions()[code].parent == parent]
    branches = [
        Branch(region_link(frame, code, len(view.by_region[code])), _inside(view, frame, code)) for code in codes
    ]
    return tuple(sorted(branches, key=lambda each: (sort_key(each.link.text), each.link.path)))


def topics(room: Newsroom) -> Iterator[Instance]:
    """Yield each digest's list of top topics, with those below that have news."""
    for view in room.views:
        frame = frame_of(room, view)
        yield Instance(frame, {"branches": _below(room, view, frame, "")}, {"home": view.home})


def _below(room: Newsroom, view: View, frame: Frame, parent: str) -> tuple[Branch, ...]:
    codes = [code for code in room.tags.topics if data.topics()[code].parent == parent]
    branches = [
        Branch(topic_link(frame, code, len(view.by_topic.get(code, ()))), _below(room, view, frame, code))
        for code in codes
    ]
    return tuple(sorted(branches, key=lambda each: (sort_key(each.link.text), each.link.path)))


def languages(room: Newsroom) -> Iterator[Instance]:
    """Yield each digest's list of languages."""
    for view in room.views:
        frame = frame_of(room, view)
        links = [language_link(frame, tag, len(view.by_language.get(tag, ()))) for tag in room.tags.languages]
        named = tuple(zip(links, room.tags.languages, strict=True))
        inputs = {"tongues": tuple(sorted(named, key=lambda each: sort_key(each[0].text)))}
        yield Instance(frame, inputs, {"home": view.home})


def sources(room: Newsroom) -> Iterator[Instance]:
    """Yield the one index of sources: who owns them, their languages and rights, their last article and how many."""
    frame = root_frame(room)
    rows = [_row(room, frame, source) for source in room.sources.values()]
    yield Instance(frame, {"rows": tuple(sorted(rows, key=lambda row: sort_key(row.source.name)))}, {})


def _row(room: Newsroom, frame: Frame, source: Source) -> Row:
    articles = room.by_source.get(source.slug, ())
    return Row(
        link=Link(source.name, f"/sources/{source.slug}/", len(articles)),
        source=source,
        tongues=tuple(frame.words.language_name(tag) for tag in source.languages),
        last=max((article.published for article in articles), default=None),
    )


def tag_links(room: Newsroom, view: View, frame: Frame) -> Mapping[str, tuple[Link, ...]]:
    """Return the links to all listings of a digest, by kind and in order of name: "regions", "topics", "languages"."""
    found = {
        "regions": [region_link(frame, code, len(view.by_region.get(code, ()))) for code in room.tags.regions],
        "topics": [topic_link(frame, code, len(view.by_topic.get(code, ()))) for code in room.tags.topics],
        "languages": [language_link(frame, tag, len(view.by_language.get(tag, ()))) for tag in room.tags.languages],
    }
    return {
        kind: tuple(sorted(links, key=lambda link: (sort_key(link.text), link.path))) for kind, links in found.items()
    }
