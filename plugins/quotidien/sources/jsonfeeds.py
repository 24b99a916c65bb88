"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/) to model values."""

import json
from typing import Any

from quotidien.errors import DropItem
from quotidien.model import languages, text, urls
from quotidien.model.articles import Entry
from quotidien.sources.entries import Feed, as_html, instant, names, words


def read(document: str, *, url: str) -> Feed:
    """Return the feed that a JSON document holds. Raises DropItem where it is not JSON or not a JSON Feed."""
    try:
        found = json.loads(document, strict=False)
    except (ValueError, RecursionError) as error:
        raise DropItem(f"not a feed: broken JSON ({error}); ask the source to repair {url}", url=url) from error
    feed = _mapping(found)
    if "jsonfeed.org" not in _string(feed.get("version")) and not isinstance(feed.get("items"), list):
        raise DropItem(f"not a feed: JSON, but no JSON Feed; correct the address {url}", url=url)
    language = languages.canonical(_string(feed.get("language")))
    authors = _authors(feed)
    items = (_mapping(item) for item in _list(feed.get("items")))
    return Feed(
        title=text.plain(_string(feed.get("title"))),
        homepage=_absolute(feed.get("home_page_url"), url),
        language=language,
        entries=tuple(_entry(item, url, language, authors) for item in items if item),
    )


def _entry(item: dict[str, Any], feed: str, language: str, authors: tuple[str, ...]) -> Entry:
    markup, plain = _string(item.get("content_html")), _string(item.get("content_text"))
    id_ = _string(item.get("id"))
    return Entry(
        feed=feed,
        guid=id_,
        url=_absolute(item.get("url"), feed) or urls.absolute(id_) or _absolute(item.get("external_url"), feed),
        title=text.plain(_string(item.get("title"))),
        summary=as_html(_string(item.get("summary"))),
        content=markup or as_html(plain),
        authors=_authors(item) or authors,
        published=instant(_string(item.get("date_published"))),
        updated=instant(_string(item.get("date_modified"))),
        categories=words(_string(tag) for tag in _list(item.get("tags"))),
        language=languages.canonical(_string(item.get("language"))) or language,
    )


def _authors(thing: dict[str, Any]) -> tuple[str, ...]:
    """Return the names in version 1.1's `authors` or version 1's `author`."""
    people = _list(thing.get("authors")) or [thing.get("author")]
    return names(_string(_mapping(person).get("name")) or _string(person) for person in people)


def _absolute(value: object, base: str) -> str:
    return urls.absolute(link, base) if (link := _string(value)) else ""


def _string(value: object) -> str:
    """Return text or a number as text: ids are often numbers."""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
