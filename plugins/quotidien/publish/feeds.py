"""Every feed can be read by a feed reader: it parses, names itself, its ids are unique, its links absolute."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, cast

import feedparser
from lxml import etree

from quotidien.model import urls
from quotidien.publish import pages
from quotidien.publish.built import Examined, Finding
from quotidien.publish.sitemaps import PARSER

_ATOM = {"a": "http://www.w3.org/2005/Atom", "content": "http://purl.org/rss/1.0/modules/content/"}
_SELF = etree.XPath("string(/*/a:link[@rel='self']/@href | /rss/channel/a:link/@href)", namespaces=_ATOM)
_XML_LINKS = etree.XPath(
    "//a:link/@href | //a:uri/text() | //a:icon/text() | //link/text() | //source/@url",
    namespaces=_ATOM,
    smart_strings=False,
)
_XML_CONTENT = etree.XPath(
    "//a:content[@type='html']/text() | //content:encoded/text()", namespaces=_ATOM, smart_strings=False
)
_VERSIONS = ("https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1")


def is_feed(path: str) -> bool:
    """Say by its name whether a file is a feed."""
    return path.endswith((".atom", ".rss")) or path.rpartition("/")[2] == "feed.json"


def check(path: str, data: bytes, address: str) -> Examined:
    """Examine a feed that is published at `address`."""
    links: set[str] = set()
    faults = _json_faults(data, address, links) if path.endswith(".json") else _xml_faults(data, address, links)
    return Examined(tuple(Finding(path, "feeds", fault) for fault in faults), frozenset(links))


def _xml_faults(data: bytes, address: str, links: set[str]) -> Iterator[str]:
    try:
        root = etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as error:
        yield f"is no XML: {error}"
        return
    links.update(cast("list[str]", _XML_LINKS(root)))
    yield from _unresolved(links)
    yield from _embedded(cast("list[str]", _XML_CONTENT(root)), links)
    yield from _misnamed(cast("str", _SELF(root)), address)
    yield from _unread(data)


def _unread(data: bytes) -> Iterator[str]:
    found = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if found.bozo:
        yield f"does not parse: {found.bozo_exception}"
    if not found.version:
        yield "is no feed"
    if not found.feed.get("title"):
        yield "has no title"
    yield from _identified(str(entry.get("id", "")) for entry in found.entries)


def _json_faults(data: bytes, address: str, links: set[str]) -> Iterator[str]:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield f"is no JSON: {error}"
        return
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        yield "is no JSON Feed: it has no list of items"
        return
    yield from _misversioned(feed)
    links.update(_json_links(feed, items))
    yield from _unresolved(links)
    yield from _embedded([item["content_html"] for item in items if _is_text(item, "content_html")], links)
    yield from _misnamed(str(feed.get("feed_url", "")), address)
    yield from _identified(item["id"] if _is_text(item, "id") else "" for item in items)
    if any(not _is_text(item, "content_html") and not _is_text(item, "content_text") for item in items):
        yield "has an item without content"


def _misversioned(feed: dict[str, Any]) -> Iterator[str]:
    """Yield what the top of a JSON Feed lacks (https://www.jsonfeed.org/version/1.1/)."""
    if feed.get("version") not in _VERSIONS:
        yield "names no version of JSON Feed"
    if not _is_text(feed, "title"):
        yield "has no title"


def _json_links(feed: dict[str, Any], items: list[dict[str, Any]]) -> Iterator[str]:
    fields = ("home_page_url", "feed_url", "icon", "url", "external_url")
    yield from (value[name] for value in (feed, *items) for name in fields if _is_text(value, name))


def _is_text(value: dict[str, Any], name: str) -> bool:
    return isinstance(value.get(name), str) and bool(value[name])


def _unresolved(links: Iterable[str]) -> Iterator[str]:
    yield from (f"link is not absolute: {link}" for link in sorted(links) if not urls.absolute(link))


def _embedded(contents: Iterable[str], links: set[str]) -> Iterator[str]:
    """Yield the relative links in entries' HTML, and add all its links to `links`."""
    for content in contents:
        found = pages.read("", f"<div>{content}</div>".encode(errors="replace")).links()
        yield from _unresolved(link for link in found if not link.startswith(("mailto:", "tel:", "data:")))
        links.update(found)


def _misnamed(named: str, address: str) -> Iterator[str]:
    if named != address:
        yield f"names itself {named or 'nowhere'}, not {address}"


def _identified(ids: Iterable[str]) -> Iterator[str]:
    for id_, times in Counter(ids).items():
        if not id_:
            yield "has an entry without an id"
        elif times > 1:
            yield f"id {id_} stands {times} times"
