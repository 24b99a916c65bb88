"""Markdown to the HTML of a page: links inside `content/` resolved, code coloured, everything unknown left out.

Knows nothing of files: what a `{filename}` link points to is looked up in the addresses it is given, and links that
point nowhere are handed back. What comes out is safe to show whoever wrote what went in.
"""

import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

import comrak
import nh3
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_INSIDE = re.compile(r"^[{|](filename|static|attach|index)[|}](.*)$", re.DOTALL)
_CODE = re.compile(r'<pre><code class="language-([\w+#.-]+)">(.*?)</code></pre>', re.DOTALL)
_ANCHOR = re.compile(r'<a href="#[^"]*"[^>]*class="anchor"></a>')
_HEADING = re.compile(r"(</?h)([1-6])\b")
_OURS = re.compile(r"^(h-|fn-|fnref-)")
_ALIGNED = re.compile(r'(<t[dh](?: [a-z]+="[^"]*")*?) align="(left|center|right)"')
_NO_IMAGE = re.compile(r'<img(?: alt="([^"]*)"| title="[^"]*")*>')
_EMPTY_LINK = re.compile(r"<a\b[^>]*>\s*</a>")
_FORMATTER = HtmlFormatter(nowrap=True)
_MARK = re.compile(r"<[^>]*>?")
_PLAIN_MARKS = frozenset(
    f"<{end}{name}>"
    for name in ("blockquote", "code", "del", "em", "li", "ol", "p", "strong", "ul")
    for end in ("", "/")
)
_RENDERING = comrak.RenderOptions()
_RENDERING.unsafe_ = True

_TAGS = set(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 "
    "h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table "
    "tbody td tfoot th thead tr u ul var".split()
)
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href", "hreflang", "class"},
    "code": {"class"},
    "col": {"span"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "section": {"class"},
    "span": {"class"},
    "sup": {"class"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
}


@dataclass(frozen=True, slots=True)
class Place:
    """What links in a file are resolved against: its path below `content/`, the site's base path, every address."""

    path: str
    base: str
    permalinks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered body: its HTML, the files under `content/` that it shows, and the links that point nowhere."""

    html: str
    statics: tuple[str, ...] = ()
    dangling: tuple[str, ...] = ()


def render(markdown: str, place: Place) -> Body:
    """Return `markdown` as HTML, its headings below the page's own, its images only from this site.

    Tables, footnotes and strikethrough are GitHub's (https://github.github.com/gfm/).
    """
    links = _Links(place)
    extensions = _extensions(links) if "[" in markdown or "<" in markdown else _UNLINKED
    marked = comrak.render_markdown(markdown, extension_options=extensions, render_options=_RENDERING)
    shown = _as_cleaned(marked) if "<" not in markdown and _is_plain(marked) else _cleaned(marked, place.base)
    return Body(shown, tuple(sorted(links.statics)), tuple(links.dangling))


def _is_plain(marked: str) -> bool:
    """Say whether the cleaner would only write `marked` in its own spelling. No `<` may stand in the Markdown.

    Then nobody but comrak wrote a mark, and it closes what it opens, in order. All marks being plain ones, none has an
    attribute, a name that the cleaner refuses, or a place where the HTML parser would move it: paragraphs and lists
    stand in blocks, the others in those. Nor is there a heading, table, link, image or block of code to finish. What is
    left is text, which the parser reads as it stands but for U+000D.
    """
    return "\r" not in marked and _PLAIN_MARKS.issuperset(_MARK.findall(marked))


def _as_cleaned(marked: str) -> str:
    """Return plain markup as the cleaner spells it: in text it escapes the no-break space, and no quotation marks."""
    return marked.replace("&quot;", '"').replace("\xa0", "&nbsp;").strip()


def _cleaned(marked: str, base: str) -> str:
    return _finished(_cleaner(base).clean(_CODE.sub(_coloured, _ANCHOR.sub("", marked))))


def _finished(safe: str) -> str:
    """Return clean markup as our pages want it: below the headline, wide tables scrolling, absent images as words."""
    shown = _NO_IMAGE.sub(r"\1", _ALIGNED.sub(r'\1 class="\2"', _below_the_headline(safe)))
    shown = _EMPTY_LINK.sub("", shown)
    return shown.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>").strip()


class _Links:
    """Resolves the links of one file and remembers what they pointed to."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.statics: set[str] = set()
        self.dangling: list[str] = []

    def resolve(self, url: str) -> str:
        """Return the address on the site that a link of Pelican's own kind means; others are left as they are."""
        found = _INSIDE.match(unquote(url))
        if not found:
            return url
        kind, (_, _, target, query, fragment) = found[1], urlsplit(found[2])
        tail = (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
        if kind == "index":
            return f"{self.place.base}/{tail}"
        path = self._path(target)
        if path.startswith("../"):
            self.dangling.append(url)
        elif kind in {"static", "attach"}:
            self.statics.add(path)
            return f"{self.place.base}/{quote(path)}{tail}"
        elif path in self.place.permalinks:
            return self.place.base + self.place.permalinks[path] + tail
        else:
            self.dangling.append(url)
        return url

    def _path(self, target: str) -> str:
        folder = "" if target.startswith("/") else posixpath.dirname(self.place.path)
        return posixpath.normpath(posixpath.join(folder, target.lstrip("/") if not folder else target))


def _extensions(links: _Links | None = None) -> comrak.ExtensionOptions:
    """Return the dialect that we read; without `links` for a text that holds none."""
    extensions = comrak.ExtensionOptions()
    extensions.table = extensions.footnotes = extensions.strikethrough = True
    extensions.header_id_prefix = "h-"
    if links:
        extensions.link_url_rewriter = extensions.image_url_rewriter = links.resolve
    return extensions


_UNLINKED = _extensions()


def _coloured(found: re.Match[str]) -> str:
    try:
        lexer = get_lexer_by_name(found[1])
    except ClassNotFound:
        return found[0]
    return f'<pre><code class="code">{highlight(html.unescape(found[2]), lexer, _FORMATTER)}</code></pre>'


def _below_the_headline(markup: str) -> str:
    """Give each heading the level of its depth, from `h2` down without a gap: `h1` is the page's."""
    open_levels: list[str] = []

    def relevel(found: re.Match[str]) -> str:
        if found[1] == "<h":
            while open_levels and open_levels[-1] >= found[2]:
                open_levels.pop()
            open_levels.append(found[2])
        return f"{found[1]}{min(6, 1 + len(open_levels))}"

    return _HEADING.sub(relevel, markup)


_CLEANERS: dict[str, nh3.Cleaner] = {}


def _cleaner(base: str) -> nh3.Cleaner:
    """Return the cleaner of a site whose own addresses begin with `base`."""
    if base not in _CLEANERS:

        def judge(tag: str, name: str, value: str) -> str | None:
            if name == "id":
                return value if _OURS.match(value) else None
            if (tag, name) == ("img", "src"):
                return value if value.startswith(f"{base}/") and not value.startswith("//") else None
            return value

        _CLEANERS[base] = nh3.Cleaner(
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            attribute_filter=judge,
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener",
            clean_content_tags={"script", "style"},
        )
    return _CLEANERS[base]
