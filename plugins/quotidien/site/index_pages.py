"""The indexes: all regions as a tree, all topics, languages and sources, each with what it holds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from quotidien import data
from quotidien.model.regions import Region
from quotidien.model.sources import Source
from quotidien.model.topics import Topic
from quotidien.site import addresses
from quotidien.site.frames import Frame, Instance, Link, language_link, region_link, topic_link
from quotidien.site.newsroom import Newsroom
from quotidien.site.scopes import CatalogueScope, SourcesScope
from quotidien.site.words import sort_key


@dataclass(frozen=True, slots=True)
class Branch:
    """A region or a topic in the tree of them, with those inside it."""

    link: Link
    inside: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A source in the index of sources: `last` is when its newest article was published."""

    link: Link
    source: Source
    tongues: tuple[str, ...]
    last: datetime | None


@dataclass(frozen=True, slots=True)
class _Tree:
    """What a tree grows from: its table, how many events each code holds, and how a link to one is made."""

    table: Mapping[str, Region] | Mapping[str, Topic]
    counts: Mapping[str, int]
    link: Callable[[str, int], Link]

    def below(self, parent: str) -> tuple[Branch, ...]:
        """Return the branches inside `parent`, by name."""
        codes = [code for code in self.counts if self.table[code].parent == parent]
        branches = [Branch(self.link(code, self.counts[code]), self.below(code)) for code in codes]
        return tuple(sorted(branches, key=lambda each: (sort_key(each.link.text), each.link.path)))


def regions(room: Newsroom, scope: CatalogueScope) -> Iterator[Instance]:
    """Yield a digest's tree of the regions that have news, down from the continents."""
    frame = room.frames[scope.digest]
    counts = {code: count for code, count in scope.regions if count}
    tree = _Tree(data.regions(), counts, lambda code, count: region_link(frame, code, count))
    yield Instance(frame, {"branches": tree.below("001")}, {"home": frame.home})


def topics(room: Newsroom, scope: CatalogueScope) -> Iterator[Instance]:
    """Yield a digest's list of top topics, with those below that have a listing."""
    frame = room.frames[scope.digest]
    tree = _Tree(data.topics(), dict(scope.topics), lambda code, count: topic_link(frame, code, count))
    yield Instance(frame, {"branches": tree.below("")}, {"home": frame.home})


def languages(room: Newsroom, scope: CatalogueScope) -> Iterator[Instance]:
    """Yield a digest's list of languages."""
    frame = room.frames[scope.digest]
    named = [(language_link(frame, tag, count), tag) for tag, count in scope.languages]
    inputs = {"tongues": tuple(sorted(named, key=lambda each: sort_key(each[0].text)))}
    yield Instance(frame, inputs, {"home": frame.home})


def sources(room: Newsroom, scope: SourcesScope) -> Iterator[Instance]:
    """Yield the one index of sources: who owns them, their languages and rights, their last article and how many."""
    frame = room.frames[""]
    rows = [_row(frame, *row) for row in scope.rows]
    yield Instance(frame, {"rows": tuple(sorted(rows, key=lambda row: sort_key(row.source.name)))})


def _row(frame: Frame, source: Source, count: int, last: datetime | None) -> Row:
    tongues = tuple(frame.words.language_name(tag) for tag in source.languages)
    return Row(Link(source.name, addresses.source(source.slug), count), source, tongues, last)


def tag_links(room: Newsroom, scope: CatalogueScope) -> Mapping[str, tuple[Link, ...]]:
    """Return the links to all listings of a digest, by kind and in order of name: "regions", "topics", "languages"."""
    frame = room.frames[scope.digest]
    found = {
        "regions": [region_link(frame, *each) for each in scope.regions],
        "topics": [topic_link(frame, *each) for each in scope.topics],
        "languages": [language_link(frame, *each) for each in scope.languages],
    }
    return {
        kind: tuple(sorted(links, key=lambda link: (sort_key(link.text), link.path))) for kind, links in found.items()
    }


def source_links(scope: CatalogueScope) -> tuple[Link, ...]:
    """Return the links to all sources, by slug."""
    return tuple(Link(source.name, addresses.source(source.slug)) for source in scope.sources)
