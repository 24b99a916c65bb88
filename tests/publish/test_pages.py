"""A page as the checks see it: what it links to, what a browser asks for, which ids it has."""

import pytest

from quotidien.errors import DropItem
from quotidien.publish import pages

PAGE = """<!DOCTYPE html><html lang="en"><head><title>T</title>
<link rel="stylesheet" href="/style.css"><link rel="canonical" href="https://x.example/"><link rel="icon" href="/i.svg">
<meta http-equiv="refresh" content="0; url=/moved/"></head>
<body><h1 id="top">T</h1><p id="top"><a href="/about/">About</a>
<img src="/a.png" srcset="/a.png 1x, /b.png 2x"></p></body></html>
"""


def page(text: str = PAGE) -> pages.Page:
    return pages.read("index.html", text.encode())


def test_every_address_that_a_page_names_is_a_link_also_in_refresh_and_srcset():
    assert {"/about/", "/moved/", "/a.png", "/b.png", "/style.css"} <= set(page().links())


def test_a_browser_asks_for_styles_and_images_and_not_for_links_or_canonicals():
    asked = set(page().requests())
    assert {"/style.css", "/a.png", "/b.png", "/i.svg"} <= asked
    assert not {"/about/", "https://x.example/"} & asked


def test_an_id_that_stands_twice_is_told_twice():
    assert page().ids() == ["top", "top"]


def test_the_stylesheets_are_those_that_are_linked_as_such():
    assert page().stylesheets() == ["/style.css"]


@pytest.mark.parametrize("data", [b"caf\xe9", b""])
def test_what_is_no_page_is_dropped_with_its_path(data):
    with pytest.raises(DropItem, match="no HTML page in UTF-8") as caught:
        pages.read("broken/index.html", data)
    assert caught.value.url == "broken/index.html"
