"""Score of archives of the web: pages found in WARC and ARC files, and what is read of them."""

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from quotidien.commands.quality.articles_fundus import articles_fundus
from quotidien.commands.quality.labelled import load
from quotidien.commands.quality.samples import FEW_PAGES, require
from quotidien.commands.quality.scores import Part, Score
from quotidien.errors import DropItem
from quotidien.log import get
from quotidien.model import urls
from quotidien.pipeline.executors import SerialExecutor, open_executor
from quotidien.sources.archives import ArchivedPage, read_archive
from quotidien.sources.pages import Page, extract_page

MOST_BYTES = 50_000_000
"""No page is left out for its size here."""
_KINDS = ("*.warc", "*.warc.gz", "*.arc", "*.arc.gz")
_CHUNK = 1 << 20

_ANSWERED = re.compile(
    rb"^(?:WARC/\d\S*\r?\n(?P<warc>(?:[^\r\n].*\n)+)\r?\n|https?:\S+ [\d.]+ \d{14} \S+ (?P<arc>\d+)\r?\n)"
    rb"(?P<http>HTTP/\S+ 200\b.*\n(?:[^\r\n].*\n)*)",
    re.MULTILINE,
)
"""Where the record of a page that was answered starts, as it stands in the bytes."""
_RESPONSE = re.compile(rb"^WARC-Type:\s*response\b", re.MULTILINE | re.IGNORECASE)
_LENGTH = re.compile(rb"^Content-Length:\s*(\d+)", re.MULTILINE | re.IGNORECASE)
_HTML = re.compile(rb"^Content-Type:\s*(?:text/html|application/xhtml\+xml)", re.MULTILINE | re.IGNORECASE)

_log = get(__name__)


def warc(folder: Path) -> Score:
    """Score every WARC and ARC file below `folder` by the HTML pages found in it, of those that stand in it whole.

    Those are counted in the unpacked bytes by what a record looks like, without a reader. `f1` is articles_fundus's
    `body_f1` with the pages taken from the archives instead of their files, so that the two have to be equal; it
    needs the set `articles_fundus` beside this one, and is left out without it. Raises FixConfiguration where there
    is no archive.
    """
    files = sorted(file for kind in _KINDS for file in folder.rglob(kind))
    require(files)
    labelled = folder.parent / "articles_fundus"
    addresses = _addresses(labelled)
    present, found, labelled_pages = 0, 0, dict[str, ArchivedPage]()
    for file in files:
        whole, read = _present(_unpacked(file)), 0
        for page in _pages(file):
            read += 1
            if page.url in addresses:
                labelled_pages[page.url] = page
        present, found = present + whole, found + min(read, whole)
    figures = {"records": found / present if present else 0.0}
    if not addresses:
        return Score("warc", present, figures, hits={"records": found})
    articles = articles_fundus(labelled, extract=partial(_archived, _articles(list(labelled_pages.values()))))
    parts = {tag: Part(part.n, {"f1": part.figures["body_f1"]}) for tag, part in articles.by_language.items()}
    return Score("warc", present, {**figures, "f1": articles.figures["body_f1"]}, parts, {"records": found})


def _addresses(labelled: Path) -> frozenset[str]:
    """Return the addresses of the pages that the labelled set has expectations for; none without the set."""
    if not (labelled / "meta.json").is_file():
        return frozenset()
    return frozenset(urls.absolute(page["url"]) for page in load(labelled / "meta.json").values())


def _pages(file: Path) -> Iterator[ArchivedPage]:
    """Yield the pages that the product finds, none where it refuses the file."""
    report = partial(_log.debug, "Left out of an archive", file=file.name)
    with file.open("rb") as archive:
        try:
            yield from read_archive(
                archive, url=file.name, most_bytes=MOST_BYTES, report=lambda fault: report(reason=fault)
            )
        except DropItem as error:
            report(reason=str(error))


def _unpacked(file: Path) -> bytes:
    """Return what a file holds, of a gzip file that is cut off as much as there is."""
    if file.suffix != ".gz":
        return file.read_bytes()
    pieces = list[bytes]()
    with gzip.open(file) as archive:
        try:
            while piece := archive.read1(_CHUNK):
                pieces.append(piece)
        except (EOFError, OSError, zlib.error) as error:
            _log.debug("Unpacked as far as it goes", file=file.name, reason=str(error))
    return b"".join(pieces)


def _present(archive: bytes) -> int:
    """Count the HTML pages answered with status 200 whose records are whole."""
    return sum(_is_whole_page(record, len(archive)) for record in _ANSWERED.finditer(archive))


def _is_whole_page(record: re.Match[bytes], end: int) -> bool:
    if not _HTML.search(record["http"]) or (record["warc"] and not _RESPONSE.search(record["warc"])):
        return False
    length = record["arc"] or (written[1] if (written := _LENGTH.search(record["warc"])) else b"")
    return length.isdigit() and record.start("http") + int(length) <= end


def _articles(pages: Sequence[ArchivedPage]) -> Mapping[str, Page]:
    """Return the article on each page by its address."""
    with open_executor(0) if len(pages) > FEW_PAGES else SerialExecutor() as executor:
        return {
            page.url: article for page, article in zip(pages, executor.map(_extract, pages, chunksize=4), strict=True)
        }


def _extract(page: ArchivedPage) -> Page:
    try:
        return extract_page(page.body, url=page.url, content_type=page.content_type)
    except DropItem:
        return Page.empty()


def _archived(articles: Mapping[str, Page], _body: bytes, url: str) -> Page:
    """Stand in for extraction: return what the archive's copy of a page was read as."""
    return articles.get(urls.absolute(url), Page.empty())
