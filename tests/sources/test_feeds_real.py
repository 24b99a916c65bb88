"""Real feeds, where they lie beside the checkout: as many entries and dates as the reference found, and no error."""

import csv
import gzip
from pathlib import Path

import pytest

from quotidien.errors import DropItem
from quotidien.sources.feeds import parse_feed

DATA = Path(__file__).parents[2].parent / "shared" / "data"
REAL = DATA / "feeds_real"
LEAST = 0.99

needs_data = pytest.mark.skipif(not REAL.is_dir(), reason=f"the collection of real feeds is not at {REAL}")


@needs_data
def test_real_feeds_give_the_entries_and_dates_of_the_manifest():
    with (REAL / "manifest.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    entries = dated = linked = 0
    for row in rows:
        try:
            body = gzip.decompress((REAL / "feeds" / f"{row['name']}.gz").read_bytes())
            feed = parse_feed(body, url="https://feeds.example/", most_entries=100_000)
        except DropItem:
            assert row["feedparser_entries"] == "0"
            continue
        if row["version"] != "jsonfeed":
            entries += len(feed.entries)
            dated += sum(1 for entry in feed.entries if entry.published or entry.updated)
            linked += sum(1 for entry in feed.entries if entry.url)
    assert entries >= LEAST * sum(int(row["feedparser_entries"]) for row in rows)
    assert dated >= LEAST * sum(int(row["feedparser_dated_entries"]) for row in rows)
    assert linked >= LEAST * entries


@needs_data
def test_every_real_json_feed_is_read():
    """The reference cannot read them. One file of the ten is RSS in JSON, which is no JSON Feed."""
    paths = [path for path in sorted((REAL / "feeds").glob("*.json.gz")) if "ScriptingNews" not in path.name]
    feeds = [
        parse_feed(gzip.decompress(path.read_bytes()), url="https://feeds.example/", most_entries=500) for path in paths
    ]
    assert len(feeds) >= 8
    assert all(feed.entries for feed in feeds)
    assert all(entry.guid for feed in feeds for entry in feed.entries)


@pytest.mark.parametrize("folder", ["feeds_feedvalidator", "feeds_gofeed", "feeds_feedparser"])
def test_a_file_made_to_test_parsers_is_read_or_dropped(folder: str):
    if not (DATA / folder).is_dir():
        pytest.skip(f"the collection is not at {DATA / folder}")
    read = 0
    for path in sorted(path for path in (DATA / folder).rglob("*") if path.is_file()):
        try:
            parse_feed(path.read_bytes(), url="https://feeds.example/", most_entries=100)
            read += 1
        except DropItem:
            continue
    assert read > 400
