"""The sample newsroom's server."""

import gzip
import json
import tomllib
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import feedparser
import httpx2
import pytest

from quotidien.commands.newsroom import Newsroom, Request
from quotidien.commands.press import Piece, Site, read_sites

DEMO = Path(__file__).resolve().parents[2] / "demo"
FOLDER = DEMO / "newsroom"
SITES = read_sites(FOLDER)
WORDS = tomllib.loads((FOLDER / "pages/words.toml").read_text("utf-8"))
BROKEN = "corriere-dello-scoglio"
SLOW = "/matin-du-fleuve/feed.xml"
FEED = "/harbour-ledger/feed.xml"
PAGE = "/seebote/2026/11/16/sarajevo-selimbegovic"
GOOD_SITES = [site for site in SITES if site.slug != BROKEN]
PIECES = [(site, piece) for site in GOOD_SITES for piece in site.pieces]
by_site = pytest.mark.parametrize("site", GOOD_SITES, ids=lambda site: site.slug)
by_piece = pytest.mark.parametrize(("site", "piece"), PIECES, ids=lambda value: value.slug)


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom(FOLDER, slow_s=0.0) as newsroom:
        yield newsroom


@pytest.fixture(scope="module")
def client(room: Newsroom) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=room.url, trust_env=False) as found:
        yield found


def feeds(site: Site) -> list[str]:
    return [f"/{site.slug}/{name}" for name in site.feeds]


def links(body: bytes, path: str) -> list[str]:
    if path.endswith(".json"):
        return [item["url"] for item in json.loads(body)["items"]]
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.bozo_exception
    return [entry.link for entry in parsed.entries]


def paragraphs(piece: Piece) -> list[str]:
    return [block for block in piece.text.strip().split("\n\n") if not block.startswith("## ")]


def message(**headers: str) -> Message:
    found = Message()
    for name, value in headers.items():
        found[name.replace("_", "-")] = value
    return found


@by_site
def test_a_feed_lists_every_article_of_its_site_by_its_address(
    client: httpx2.Client, room: Newsroom, site: Site
) -> None:
    for path in feeds(site):
        found = links(client.get(path).content, path)
        assert [link for link in found if link.startswith("http")] == [room.url + site.path(p) for p in site.pieces]


def test_one_source_is_broken_twice(client: httpx2.Client) -> None:
    page, failure = client.get(f"/{BROKEN}/feed.xml"), client.get(f"/{BROKEN}/latest.xml")
    assert (page.status_code, failure.status_code) == (200, 500)
    assert page.headers["content-type"].startswith("text/html")
    parsed = feedparser.parse(page.content)
    assert parsed.bozo
    assert not parsed.entries
    assert "etag" not in failure.headers


@by_piece
def test_a_page_holds_its_article_once_and_what_stands_around_one(
    client: httpx2.Client, room: Newsroom, site: Site, piece: Piece
) -> None:
    response = client.get(site.path(piece))
    assert response.status_code == 200
    markup = response.text
    assert [markup.count(f"<p>{paragraph}</p>") for paragraph in paragraphs(piece)] == [1] * len(paragraphs(piece))
    assert markup.count("<h1") == 1
    assert f'<link rel="canonical" href="{room.url}{site.path(piece)}">' in markup
    words = WORDS[site.language.split("-")[0]]
    assert [
        words[key] for key in ("read_more", "related", "spam", "cookies", "newsletter_text") if words[key] not in markup
    ] == []
    assert [part for part in ("breadcrumb", "share", "<textarea", "og:title", "ld+json") if part not in markup] == []


@by_site
def test_the_home_page_links_to_every_article(client: httpx2.Client, site: Site) -> None:
    markup = client.get(f"/{site.slug}/").text
    assert [piece.slug for piece in site.pieces if f'{site.path(piece)}">' not in markup] == []


@pytest.mark.parametrize("path", [FEED, PAGE, "/robots.txt"])
@pytest.mark.parametrize(
    ("asked", "told"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")], ids=["tag", "date"]
)
def test_an_unchanged_answer_is_304_and_empty(client: httpx2.Client, path: str, asked: str, told: str) -> None:
    first = client.get(path)
    second = client.get(path, headers={asked: first.headers[told]})
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": 'W/"other"'},
        {"If-Modified-Since": "Mon, 16 Nov 2026 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-None-Match": 'W/"other"', "If-Modified-Since": "Mon, 30 Nov 2026 00:00:00 GMT"},
    ],
    ids=["other tag", "older date", "no date", "the tag decides"],
)
def test_a_changed_answer_is_sent_whole(client: httpx2.Client, headers: dict[str, str]) -> None:
    assert client.get(FEED, headers=headers).content == client.get(FEED).content


def test_one_of_several_tags_is_enough(client: httpx2.Client) -> None:
    tag = client.get(FEED).headers["ETag"]
    assert client.get(FEED, headers={"If-None-Match": f'"a", {tag}'}).status_code == 304


def test_an_answer_is_compressed_where_the_reader_takes_gzip(client: httpx2.Client) -> None:
    with client.stream("GET", FEED, headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    plain = client.get(FEED, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content
    assert packed.headers["ETag"] == plain.headers["ETag"]


def test_head_answers_the_same_headers_and_no_body(client: httpx2.Client) -> None:
    head, get = client.head(PAGE), client.get(PAGE)
    assert head.content == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_robots_may_read_everything_but_what_is_private(client: httpx2.Client) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /private/\n"


@pytest.mark.parametrize("path", ["/", "/harbour-ledger/2026/11/20/nothing", "/private/", "/%2e%2e/words.toml"])
def test_what_is_not_there_is_404(client: httpx2.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "etag" not in response.headers


def test_a_query_changes_nothing(client: httpx2.Client) -> None:
    assert client.get(f"{FEED}?utm_source=x").content == client.get(FEED).content


def test_every_request_is_logged_with_its_status() -> None:
    with Newsroom(FOLDER, slow_s=0.0) as room, httpx2.Client(base_url=room.url, trust_env=False) as client:
        tag = client.get(FEED).headers["ETag"]
        client.get(FEED, headers={"If-None-Match": tag})
        client.head("/nothing")
        client.get(f"/{BROKEN}/latest.xml")
        assert room.requests == [
            Request("GET", FEED, 200),
            Request("GET", FEED, 304),
            Request("HEAD", "/nothing", 404),
            Request("GET", f"/{BROKEN}/latest.xml", 500),
        ]


def test_only_the_slow_sources_feed_keeps_the_reader_waiting() -> None:
    with Newsroom(FOLDER, slow_s=600.0) as room, httpx2.Client(base_url=room.url, trust_env=False) as client:
        assert client.get(FEED).status_code == 200
        assert client.get("/matin-du-fleuve/").status_code == 200
        with pytest.raises(httpx2.ReadTimeout):
            client.get(SLOW, timeout=0.05)


def test_the_slow_feed_answers_in_the_end(client: httpx2.Client) -> None:
    assert client.get(SLOW).status_code == 200


def test_another_port_serves_where_the_wanted_one_is_taken(room: Newsroom) -> None:
    with Newsroom(FOLDER, port=room.port) as second:
        assert second.port not in {0, room.port}


def test_the_port_is_free_again_at_the_end() -> None:
    with Newsroom(FOLDER, slow_s=0.0) as first:
        port = first.port
    with Newsroom(FOLDER, slow_s=0.0, port=port) as second:
        assert second.url == f"http://127.0.0.1:{port}"
