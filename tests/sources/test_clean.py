"""Hostile HTML to safe HTML, plain text and Markdown."""

import html
import re

import comrak
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.sources.clean import MOST_TAGS, clean_html, to_markdown, to_text

BASE = "https://x.example/news/a"


def rendered(markdown: str) -> str:
    """Return Markdown rendered as a site does that lets raw HTML through, with every extension we may switch on."""
    extensions, options = comrak.ExtensionOptions(), comrak.RenderOptions()
    extensions.table = extensions.strikethrough = extensions.footnotes = extensions.description_lists = True
    extensions.tasklist = extensions.autolink = True
    options.unsafe_ = True
    return comrak.render_markdown(markdown, extensions, None, options)


@pytest.mark.parametrize(
    ("hostile", "safe"),
    [
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("a<script>x()</script>b", "ab"),
        ("a<style>p{}</style>b", "ab"),
        ("<a href='javascript:x()'>a</a>", '<a rel="noopener">a</a>'),
        ("<a href=' java\nscript:x()'>a</a>", '<a rel="noopener">a</a>'),
        ("<a href='data:text/html,x'>a</a>", '<a rel="noopener">a</a>'),
        ("<p style='position:fixed'>a</p>", "<p>a</p>"),
        ("<iframe src='https://x.example'>a</iframe>b", "b"),
        ("<svg><script>x()</script><text>a</text></svg>b", "b"),
        ("<form action='/x'>a<button>b</button></form>", "a"),
        ("<custom-element>a</custom-element>", "a"),
        ("<!-- a -->b", "b"),
        ("<img src='https://x.example/1.png'>", ""),
        ("<p id='main' class='banner'>a</p>", "<p>a</p>"),
        ("<li id='main'>a</li>", "<li>a</li>"),
        ("&lt;script&gt;", "&lt;script&gt;"),
    ],
)
def test_what_is_hostile_goes(hostile: str, safe: str):
    assert clean_html(hostile) == safe


@pytest.mark.parametrize(
    "kept",
    [
        '<p dir="rtl" lang="ar">مرحبا</p>',
        '<pre><code class="language-python">x</code></pre>',
        '<div class="highlight"><pre><span class="kn">import</span></pre></div>',
        '<table><thead><tr><th align="right">a</th></tr></thead><tbody><tr><td colspan="2">b</td></tr></tbody></table>',
        "<dl><dt>a</dt><dd>b</dd></dl>",
        "<figure><figcaption>a</figcaption></figure>",
        '<ol start="3"><li>a</li></ol>',
    ],
)
def test_what_an_article_needs_stays(kept: str):
    assert clean_html(kept) == kept


def test_footnotes_still_lead_to_one_another():
    cleaned = clean_html(rendered("a[^1]\n\n[^1]: b\n"))
    assert 'href="#fn-1" id="fnref-1"' in cleaned
    assert '<li id="fn-1">' in cleaned
    assert '<section class="footnotes">' in cleaned


@pytest.mark.parametrize("link", ["https://y.example/b", "mailto:desk@y.example", "/c", "d.html", "#fn-1"])
def test_harmless_links_stay_as_they_are(link: str):
    assert f'href="{link}"' in clean_html(f'<a href="{link}">a</a>')


def test_images_stay_only_where_they_are_asked_for():
    image = '<img src="https://x.example/1.png" alt="a" width="4" height="3" onerror="x()">'
    assert clean_html(image, images=True) == '<img src="https://x.example/1.png" alt="a" width="4" height="3">'


def test_beyond_the_most_elements_only_text_is_kept():
    cleaned = clean_html("<b>x</b>" * (MOST_TAGS + 10))
    assert cleaned.count("<b>") == MOST_TAGS
    assert cleaned.count("x") == MOST_TAGS + 10


def test_dropped_tags_do_not_leave_new_ones_behind():
    cleaned = clean_html("<i>" * MOST_TAGS + "<<u>b>" * 50)
    assert "<b>" not in cleaned


@pytest.mark.parametrize(
    "piece", ["<div>", "<p><b a='{}'>", "<table><tr><td>", "<blockquote>", "<a <b ", "<!--", "<ul><li>"]
)
def test_nesting_does_not_blow_up(piece: str):
    """Time is not asserted; without a cap these take minutes."""
    hostile = "".join(piece.format(n) for n in range(30_000))
    assert len(clean_html(hostile)) < 10_000_000
    assert len(to_markdown(hostile, BASE)) < 10_000_000
    assert isinstance(to_text(hostile), str)


def test_text_has_a_blank_line_between_blocks_and_none_of_the_markup():
    markup = "<h1>A</h1><p>b <em>c</em>\n d</p><ul><li>e</li><li>f</li></ul><script>g</script>"
    assert to_text(markup) == "A\n\nb c d\n\ne\n\nf"


def test_text_keeps_what_only_looks_like_markup():
    assert to_text("<p>1 &lt; 2 &amp;amp; 3 &lt;b&gt;</p>") == "1 < 2 &amp; 3 <b>"


def test_text_loses_what_nobody_can_see():
    assert to_text("<p>a\u202egnp.exe\u202c b&#8238;c\x07</p>") == "agnp.exe bc"


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("<h1>A</h1><p>b</p>", "## A\n\nb"),
        ("<p><a href='/c?d=1&amp;e=2'>f</a></p>", "[f](https://x.example/c?d=1&e=2)"),
        ("<p><a href='g.html'>f</a></p>", "[f](https://x.example/news/g.html)"),
        ("<p><a href='javascript:x()'>f</a></p>", "f"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
        ("<blockquote><p>a</p></blockquote>", "> a"),
        ("<p>x<sup>2</sup> H<sub>2</sub>O</p>", "x2 H2O"),
        ("<img src='/a.png' alt='a'><p>b</p>", "b"),
        ("<p>3.5-4 m! AT&amp;T = good</p>", "3.5-4 m! AT&T = good"),
        ("<p>1. a</p>", "1\\. a"),
        ("<p>- a</p>", "\\- a"),
        ("<p>![a](b)</p>", "!\\[a\\](b)"),
        ("<p>a!<a href='/c'>d</a></p>", "a\\![d](https://x.example/c)"),
        ("<p>&amp;lt;</p>", "\\&lt;"),
        ("<p>: a</p>", "\\: a"),
        ("<p>a\n\n b</p>", "a b"),
        ("<pre>a\n\nb</pre>", "```\na\n\nb\n```"),
        ("<pre><code>a\\-b</code></pre>", "```\na\\-b\n```"),
        ("<p><code>a\\-b</code></p>", "`a\\-b`"),
    ],
)
def test_markdown_reads_as_a_person_would_write_it(markup: str, markdown: str):
    assert to_markdown(markup, BASE) == markdown


def test_without_a_base_relative_links_go():
    assert (
        to_markdown("<p><a href='/a'>b</a> <a href='https://y.example/c'>d</a></p>", "") == "b [d](https://y.example/c)"
    )


LOOKS_LIKE_MARKUP = st.text(st.sampled_from("ab1 <>&;*_`~[](){}#+-.!|\\:/\"'=$^\n\té日م"), max_size=40)


@given(LOOKS_LIKE_MARKUP, st.sampled_from(["p", "li", "h2", "code", "pre", "blockquote", "strong", "a", "dd"]))
def test_text_that_looks_like_markup_is_still_text_when_rendered(text: str, tag: str):
    markdown = to_markdown(f"<p>x</p><{tag}>{html.escape(text)}</{tag}>", BASE)
    shown = to_text(clean_html(rendered(markdown)))
    assert "".join(shown.split()) == "".join(f"x{text}".split())


@given(LOOKS_LIKE_MARKUP)
def test_a_table_keeps_its_cells(text: str):
    markdown = to_markdown(f"<table><tr><th>x</th></tr><tr><td>{html.escape(text)}</td></tr></table>", BASE)
    assert "".join(to_text(clean_html(rendered(markdown))).split()) == "".join(f"x{text}".split())


NASTY = st.lists(
    st.sampled_from(
        (
            "<script>|</script>|<img src=x onerror=alert(1)>|<a href='javascript:alert(1)'>|</a>|<svg/onload=alert(1)>|"
            "<p>|</p>|<math>|<mi//xlink:href='data:x,<script>'>|<style>|</style>|<table>|<td>|<![CDATA[|]]>|<!--|-->|--!>|"
            "<noscript>|<p title='</noscript><img src=x onerror=alert(1)>'>|&lt;script&gt;alert(1)&lt;/script&gt;|"
            "[x](javascript:alert(1))|<code>|</code>|`|```|<pre>|</pre>|\\|<a href='&#106;avascript:alert(1)'>|"
            "<a href='vbscript:x'>|<base href=//e>|<iframe srcdoc='<script>'>|<textarea>|<title>|<template>|"
            "<form><button formaction=javascript:x>|<x onclick=y>|\n|[a]: javascript:x|<javascript:x>|<h2>|<li>|\0|"
            "text|<body onload=x>|<a href='https://y.example/\"onclick=x'>"
        ).split("|")
    ),
    max_size=25,
).map("".join)


@given(NASTY)
def test_nothing_that_runs_survives_markdown_rendering_and_cleaning(nasty: str):
    for safe in (clean_html(nasty), clean_html(nasty, images=True), clean_html(rendered(to_markdown(nasty, BASE)))):
        tags = re.findall(r"<[^>]*>", safe)
        assert not any(re.match(r"</?(?:script|style|iframe|svg|math|form|base)", tag) for tag in tags)
        assert not any(re.search(r"\son\w+\s*=", tag) for tag in tags)
        assert not any(re.search(r"(?:java|vb)script:|data:", tag) for tag in tags)


@given(NASTY)
def test_markdown_holds_no_raw_html(nasty: str):
    assert "raw HTML omitted" not in comrak.render_markdown(to_markdown(nasty, BASE))


def test_a_link_that_held_only_an_image_leaves_nothing_in_markdown() -> None:
    markup = '<p>Before <a href="https://x.example/big.png"><img src="small.png"></a> after</p>'
    assert to_markdown(markup, "https://x.example/") == "Before after"
