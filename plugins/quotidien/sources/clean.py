"""Hostile HTML to safe HTML, plain text and Markdown.

Knows what markup an article may hold. Does not know where the markup came from, nor what is boilerplate in it.
"""

import html as entities
import re
import unicodedata
from itertools import islice
from typing import Final

import nh3
from html_to_markdown import ConversionOptions, convert

from quotidien.model import urls

MOST_TAGS = 2_000
"""Elements kept in one fragment. nh3 takes 0.3 s for the worst 2,000, 5.9 s for 50,000 nested ones."""

_OPEN = re.compile(r"<[A-Za-z][^>]*(?:>|\Z)")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_H1 = re.compile(r"<(/?)h1\b", re.IGNORECASE)
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_EMPTY_LINK: Final = re.compile(r"<a\b[^>]*>\s*</a>")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCK = re.compile(
    r"</?(?:p|div|section|h[2-6]|li|ul|ol|pre|blockquote|tr|table|caption|dl|dt|dd|figure|figcaption|br|hr|article|main|aside"
    r"|header|footer|address|details|summary|nav)>"
)
_CELL = re.compile(r"</t[dh]>")
_TAG = re.compile(r"</?[a-z0-9]+>")
_ESCAPED = re.compile(
    r"^ *(?P<fence>`{3,})[^\n]*\n.*?^ *(?P=fence)$|(?<!`)(?P<span>`+)(?!`).+?(?<!`)(?P=span)(?!`)"
    r"|\\(?P<mark>[^\w\s])|(?P<bare>^[ >]*:(?=\s)|!(?=\[))",
    re.MULTILINE | re.DOTALL,
)
_RARELY_MARKUP = frozenset("-.!+=>&")
_ENTITY = re.compile(r"#?\w+;")
_CLASS = re.compile(r"language-[\w+#.-]+|footnote[\w-]*|highlight|[a-z][a-z0-9]{0,2}")
_FOOTNOTE = re.compile(r"fn(?:ref)?[\w:.-]*")

_TAGS: Final = frozenset(
    "p a em strong b i blockquote ul ol li h2 h3 h4 h5 h6 pre code table caption thead tbody tfoot tr th td figure "
    "figcaption br hr sup sub del dl dt dd div span section".split()
)
_STRUCTURE: Final = frozenset("article main aside header footer address details summary nav".split())
_WITH_CONTENT: Final = frozenset(
    "script style template iframe noscript noembed noframes object svg math button select textarea title".split()
)
_SCHEMES: Final = frozenset({"http", "https", "mailto"})
_ATTRIBUTES: Final = {
    "*": {"lang", "dir"},
    "a": {"href", "id", "class"},
    "sup": {"id", "class"},
    "li": {"id", "class"},
    **{tag: {"class"} for tag in ("div", "span", "section", "pre", "code")},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "td": {"colspan", "rowspan", "align"},
}


def _keep(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(word for word in value.split() if _CLASS.fullmatch(word)) or None
    if attribute == "id":
        return value if _FOOTNOTE.fullmatch(value) else None
    return value


def _cleaner(*, images: bool) -> nh3.Cleaner:
    pictures = {"img": {"src", "alt", "width", "height", "loading"}} if images else {}
    return nh3.Cleaner(
        tags=_TAGS | pictures.keys(),
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES | pictures,
        attribute_filter=_keep,
        url_schemes=_SCHEMES,
        link_rel="noopener",
    )


_WITHOUT_IMAGES: Final = _cleaner(images=False)
_WITH_IMAGES: Final = _cleaner(images=True)
_BARE: Final = nh3.Cleaner(
    tags=_TAGS | _STRUCTURE, clean_content_tags=_WITH_CONTENT, attributes={}, attribute_filter=None, link_rel=None
)
_MARKDOWN: Final = ConversionOptions(
    bullets="-",
    escape_misc=True,
    escape_asterisks=True,
    escape_underscores=True,
    extract_metadata=False,
    autolinks=False,
    skip_images=True,
    include_blockquote_citations=False,
)


def clean_html(html: str, *, images: bool = False) -> str:
    """Return the harmless part of a fragment: an article's markup, links to http(s), mailto, relative or #fragment.

    Scripts, styles, frames and forms go with their content, handlers and unknown attributes go, unknown elements
    leave their text. Beyond `MOST_TAGS` elements only text is kept. `images` keeps `img` with its address.

    >>> clean_html('<p onclick="x()">A <a href="javascript:x()">b</a><script>x()</script></p>')
    '<p>A <a rel="noopener">b</a></p>'
    """
    return (_WITH_IMAGES if images else _WITHOUT_IMAGES).clean(_bounded(html))


def to_text(html: str) -> str:
    r"""Return the plain text of a fragment: blocks become paragraphs with a blank line between them.

    >>> to_text("<h2>A</h2><p>b &amp;lt; <i>c</i><br>d</p>")
    'A\n\nb &lt; c\n\nd'
    """
    bare = _BARE.clean(_bounded(_H1.sub(r"<\1h2", html)))
    blocks = _BLOCK.split(_CELL.sub(" ", bare))
    paragraphs = (" ".join(entities.unescape(_TAG.sub("", block)).split()) for block in blocks)
    return _visible("\n\n".join(paragraph for paragraph in paragraphs if paragraph))


def to_markdown(html: str, base: str) -> str:
    r"""Return a fragment as Markdown without raw HTML; links are absolute, relative ones resolved against `base`.

    Text that looks like markup is escaped, so that it stays text when rendered. Images are left out, and
    links that held nothing else.

    >>> to_markdown('<p>1 &lt;b&gt; *2* <a href="/c">d</a> <a href="javascript:e()">f</a></p>', "https://x.example/")
    '1 \\<b> \\*2\\* [d](https://x.example/c) f'
    """
    cleaner = nh3.Cleaner(
        tags=_TAGS | _STRUCTURE,
        clean_content_tags=_WITH_CONTENT,
        attributes={"a": {"href"}, "code": {"class"}, "ol": {"start"}},
        attribute_filter=_keep,
        url_schemes=_SCHEMES,
        link_rel=None,
        url_relative=("rewrite_with_base", base) if urls.absolute(base) else "deny",
    )
    cleaned = _PRE.split(cleaner.clean(_bounded(_H1.sub(r"<\1h2", html))))
    cleaned[::2] = [_EMPTY_LINK.sub("", _SPACE.sub(" ", outside)) for outside in cleaned[::2]]
    markdown = convert("".join(cleaned), _MARKDOWN).content or ""
    return _visible(_ESCAPED.sub(_unescaped, markdown)).strip()


def _unescaped(match: re.Match[str]) -> str:
    """Drop a backslash that changes nothing where it stands, since people read and edit these files; keep code.

    Two marks lack theirs: a colon at the beginning of a line (a definition, where those are switched on) and an
    exclamation mark before a link (an image).
    """
    if match["bare"]:
        return f"{match[0][:-1]}\\{match[0][-1]}"
    if (mark := match["mark"] or "") not in _RARELY_MARKUP:
        return match[0]
    before = match.string[max(0, match.start() - 64) : match.start()].rpartition("\n")[2].lstrip(" >*+-\\")
    after = match.string[match.end() : match.end() + 32]
    needed = (
        not before
        or (mark == "." and before.isdigit() and not after[:1].strip())
        or (mark == "!" and after.startswith("["))
    )
    return match[0] if needed or (mark == "&" and _ENTITY.match(after)) else mark


def _visible(plain: str) -> str:
    """Return NFC without control characters and without those that turn the direction of the text around."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", plain))


def _bounded(html: str) -> str:
    """Drop the opening tags after the first `MOST_TAGS`: nesting cannot be deeper than there are elements."""
    last = next(islice(_OPEN.finditer(html), MOST_TAGS - 1, None), None)
    return html[: last.end()] + _OPEN.sub(" ", html[last.end() :]) if last else html
