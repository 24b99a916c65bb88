"""What a page's markup owes its reader: one h1, headings in order, language, title, alternatives, ids, link texts."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from lxml import etree, html

from quotidien.model import languages
from quotidien.publish.built import Finding
from quotidien.publish.pages import Page

_TITLE = etree.XPath("normalize-space(//head/title)", smart_strings=False)
_HEADINGS = etree.XPath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
_IMAGES = etree.XPath("//img[not(@alt)]/@src", smart_strings=False)
_MUTE = etree.XPath(
    "//a[@href][not(normalize-space())][not(descendant-or-self::*[normalize-space(@aria-label)])]"
    "[not(.//img[normalize-space(@alt)])]/@href",
    smart_strings=False,
)


def check(page: Page) -> tuple[Finding, ...]:
    """Return what is wrong in the page's markup (WCAG 2.2: 1.1.1, 1.3.1, 2.4.2, 2.4.4, 3.1.1)."""
    faults = (*_head(page), *_headings(page), *_names(page))
    return tuple(Finding(page.path, "markup", fault) for fault in faults)


def _head(page: Page) -> Iterator[str]:
    if not languages.is_tag(page.tree.get("lang") or ""):
        yield "html has no lang, or none that is a language tag"
    if not _TITLE(page.tree):
        yield "has no title"


def _headings(page: Page) -> Iterator[str]:
    levels = [int(heading.tag[1]) for heading in cast("list[html.HtmlElement]", _HEADINGS(page.tree))]
    if levels.count(1) != 1:
        yield f"has {levels.count(1)} h1, not one"
    for before, after in pairwise([0, *levels]):
        if after > before + 1:
            yield f"h{after} follows h{before}" if before else f"h{after} stands before any h1"


def _names(page: Page) -> Iterator[str]:
    for source in cast("list[str]", _IMAGES(page.tree)):
        yield f"image without alt: {source}"
    for id_, times in Counter(page.ids()).items():
        if times > 1:
            yield f"id {id_!r} stands {times} times"
    for link in cast("list[str]", _MUTE(page.tree)):
        yield f"link without text: {link}"
