"""A page to the article on it. A pure function over bytes, so that it runs in any worker.

Knows the order in which witnesses are believed. Does not know rights: what may be shown is decided elsewhere.
"""

import logging
import re
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from urllib.parse import urljoin

import trafilatura
from lxml.etree import ParserError, _Element, tostring
from lxml.html import HtmlElement, document_fromstring
from trafilatura.htmlprocessing import convert_to_html
from trafilatura.settings import DEFAULT_CONFIG

from quotidien.errors import DropItem
from quotidien.model import languages, text, urls
from quotidien.sources import boilerplate, charsets, clean, metadata
from quotidien.sources.entries import instant, names, words

FEWEST_WORDS = 25
"""A page with less text has no article: it is a list, a login or an error."""
SECOND_OPINION = 1_500
"""Characters under which the slow way is tried too. Of 103 pages: F1 .947 at 37 pages/s; always slow, .945 at 34."""

_BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"\0\0\0 ftyp")
_NOT_PAGES = re.compile(r"\s*(?:image|audio|video|font)/|\s*application/(?:pdf|zip|octet-stream|epub)", re.IGNORECASE)
_SETTINGS = deepcopy(DEFAULT_CONFIG)
_SETTINGS["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "100"
"""Characters under which trafilatura takes all text of a page as one paragraph: at its own 250, F1 is .0012 lower."""
_DATES = {"original_date": True, "extensive_search": True, "max_date": "2100-01-01"}
"""htmldate would take today as the latest day: what is credible is decided elsewhere, by the run's own clock."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """One page read. `text` is plain paragraphs with a blank line between them, `markdown` the same body with markup.

    `date_from` says who gave `published`: "json-ld", "meta", "htmldate" (which guesses and is right in 86 of 100) or
    "". `sections` are the source's words for the article. `reserved`: the page reserves text and data mining.
    `paywalled`: it says that it is not free. `canonical` is on the page's own site.
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    date_from: str = ""
    language: str = ""
    canonical: str = ""
    summary: str = ""
    text: str = ""
    markdown: str = ""
    sections: tuple[str, ...] = ()
    reserved: bool = False
    paywalled: bool = False

    @classmethod
    def empty(cls) -> Self:
        """Return the page that says nothing."""
        return cls()


def extract_page(body: bytes, *, url: str, content_type: str = "") -> Page:
    """Return the article on the page at `url`; `text` is "" where there is none.

    Raises DropItem where the bytes are no HTML, and nothing else, whatever they are.
    """
    if body.startswith(_BINARY) or _NOT_PAGES.match(content_type):
        raise DropItem(f"not a page: {content_type or 'binary data'}; only its feed can be used", url=url)
    tree = _parse(charsets.decode(body, content_type))
    if tree is None:
        raise DropItem("not a page: no HTML in it; look at it in a browser", url=url)
    page = _completed(_described(tree, url), tree, url)
    boilerplate.prune(tree)
    _resolve_links(tree, url)
    found = _body(tree, url, page.title)
    plain = clean.to_text(found)
    if text.word_count(plain) < FEWEST_WORDS:
        return page
    return replace(page, text=plain, markdown=clean.to_markdown(found, url))


def _parse(document: str) -> HtmlElement | None:
    """Return the tree, `None` where there is no element in it."""
    if not re.search(r"<[A-Za-z!]", document):
        return None
    document = document.replace("\0", "")
    found: HtmlElement | None = trafilatura.load_html(document)  # repairs what sites break, but wants an <html> tag
    try:
        return found if found is not None else document_fromstring(document)
    except (ParserError, ValueError):
        return None


def _described(tree: HtmlElement, url: str) -> Page:
    said = metadata.read(tree, url)
    return Page(
        title=said.title,
        subtitle="" if said.subtitle == said.title else said.subtitle,
        authors=said.authors,
        published=said.published,
        updated=said.updated,
        date_from=said.date_from,
        language=said.language,
        canonical=said.canonical,
        summary=said.summary,
        sections=said.sections,
        reserved=said.reserved,
        paywalled=said.paywalled,
    )


def _completed(page: Page, tree: HtmlElement, url: str) -> Page:
    """Fill what the page does not say of itself with what trafilatura and htmldate find in its text."""
    if page.title and page.authors and page.summary and page.published:
        return page
    found = trafilatura.extract_metadata(tree, default_url=url, date_config=dict(_DATES))
    guessed = None if page.published else instant(found.date or "")
    return replace(
        page,
        title=page.title or text.plain(found.title or ""),
        authors=page.authors or names((found.author or "").split(";")),
        published=page.published or guessed,
        date_from="htmldate" if guessed else page.date_from,
        language=page.language or languages.canonical(found.language or ""),
        summary=page.summary or text.plain(found.description or ""),
        sections=page.sections or words(found.categories or ()),
    )


def _resolve_links(tree: HtmlElement, url: str) -> None:
    """Make links absolute: trafilatura would resolve them against the host, and forget `base`."""
    base = next((urljoin(url, element.get("href") or "") for element in tree.iter("base")), url)
    for link in tree.iter("a"):
        if not (href := link.get("href") or "").startswith(("http:", "https:")):
            link.set("href", urls.absolute(href, base) if href else "")


def _body(tree: HtmlElement, url: str, title: str) -> str:
    """Return the article as simplified HTML, "" without one."""
    found = _extracted(tree, url, fast=True)
    if found is None or len(str(found.xpath("string()"))) < SECOND_OPINION:
        found = _extracted(tree, url, fast=False)
    if found is None:
        return ""
    boilerplate.trim(found, title)
    return tostring(found, encoding="unicode")


def _extracted(tree: HtmlElement, url: str, *, fast: bool) -> _Element | None:
    document = trafilatura.bare_extraction(
        tree,
        url=url,
        fast=fast,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        config=_SETTINGS,
    )
    if document is None or document.body is None:
        return None
    root = convert_to_html(document.body)
    body: _Element = root[0]
    return body
