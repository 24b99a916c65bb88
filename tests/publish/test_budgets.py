import base64
import gzip
import hashlib

import pytest

from quotidien.publish.budgets import weigh


def incompressible(size: int) -> str:
    """So many letters that gzip can do little with, the same in each run."""
    return base64.b64encode(hashlib.shake_256(b"letters").digest(size)).decode()[:size]


def test_bytes_weigh_what_gzip_makes_of_them():
    data = incompressible(5_000).encode()
    assert weigh(data).gzip == len(gzip.compress(data, 6))
    assert weigh(data).raw == 5_000


def test_a_page_that_takes_too_much_as_gzip_is_found(on_page):
    (fault,) = on_page(f"<h1>A</h1><p>{incompressible(20_000)}</p>")
    assert "bytes as gzip, more than 14336" in fault


def test_a_page_that_takes_too_much_raw_is_found(on_page):
    (fault,) = on_page(f"<h1>A</h1><p>{'a' * 82_000}</p>")
    assert "bytes, more than 81920" in fault


def test_the_stylesheet_counts_with_the_page(findings, on_page):
    assert on_page(f"<h1>A</h1><p>{incompressible(15_000)}</p>") == []
    found = findings({"theme/style.css": incompressible(8_000)})
    assert [text.split(":")[0] for text in found] == ["more/index.html"]


def test_a_granted_body_is_counted_neither_in_bytes_nor_in_nodes(on_page):
    body = f'<div class="text body">{incompressible(90_000)}{"<i>x</i>" * 2_000}</div>'
    assert on_page(f"<h1>A</h1>{body}<p>After</p>") == []


def test_what_stands_beside_a_granted_body_is_counted(on_page):
    (fault,) = on_page(f'<h1>A</h1><div class="body">x</div>{incompressible(20_000)}')
    assert "bytes as gzip" in fault


def test_a_class_that_only_begins_like_body_is_no_granted_body(on_page):
    assert on_page(f'<h1>A</h1><div class="body-text">{incompressible(20_000)}</div>') != []


def test_a_whole_page_is_no_granted_body(on_page):
    assert on_page(f"<h1>A</h1>{incompressible(20_000)}", body=' class="body"') != []


def test_a_page_of_too_many_nodes_is_found(on_page):
    (fault,) = on_page(f"<h1>A</h1>{'<i>x</i>' * 1_500}")
    assert fault == "holds 1507 nodes, more than 1500 (budgets)"


def test_an_index_may_have_as_many_nodes_as_it_lists(on_page):
    assert on_page(f"<h1>A</h1>{'<i>x</i>' * 1_500}", body=' class="wide index"') == []


@pytest.mark.parametrize(
    "script", ["<script>x()</script>", '<p onclick="x()">A</p>', '<script type="module"></script>']
)
def test_a_script_is_found(on_page, script):
    assert on_page(f"<h1>A</h1>{script}") == ["holds 1 scripts (budgets)"]


def test_data_for_search_engines_is_no_script(on_page):
    assert on_page('<h1>A</h1><script type="application/ld+json">{}</script>') == []


@pytest.mark.parametrize("path", ["search/index.html", "fr/search/index.html"])
def test_the_search_page_has_a_budget_of_its_own(findings, path):
    page = f'<html lang="en"><title>S</title><h1>S</h1><script>x()</script><p>{incompressible(90_000)}</p>'
    assert findings({path: page}) == []


def test_the_search_page_asks_no_other_host_either(findings):
    page = '<html lang="en"><title>S</title><h1>S</h1><script src="https://cdn.example/x.js"></script>'
    assert findings({"search/index.html": page}) == [
        "search/index.html: asks cdn.example, which is another host (budgets)"
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://cdn.example/x" alt="">',
        '<img src="//cdn.example/x" alt="">',
        '<img srcset="https://cdn.example/x 2x" alt="">',
        '<iframe src="https://cdn.example/x"></iframe>',
        '<object data="https://cdn.example/x"></object>',
        '<video><source src="https://cdn.example/x"></video>',
        '<svg><use href="https://cdn.example/x"></use></svg>',
        '<link rel="preconnect" href="https://cdn.example/x">',
        '<link rel="shortcut icon" href="https://cdn.example/x">',
        '<link rel="stylesheet" href="https://cdn.example/x">',
    ],
)
def test_a_request_to_another_host_is_found(on_page, markup):
    assert on_page(f"<h1>A</h1>{markup}") == ["asks cdn.example, which is another host (budgets)"]


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://times.example/a">Times</a>',
        '<link rel="canonical" href="https://times.example/a">',
        '<link rel="alternate" hreflang="fr" href="https://times.example/a">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
        '<img src="https://digest.example/base/feed.rss" alt="">',
    ],
)
def test_what_a_browser_does_not_ask_others_for_is_fine(on_page, markup):
    assert on_page(f"<h1>A</h1>{markup}") == []


@pytest.mark.parametrize(
    "css", ["a{background:url( 'https://x.example/a')}", "a{src:url(//x.example/a)}", '@import "b";']
)
def test_a_style_that_asks_for_another_address_is_found(findings, on_page, css):
    assert on_page(f"<h1>A</h1><style>{css}</style>") == ["has a style that asks for another address (budgets)"]
    found = findings({"theme/style.css": css})
    assert "theme/style.css: stylesheet asks for another address (budgets)" in found


def test_a_stylesheet_that_is_too_large_is_found_once(findings):
    assert findings({"theme/style.css": "a" * 8_193}) == [
        "theme/style.css: stylesheet of 8193 bytes, more than 8192 (budgets)"
    ]


def test_a_stylesheet_that_only_the_search_page_uses_has_no_budget(findings):
    page = '<html lang="en"><title>S</title><link rel="stylesheet" href="ui.css"><h1>S</h1>'
    assert findings({"search/index.html": page, "search/ui.css": "a" * 20_000}) == []


def test_a_second_stylesheet_is_found(findings, on_page):
    findings({"more.css": "a{}"})
    assert on_page("<h1>A</h1>", head='<link rel="stylesheet" href="/base/more.css">') == [
        "has 2 stylesheets, not one (budgets)"
    ]
