"""A built HTML page, parsed once, and what every check asks of it: its links, its ids, the requests it makes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree, html

from quotidien.errors import DropItem

_PARSER = html.HTMLParser(encoding="utf-8", huge_tree=True)
_LINKS = etree.XPath("//@href | //@src | //@poster | //@action | //object/@data", smart_strings=False)
_SETS = etree.XPath("//@srcset", smart_strings=False)
_REFRESH = etree.XPath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content", smart_strings=False)
_IDS = etree.XPath("//@id", smart_strings=False)
_FETCHED = etree.XPath("//@src | //@poster | //object/@data | //image/@href | //use/@href", smart_strings=False)
_FETCHED_RELATIONS = frozenset(
    "stylesheet icon apple-touch-icon mask-icon manifest preload modulepreload prefetch preconnect prerender"
    " dns-prefetch".split()
)
_URL = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML file: its path below the output, its bytes, its tree. Lists are in the order of the document."""

    path: str
    data: bytes
    tree: html.HtmlElement

    def links(self) -> list[str]:
        """Return every address that the page names, as written."""
        refreshed = [match[1] for content in _strings(_REFRESH, self) if (match := _URL.search(content))]
        return _strings(_LINKS, self) + _candidates(self) + refreshed

    def ids(self) -> list[str]:
        """Return every id, repeated ones as often as they stand there."""
        return _strings(_IDS, self)

    def stylesheets(self) -> list[str]:
        """Return the addresses of its stylesheets, as written."""
        return [href for relations, href in self._relations() if "stylesheet" in relations]

    def requests(self) -> list[str]:
        """Return every address that a browser asks for by itself; a link to follow or a canonical is none."""
        related = [href for relations, href in self._relations() if relations & _FETCHED_RELATIONS]
        return _strings(_FETCHED, self) + _candidates(self) + related

    def _relations(self) -> Iterator[tuple[frozenset[str], str]]:
        for link in self.tree.iter("link"):
            yield frozenset((link.get("rel") or "").lower().split()), link.get("href") or ""


def read(path: str, data: bytes) -> Page:
    """Parse a page. Raises DropItem where it is not UTF-8 or holds no element."""
    try:
        data.decode()
        return Page(path, data, html.document_fromstring(data, parser=_PARSER))
    except (UnicodeDecodeError, etree.LxmlError) as error:
        raise DropItem(f"is no HTML page in UTF-8: {error}", url=path) from error


def _strings(query: etree.XPath, page: Page) -> list[str]:
    return cast("list[str]", query(page.tree))


def _candidates(page: Page) -> list[str]:
    """Return the addresses in every srcset (HTML Standard, section 4.8.4.2.1); ours hold no comma."""
    return [words[0] for value in _strings(_SETS, page) for part in value.split(",") if (words := part.split())]
