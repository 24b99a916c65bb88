"""What a page may cost its reader: bytes, nodes, scripts, and requests to others (none).

An article's granted body, in an element of class `body`, is not counted; the search page has a budget of its own.
"""

import copy
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree, html

from quotidien.publish.built import Built, Finding
from quotidien.publish.pages import Page

PAGE_GZIP = 14 * 1024
"""HTML and CSS together: what the first round trip of a new connection carries (RFC 6928: 10 segments)."""
PAGE_RAW = 80 * 1024
STYLESHEET_RAW = 8 * 1024
NODES = 1_500

_BODIES = etree.XPath("//body//*[contains(concat(' ', normalize-space(@class), ' '), ' body ')]")
_INDEX = etree.XPath("boolean(//body[contains(concat(' ', normalize-space(@class), ' '), ' index ')])")
_NODES = etree.XPath("count(//*)")
_SCRIPTS = etree.XPath("count(//script[not(@type = 'application/ld+json')]) + count(//@*[starts-with(name(), 'on')])")
_STYLES = etree.XPath("//style/text() | //@style", smart_strings=False)
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes as they are and as gzip sends them."""

    raw: int = 0
    gzip: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(self.raw + other.raw, self.gzip + other.gzip)


def weigh(data: bytes) -> Weight:
    """Return the weight of some bytes at gzip's usual level, 18 bytes of header and trailer included."""
    return Weight(len(data), len(zlib.compress(data, 6)) + 12)


def is_search(path: str) -> bool:
    """Say whether a file is a digest's search page.

    >>> is_search("search/index.html"), is_search("fr/search/index.html"), is_search("topics/search/2/index.html")
    (True, True, False)
    """
    return path.endswith("search/index.html") and path.count("/") <= 2


def check(page: Page, built: Built, stylesheets: Mapping[str, Weight]) -> tuple[Finding, ...]:
    """Return how the page breaks its budget; `stylesheets` weighs every stylesheet in the output by its path."""
    sheets = _stylesheets(page, built)
    faults = list(_strangers(page, built))
    if not is_search(page.path):
        own = sum((stylesheets.get(sheet, Weight()) for sheet in sheets), Weight())
        faults += [*_counts(page, len(sheets)), *_weights(page, own)]
    return tuple(Finding(page.path, "budgets", fault) for fault in faults)


def check_stylesheets(built: Built, paths: Iterable[str]) -> tuple[Finding, ...]:
    """Return what is wrong with the stylesheets that pages use."""
    return tuple(Finding(path, "budgets", what) for path in sorted(paths) for what in _sheet_faults(built, path))


def _sheet_faults(built: Built, path: str) -> Iterator[str]:
    data = (built.output / path).read_bytes()
    if len(data) > STYLESHEET_RAW:
        yield f"stylesheet of {len(data)} bytes, more than {STYLESHEET_RAW}"
    if _OUTSIDE.search(data.decode(errors="replace")):
        yield "stylesheet asks for another address"


def _stylesheets(page: Page, built: Built) -> frozenset[str]:
    base = built.address(page.path)
    return frozenset(built.locate(link, base).path for link in page.stylesheets()) - {""}


def _strangers(page: Page, built: Built) -> Iterator[str]:
    base = built.address(page.path)
    hosts = {place.host for link in page.requests() if (place := built.locate(link, base)).host}
    yield from (f"asks {host}, which is another host" for host in sorted(hosts))


def _counts(page: Page, sheets: int) -> Iterator[str]:
    if scripts := int(cast("float", _SCRIPTS(page.tree))):
        yield f"holds {scripts} scripts"
    if any(_OUTSIDE.search(style) for style in cast("list[str]", _STYLES(page.tree))):
        yield "has a style that asks for another address"
    if sheets > 1:
        yield f"has {sheets} stylesheets, not one"


def _weights(page: Page, stylesheets: Weight) -> Iterator[str]:
    tree, data = _without_bodies(page)
    weight = weigh(data) + stylesheets
    nodes = int(cast("float", _NODES(tree)))
    if weight.gzip > PAGE_GZIP:
        yield f"HTML and CSS take {weight.gzip} bytes as gzip, more than {PAGE_GZIP}"
    if weight.raw > PAGE_RAW:
        yield f"HTML and CSS take {weight.raw} bytes, more than {PAGE_RAW}"
    if nodes > NODES and not _INDEX(tree):
        yield f"holds {nodes} nodes, more than {NODES}"


def _without_bodies(page: Page) -> tuple[html.HtmlElement, bytes]:
    if not _BODIES(page.tree):
        return page.tree, page.data
    tree = copy.deepcopy(page.tree)
    for element in cast("list[html.HtmlElement]", _BODIES(tree)):
        element.drop_tree()
    return tree, cast("bytes", html.tostring(tree, encoding="utf-8"))
