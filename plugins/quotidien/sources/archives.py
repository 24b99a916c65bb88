"""An archive of the web (WARC, ISO 28500; ARC) to the HTML pages in it, record by record, through warcio.

Knows compression, records and HTTP messages. Does not know what a page says, nor where archives come from.
"""

import http.client
import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord

from quotidien.errors import DropItem
from quotidien.model import urls
from quotidien.sources.entries import instant

MOST_HEADER = 1 << 20
"""Bytes that may stand between the content of one record and that of the next, and before a page in its record."""
_CHUNK = 1 << 16

_GZIP = b"\x1f\x8b"
_FIRST = (b"WARC/", b"filedesc:")
_RECORD = re.compile(rb"WARC/\d|[a-z]+:\S+ [\d.]+ \d{14} ")
_OK = re.compile(rb"HTTP/\S+\s+200\b")
_HTML = re.compile(r"\s*(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)

Report = Callable[[str], object]
"""Takes a sentence about what was wrong with a record, or with the rest of the archive."""


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One page as it was answered at `date`: its absolute `url`, `content_type` and `body`, codings undone."""

    url: str
    date: datetime | None
    content_type: str
    body: bytes


def read_archive(file: BinaryIO, *, url: str, most_bytes: int, report: Report) -> Iterator[ArchivedPage]:
    """Yield the HTML pages that were answered with status 200, in the order of the archive, gzipped or not.

    Memory stays the same however long the archive is: a page over `most_bytes` is left out. What is wrong goes to
    `report`, one sentence each; a file that is cut off or broken ends with its last whole record. Raises DropItem
    where the file, which was found at `url`, is no archive.
    """
    stream = _Stream(file)
    if not stream.starts_with(_FIRST):
        raise DropItem("not an archive: neither WARC nor ARC; fetch it again", url=url)
    for record, content in _records(stream, most_bytes + MOST_HEADER):
        address = urls.absolute(_header(record, "WARC-Target-URI", "uri"))
        if record.rec_type != "response" or not address or not _OK.match(content):
            continue
        try:
            page = _page(content, most_bytes)
        except (DropItem, http.client.HTTPException) as error:
            report(f"{address} is left out: {error!s}")
            continue
        if page:
            yield ArchivedPage(address, instant(_header(record, "WARC-Date", "archive-date")), *page)
    if stream.fault:
        report(f"read as far as it goes: {stream.fault}")


class _Stream:
    """What warcio reads from: the unpacked bytes, at most MOST_HEADER of them until the next call of `allow`."""

    def __init__(self, file: BinaryIO) -> None:
        self.fault = ""
        self._pieces = _unpacked(file)
        self._first = self._next()
        self.allow()

    def allow(self) -> None:
        self._left = MOST_HEADER

    def starts_with(self, beginnings: tuple[bytes, ...]) -> bool:
        return self._first.startswith(beginnings)

    def read(self, _size: int = -1) -> bytes:
        if self._left <= 0:
            self.fault = "a header without end"
            return b""
        piece, self._first = self._first or self._next(), b""
        self._left -= len(piece)
        return piece

    def _next(self) -> bytes:
        try:
            return next(self._pieces, b"")
        except (EOFError, zlib.error) as error:
            self.fault = f"its compression is broken: {error}"
            return b""


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file's bytes in small pieces; of a gzip file, of any number of members, what they hold.

    Where a member begins with a record, a blank line is put before it: the first one of an ARC file lacks it.
    """
    data = file.read(_CHUNK)
    if not data.startswith(_GZIP):
        while data:
            yield data
            data = file.read(_CHUNK)
        return
    member, between = zlib.decompressobj(zlib.MAX_WBITS | 16), False
    while data:
        if piece := member.decompress(data, _CHUNK):
            yield b"\n" + piece if between and _RECORD.match(piece) else piece
        between = member.eof or (between and not piece)
        data = member.unconsumed_tail or member.unused_data or file.read(_CHUNK)
        if member.eof:
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    if not between:
        raise EOFError("it ends inside a member")


def _records(stream: _Stream, most: int) -> Iterator[tuple[ArcWarcRecord, bytes]]:
    """Yield the whole records, each with at most the first `most` bytes of its content."""
    try:
        for record in ArchiveIterator(stream, no_record_parse=True):
            length = record.length
            content = b"" if length is None else _content(record.raw_stream, stream, most)
            if length is None or record.raw_stream.tell() < length:
                stream.fault = stream.fault or "the last record is not whole"
                return
            yield record, content
    except ArchiveLoadFailed as error:
        stream.fault = stream.fault or f"a record is broken: {str(error).strip()[:200]}"


def _content(reader: LimitReader, stream: _Stream, most: int) -> bytes:
    """Return at most the first `most` bytes of a record, and read over the rest."""
    kept, room = list[bytes](), most
    while piece := reader.read(_CHUNK):
        kept.append(piece[:room])
        room -= len(kept[-1])
        stream.allow()
    stream.allow()
    return b"".join(kept)


def _header(record: ArcWarcRecord, warc: str, arc: str) -> str:
    return str(record.rec_headers.get_header(warc) or record.rec_headers.get_header(arc) or "")


def _page(content: bytes, most: int) -> tuple[str, bytes] | None:
    """Return content type and body of an HTTP response, `None` where it is not HTML.

    Raises DropItem for what is too large or coded in a way that we do not know, HTTPException for broken headers.
    """
    message = io.BytesIO(content)
    message.readline()
    headers = http.client.parse_headers(message)
    content_type = headers.get("Content-Type", "")
    if not _HTML.match(content_type):
        return None
    body = _decoded(message.read(), headers, most)
    if len(body) > most:
        raise DropItem(f"over {most} bytes")
    return content_type, body


def _decoded(body: bytes, headers: Message, most: int) -> bytes:
    """Undo transfer and content coding (RFC 9110, section 8.4), where the crawler has not; headers never tell."""
    if "chunked" in headers.get("Transfer-Encoding", "").lower():
        body = ChunkedDataReader(io.BytesIO(body)).read()
    coding = headers.get("Content-Encoding", "").strip().lower()
    if coding in {"", "identity", "none"}:
        return body
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise DropItem(f"it is coded as {coding[:40]!r}")
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):  # servers send "deflate" with and without its frame
        try:
            return zlib.decompressobj(bits).decompress(body, most + 1)
        except zlib.error:
            continue
    return body
