import csv
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotidien.model import urls

DATA = Path(__file__).parents[1] / "data" / "model"
CASES = list(csv.reader((DATA / "urls.tsv").read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))[
    1:
]
ANYTHING = st.text(alphabet=st.characters(exclude_categories=()))
ADDRESSES = st.builds(
    lambda scheme, host, port, rest: f"{scheme}://{host}{port}{rest}",
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(["news.example", "NEWS.example", "bücher.example", "[2001:db8::1]", "a@news.example", "192.0.2.1"])
    | st.text(max_size=10),
    st.sampled_from(["", ":80", ":443", ":8080", ":"]),
    st.lists(st.sampled_from([*"/?#&=;%+@:", "utm_source=x", "id=3", "a b", "é", "%41", "%zz", ".."]), max_size=12).map(
        "".join
    )
    | ANYTHING,
)


@pytest.mark.parametrize(("written", "base", "canonical"), CASES, ids=[case[0] or "(empty)" for case in CASES])
def test_links_to_one_article_have_one_canonical_address(written: str, base: str, canonical: str) -> None:
    assert urls.canonical(written, base) == canonical


@pytest.mark.parametrize("written", ["", " ", *(DATA / "no-urls.txt").read_text("utf-8").splitlines()])
def test_what_is_no_web_address_is_none(written: str) -> None:
    assert urls.absolute(written) == ""
    assert urls.canonical(written) == ""


def test_a_script_does_not_become_an_address_by_its_base() -> None:
    assert urls.absolute("javascript:alert(1)", "https://news.example/") == ""


def test_an_absolute_address_keeps_its_fragment_and_its_tracking_words() -> None:
    url = "https://news.example/a?utm_source=rss#top"
    assert urls.absolute(url) == url


def test_a_base_that_is_broken_makes_no_address() -> None:
    assert urls.absolute("/a", "http://[") == ""


@given(ADDRESSES | ANYTHING)
@example("http://\ud800.example/")
@example("http://news.example/\ud800")
def test_an_absolute_address_is_its_own_and_safe_in_any_attribute(written: str) -> None:
    url = urls.absolute(written)
    assert urls.absolute(url) == url
    assert url.isascii()
    assert not set(url) & set(' \t\r\n"<>`{}|\\^\x00\x7f')
    assert not url or urlsplit(url).scheme in {"http", "https"}


@given(ADDRESSES | ANYTHING)
def test_a_canonical_address_is_its_own(written: str) -> None:
    once = urls.canonical(written)
    assert urls.canonical(once) == once


@given(ADDRESSES)
def test_a_canonical_address_has_no_fragment_no_person_and_no_tracking(written: str) -> None:
    parts = urlsplit(urls.canonical(written))
    assert parts.fragment == ""
    assert "@" not in parts.netloc
    assert not [pair for pair in parts.query.split("&") if pair.startswith("utm_")]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example/a", "news.example"),
        ("https://news.example:8443/a", "news.example:8443"),
        ("https://user:secret@news.example/", "news.example"),
        ("/a", ""),
        ("", ""),
    ],
)
def test_a_host_has_its_port_and_no_person(url: str, host: str) -> None:
    assert urls.host(url) == host


@given(st.text())
def test_an_identifier_is_twelve_hexadecimal_digits(key: str) -> None:
    id_ = urls.identifier(key)
    assert len(id_) == 12
    assert set(id_) <= set("0123456789abcdef")


def test_ids_in_feeds_differ_by_kind_and_stay_the_same_for_ever() -> None:
    assert urls.urn("article", "95bbca1f9b4b") != urls.urn("story", "95bbca1f9b4b")
    assert urls.urn("story", "95bbca1f9b4b") == "urn:uuid:656e908c-75a2-5b71-8490-c0dc1403f336"
