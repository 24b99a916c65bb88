"""What a feed parser dares to read: one linear look at the markup before the parser sees it.

Knows which shapes take feedparser and expat longer than their size says. Does not know what a feed means.
"""

import re

MOST_DEPTH = 500
MOST_ATTRIBUTES = 500
"""Of one element: 20,000 take expat's reader 3.8 s, 200,000 more than a minute."""
MOST_NAMESPACES = 100
MOST_CATEGORIES = 3_000
MOST_NAME = 20_000

_MARKUP = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    # no part may hold "<", which XML forbids in attributes: so the search is linear whatever the quotes do
    r"|<(?P<end>/?)(?:[\w.-]*+:)?(?P<name>[A-Za-z_][\w.-]*+)(?P<rest>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>",
    re.DOTALL,
)
_NAMESPACE = re.compile(r"xmlns[^=\s]*+\s*=\s*[\"'][^\"']*")
_LONG_WORD = re.compile(r"[\w.+-]{300}")
_PEOPLE = frozenset("author creator contributor managingeditor webmaster publisher owner name email".split())


def excess(document: str) -> str:
    """Say in a few words what a feed has too much of, "" where it may be parsed."""
    depth = categories = 0
    namespaces: set[str] = set()
    for tag in _MARKUP.finditer(document):
        name, rest = (tag["name"] or "").lower(), tag["rest"] or ""
        if tag["end"]:
            depth = 2 if name in {"item", "entry"} else depth - 1
            categories = 0 if name in {"item", "entry"} else categories
        elif name:
            depth += not rest.endswith("/")
            categories += name in {"category", "subject"}
            if "xmlns" in rest:
                namespaces.update(_NAMESPACE.findall(rest))
            if fault := _tag_excess(name, rest) or _name_excess(document, name, tag.end()):
                return fault
        if depth > MOST_DEPTH or categories > MOST_CATEGORIES or len(namespaces) > MOST_NAMESPACES:
            return f"{depth} elements inside one another, {categories} categories, {len(namespaces)} namespaces"
    return ""


def _tag_excess(name: str, rest: str) -> str:
    if len(rest) > 2 * MOST_ATTRIBUTES and (attributes := rest.count("=")) > MOST_ATTRIBUTES:
        return f"{attributes} attributes on one <{name}>"
    return ""


def _name_excess(document: str, name: str, start: int) -> str:
    """Look at what stands between the tags of a person: feedparser searches it for an address, in quadratic time."""
    if name not in _PEOPLE or document[start - 2 : start - 1] == "/":
        return ""
    end = document.find("</", start, start + MOST_NAME)
    if end < 0 or _LONG_WORD.search(document, start, end):
        return f"a <{name}> too long for a name"
    return ""
