"""Sitemaps and lists of feeds: what they link, and that they can be read."""

from typing import cast

from lxml import etree

from quotidien.publish.built import Built, Examined, Finding

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
"""Strict: the first thing that is not well-formed XML is an error."""

_LOCATIONS = etree.XPath("//*[local-name() = 'loc']/text()", smart_strings=False)
_OUTLINES = etree.XPath("//@xmlUrl | //@htmlUrl", smart_strings=False)


def check(path: str, data: bytes, built: Built) -> Examined:
    """Examine a sitemap or an OPML list; every address in a sitemap must be the site's own."""
    try:
        root = etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as error:
        return Examined((Finding(path, "sitemaps", f"is no XML: {error}"),))
    locations = [text.strip() for text in cast("list[str]", _LOCATIONS(root))]
    strangers = [text for text in locations if not text.startswith(f"{built.url}/")]
    findings = tuple(Finding(path, "sitemaps", f"{text} is not below {built.url}/") for text in strangers)
    return Examined(findings, frozenset([*locations, *cast("list[str]", _OUTLINES(root))]))
