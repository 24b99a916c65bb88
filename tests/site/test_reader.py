import re

import comrak
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from quotidien.site import reader
from quotidien.site.reader import Body, Place, render

PLACE = Place(
    "articles/2026/11/24/mine.md",
    "/news",
    {"articles/2026/11/24/other.md": "/articles/2026/11/24/other/", "pages/team.md": "/pages/team/"},
)


def shown(markdown: str) -> str:
    return render(markdown, PLACE).html


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("{filename}other.md", "/news/articles/2026/11/24/other/"),
        ("{filename}other.md#h-part", "/news/articles/2026/11/24/other/#h-part"),
        ("{filename}/pages/team.md?x=1", "/news/pages/team/?x=1"),
        ("{filename}../../../../pages/team.md", "/news/pages/team/"),
        ("|filename|other.md", "/news/articles/2026/11/24/other/"),
        ("{index}", "/news/"),
        ("https://news.example/a?b=c#d", "https://news.example/a?b=c#d"),
        ("#h-part", "#h-part"),
    ],
)
def test_a_link_leads_to_the_address_of_what_it_names(link: str, address: str):
    assert html.fromstring(shown(f"[words]({link})")).xpath("//a/@href") == [address]


def test_a_link_by_reference_is_resolved_too():
    assert 'href="/news/pages/team/"' in shown("[words][1]\n\n[1]: {filename}/pages/team.md")


def test_files_that_are_shown_are_handed_back():
    body = render("![a]({static}/images/a.png) [b]({attach}b.pdf) [c](<{static}/images/a b.png>)", PLACE)
    assert body.statics == ("articles/2026/11/24/b.pdf", "images/a b.png", "images/a.png")
    assert 'src="/news/images/a.png"' in body.html
    assert 'href="/news/images/a%20b.png"' in body.html


@pytest.mark.parametrize("link", ["{filename}gone.md", "{filename}/../../secret.md", "{static}../../../../../x.png"])
def test_links_that_lead_nowhere_are_handed_back(link: str):
    assert render(f"[words]({link})", PLACE).dangling == (link,)


def test_tables_footnotes_and_strikethrough_are_understood():
    page = html.fromstring(shown("| a | b |\n|---|--:|\n| 1 | 2 |\n\n~~no~~ yes[^1]\n\n[^1]: Foot."))
    assert page.xpath("//div[@class='wide']/table/tbody/tr/td[@class='right']/text()") == ["2"]
    assert page.xpath("//del/text()") == ["no"]
    assert page.xpath("//section[@class='footnotes']//li/@id") == ["fn-1"]
    assert page.xpath("//sup/a/@href") == ["#fn-1"]


def test_code_is_coloured_by_classes_and_stays_text():
    page = html.fromstring(shown("```python\nif a < b: pass\n```"))
    assert page.xpath("//pre/code[@class='code']/span[@class='k']/text()") == ["if", "pass"]
    assert page.text_content().strip() == "if a < b: pass"


def test_code_in_an_unknown_language_is_left_plain():
    assert "<pre><code" in shown("```klingon\nx < y\n```")
    assert "x &lt; y" in shown("```klingon\nx < y\n```")


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [
        ("# a\n\n## b", ["h2", "h3"]),
        ("## a\n\n### b", ["h2", "h3"]),
        ("### a", ["h2"]),
        ("# a\n\n###### b", ["h2", "h3"]),
        ("### a\n\n##### b\n\n#### c\n\n# d", ["h2", "h3", "h3", "h2"]),
    ],
)
def test_headings_stand_below_the_pages_own_without_a_gap(markdown: str, levels: list[str]):
    page = html.fromstring(f"<div>{shown(markdown)}</div>")
    assert [each.tag for each in page] == levels


def test_a_link_that_held_nothing_but_an_image_from_elsewhere_is_left_out():
    assert "<a" not in shown("[![](https://x.example/i.png)](https://x.example/)")


def test_headings_can_be_linked_to_and_carry_no_link_of_their_own():
    page = html.fromstring(shown("## Two parts"))
    assert page.get("id") == "h-two-parts"
    assert not page.xpath(".//a")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "[a](javascript:alert(1))",
        '<a href="javascript:alert(1)">a</a>',
        '<iframe src="https://evil.example/"></iframe>',
        '<div style="position:fixed">a</div>',
        '<svg onload="alert(1)"></svg>',
        '<form action="https://evil.example/"><input></form>',
    ],
)
def test_nothing_that_runs_or_covers_the_page_comes_through(hostile: str):
    page = html.fromstring(f"<div>{shown(hostile)}</div>")
    assert not page.xpath("//script | //iframe | //form | //input | //svg")
    assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style | //@action")
    assert not page.xpath("//@href[contains(., 'javascript')] | //@src[contains(., 'evil')]")


def test_an_image_from_elsewhere_becomes_its_words():
    assert shown("![A map](https://elsewhere.example/x.png)") == "<p>A map</p>"
    assert shown("![A map](//elsewhere.example/x.png)") == "<p>A map</p>"


def test_ids_of_the_page_itself_cannot_be_taken():
    assert 'id="main"' not in shown('<b id="main">x</b>')


def test_nothing_makes_nothing():
    assert render("", PLACE) == Body("")


@given(st.text())
def test_whatever_is_written_comes_out_as_whole_markup_without_scripts(markdown: str):
    body = render(markdown, PLACE).html
    page = html.fromstring(f"<div>{body}</div>")
    assert page.tag == "div"
    assert not page.xpath("//script | //h1 | //@onclick")


def test_words_that_look_like_an_alignment_stay_words():
    assert shown('It is written align="left" and so.') == '<p>It is written align="left" and so.</p>'
    assert '<td lang="fr" class="right">' in shown('<table><tr><td lang="fr" align="right">1</td></tr></table>')


# -- The short way: markup that the cleaner would not change goes round it ---------------------------------------------

PIECES = st.sampled_from(
    [
        *"*_~`#>-+=|:\\&;'\"()[]{}!.1 9\t\n\r\x00\x0b\x0c\x1c\x85\xa0\u2028\ufeff\ufffeab\u00e9\u6771",
        *("\n\n", "    ", "  \n", "**", "***", "~~", "```", "* ", "- ", "> ", "1. ", "---", "===", "| a |", "|---|"),
        *("&quot;", "&#13;", "&#0;", "&#12;", "&nbsp;", "&lt;", "&amp;quot;", "&#x3c;p&#x3e;", "&#60;script&#62;"),
        *("[x]: y", "[x]", "[^1]", "![i](/news/i.png)", "[a](b)", ' align="left"', "https://a.example", "javascript:"),
    ]
)
MARKDOWN = st.lists(PIECES, max_size=40).map("".join) | st.text()


def rendered(markdown: str) -> str:
    extensions = reader._extensions(reader._Links(PLACE))
    return comrak.render_markdown(markdown, extension_options=extensions, render_options=reader._RENDERING)


@given(MARKDOWN)
@example("*" * 99 + "a" + "*" * 99)
@example("> * " * 99 + "*a*")
@example("**a *b " * 9 + "c* d**" * 9)
@example("a&#13;b\xa0c")
def test_the_short_way_gives_what_the_cleaner_gives(markdown: str):
    marked = rendered(markdown.replace("<", ""))
    if reader._is_plain(marked):
        assert reader._as_cleaned(marked) == reader._cleaned(marked, PLACE.base)


@given(MARKDOWN)
def test_without_brackets_there_is_no_link_to_resolve(markdown: str):
    bare = re.sub(r"[\[<]", "", markdown)
    unlinked = comrak.render_markdown(bare, extension_options=reader._UNLINKED, render_options=reader._RENDERING)
    assert unlinked == rendered(bare)
    assert not html.fromstring(f"<div>{unlinked}</div>").xpath("//a[not(@class='anchor')] | //img")


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ('One "two" & three.\n\n> *Four* **five**\n\n- `six` ~~seven~~', True),
        ("An entity: &lt;script&gt;", True),
        ("[sic] !", True),
        ("1. One\n2. Two", True),
        ("# One", False),
        ("2. Two", False),
        ("[a](b)", False),
        ("![a](b)", False),
        ("| a |\n|---|", False),
        ("    code", False),
        ("One[^1]\n\n[^1]: Foot.", False),
        ("One  \ntwo", False),
    ],
)
def test_only_marks_that_cannot_carry_anything_go_the_short_way(markdown: str, plain: bool):
    assert reader._is_plain(rendered(markdown)) is plain


@pytest.mark.parametrize("hostile", ["<p>a", "a</p></p>b", "<em>a", "<li>a</li>", "<blockquote>\n<p>a", "<p\n>a"])
def test_markup_that_a_person_wrote_is_always_cleaned(hostile: str):
    assert shown(hostile) == reader._cleaned(rendered(hostile), PLACE.base)
