"""Archives made here, byte by byte, whole and broken: WARC and ARC, gzipped in every way that occurs."""

import gzip
import io
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotidien.errors import DropItem
from quotidien.sources.archives import MOST_HEADER, ArchivedPage, read_archive

URL = "https://harbour.example/crane"
PAGE = b"<!doctype html><title>Crane</title>"
WHEN = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
MOST = 10_000


def http(body: bytes = PAGE, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def warc(content: bytes, *, url: str = URL, kind: str = "response", length: object = None) -> bytes:
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2026-11-24T06:30:00Z",
        f"Content-Length: {len(content) if length is None else length}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + content + b"\r\n\r\n"


WARC = [
    warc(b"software: none\r\n", kind="warcinfo"),
    warc(b"GET /crane HTTP/1.1\r\n\r\n", kind="request"),
    warc(http()),
    warc(http(b"\x89PNG", kind="image/png"), url="https://harbour.example/crane.png"),
    warc(http(b"<p>Second"), url="https://harbour.example/2"),
]
SPECIFICATION = b"1 1 Harbour\nURL IP-address Archive-date Content-type Archive-length\n"
ARC = [
    b"filedesc://harbour.arc 0.0.0.0 20261124063000 text/plain %d\n%b" % (len(SPECIFICATION), SPECIFICATION),
    b"\n%b 192.0.2.1 20261124063000 text/html %d\n%b" % (URL.encode(), len(http()), http()),
    b"\nhttps://harbour.example/2 192.0.2.1 20261124063000 text/html %d\n" % len(http(b"<p>Second"))
    + http(b"<p>Second"),
]


def read(archive: bytes, most_bytes: int = MOST) -> tuple[list[ArchivedPage], list[str]]:
    """Return the pages and what was reported."""
    faults: list[str] = []
    file = io.BytesIO(archive)
    return list(read_archive(file, url="news.warc", most_bytes=most_bytes, report=faults.append)), faults


def bodies(archive: bytes) -> list[bytes]:
    pages, faults = read(archive)
    assert faults == []
    return [page.body for page in pages]


def members(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(record) for record in records)


def test_a_page_has_its_address_instant_and_content_type():
    pages, faults = read(warc(http()))
    assert pages == [ArchivedPage(URL, WHEN, "text/html; charset=utf-8", PAGE)]
    assert faults == []


@pytest.mark.parametrize(
    "archive",
    [
        b"".join(WARC),
        members(WARC),
        gzip.compress(b"".join(WARC)),
        members([b"".join(WARC)[:700], b"".join(WARC)[700:]]),
        b"".join(ARC) + b"\n",
        members([ARC[0], *(record[1:] + b"\n" for record in ARC[1:])]),
        gzip.compress(b"".join(ARC)),
    ],
    ids=["warc", "warc by record", "warc as one", "warc anywhere", "arc", "arc by record", "arc as one"],
)
def test_pages_are_found_however_the_archive_is_packed(archive: bytes):
    pages, faults = read(archive)
    assert [page.body for page in pages] == [PAGE, b"<p>Second"]
    assert {page.date for page in pages} == {WHEN}
    assert faults == []


@pytest.mark.parametrize(
    "record",
    [
        warc(http(status="404 Not Found")),
        warc(http(status="301 Moved", kind="text/html")),
        warc(http(kind="application/json")),
        warc(http(), kind="request"),
        warc(PAGE, kind="resource"),
        warc(b"20261124063000\nharbour.example.", url="dns:harbour.example"),
        warc(b""),
        warc(b"\r\n\r\n"),
    ],
)
def test_what_is_no_page_that_was_answered_is_passed_over_in_silence(record: bytes):
    assert bodies(record + warc(http(b"<p>Next"))) == [b"<p>Next"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"b\r\n<p>A\xc3\xa9 long\r\n6;x=y\r\n word.\r\n0\r\n\r\n", ["Transfer-Encoding: chunked"]),
        (gzip.compress("<p>Aé long word.".encode()), ["Content-Encoding: gzip"]),
        (zlib.compress("<p>Aé long word.".encode()), ["content-encoding: Deflate"]),
        (zlib.compress("<p>Aé long word.".encode())[2:-4], ["Content-Encoding: deflate"]),
        ("<p>Aé long word.".encode(), ["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
        ("<p>Aé long word.".encode(), ["Content-Encoding: identity"]),
    ],
    ids=["chunked", "gzip", "deflate", "deflate without frame", "undone by the crawler", "none"],
)
def test_transfer_and_content_codings_are_undone(body: bytes, headers: list[str]):
    assert [each.decode() for each in bodies(warc(http(body, *headers)))] == ["<p>Aé long word."]


def test_both_codings_are_undone_in_their_order():
    packed = gzip.compress(PAGE)
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    assert bodies(warc(http(chunked, "Transfer-Encoding: chunked", "Content-Encoding: gzip"))) == [PAGE]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (http(b"x" * (MOST + 1)), "over 10000 bytes"),
        (http(b"x" * (MOST + MOST_HEADER)), "over 10000 bytes"),
        (http(gzip.compress(b"x" * 50_000_000), "Content-Encoding: gzip"), "over 10000 bytes"),
        (http(b"\x0b", "Content-Encoding: br"), "'br'"),
        (http(PAGE, *(f"X-{n}: 1" for n in range(300))), "100 headers"),
    ],
    ids=["large", "larger than is read", "bomb", "coding", "headers"],
)
def test_a_page_that_cannot_be_used_is_reported_and_the_next_one_read(content: bytes, said: str):
    pages, (fault,) = read(warc(content) + warc(http(b"<p>Next")))
    assert [page.body for page in pages] == [b"<p>Next"]
    assert fault.startswith(f"{URL} is left out: ")
    assert said in fault


@pytest.mark.parametrize("cut", [1, 5, 30, 60, 200])
def test_a_plain_archive_that_is_cut_off_ends_with_its_last_whole_record(cut: int):
    pages, faults = read((warc(http()) + warc(http(b"<p>Lost" + b"." * 90)))[: -4 - cut])
    assert [page.body for page in pages] == [PAGE]
    assert faults == ["read as far as it goes: the last record is not whole"]


@pytest.mark.parametrize("cut", [1, 20, 60])
@pytest.mark.parametrize(
    "pack", [members, lambda records: gzip.compress(b"".join(records))], ids=["by record", "as one"]
)
def test_a_gzipped_archive_that_is_cut_off_says_so(cut: int, pack):
    pages, faults = read(pack([warc(http()), warc(http(bytes(range(256)), kind="text/html"))])[:-cut])
    assert pages[0].body == PAGE
    assert len(faults) == 1


def test_broken_compression_ends_the_archive():
    pages, faults = read(members([warc(http())]) + b"no gzip any more")
    assert [page.body for page in pages] == [PAGE]
    assert faults[0].startswith("read as far as it goes: its compression is broken")


@pytest.mark.parametrize("length", ["many", "-5", "2"])
def test_a_wrong_length_loses_the_way_but_no_page_before_it(length: str):
    pages, faults = read(warc(http()) + warc(http(b"<p>Lost"), length=length) + b"x\r\ny\r\n")
    assert [page.body for page in pages] == [PAGE]
    assert faults[0].startswith("read as far as it goes: ")


def test_a_header_without_end_does_not_fill_the_memory():
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return warc(http()).ljust(size, b"x") if self.given == size else b"x" * size

    file, faults = Endless(), list[str]()
    pages = list(read_archive(file, url="endless.warc", most_bytes=MOST, report=faults.append))
    assert [page.body for page in pages] == [PAGE]
    assert file.given < 4 * MOST_HEADER
    assert faults == ["read as far as it goes: a header without end"]


def test_an_archive_is_read_a_record_at_a_time():
    class Counted(io.BytesIO):
        given = 0

        def read(self, size: int | None = -1) -> bytes:
            piece = super().read(size)
            self.given += len(piece)
            return piece

    file = Counted(b"".join(warc(http(b"<p>%d" % n + b"." * 9_000)) for n in range(100)))
    pages = read_archive(file, url="long.warc", most_bytes=MOST, report=pytest.fail)
    assert next(pages).body.startswith(b"<p>0.")
    assert file.given < 200_000
    assert sum(1 for _ in pages) == 99


@pytest.mark.parametrize(
    "archive", [b"", b"PK\x03\x04", b"<html>", gzip.compress(b"<rss/>"), b"\x1f\x8bbroken", b"\n\n"]
)
def test_what_is_no_archive_is_dropped_by_its_address(archive: bytes):
    with pytest.raises(DropItem, match="not an archive") as dropped:
        read(archive)
    assert dropped.value.url == "news.warc"


@pytest.mark.parametrize("url", ["<https://harbour.example/crane>", "https://harbour.example:443/crane"])
def test_addresses_are_those_of_the_model(url: str):
    assert read(warc(http(), url=url))[0][0].url == URL


@given(st.binary(max_size=300), st.integers(0, 3))
def test_whatever_follows_the_pages_before_it_are_read(rest: bytes, records: int):
    pages, _ = read(warc(http()) * records + b"WARC/1.0\r\n" + rest)
    assert [page.body for page in pages[:records]] == [PAGE] * records


@settings(max_examples=300)
@given(st.integers(0, 700), st.binary(min_size=1, max_size=8), st.booleans())
def test_no_damage_is_a_crash(place: int, damage: bytes, pack: bool):
    whole = members(WARC) if pack else b"".join(WARC)
    try:
        pages, _ = read(whole[: 10 + place] + damage + whole[10 + place + len(damage) :])
    except DropItem:
        pages = []
    assert len(pages) <= 3
