"""Assertions about a parsed feed, in the words of feedparser's own test suite, held against what the product keeps.

Knows which of feedparser's names our Feed has a value for, and under which of them it is looked up. Does not parse.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from time import struct_time
from typing import Any

from quotidien.model.articles import Entry
from quotidien.sources import clean
from quotidien.sources.entries import Feed
from quotidien.sources.feeds import parse_feed

SERVED_AT = "http://127.0.0.1:8097/"
"""Where feedparser's suite serves its files from, which the relative links in them are resolved against."""
MOST_ENTRIES = 10_000

KEPT = frozenset({
    "bozo", "entries",  # Feed.faults, .entries
    "feed.title", "feed.link", "feed.language",  # Feed.title, .homepage, .language
    "entries.title", "entries.link", "entries.id", "entries.guid",  # Entry.title, .url, .guid
    "entries.summary", "entries.description", "entries.summary_detail.value",  # Entry.summary, else .content, as text
    "entries.content", "entries.content.value",  # Entry.content, as text
    "entries.title_detail.language", "entries.summary_detail.language", "entries.content.language",  # Entry.language
    "entries.author", "entries.author_detail.name", "entries.authors", "entries.authors.name",  # Entry.authors
    "entries.published_parsed", "entries.created_parsed", "entries.updated_parsed",  # Entry.published, .updated
    "entries.tags", "entries.tags.term", "entries.tags.label", "entries.category",  # Entry.categories
})  # fmt: skip
"""feedparser's names for what a Feed keeps, and the fields they are read from.

Not kept, so that assertions about them do not count: a feed's own description, dates, authors, tags and images; how a
value was written (types, bases, schemes, encodings, versions, dates as text); e-mail addresses and people's pages;
rights, sources, enclosures, other links, comments and every extension."""
_FUNCTIONS = {"len": len, "ord": ord}
_MARKUP = re.compile(r"[<&]")
_HEADER = re.compile(rb"^\s*Header:\s*([\w-]+):[ \t]*(.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Assertion:
    """One line of `assertions.tsv`: a document's path and a Python expression over feedparser's result."""

    path: str
    expression: str

    @property
    def is_kept(self) -> bool:
        """Whether it is only about what a Feed keeps, and expects plain text: markup each parser writes as it likes."""
        try:
            tree = ast.parse(self.expression, mode="eval")
        except SyntaxError:
            return False
        words = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        return _names(tree) <= KEPT | _FUNCTIONS.keys() and not any(_MARKUP.search(str(word)) for word in words)

    def holds(self, result: Mapping[str, Any]) -> bool:
        """Say whether the expression is true of a result; one that cannot be evaluated is not.

        It sees the result's names, `len` and `ord`, and nothing else.
        """
        if "__" in self.expression:
            return False
        try:
            return bool(eval(self.expression, {"__builtins__": _FUNCTIONS}, result))  # noqa: S307 - without any builtins
        except Exception:  # noqa: BLE001 - an expression may fail in any way where the result is not as expected
            return False


def _names(tree: ast.AST) -> frozenset[str]:
    """Return the dotted names in an expression, without places: `entries[0]['tags'][1].term` is `entries.tags.term`."""
    if name := _dotted(tree):
        return frozenset({name})
    return frozenset().union(*(_names(child) for child in ast.iter_child_nodes(tree)))


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Subscript) and (before := _dotted(node.value)):
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        return f"{before}.{key}" if isinstance(key, str) else before
    return ""


class _Names(dict[str, Any]):
    """A mapping whose values are attributes too, as feedparser's are."""

    __getattr__ = dict.__getitem__


def as_feedparser(body: bytes) -> Mapping[str, Any]:
    """Return what the product reads from a document, under feedparser's names for it.

    `Header:` lines in the document's comment stand for the HTTP headers that it came with. Raises what parse_feed does.
    """
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in _HEADER.findall(body)}
    feed = parse_feed(
        body,
        url=headers.get("content-location", SERVED_AT),
        content_type=headers.get("content-type", ""),
        most_entries=MOST_ENTRIES,
    )
    return _feed(feed)


def _feed(feed: Feed) -> Mapping[str, Any]:
    channel = _Names(title=feed.title, link=feed.homepage, language=feed.language)
    return {"bozo": bool(feed.faults), "feed": channel, "entries": [_entry(entry) for entry in feed.entries]}


def _entry(entry: Entry) -> _Names:
    summary, language = clean.to_text(entry.summary or entry.content), entry.language or None
    people = [_Names(name=author) for author in entry.authors]
    return _Names(
        title=entry.title,
        title_detail=_Names(language=language),
        link=entry.url,
        id=entry.guid,
        guid=entry.guid,
        summary=summary,
        description=summary,
        summary_detail=_Names(value=summary, language=language),
        content=[_Names(value=clean.to_text(entry.content), language=language)] if entry.content else [],
        author=", ".join(entry.authors),
        author_detail=people[0] if people else _Names(),
        authors=people,
        published_parsed=_moment(entry.published),
        created_parsed=_moment(entry.published),
        updated_parsed=_moment(entry.updated),
        tags=[_Names(term=category, label=category) for category in entry.categories],
        category=next(iter(entry.categories), None),
    )


def _moment(instant: datetime | None) -> struct_time | None:
    return instant.utctimetuple() if instant else None
