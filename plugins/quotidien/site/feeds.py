"""Feeds as values, and the bytes of each format: Atom (the primary one), RSS 2.0, JSON Feed, and OPML to list them.

Knows the formats and nothing else: which stories a feed holds, their ids and their order are decided by who calls.
The bytes follow from the values alone. All addresses must be absolute, all instants aware; text is plain text, and
only `content_html` is markup. An entry stands in many feeds: its bytes are made once for a language and remembered.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from itertools import groupby
from xml.sax.saxutils import escape

import msgspec

from quotidien.model import dates

_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_IPTC = "http://cv.iptc.org/newscodes/mediatopic/"
_ISO = "urn:iso:std:iso:3166:-1"
_M49 = "https://unstats.un.org/unsd/methodology/m49/"
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n"})
_BREAKS = str.maketrans({"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
_TERMS = 4_096
"""How many categories, and how many sources, are remembered as markup: more than a site has."""

_PLACES, _LONG = 6_144, 8_192
"""How many entries' bytes are remembered over all formats, and the characters of content above which none are.

With 2 kB of content each they take about 22 MB; all at the limit, about 70 MB of Latin script.
"""


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

    def __hash__(self) -> int:
        """Hash what tells entries apart in practice: a look-up must not cost the length of the content."""
        return hash((self.id, self.updated))

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
    head = [
        f'<feed xmlns="{_ATOM}" xml:lang={_quoted(feed.language)}>\n',
        element("id", feed.id),
        element("title", feed.title),
        element("updated", dates.iso(feed.updated)),
        _optional("subtitle", feed.subtitle),
        _optional("icon", feed.icon),
        _optional("rights", feed.rights),
        f"<author>\n{element('name', feed.author)}{element('uri', feed.home)}</author>\n",
        _link('rel="self" type="application/atom+xml"', feed.url_atom),
        _link(f'rel="alternate" type="text/html"{_attributes({"hreflang": feed.language})}', feed.home),
    ]
    return xml_bytes("".join(head), _fragments(_atom_entry, feed), "</feed>\n")


def _atom_entry(entry: FeedEntry, language: str) -> bytes:
    parts = [
        f"<entry{_attributes({'xml:lang': entry.language if entry.language != language else ''})}>\n",
        element("id", entry.id),
        element("title", entry.title),
        element("published", dates.iso(entry.published)),
        element("updated", dates.iso(entry.updated)),
        *(f"<author>\n{element('name', name)}</author>\n" for name in entry.bylines),
        _link(f'rel="alternate" type="text/html"{_attributes({"hreflang": entry.language})}', entry.url),
        *(_link('rel="via" type="text/html"', address) for address in entry.via),
        *(_atom_category(*category) for category in entry.categories),
        _optional("summary", entry.summary),
        _optional("content", entry.content_html, ' type="html"'),
        _atom_source(entry.sources[0]) if len(entry.sources) == 1 else "",
        "</entry>\n",
    ]
    return utf8("".join(parts))


@lru_cache(maxsize=_TERMS)
def _atom_category(term: str, label: str) -> str:
    code, scheme = _classify(term)
    return f"<category term={_quoted(code)}{_attributes({'scheme': scheme, 'label': label})} />\n"


@lru_cache(maxsize=_TERMS)
def _atom_source(source: FeedSource) -> str:
    parts = [
        element("id", source.id or source.feed),
        element("title", source.title),
        _link('rel="self"', source.feed),
        _link('rel="alternate" type="text/html"', source.url),
    ]
    return f"<source>\n{''.join(parts)}</source>\n"


def rss(feed: FeedDocument) -> bytes:
    """Return the feed as RSS 2.0; descriptions are HTML, as its specification has them, made of our plain text."""
    head = [
        f'<rss version="2.0" xmlns:atom="{_ATOM}" xmlns:content="{_CONTENT}" xmlns:dc="{_DC}">\n<channel>\n',
        element("title", feed.title),
        element("link", feed.home),
        element("description", escape(feed.subtitle)),
        _optional("language", feed.language),
        _optional("copyright", feed.rights),
        element("lastBuildDate", _rfc822(feed.updated)),
        f'<atom:link rel="self" type="application/rss+xml" href={_quoted(feed.url_rss)} />\n',
    ]
    return xml_bytes("".join(head), _fragments(_rss_item, feed), "</channel>\n</rss>\n")


def _rss_item(entry: FeedEntry, language: str) -> bytes:
    parts = [
        "<item>\n",
        element("title", entry.title),
        element("link", entry.url),
        element("guid", entry.id, ' isPermaLink="false"'),
        element("pubDate", _rfc822(entry.published)),
        *(element("dc:creator", name) for name in entry.bylines),
        _optional("dc:language", entry.language if entry.language != language else ""),
        *(_rss_category(*category) for category in entry.categories),
        _optional("description", escape(entry.summary)),
        _optional("content:encoded", entry.content_html),
        *(_rss_source(source) for source in entry.sources if len(entry.sources) == 1),
        "</item>\n",
    ]
    return utf8("".join(parts))


@lru_cache(maxsize=_TERMS)
def _rss_category(term: str, label: str) -> str:
    code, scheme = _classify(term)
    return element("category", label or code, _attributes({"domain": scheme}))


def _rss_source(source: FeedSource) -> str:
    return element("source", source.title, _attributes({"url": source.feed})) if source.feed else ""


def json_feed(feed: FeedDocument) -> bytes:
    """Return the feed as JSON Feed 1.1; it has one place for an address elsewhere, which takes the first of `via`."""
    items = b",\n".join(_fragments(_json_item, feed))
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _legal(feed.title),
        "home_page_url": feed.home,
        "feed_url": feed.url_json,
        **_given({"description": _legal(feed.subtitle), "icon": feed.icon, "language": feed.language}),
        "authors": [{"name": feed.author, "url": feed.home}],
        "items": msgspec.Raw(b"[\n" + items + b"\n]"),
    }
    return msgspec.json.encode(document) + b"\n"


def _json_item(entry: FeedEntry, _language: str) -> bytes:
    summary, content = _legal(entry.summary), _legal(entry.content_html)
    text = {"content_text": summary or _legal(entry.title)}
    authors = [{"name": _legal(name)} for name in entry.bylines]
    item = {
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
    return msgspec.json.encode(item)


def opml(title: str, owner: str, outlines: Iterable[Outline]) -> bytes:
    """Return a list of feeds as OPML 2.0; neighbours with the same heading stand together under it."""
    parts = [f'<opml version="2.0">\n<head>\n{element("title", title)}{element("ownerName", owner)}</head>\n<body>\n']
    for heading, group in groupby(outlines, key=lambda outline: outline.heading):
        lines = "".join(map(_outline, group))
        parts.append(f"<outline text={_quoted(heading)}>\n{lines}</outline>\n" if heading else lines)
    return xml_bytes("".join(parts), (), "</body>\n</opml>\n")


def _outline(line: Outline) -> str:
    title = _quoted(line.title)
    rest = _attributes({"htmlUrl": line.home, "language": line.language})
    return f'<outline type="rss" text={title} title={title} xmlUrl={_quoted(line.feed)}{rest} />\n'


def xml_bytes(head: str, fragments: Iterable[bytes] = (), tail: str = "") -> bytes:
    """Return a document as UTF-8 after its declaration: `head` and `tail` are markup, `fragments` what `utf8` gave."""
    return b"".join((_DECLARATION, utf8(head), *fragments, utf8(tail)))


def element(name: str, text: str, attributes: str = "") -> str:
    """Return an element of plain text on a line of its own; `attributes` are markup with a space before each."""
    return f"<{name}{attributes}>{escape(text)}</{name}>\n"


def utf8(text: str) -> bytes:
    r"""Return text or markup in UTF-8 without what XML 1.0 (section 2.2) has no place for, surrogates among it.

    Its line ends become those that an XML reader would make of them.

    >>> utf8("a\r\nb\x00\ud800\uffff")
    b'a\nb'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\ufffe", "").replace("\uffff", "")
    return text.encode("utf-8", "ignore").translate(None, _CONTROLS)


def _legal(text: str) -> str:
    """Return the text as `utf8` leaves it; what is printable from end to end, as most titles are, is so already."""
    return text if text.isprintable() else utf8(text).decode()


def _fragments(make: Callable[[FeedEntry, str], bytes], feed: FeedDocument) -> list[bytes]:
    """Return each entry's bytes in the feed's language, made anew only where they are not remembered."""
    return [
        (_remembered if len(entry.content_html) <= _LONG else _made)(make, entry, feed.language)
        for entry in feed.entries
    ]


def _made(make: Callable[[FeedEntry, str], bytes], entry: FeedEntry, language: str) -> bytes:
    return make(entry, language)


_remembered = lru_cache(maxsize=_PLACES)(_made)


def _optional(name: str, text: str, attributes: str = "") -> str:
    return element(name, text, attributes) if text else ""


def _link(attributes: str, address: str) -> str:
    return f"<link {attributes} href={_quoted(address)} />\n" if address else ""


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f" {name}={_quoted(value)}" for name, value in values.items() if value)


def _quoted(text: str) -> str:
    """Return an attribute's value in its quotes; a reader would make spaces of bare line ends (XML 1.0, 3.3.3)."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'"{escaped if escaped.isprintable() else escaped.translate(_BREAKS)}"'


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
