"""Pages extracted a second, on one core, beside trafilatura.bare_extraction(with_metadata=True) on the same bytes.

`--data` is a folder like `articles_fundus` (`**/NAME.html.gz`); without one, pages are invented: an article of 450
words among menus, teasers and comments. Ours also gives Markdown and the plain text. trafilatura's caches are emptied
before each pass.
"""

import argparse
import gzip
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import trafilatura
from parts import prose
from parts.measuring import Figures, Option, figure, medians, start
from trafilatura.meta import reset_caches

from quotidien.errors import DropItem
from quotidien.sources.pages import extract_page

ADDRESS = "https://source.example/2026/11/24/a"


def main(parameters: argparse.Namespace) -> Figures:
    """Extract all pages with both by turns; medians."""
    found = _read(Path(parameters.data)) if parameters.data else [_invent(each) for each in range(parameters.pages)]
    if not found:
        sys.exit(f"no page in {parameters.data}: it wants a folder like articles_fundus, with NAME.html.gz in it")
    pages = found[: parameters.pages]
    ours_s, theirs_s = medians(parameters.runs, partial(_all, _ours, pages), partial(_all, _theirs, pages))
    return {
        "extracted": len(pages),
        "with_text": sum(map(_ours, pages)),
        "pages_per_s": figure(len(pages) / ours_s),
        "trafilatura_pages_per_s": figure(len(pages) / theirs_s),
        "time_vs_trafilatura": figure(ours_s / theirs_s),
    }


def _all(call: Callable[[bytes], bool], pages: list[bytes]) -> None:
    reset_caches()
    for page in pages:
        call(page)


def _ours(page: bytes) -> bool:
    """Extract, and say whether there was an article."""
    try:
        return bool(extract_page(page, url=ADDRESS, content_type="text/html").text)
    except DropItem:
        return False


def _theirs(page: bytes) -> bool:
    return trafilatura.bare_extraction(page, url=ADDRESS, with_metadata=True) is not None


def _read(folder: Path) -> list[bytes]:
    return [gzip.decompress(path.read_bytes()) for path in sorted(folder.rglob("*.html.gz"))]


def _invent(number: int) -> bytes:
    writer = prose.Invented(number)
    title = writer.sentence(8).rstrip(".")
    teasers = [f'<li><a href="/{place}">{writer.sentence(9)}</a></li>' for place in range(60)]
    comments = [f'<div class="comment"><b>Reader</b><p>{writer.sentence(20)}</p></div>' for _ in range(10)]
    paragraphs = [f"<p>{each}</p>" for each in writer.paragraphs(10)]
    return _PAGE.format(
        title=title,
        summary=writer.sentence(20),
        menu="".join(teasers[:25]),
        related="".join(teasers[25:]),
        body="\n".join(paragraphs),
        comments="".join(comments),
    ).encode()


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Bench</title>
<meta name="description" content="{summary}"><meta name="author" content="Ada Writer">
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-11-24T06:30:00Z">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{title}",
"datePublished": "2026-11-24T06:30:00Z", "author": {{"@type": "Person", "name": "Ada Writer"}}}}</script>
<style>body {{ margin: 0 }}</style></head>
<body><header><nav><ul class="menu">{menu}</ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By Ada Writer, 24 November 2026</p>
<div class="article-body">{body}</div></article>
<aside class="related"><h2>Read more</h2><ul>{related}</ul></aside>
<section id="comments"><h2>Comments</h2>{comments}</section></main>
<footer><p>All rights reserved</p></footer></body></html>
"""

if __name__ == "__main__":
    start(
        main,
        Option("data", "", "", "a folder like articles_fundus; without one, pages are invented"),
        Option("pages", 300, 60, "how many pages at the most"),
        Option("runs", 3, 1, "how often each extracts all"),
    )
