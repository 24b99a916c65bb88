"""Scores of feeds on folders made here, in the formats of the public sets."""

import gzip
import json
from pathlib import Path

import pytest

from quotidien.commands.quality.feeds import (
    feeds_feedparser,
    feeds_feedvalidator,
    feeds_gofeed,
    feeds_opml,
    feeds_real,
    read_feed,
)
from quotidien.errors import DropItem, FixConfiguration
from quotidien.sources.entries import Feed
from quotidien.sources.subscriptions import read_opml


def rss(*items: str, channel: str = "<title>Harbour</title><link>https://harbour.example/</link>") -> str:
    return f'<rss version="2.0"><channel>{channel}{"".join(f"<item>{item}</item>" for item in items)}</channel></rss>'


def write(folder: Path, files: dict[str, str | bytes | object]) -> Path:
    """Write each file below a folder: text, bytes, else JSON; `.gz` files gzipped."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        raw = text.encode() if isinstance(text, str) else text
        path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return folder


def crash(_body: bytes) -> Feed:
    raise ZeroDivisionError


def refuse(_body: bytes) -> Feed:
    raise DropItem("not a feed")


ASSERTED = {
    "README.md": "# a set",
    "assertions.tsv": "well/a.xml\ta title\tfeed['title'] == 'Harbour'\n"
    "well/a.xml\tanother\tnot bozo and entries[0]['title'] == 'Nothing'\n"
    "ill/b.xml\tbroken\tbozo\n"
    "ill/b.xml\ta version\tversion == 'rss20'\n",
    "well/a.xml": rss("<title>Crane</title>"),
    "ill/b.xml": rss("<title>Crane</tittle>"),
    "ill/c.xml": "nobody asserts anything of this",
}


def test_kept_assertions_are_those_that_hold_of_those_that_count(tmp_path: Path):
    score = feeds_feedparser(write(tmp_path, ASSERTED))
    assert (score.set, score.n, score.figures) == ("feeds_feedparser", 3, {"kept_pass": 2 / 3, "crashes": 0})


def test_every_assertion_counts_where_that_is_asked_for(tmp_path: Path):
    score = feeds_feedparser(
        write(tmp_path, ASSERTED), parse=lambda _: {"version": "rss20", "feed": {}, "entries": []}, every=True
    )
    assert (score.n, score.figures["kept_pass"]) == (4, 1 / 4)


def test_a_document_that_is_refused_fails_its_assertions_and_is_no_crash(tmp_path: Path):
    assert feeds_feedparser(write(tmp_path, ASSERTED), parse=refuse).figures == {"kept_pass": 0.0, "crashes": 0}


def test_a_crash_counts_on_documents_with_and_without_assertions(tmp_path: Path):
    assert feeds_feedparser(write(tmp_path, ASSERTED), parse=crash).figures == {"kept_pass": 0.0, "crashes": 3}


def test_documents_of_the_validator_are_counted_with_their_crashes(tmp_path: Path):
    folder = write(
        tmp_path, {"expectations.tsv": "a.xml\tx\t!Error\n", "a.xml": rss(), "rss/b.xml": "", "README.md": ""}
    )
    score = feeds_feedvalidator(folder)
    assert (score.set, score.n, score.figures) == ("feeds_feedvalidator", 2, {"crashes": 0})
    assert feeds_feedvalidator(folder, parse=crash).figures == {"crashes": 2}
    assert feeds_feedvalidator(folder, parse=refuse).figures == {"crashes": 0}


ITEM = (
    "<title>Crane</title><link>https://harbour.example/1</link><guid>a1</guid><author>n@harbour.example (Nora)</author>"
    "<pubDate>Tue, 24 Nov 2026 06:30:00 GMT</pubDate><category>port</category>"
)
EXPECTED = {
    "feedType": "rss",
    "title": "Harbour",
    "link": "https://harbour.example",
    "items": [
        {
            "title": "Crane",
            "link": "https://harbour.example/1",
            "guid": "a1",
            "publishedParsed": "2026-11-24T06:30:00.25Z",
            "authors": [{"name": "Nora", "email": "n@harbour.example"}],
            "categories": ["port"],
        }
    ],
}


def test_a_feed_that_reads_as_gofeed_reads_it_agrees_wholly(tmp_path: Path):
    score = feeds_gofeed(write(tmp_path, {"rss/a.xml": rss(ITEM), "rss/a.json": EXPECTED}))
    assert (score.set, score.n, score.figures, score.hits) == (
        "feeds_gofeed", 1, {"agreement": 1.0, "crashes": 0}, {"agreement": 1}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "agreement"),
    [
        ({"title": "Another"}, 7 / 8),
        ({"items": [{**EXPECTED["items"][0], "guid": "a2", "authors": [], "categories": ["port", "sea"]}]}, 5 / 8),
        ({"items": [{**EXPECTED["items"][0], "enclosures": [{"url": "https://harbour.example/a.mp3"}]}]}, 8 / 9),
        ({"items": [*EXPECTED["items"], {"title": "Lost"}]}, 8 / 9),
        ({"items": []}, 2 / 8),
    ],
    ids=["title", "item", "enclosure", "an item too few", "an item too many"],
)
def test_each_field_that_differs_is_a_miss(tmp_path: Path, changed: dict[str, object], agreement: float):
    score = feeds_gofeed(write(tmp_path, {"a.xml": rss(ITEM), "a.json": EXPECTED | changed}))
    assert score.figures["agreement"] == agreement
    assert score.hits == {"agreement": 0}


def test_json_feeds_pair_off_with_what_is_expected_of_them_and_other_forms_do_not(tmp_path: Path):
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": []}
    folder = write(
        tmp_path,
        {
            "json/a.json": feed,
            "json/a_expected.json": {"feedType": "json", "title": "Harbour"},
            "json/broken.json": "{",
            "parser/b.xml": rss(),
            "parser/b.json": {"version": "2.0", "title": "of gofeed's own form for RSS"},
        },
    )
    score = feeds_gofeed(folder)
    assert (score.n, score.figures) == (1, {"agreement": 1.0, "crashes": 0})
    assert feeds_gofeed(folder, parse=crash).figures == {"agreement": 0.0, "crashes": 5}


MANIFEST = (
    "name\tsource\tbytes\tversion\tencoding\tlanguage\tfeedparser_entries\tfeedparser_dated_entries\ttitle\tlink\n"
    'one\tx\t1\trss20\tutf-8\ten-US\t1\t1\tA "quoted" title\thttps://harbour.example\n'
    "two\tx\t1\trss20\tutf-8\tfr\t3\t2\t\t\n"
    "three\tx\t1\t\tutf-8\t\t0\t0\t\t\n"
)
DATED = "<title>x</title><pubDate>Tue, 24 Nov 2026 06:30:00 GMT</pubDate>"


def test_entries_and_dates_are_counted_by_feed_and_language(tmp_path: Path):
    folder = write(
        tmp_path,
        {
            "manifest.tsv": MANIFEST,
            "feeds/one.gz": rss(DATED, DATED, DATED),
            "feeds/two.gz": rss("<title>x</title>", DATED),
            "feeds/three.gz": "<p>no feed",
        },
    )
    score = feeds_real(folder)
    assert (score.set, score.n, score.figures) == ("feeds_real", 3, {"entries": 3 / 4, "dates": 2 / 3})
    assert score.hits == {"entries": 2, "dates": 2}
    assert {tag: (part.n, part.figures) for tag, part in score.by_language.items()} == {
        "en": (1, {"entries": 1.0, "dates": 1.0}),
        "fr": (1, {"entries": 2 / 3, "dates": 1 / 2}),
        "und": (1, {"entries": 0.0, "dates": 0.0}),
    }
    assert feeds_real(folder, parse=refuse).figures == {"entries": 0.0, "dates": 0.0}


def test_feed_addresses_are_those_in_the_file_and_those_listed_for_it(tmp_path: Path):
    folder = write(
        tmp_path,
        {
            "feeds.tsv": "list\ttitle\txmlUrl\nKenya\tA\thttps://a.example/?x&y\nKenya\tGone\thttps://gone.example/\n",
            "countries/Kenya.opml": '<opml><outline text="A & "B"" xmlUrl="https://a.example/?x&amp;y"/></opml>',
            "other/Loose.opml": '<opml><outline xmlUrl="https://c.example"/><outline xmlUrl="about:blank"/></opml>',
            "other/None.opml": "not a list",
        },
    )
    score = feeds_opml(folder)
    assert (score.set, score.n, score.figures, score.hits) == ("feeds_opml", 3, {"urls": 2 / 3}, {"urls": 2})
    assert feeds_opml(folder, read=lambda body: read_opml(body.replace(b"a.example", b"z.example"))).hits == {"urls": 1}


@pytest.mark.parametrize("scorer", [feeds_feedparser, feeds_feedvalidator, feeds_gofeed, feeds_real, feeds_opml])
def test_an_empty_folder_and_a_missing_one_are_faults_to_fix(tmp_path: Path, scorer):
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(FixConfiguration):
            scorer(folder)


def test_documents_that_the_set_names_and_does_not_hold_are_all_named(tmp_path: Path):
    folder = write(tmp_path, {"manifest.tsv": MANIFEST, "feeds/one.gz": rss()})
    with pytest.raises(FixConfiguration) as error:
        feeds_real(folder)
    assert [Path(fault.file).name for fault in error.value.faults] == ["two.gz", "three.gz"]


def test_the_default_parser_is_the_products_own():
    assert read_feed(rss(ITEM).encode()).entries[0].url == "https://harbour.example/1"
