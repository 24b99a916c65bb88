"""The score of archives, on archives made here."""

import gzip
from pathlib import Path

import pytest

from quotidien.commands.quality.archives import warc
from quotidien.errors import FixConfiguration

SENTENCES = "The old crane came back to the harbour of Bergen on Tuesday, after eleven years in a museum. " * 5
URL = "https://harbour.example/crane"


def page(text: str = SENTENCES) -> bytes:
    head = '<html lang="en"><head><title>Crane</title></head>'
    return f"{head}<body><article><p>{text}</p></article></body></html>".encode()


def http(body: bytes, status: str = "200 OK", kind: str = "text/html") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body


def record(content: bytes, url: str = URL, kind: str = "response") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content + b"\r\n\r\n"


def arc(content: bytes) -> bytes:
    specification = b"1 1 Harbour\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://a.arc 0.0.0.0 20261124063000 text/plain %d\n%b\n" % (len(specification), specification)
    return head + b"%b 192.0.2.1 20261124063000 text/html %d\n%b\n" % (URL.encode(), len(content), content)


def label(folder: Path, text: str = SENTENCES) -> None:
    """Write the labelled set beside the archives, in articles_fundus's format."""
    (folder / "no").mkdir(parents=True)
    (folder / "no" / "Harbour_2026_11_24.html.gz").write_bytes(gzip.compress(page()))
    (folder / "meta.json").write_text(f'{{"no/Harbour_2026_11_24.html.gz": {{"url": "{URL}"}}}}')
    body = f'{{"summary": [], "sections": [{{"headline": [], "paragraphs": ["{text}"]}}]}}'
    (folder / "no" / "Harbour.json").write_text(f'{{"V1": {{"title": "Crane", "body": {body}}}}}')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "warc"
    (found / "old").mkdir(parents=True)
    return found


def test_pages_found_are_counted_against_those_that_stand_in_the_files(folder: Path):
    records = [
        record(b"software: none\r\n", kind="warcinfo"),
        record(b"GET /crane HTTP/1.1\r\nAccept: text/html\r\n\r\n", kind="request"),
        record(http(page())),
        record(http(page(), "404 Not Found")),
        record(http(b"{}", kind="application/json")),
        record(http(page()), url="https://harbour.example/2"),
    ]
    (folder / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    (folder / "b.warc").write_bytes(b"".join(records))
    (folder / "old" / "c.arc").write_bytes(arc(http(page())))
    (folder / "old" / "d.arc.gz").write_bytes(gzip.compress(arc(http(page()))))
    score = warc(folder)
    assert (score.set, score.n, score.figures, score.hits) == ("warc", 6, {"records": 1.0}, {"records": 6})


@pytest.mark.parametrize(("name", "pack"), [("cut.warc", bytes), ("cut.warc.gz", gzip.compress)])
def test_a_page_that_is_cut_off_is_not_there_to_be_found(folder: Path, name: str, pack):
    whole = record(http(page()))
    (folder / name).write_bytes(pack(whole + record(http(page()))[:-60]))
    (folder / f"again-{name}").write_bytes(pack(whole * 2)[: -20 if name.endswith("gz") else None])
    score = warc(folder)
    assert score.figures == {"records": 1.0}


def test_what_the_product_cannot_find_is_missed(folder: Path):
    (folder / "a.warc").write_bytes(record(http(page())) + b"damage\r\nmore\r\n" + record(http(page())))
    (folder / "b.warc").write_bytes(b"what is this\r\n" + record(http(page())))
    score = warc(folder)
    assert (score.n, score.figures) == (3, {"records": 1 / 3})


def test_the_articles_score_as_the_labelled_set_beside_the_archives_says(folder: Path):
    (folder / "a.warc.gz").write_bytes(gzip.compress(record(http(page()))))
    label(folder.parent / "articles_fundus")
    score = warc(folder)
    assert score.figures == {"records": 1.0, "f1": 1.0}
    assert score.by_language["en"].figures == {"f1": 1.0}


def test_a_labelled_page_that_no_archive_holds_scores_nothing(folder: Path):
    (folder / "a.warc").write_bytes(record(http(page()), url="https://harbour.example/another"))
    label(folder.parent / "articles_fundus")
    assert warc(folder).figures == {"records": 1.0, "f1": 0.0}


def test_it_is_the_archives_copy_that_is_read(folder: Path):
    (folder / "a.warc").write_bytes(record(http(page("Quite another text stands here, about a bridge. " * 8))))
    label(folder.parent / "articles_fundus")
    assert warc(folder).figures["f1"] == 0.0


def test_an_empty_folder_and_a_missing_one_are_faults_to_fix(folder: Path):
    for each in (folder, folder / "missing"):
        with pytest.raises(FixConfiguration):
            warc(each)
