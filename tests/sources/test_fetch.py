"""One request to one address: what is sent, what comes back, and every way to fail. All over loopback."""

import asyncio
import gzip
import zlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotidien.config import Limits
from quotidien.errors import DigestError, DropItem, TryLater
from quotidien.sources.fetch import LONGEST_FRESH_S, HttpFetcher, Request, Response, fresh_s, retry_after_s
from tests.sources.loopback import Script, Server, answer, serving

LIMITS = Limits(timeout_s=5.0, pace_s=0.0, private_addresses=True, redirects=3)
AGENT = "Quotidien/1.0 (+https://digest.example/about)"


async def _fetch(script: Script, limits: Limits, request: Request) -> tuple[Response | DigestError, Server]:
    async with serving(script) as server, HttpFetcher(limits, AGENT) as fetcher:
        url = server.base + request.url if request.url.startswith("/") else request.url
        try:
            return await fetcher.fetch(replace(request, url=url)), server
        except DigestError as error:
            return error, server


def fetch(script: Script, limits: Limits = LIMITS, **parts: Any) -> tuple[Response | DigestError, Server]:
    return asyncio.run(_fetch(script, limits, Request(**{"url": "/", "source": "a", "most_bytes": 1_000_000, **parts})))


def test_an_answer_has_its_address_status_headers_and_body():
    response, server = fetch({"/": answer(b"body", 'ETag: W/"1"', "X-Thing: b")})
    assert isinstance(response, Response)
    assert (response.url, response.status, response.body, response.permanent) == (
        f"{server.base}/",
        200,
        b"body",
        False,
    )
    assert (response.headers["etag"], response.headers["x-thing"]) == ('W/"1"', "b")


def test_we_say_who_we_are_and_send_no_cookie():
    script = {"/": answer(b"", "Set-Cookie: a=b"), "/2": answer()}

    async def twice() -> list[str]:
        async with serving(script) as server, HttpFetcher(LIMITS, AGENT) as fetcher:
            await fetcher.fetch(Request(f"{server.base}/", "a"))
            await fetcher.fetch(Request(f"{server.base}/2", "a"))
            return server.heads

    heads = asyncio.run(twice())
    assert all(f"user-agent: {AGENT.lower()}\r\n" in head for head in heads)
    assert all("cookie" not in head for head in heads)


def test_an_unchanged_document_costs_a_conditional_request():
    not_modified = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
    response, server = fetch({"/": not_modified}, etag='"1"', last_modified="Tue, 24 Nov 2026 06:00:00 GMT")
    assert isinstance(response, Response)
    assert (response.status, response.body) == (304, b"")
    assert 'if-none-match: "1"\r\n' in server.heads[0]
    assert "if-modified-since: tue, 24 nov 2026 06:00:00 gmt\r\n" in server.heads[0]


@pytest.mark.parametrize("etag", ['"é"', '"a\r\nX-Evil: 1"', "\0"])
def test_a_validator_that_cannot_be_sent_is_left_out(etag: str):
    response, server = fetch({"/": answer(b"x")}, etag=etag)
    assert isinstance(response, Response)
    assert "if-none-match" not in server.heads[0]
    assert "x-evil" not in server.heads[0]


def test_gzip_and_deflate_are_decompressed():
    for encoding, body in (("gzip", gzip.compress(b"news" * 9)), ("deflate", zlib.compress(b"news" * 9))):
        response, _ = fetch({"/": answer(body, f"Content-Encoding: {encoding}")})
        assert isinstance(response, Response)
        assert response.body == b"news" * 9


@pytest.mark.parametrize(("statuses", "permanent"), [(["301", "308"], True), (["301", "302"], False), (["307"], False)])
def test_redirects_are_followed_and_said_to_be_permanent_only_when_all_are(statuses: list[str], permanent: bool):
    script = {
        f"/{n}" if n else "/": answer(b"", f"Location: /{n + 1}", status=f"{s} Moved") for n, s in enumerate(statuses)
    }
    response, server = fetch({**script, f"/{len(statuses)}": answer(b"here")})
    assert isinstance(response, Response)
    assert (response.url, response.body) == (f"{server.base}/{len(statuses)}", b"here")
    assert response.permanent is permanent


def test_redirects_end():
    error, server = fetch({"/": answer(b"", "Location: /", status="302 Found")})
    assert isinstance(error, DropItem)
    assert "redirects more than 3 times" in str(error)
    assert len(server.heads) == 4


@pytest.mark.parametrize("location", ["ftp://x.example/", "javascript:alert(1)", "file:///etc/passwd", "", "http://["])
def test_a_redirect_to_something_else_than_http_is_not_followed(location: str):
    error, _ = fetch({"/": answer(b"", f"Location: {location}", status="301 Moved")})
    assert isinstance(error, DropItem)
    assert "is no http(s) address" in str(error)


@pytest.mark.parametrize("url", ["ftp://x.example/", "file:///etc/passwd", "", "x.example/feed", "http://a b/"])
def test_an_address_that_is_not_http_is_not_asked(url: str):
    with pytest.raises(DropItem, match="no http"):
        asyncio.run(HttpFetcher(LIMITS, AGENT).fetch(Request(url, "a")))


def test_a_body_of_the_cap_is_read_and_one_byte_more_is_not():
    assert isinstance(fetch({"/": answer(b"x" * 100)}, most_bytes=100)[0], Response)
    error, _ = fetch({"/": answer(b"x" * 101)}, most_bytes=100)
    assert isinstance(error, DropItem)
    assert "larger than 100 bytes" in str(error)


def test_a_page_of_200_mb_is_refused_by_what_it_announces():
    error, _ = fetch({"/": b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\nx"})
    assert isinstance(error, DropItem)
    assert "larger than 1,000,000 bytes" in str(error)


def test_an_endless_body_is_broken_off():
    async def pour(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65_536)
            await writer.drain()

    error, _ = fetch({"/": pour})
    assert isinstance(error, DropItem)


@pytest.mark.parametrize("layers", [1, 3])
def test_a_gzip_bomb_is_broken_off(layers: int):
    body = b"\0" * 50_000_000
    for _ in range(layers):
        body = gzip.compress(body)
    error, _ = fetch({"/": answer(body, f"Content-Encoding: {', '.join(['gzip'] * layers)}")})
    assert isinstance(error, DropItem)
    assert "larger than" in str(error)


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        ("404 Not Found", DropItem, "has moved or is gone; if it is a feed, correct `feeds` of source 'a'"),
        ("410 Gone", DropItem, "has moved or is gone"),
        ("403 Forbidden", DropItem, "refuses us; ask it for access"),
        ("451 Unavailable", DropItem, "refuses us"),
        ("400 Bad Request", DropItem, "answers 400"),
        ("300 Multiple Choices", DropItem, "answers 300"),
        ("429 Too Many Requests", TryLater, "answers 429"),
        ("500 Internal Server Error", TryLater, "answers 500: the source is busy or broken"),
        ("503 Service Unavailable", TryLater, "answers 503"),
    ],
)
def test_a_status_becomes_what_can_be_done_about_it(status: str, kind: type[DigestError], words: str):
    error, server = fetch({"/": answer(b"", status=status)})
    assert type(error) is kind
    assert words in str(error)
    assert server.base in str(error)


def test_a_busy_source_says_when_to_come_back():
    error, server = fetch({"/": answer(b"", "Retry-After: 120", status="503 Service Unavailable")})
    assert isinstance(error, TryLater)
    assert error.retry_after_s == 120.0
    assert len(server.heads) == 1


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("Tue, 24 Nov 2026 06:10:00 GMT", 600.0),
        ("Tue, 24 Nov 2026 05:00:00 GMT", 0.0),
        ("-5", 0.0),
        ("tomorrow", 0.0),
        ("", 0.0),
        ("9" * 500, 999_999_999.0),
    ],
)
def test_retry_after_may_be_seconds_or_a_date(asked: str, seconds: float):
    assert retry_after_s({"retry-after": asked, "date": "Tue, 24 Nov 2026 06:00:00 GMT"}) == seconds


def test_a_date_without_the_answers_own_date_says_nothing():
    assert retry_after_s({"retry-after": "Tue, 24 Nov 2026 06:10:00 GMT"}) == 0.0


@given(st.text(max_size=40), st.text(max_size=40))
def test_retry_after_is_never_an_error(asked: str, date: str):
    assert retry_after_s({"retry-after": asked, "date": date}) >= 0.0


@pytest.mark.parametrize(
    ("cache_control", "seconds"),
    [
        ("max-age=60", 60.0),
        ('public, Max-Age="60"', 60.0),
        ("max-age=60, no-store", 0.0),
        ("max-age=-1", 0.0),
        ("max-age=", 0.0),
        ("private", 0.0),
        (f"max-age={'9' * 50}", LONGEST_FRESH_S),
    ],
)
def test_cache_control_says_how_long_an_answer_stands(cache_control: str, seconds: float):
    assert fresh_s({"cache-control": cache_control}) == seconds


@given(st.text(max_size=40))
def test_cache_control_is_never_an_error(cache_control: str):
    assert 0.0 <= fresh_s({"cache-control": cache_control}) <= LONGEST_FRESH_S


async def _stall(_: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def _drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0)


@pytest.mark.parametrize("act", [_stall, _drip], ids=["silence", "slow drip"])
def test_the_deadline_is_for_the_whole_request(act: Any):
    error, server = fetch({"/": act}, replace(LIMITS, timeout_s=0.2))
    assert isinstance(error, TryLater)
    assert "did not answer within 0.2 s" in str(error)
    assert len(server.heads) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x16\x03\x01\x02\x00",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nBad Header: 1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: \0\r\n\r\n",
        b"HTTP/1.1 999999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000 + b"\r\n\r\n",
        answer(b"not gzip at all", "Content-Encoding: gzip"),
        answer(b"xx", "Content-Encoding: " + ", ".join(["gzip"] * 9)),
    ],
)
def test_a_broken_answer_is_for_another_time(raw: bytes):
    error, _ = fetch({"/": raw})
    assert isinstance(error, TryLater)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"HTTP/1.1 ", b"200 ", b"301 ", b"\r\n", b"Location: ", b"//", b"\0", b"\xff", b": ", b"x"]),
        max_size=12,
    )
)
def test_whatever_a_server_sends_the_error_is_ours(parts: list[bytes]):
    outcome, server = fetch({"/": b"".join(parts)})
    assert isinstance(outcome, Response | TryLater | DropItem)
    assert isinstance(outcome, Response) or (outcome.source == "a" and outcome.url.startswith(server.base))


def test_a_connection_that_fails_is_tried_once_more():
    tried: list[str] = []

    async def resolve(host: str, _: int) -> list[str]:
        tried.append(host)
        raise OSError("no such name")

    async def ask() -> None:
        async with HttpFetcher(LIMITS, AGENT, resolve=resolve) as fetcher:
            await fetcher.fetch(Request("http://gone.example/", "a"))

    with pytest.raises(TryLater, match=r"gone\.example cannot be resolved: no such name"):
        asyncio.run(ask())
    assert tried == ["gone.example", "gone.example"]


def test_no_more_requests_than_allowed_are_under_way():
    async def run() -> int:
        async def wait_a_little(writer: asyncio.StreamWriter) -> None:
            for _ in range(20):
                await asyncio.sleep(0)
            writer.write(answer(b"x"))

        async with (
            serving({f"/{n}": wait_a_little for n in range(12)}) as server,
            HttpFetcher(replace(LIMITS, requests=3), AGENT) as fetcher,
        ):
            await asyncio.gather(*(fetcher.fetch(Request(f"{server.base}/{n}", "a")) for n in range(12)))
            return server.most

    assert asyncio.run(run()) <= 3
