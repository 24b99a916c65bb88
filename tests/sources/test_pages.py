"""A page to the article on it: cases are files in tests/data/pages."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotidien.errors import DropItem
from quotidien.sources.pages import Page, extract_page
from tests.sources.cases import DATA, cases, expected, said

URL = "https://news.example/a"
BODY = """<h1>The new bridge is coming</h1>
<p>The council met on Tuesday and voted for the new bridge, which will cost four million and open in two years.</p>
<p>Boats will pass under it at any tide, the engineers said, unlike today.</p>"""


def read(html: str, url: str = URL, head: str = "") -> Page:
    return extract_page(f"<html><head>{head}</head><body><article>{html}</article></body></html>".encode(), url=url)


@pytest.mark.parametrize("path", cases("pages"), ids=lambda path: path.name)
def test_a_page_says_what_stands_beside_it(path: Path):
    want = expected(path)
    page = extract_page(path.read_bytes(), url=want["url"])
    found = said(page)
    text, markdown = found.pop("text", ""), found.pop("markdown", "")
    assert found == want["says"]
    assert [part for part in want["holds"] if part not in text] == []
    assert [part for part in want["lacks"] if part in text or part in markdown] == []
    assert [part for part in want["markdown"] if part not in markdown] == []
    assert bool(text) is bool(want["holds"])


def test_paragraphs_of_the_text_have_a_blank_line_between_them():
    paragraphs = read(BODY).text.split("\n\n")
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["The", "Boats"]


def test_the_heading_that_repeats_the_title_is_left_out():
    page = read(BODY, head='<meta property="og:title" content="The new bridge is coming – Harbour Post">')
    assert page.title == "The new bridge is coming"
    assert "The new bridge is coming" not in page.markdown


@pytest.mark.parametrize(
    "body", [b"%PDF-1.7\n%x", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"PK\x03\x04x", b"\x1f\x8b\x08", b""]
)
def test_bytes_that_are_no_page_are_dropped(body: bytes):
    with pytest.raises(DropItem, match="not a page") as caught:
        extract_page(body, url=URL)
    assert caught.value.url == URL


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "video/mp4", " audio/ogg", "application/zip"])
def test_a_header_that_says_it_is_no_page_is_believed(content_type: str):
    with pytest.raises(DropItem, match="only its feed can be used"):
        extract_page(BODY.encode(), url=URL, content_type=content_type)


@pytest.mark.parametrize("text", ["just words", "a < b and c > d", "{}"])
def test_text_without_markup_is_no_page(text: str):
    with pytest.raises(DropItem, match="no HTML in it"):
        extract_page(text.encode(), url=URL)


def test_a_page_without_html_head_and_body_is_still_a_page():
    assert "council" in extract_page(BODY.encode(), url=URL).text


def test_the_base_element_counts_for_links():
    page = read(
        f"{BODY}<p>It was <a href='b'>planned</a> for years, said the mayor.</p>",
        head='<base href="https://cdn.example/x/">',
    )
    assert "[planned](https://cdn.example/x/b)" in page.markdown


def test_a_page_goes_to_a_worker_and_back():
    page = read(BODY)
    assert pickle.loads(pickle.dumps(page)) == page  # noqa: S301
    assert pickle.loads(pickle.dumps(extract_page)) is extract_page  # noqa: S301


def test_the_empty_page_says_nothing():
    assert said(Page.empty()) == {}


CASE = (DATA / "pages" / "english-wordpress.html").read_bytes()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(CASE)), st.integers(0, len(CASE)), st.binary(max_size=30))
def test_a_page_cut_or_spoiled_anywhere_is_read_or_dropped(start: int, end: int, noise: bytes):
    try:
        page = extract_page(CASE[:start] + noise + CASE[end:], url=URL)
    except DropItem:
        return
    assert "javascript:" not in page.markdown
    assert "alert(" not in page.text


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_there_is_a_page_or_a_drop(body: bytes):
    try:
        assert extract_page(b"<html><body>" + body, url=URL).canonical == URL
    except DropItem:
        return
