"""Pages of labelled sets, read from gzip files written here."""

import gzip
import json
from pathlib import Path

import pytest

from quotidien.commands.quality import labelled, samples
from quotidien.commands.quality.samples import Reading, Sample
from quotidien.commands.quality.scores import Part
from quotidien.errors import DropItem, FixConfiguration
from quotidien.sources.pages import Page

ENGLISH = "The council met on Monday evening and agreed to repair the old bridge over the river before the winter."
GERMAN = "Der Rat traf sich am Montagabend und beschloss, die alte Brücke über den Fluss noch vor dem Winter zu bauen."


def _echo(body: bytes, url: str) -> Page:
    return Page(title=url, text=body.decode("utf-8", "replace"))


def _refuse(body: bytes, url: str) -> Page:
    raise DropItem("not a page", url=url)


def _sample(folder: Path, body: bytes, wanted: str = ENGLISH, name: str = "page") -> Sample:
    path = folder / f"{name}.html.gz"
    path.write_bytes(gzip.compress(body))
    return Sample(path, f"https://example.org/{name}", wanted)


def _language(folder: Path, head: str, wanted: str) -> str:
    return samples.read_all([_sample(folder, head.encode(), wanted)], _echo)[0].language


def test_the_system_under_test_gets_the_bytes_as_they_are_and_the_url(tmp_path):
    (read,) = samples.read_all([_sample(tmp_path, b"caf\xe9")], _echo)
    assert read.page == Page(title="https://example.org/page", text="caf\ufffd")


def test_a_page_that_is_refused_reads_as_an_empty_one(tmp_path):
    (read,) = samples.read_all([_sample(tmp_path, b"%PDF-")], _refuse)
    assert read.page == Page.empty()


def test_the_product_reads_an_article_and_nothing_else(tmp_path):
    body = f"<html><body><nav>Home</nav><article><h1>Bridge</h1><p>{ENGLISH}</p><p>{ENGLISH[::-1]}</p></article>"
    page = samples.read_page(body.encode(), "https://example.org/bridge")
    assert ENGLISH in page.text
    assert "Home" not in page.text


def test_many_pages_are_read_in_other_processes_and_stand_in_their_order(tmp_path):
    pages = [
        _sample(tmp_path, b"<html><title>%d</title></html>" % n, name=str(n)) for n in range(samples.FEW_PAGES + 1)
    ]
    read = samples.read_all(pages, samples.read_page)
    assert [each.page.title for each in read] == [str(number) for number in range(len(pages))]


@pytest.mark.parametrize(
    ("head", "wanted", "expected"),
    [
        ("<html lang=de-CH>", ENGLISH, "de"),
        ("<!--[if IE]><HTML class=a\n xml:lang='pt_BR'>", ENGLISH, "pt"),
        ('<html data-lang="x" lang="cs">', ENGLISH, "cs"),
        ("<p lang=fr>", GERMAN, "de"),
        ("<html lang=''>", GERMAN, "de"),
        ("<html lang='english please'>", GERMAN, "de"),
        ("<html lang=en-US>", ENGLISH, "en"),
        ("<html lang=en>", GERMAN, "de"),
        ("<html lang=en>", "", "en"),
    ],
)
def test_the_page_tells_its_language_and_where_it_cannot_be_trusted_the_text(tmp_path, head, wanted, expected):
    assert _language(tmp_path, head, wanted) == expected


def test_every_missing_file_is_named(tmp_path):
    present = _sample(tmp_path, b"")
    gone = [Sample(tmp_path / name, "", "") for name in ("a.gz", "b.gz")]
    with pytest.raises(FixConfiguration) as caught:
        samples.read_all([gone[0], present, gone[1]], _echo)
    assert [Path(fault.file).name for fault in caught.value.faults] == ["a.gz", "b.gz"]


def test_a_set_without_pages_is_an_error():
    with pytest.raises(FixConfiguration, match="holds no page"):
        samples.read_all([], _echo)


@pytest.mark.parametrize("name", ["labels.json", "labels.json.gz"])
def test_labels_are_read_gzipped_or_not(tmp_path, name):
    content = json.dumps({"a": "é"}).encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    assert labelled.load(tmp_path / name) == {"a": "é"}


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\xfa"])
def test_labels_that_are_no_json_are_an_error_that_names_the_file(tmp_path, content):
    (tmp_path / "labels.json").write_bytes(content)
    with pytest.raises(FixConfiguration, match=r"labels\.json.*(no JSON|cannot be read)"):
        labelled.load(tmp_path / "labels.json")


def test_figures_are_taken_of_the_items_of_each_language():
    readings = [Reading(Page.empty(), language) for language in ("pl", "de", "pl")]
    parts = samples.by_language(readings, [1, 2, 3], lambda items: {"total": sum(items)})
    assert parts == {"de": Part(1, {"total": 2}), "pl": Part(2, {"total": 4})}
