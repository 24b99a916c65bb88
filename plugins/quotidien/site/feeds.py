"""Feeds as values, and the bytes of each format: Atom (the primary one), RSS 2.0, JSON Feed, and OPML to list them.

Knows the formats and nothing else: which stories a feed holds, their ids and their order are decided by who calls.
The bytes follow from the values alone. All addresses must be absolute, all instants aware; text is plain text, and
only `content_html` is markup.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quotidien.model import dates

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
_IPTC = "http://cv.iptc.org/newscodes/mediatopic/"
_ISO = "urn:iso:std:iso:3166:-1"
_M49 = "https://unstats.un.org/unsd/methodology/m49/"
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) has no place for, and the carriage return that its readers would change."""


@dataclass(frozen=True, slots=True)
class FeedSource:
    """The feed that an entry came from: the publisher's name, home page, feed address, and the feed's id."""

    title: str
    url: str
    feed: str
    id: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One story or article.

    `url` is our page, `via` the articles at their sources, `content_html` stays "" unless the rights are full.
    `categories` are pairs of a code ("KE", "014", "medtop:11000000") and its name in the feed's language. Without
    `authors` the sources count as such.
    """

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    language: str
    via: tuple[str, ...] = ()
    summary: str = ""
    content_html: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    sources: tuple[FeedSource, ...] = ()

    @property
    def bylines(self) -> tuple[str, ...]:
        """Who wrote it: the authors, else the names of its sources."""
        return self.authors or tuple(source.title for source in self.sources)


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """One feed in all its formats: `home` is the page it belongs to, `author` the publisher, `entries` in order."""

    id: str
    title: str
    subtitle: str
    language: str
    home: str
    url_atom: str
    url_rss: str
    url_json: str
    updated: datetime
    author: str
    entries: tuple[FeedEntry, ...]
    icon: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed in a list of feeds: its name, address, home page and language, under a heading ("" for none)."""

    title: str
    feed: str
    home: str
    language: str
    heading: str = ""


def atom(feed: FeedDocument) -> bytes:
    """Return the feed as Atom (RFC 4287); an entry with exactly one source carries it whole (section 4.2.11)."""
    root = Element("feed", {"xmlns": _NAMESPACES["xmlns:atom"], "xml:lang": feed.language})
    _texts(root, {"id": feed.id, "title": feed.title, "updated": dates.iso(feed.updated)})
    _texts(root, _given({"subtitle": feed.subtitle, "icon": feed.icon, "rights": feed.rights}))
    _texts(SubElement(root, "author"), {"name": feed.author, "uri": feed.home})
    _link(root, {"rel": "self", "type": "application/atom+xml", "href": feed.url_atom})
    _link(root, {"rel": "alternate", "type": "text/html", "hreflang": feed.language, "href": feed.home})
    for entry in feed.entries:
        _atom_entry(root, entry, feed.language)
    return xml_bytes(root)


def _atom_entry(root: Element, entry: FeedEntry, language: str) -> None:
    other = entry.language if entry.language != language else ""
    node = SubElement(root, "entry", _given({"xml:lang": other}))
    _texts(node, {"id": entry.id, "title": entry.title})
    _texts(node, {"published": dates.iso(entry.published), "updated": dates.iso(entry.updated)})
    for name in entry.bylines:
        _texts(SubElement(node, "author"), {"name": name})
    _link(node, {"rel": "alternate", "type": "text/html", "hreflang": entry.language, "href": entry.url})
    for address in entry.via:
        _link(node, {"rel": "via", "type": "text/html", "href": address})
    for term, label in entry.categories:
        code, scheme = _classify(term)
        SubElement(node, "category", {"term": code, **_given({"scheme": scheme, "label": label})})
    _texts(node, _given({"summary": entry.summary}))
    if entry.content_html:
        SubElement(node, "content", {"type": "html"}).text = entry.content_html
    if len(entry.sources) == 1:
        _atom_source(node, entry.sources[0])


def _atom_source(entry: Element, source: FeedSource) -> None:
    node = SubElement(entry, "source")
    _texts(node, {"id": source.id or source.feed, "title": source.title})
    _link(node, {"rel": "self", "href": source.feed})
    _link(node, {"rel": "alternate", "type": "text/html", "href": source.url})


def rss(feed: FeedDocument) -> bytes:
    """Return the feed as RSS 2.0; descriptions are HTML, as its specification has them, made of our plain text."""
    root = Element("rss", {"version": "2.0", **_NAMESPACES})
    channel = SubElement(root, "channel")
    _texts(channel, {"title": feed.title, "link": feed.home, "description": html.escape(feed.subtitle, quote=False)})
    _texts(channel, _given({"language": feed.language, "copyright": feed.rights}))
    _texts(channel, {"lastBuildDate": _rfc822(feed.updated)})
    SubElement(channel, "atom:link", {"rel": "self", "type": "application/rss+xml", "href": feed.url_rss})
    for entry in feed.entries:
        _rss_item(channel, entry, feed.language)
    return xml_bytes(root)


def _rss_item(channel: Element, entry: FeedEntry, language: str) -> None:
    node = SubElement(channel, "item")
    _texts(node, {"title": entry.title, "link": entry.url})
    SubElement(node, "guid", {"isPermaLink": "false"}).text = entry.id
    _texts(node, {"pubDate": _rfc822(entry.published)})
    for name in entry.bylines:
        _texts(node, {"dc:creator": name})
    _texts(node, _given({"dc:language": entry.language if entry.language != language else ""}))
    for term, label in entry.categories:
        code, scheme = _classify(term)
        SubElement(node, "category", _given({"domain": scheme})).text = label or code
    _texts(node, _given({"description": html.escape(entry.summary, quote=False)}))
    _texts(node, _given({"content:encoded": entry.content_html}))
    if len(entry.sources) == 1 and entry.sources[0].feed:
        SubElement(node, "source", {"url": entry.sources[0].feed}).text = entry.sources[0].title


def json_feed(feed: FeedDocument) -> bytes:
    """Return the feed as JSON Feed 1.1; it has one place for an address elsewhere, which takes the first of `via`."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _legal(feed.title),
        "home_page_url": feed.home,
        "feed_url": feed.url_json,
        **_given({"description": _legal(feed.subtitle), "icon": feed.icon, "language": feed.language}),
        "authors": [{"name": feed.author, "url": feed.home}],
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _json_item(entry: FeedEntry) -> dict[str, object]:
    summary, content = _legal(entry.summary), _legal(entry.content_html)
    text = {"content_text": summary or _legal(entry.title)}
    authors = [{"name": _legal(name)} for name in entry.bylines]
    return {
        "id": entry.id,
        "url": entry.url,
        **_given({"external_url": "".join(entry.via[:1])}),
        "title": _legal(entry.title),
        **(_given({"content_html": content, "summary": summary}) if content else text),
        "date_published": dates.iso(entry.published),
        "date_modified": dates.iso(entry.updated),
        **({"authors": authors} if authors else {}),
        "tags": [_legal(label or term) for term, label in entry.categories],
        **_given({"language": entry.language}),
    }


def opml(title: str, owner: str, outlines: Iterable[Outline]) -> bytes:
    """Return a list of feeds as OPML 2.0; neighbours with the same heading stand together under it."""
    root = Element("opml", {"version": "2.0"})
    _texts(SubElement(root, "head"), {"title": title, "ownerName": owner})
    body = SubElement(root, "body")
    for heading, group in groupby(outlines, key=lambda outline: outline.heading):
        parent = SubElement(body, "outline", {"text": heading}) if heading else body
        for line in group:
            names = {"type": "rss", "text": line.title, "title": line.title, "xmlUrl": line.feed}
            SubElement(parent, "outline", {**names, **_given({"htmlUrl": line.home, "language": line.language})})
    return xml_bytes(root)


def xml_bytes(root: Element) -> bytes:
    """Return the document as UTF-8 with its declaration, an element a line, free of what XML cannot hold.

    Prefixes and their declarations are written out as plain names and attributes: ElementTree's own register of
    prefixes is one for the whole process.
    """
    indent(root, space="")
    text = _legal(tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _texts(parent: Element, children: Mapping[str, str]) -> None:
    for name, text in children.items():
        SubElement(parent, name).text = text


def _link(parent: Element, attributes: Mapping[str, str]) -> None:
    if attributes["href"]:
        SubElement(parent, "link", _given(attributes))


def _given(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _classify(term: str) -> tuple[str, str]:
    """Return a code as its own scheme writes it, and that scheme's address ("" where it is none we know)."""
    if term.startswith("medtop:"):
        return term.removeprefix("medtop:"), _IPTC
    if re.fullmatch(r"[0-9]{3}", term):
        return term, _M49
    return term, _ISO if re.fullmatch(r"[A-Z]{2}", term) else ""


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
