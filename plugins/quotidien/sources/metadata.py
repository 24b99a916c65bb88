"""What a page says about its article, in JSON-LD (schema.org), Open Graph and other `meta` elements.

Knows the vocabularies and which of them is believed first. Does not read the article's text.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import tld
from lxml.html import HtmlElement

from quotidien.model import languages, text, urls
from quotidien.sources.entries import instant, names, words

MOST_SECTIONS = 20

_ARTICLE = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|Review)")
_SUBTITLE = re.compile(
    r"(?:^|[\s_-])(?:sub-?title|sub-?headline|standfirst|chapo|chapeau|dek|deck)(?:$|[\s_-])", re.IGNORECASE
)
_RESERVED = re.compile(r"\bno(?:image)?ai\b", re.IGNORECASE)
_KINDS = ("property", "name", "itemprop", "http-equiv")
_DEEPEST = 6

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Metadata:
    """All parts are plain text or ""; `canonical` is absolute; dates are in UTC; `date_from` says who gave `published`.

    `reserved`: the page reserves text and data mining; `paywalled`: it says that it is not free to read.
    """

    title: str
    subtitle: str
    authors: tuple[str, ...]
    published: datetime | None
    updated: datetime | None
    date_from: str
    language: str
    canonical: str
    summary: str
    sections: tuple[str, ...]
    reserved: bool
    paywalled: bool


def read(tree: HtmlElement, url: str) -> Metadata:
    """Return what the page at `url` says of itself; nothing is guessed from its text."""
    node = next(_articles(tree), {})
    meta = _Meta(tree)
    dated = instant(_string(node.get("datePublished")))
    published = dated or meta.instant("article:published_time", "datepublished", "parsely-pub-date", "dc.date.issued")
    return Metadata(
        title=_title(tree, _string(node.get("headline")) or meta.first("og:title", "twitter:title", "dc.title")),
        subtitle=text.plain(_string(node.get("alternativeHeadline"))) or _subtitle(tree),
        authors=names(_people(node.get("author"))) or names(meta.people("author", "article:author", "dc.creator")),
        published=published,
        updated=instant(_string(node.get("dateModified"))) or meta.instant("article:modified_time", "og:updated_time"),
        date_from="json-ld" if dated else "meta" if published else "",
        language=_language(tree, node, meta),
        canonical=_canonical(tree, meta, url),
        summary=text.plain(_string(node.get("description")) or meta.first("og:description", "description")),
        sections=words([*_strings(node.get("articleSection")), *meta.all("article:section", "article:tag")])[
            :MOST_SECTIONS
        ],
        reserved=meta.first("tdm-reservation") == "1" or bool(_RESERVED.search(meta.first("robots"))),
        paywalled=_is_false(node.get("isAccessibleForFree")) or meta.first("article:content_tier") == "locked",
    )


class _Meta:
    """The `meta` elements by property, name, itemprop or http-equiv, in lower case."""

    def __init__(self, tree: HtmlElement) -> None:
        self._found: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            key = next((name for kind in _KINDS if (name := element.get(kind))), "")
            if value := (element.get("content") or "").strip():
                self._found.setdefault(key.lower().strip(), []).append(value)

    def all(self, *keys: str) -> list[str]:
        return [value for key in keys for value in self._found.get(key, [])]

    def first(self, *keys: str) -> str:
        return next(iter(self.all(*keys)), "")

    def instant(self, *keys: str) -> datetime | None:
        return next((moment for value in self.all(*keys) if (moment := instant(value))), None)

    def people(self, *keys: str) -> list[str]:
        """Return names: in `article:author` many sites put the address of a profile."""
        return [value for value in self.all(*keys) if not urls.absolute(value)]


def _articles(tree: HtmlElement) -> Iterator[Node]:
    """Yield the JSON-LD nodes that are articles, in the order of the page."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                found = json.loads((script.text or "").strip(), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _nodes(found, _DEEPEST)


def _nodes(found: object, depth: int) -> Iterator[Node]:
    if isinstance(found, list) and depth:
        for each in found:
            yield from _nodes(each, depth - 1)
    elif isinstance(found, dict) and depth:
        if any(_ARTICLE.fullmatch(kind.rpartition("/")[2]) for kind in _strings(found.get("@type"))):
            yield found
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(found.get(key), depth - 1)


def _people(value: object) -> list[str]:
    """Return the names in schema.org's `author`: text, a Person or Organization, or a list of them."""
    if isinstance(value, list):
        return [name for each in value[:MOST_SECTIONS] if not isinstance(each, list) for name in _people(each)]
    if isinstance(value, dict):
        return _strings(value.get("name"))
    return [name for name in _strings(value) if not urls.absolute(name)]


def _title(tree: HtmlElement, said: str) -> str:
    """Return the title without the site's name after it: the main heading, where the title begins with it."""
    title = text.plain(said)
    headings = (text.plain(heading.text_content()) for heading in islice(tree.iter("h1"), 5))
    return next((heading for heading in headings if len(heading) > 10 and title.startswith(heading)), title)


def _language(tree: HtmlElement, node: Node, meta: _Meta) -> str:
    declared = [tree.get("lang") or "", *_strings(node.get("inLanguage")), *meta.all("og:locale", "content-language")]
    return next((tag for value in declared if (tag := languages.canonical(value))), "")


def _canonical(tree: HtmlElement, meta: _Meta, url: str) -> str:
    """Return the address the page prefers, on its own site; a home page named by every page of a site is no answer."""
    links = [e.get("href") or "" for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    for link in [*links, meta.first("og:url")]:
        found = urls.absolute(link)
        if found and _site(found) == _site(url) and (_path(found) or not _path(url)):
            return urls.canonical(found)
    return urls.canonical(url)


def _site(url: str) -> str:
    """Return the registered domain (Public Suffix List), the host where there is none."""
    return tld.get_fld(url, fail_silently=True, search_private=True) or urls.host(url)


def _path(url: str) -> str:
    return url.partition("//")[2].partition("/")[2]


def _subtitle(tree: HtmlElement) -> str:
    for element in tree.iter("p", "h2", "h3", "div"):
        if _SUBTITLE.search(element.get("class") or "") and len(found := text.plain(element.text_content())) > 1:
            return found if len(found) <= 400 else ""
    return ""


def _is_false(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.lower().rpartition("/")[2] == "false")


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [string for each in values if (string := _string(each))]


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
