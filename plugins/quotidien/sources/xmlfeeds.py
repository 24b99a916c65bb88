"""RSS 0.9x, 1.0, 2.0 and Atom to model values, through feedparser.

feedparser gets UTF-8 in memory and never an address, so that it fetches nothing. It neither cleans nor resolves
HTML here: that is `clean`'s, and takes it 64 % of its time.
"""

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser

from quotidien.errors import DropItem
from quotidien.model import languages, text, urls
from quotidien.model.articles import Entry
from quotidien.sources import bounds
from quotidien.sources.entries import Feed, as_html, instant, names, names_day, words

_FEED_LINK = re.compile(r"<link\b[^>]*application/(?:rss|atom)\+xml[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)

Parsed = dict[str, Any]
"""One of feedparser's dictionaries. Read with `dict.get`: its own `get` answers for keys that are not there."""


def read(document: str, *, url: str) -> Feed:
    """Return the feed that an XML document holds, well-formed or not. Raises DropItem where it is none.

    Links are resolved against `xml:base`, then `url`. Links inside summary and content stay as they are.
    """
    if fault := bounds.excess(document):
        raise DropItem(f"not parsed: {fault}, which no honest feed has; ask the source about {url}", url=url)
    parsed = _parse(document, url)
    channel: Parsed = dict.get(parsed, "feed", {})
    version = dict.get(parsed, "version") or ""
    if not version and not parsed["entries"]:
        raise DropItem(_not_a_feed(document[:200_000], url), url=url)
    language = languages.canonical(_string(channel, "language"))
    authors = _authors(channel) if version.startswith("atom") else ()
    return Feed(
        title=text.plain(_string(channel, "title")),
        homepage=_absolute(_string(channel, "link"), url),
        language=language,
        entries=tuple(_entry(each, url, version, language, authors) for each in parsed["entries"]),
        faults=_faults(parsed),
    )


def _parse(document: str, url: str) -> Parsed:
    try:
        parsed: Parsed = feedparser.parse(
            io.BytesIO(document.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except DropItem:  # a deadline around us
        raise
    except Exception as error:  # feedparser promises nothing about what hostile markup raises in it
        raise DropItem(f"not parsed: {error!r}; ask the source to repair {url}", url=url) from error
    return parsed


def _not_a_feed(start: str, url: str) -> str:
    if not re.search(r"<!doctype html|<html\b", start[:2_000], re.IGNORECASE):
        kind = "XML, but neither RSS nor Atom" if start.lstrip().startswith("<") else "neither XML nor JSON"
        return f"not a feed: {kind}; correct the address {url}"
    links = (_HREF.search(found[0]) for found in _FEED_LINK.finditer(start))
    named = [feed for link in links if link and (feed := urls.absolute(text.plain(link[1]), url))]
    if named:
        return f"not a feed: an HTML page, which names {named[0]} as its feed; correct the address {url}"
    return f"not a feed: an HTML page; correct the address {url}"


def _entry(parsed: Parsed, feed: str, version: str, language: str, authors: tuple[str, ...]) -> Entry:
    published = _instant(parsed, "published") or _instant(parsed, "created")
    updated = _instant(parsed, "updated")
    if version.startswith("rss") and published is None:  # Dublin Core's date, which feedparser calls `updated`
        published, updated = updated, None
    content = max((_markup(each) for each in dict.get(parsed, "content", [])), key=len, default="")
    return Entry(
        feed=feed,
        guid=_string(parsed, "id"),
        url=_link(parsed, feed),
        title=text.plain(_string(parsed, "title")),
        summary=_markup(dict.get(parsed, "summary_detail") or {}),
        content=content,
        authors=_authors(parsed) or authors,
        published=published,
        updated=updated,
        categories=words(_string(tag, "label") or _string(tag, "term") for tag in dict.get(parsed, "tags", [])),
        language=_language(parsed) or language,
    )


def _link(parsed: Parsed, feed: str) -> str:
    """Return FeedBurner's original link, else the alternate one, else a guid that is an address by itself."""
    alternate = [each for each in dict.get(parsed, "links", []) if dict.get(each, "rel") == "alternate"]
    alternate.sort(key=lambda each: "html" not in _string(each, "type"))
    permalink = _string(parsed, "id") if dict.get(parsed, "guidislink") else ""
    candidates = (_string(parsed, "feedburner_origlink"), *(_string(each, "href") for each in alternate))
    return next((link for each in candidates if (link := _absolute(each, feed))), "") or urls.absolute(permalink)


def _markup(detail: Parsed) -> str:
    value = _string(detail, "value")
    return as_html(value) if _string(detail, "type") == "text/plain" else value


def _authors(parsed: Parsed) -> tuple[str, ...]:
    people: Iterable[Parsed] = dict.get(parsed, "authors", [])
    return names(map(_person, people))


def _person(person: Parsed) -> str:
    """Return the name; where feedparser cut an address in two ("ple (Ada" of "a@b.example (Ada)"), as it stood."""
    name = _string(person, "name")
    return _string(person, "email") + name if "(" in name and ")" not in name else name


def _instant(parsed: Parsed, key: str) -> datetime | None:
    found = dict.get(parsed, f"{key}_parsed")
    if isinstance(found, struct_time) and names_day(_string(parsed, key)):
        try:
            return datetime(*found[:5], min(found[5], 59), tzinfo=UTC)
        except ValueError:
            return None
    return instant(_string(parsed, key))


def _language(parsed: Parsed) -> str:
    details = [dict.get(parsed, "title_detail"), *dict.get(parsed, "content", []), dict.get(parsed, "summary_detail")]
    tags = (languages.canonical(_string(detail, "language")) for detail in details if detail)
    return next((tag for tag in tags if tag), "")


def _faults(parsed: Parsed) -> tuple[str, ...]:
    if not dict.get(parsed, "bozo") or isinstance(parsed["bozo_exception"], feedparser.CharacterEncodingOverride):
        return ()
    return (f"not well-formed, read as far as it goes: {parsed['bozo_exception']}",)


def _absolute(link: str, base: str) -> str:
    return urls.absolute(link, base) if link.strip() else ""


def _string(parsed: Parsed, key: str) -> str:
    value = dict.get(parsed, key)
    return value if isinstance(value, str) else ""
