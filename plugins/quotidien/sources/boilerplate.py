"""What stands around and inside an article without being of it: breadcrumbs, share buttons, related boxes, comments.

Knows the names that sites give to such parts, and the sentences they are made of, in several languages. Removes
them from a parsed page before its text is extracted, and from the text afterwards.
"""

import re

from lxml.etree import _Element
from lxml.html import HtmlElement

_PARTS = re.compile(
    r"(?:^|[\s_-])(?:bread-?crumbs?|share|sharing|share-?(?:bar|box|buttons?|links?|tools?)|social(?:-?(?:links|share|media))?|"
    r"related|related-?(?:posts|articles|stories|content|links)?|recommended|recommendations|read-?(?:more|next|also)|"
    r"more-?(?:on|from|stories)|see-?also|newsletter|newsletter-?(?:box|signup)|subscribe-?box|"
    r"comments?|comments?-?(?:form|area|list|section|respond)|respond|akismet|cookie-?(?:banner|notice)|"
    r"addtoany\w*|jp-relatedposts|sharedaddy|outbrain|taboola|advert(?:isement)?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTAINERS = ("div", "section", "aside", "ul", "ol", "nav", "form", "p", "figure")
_POINTER = re.compile(
    r"\W*(?:read (?:more|also|next|on)|also read|more on this|related(?: (?:articles?|stories|posts?|news))?|see also|"
    r"continue reading|you may (?:also )?like|share (?:this|on|via)|follow us|sign up|subscribe (?:now|to)|"
    r"(?:à )?lire (?:aussi|la suite|également)|(?:sur le )?même sujet|partage[rz]|suivez-nous|"
    r"lesen sie auch|mehr zum thema|auch interessant|weiterlesen|teilen|"
    r"(?:lee|lea) también|le(?:er|a) más|te puede interesar|compart(?:ir|e|ilhar?)|leia (?:também|mais)|"
    r"leggi anche|condividi|lees ook|читайте также|читать далее|поделиться|"
    r"اقرأ أيض[اً]+|اقرأ المزيد|مواضيع ذات صلة|شارك|"
    r"関連記事|続きを読む|あわせて読みたい|シェア|相关阅读|阅读更多|관련기사)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\bakismet\b|your email address will not be published|required fields are marked|leave a (?:reply|comment)|"
    r"laisser un commentaire|votre adresse e-?mail ne sera pas publiée|schreibe einen kommentar|"
    r"deine e-?mail-adresse wird nicht veröffentlicht|deja (?:una respuesta|un comentario)|"
    r"コメントを(?:残す|書く)|メールアドレスが公開されることはありません|اترك (?:تعليق|رد)",
    re.IGNORECASE,
)
_SHORT = 60
_BLOCKS = ("p", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")


def prune(tree: HtmlElement) -> None:
    """Remove the parts of a page that are named as what no article holds.

    Never one that holds its main heading or, unless it is named for comments, half of its prose: the names stand in
    longer ones too (`entry-content-read-more`).
    """
    half = _prose(tree) / 2
    for element in list(tree.iter(*_CONTAINERS)):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        found = _PARTS.search(name) if name != " " else None
        if found is None or element.getparent() is None or _holds_article(element):
            continue
        if "comment" in found[0].lower() or _prose(element) <= half:
            element.drop_tree()


def trim(body: _Element, title: str) -> None:
    """Remove from an extracted body (simplified HTML) what points elsewhere, and a heading that repeats the title."""
    blocks = [(block, _text(block)) for block in body.iter(*_BLOCKS)]
    for place, (block, words) in enumerate(blocks):
        repeats = place < 3 and len(words) > 10 and title.startswith(words)
        if repeats or _NOTICE.search(words[:300]) or _is_pointer(block, words):
            _remove(block)
    for block in reversed(list(body)):
        if not re.fullmatch(r"h[1-6]", str(block.tag)):
            break
        _remove(block)


def _prose(element: HtmlElement) -> int:
    """Return how many characters stand in the paragraphs of an element, itself included."""
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


def _holds_article(element: HtmlElement) -> bool:
    return next(element.iter("h1", "article", "main"), None) is not None


def _is_pointer(block: _Element, words: str) -> bool:
    """Say whether a block only leads elsewhere: "Read also: …", a paragraph that is one link, a list of links."""
    linked = sum(len(_text(link)) for link in block.iter("a"))
    if block.tag in {"ul", "ol"}:
        return linked * 5 > len(words) * 4
    if block.tag == "p" and linked and linked + 4 >= len(words):
        return True
    return bool(_POINTER.match(words)) and (len(words) <= _SHORT or linked * 2 > len(words))


def _text(element: _Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _remove(element: _Element) -> None:
    """Remove an element and keep the text after it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
