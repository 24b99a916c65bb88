"""A feed document of any format to model values: cases are files in tests/data/feeds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quotidien.errors import DropItem
from quotidien.sources.feeds import Feed, parse_feed
from tests.sources.cases import cases, expected, said

URL = "https://feeds.example/dir/feed.xml"


def read(body: bytes, most_entries: int = 50, content_type: str = "") -> Feed:
    return parse_feed(body, url=URL, content_type=content_type, most_entries=most_entries)


def rss(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'.encode()


@pytest.mark.parametrize("path", cases("feeds"), ids=lambda path: path.name)
def test_a_document_gives_what_stands_beside_it(path: Path):
    want = expected(path)
    if "error" in want:
        with pytest.raises(DropItem) as caught:
            read(path.read_bytes())
        assert str(caught.value).startswith(want["error"])
        assert caught.value.url == URL
        return
    feed = read(path.read_bytes())
    entries = [said(entry) for entry in feed.entries]
    assert all(entry.pop("feed") == URL for entry in entries)
    assert said(feed) | {"entries": entries} == want


def test_of_many_entries_the_newest_are_taken_in_the_order_of_the_document():
    day = datetime(2026, 11, 1, tzinfo=UTC)
    items = [
        f"<item><title>{n}</title><pubDate>{(day + timedelta(days=n)).isoformat()}</pubDate></item>"
        for n in (3, 1, 9, 4, 7)
    ]
    assert [entry.title for entry in read(rss(*items), most_entries=3).entries] == ["9", "4", "7"]


def test_entries_without_a_date_count_as_the_oldest():
    items = ["<item><title>none</title></item>", "<item><title>old</title><pubDate>1999-01-01</pubDate></item>"]
    assert [entry.title for entry in read(rss(*items), most_entries=1).entries] == ["old"]


def test_a_header_names_the_encoding_where_the_document_does_not():
    body = '<rss version="2.0"><channel><title>Порт</title></channel></rss>'.encode("koi8-r")
    assert read(body, content_type="text/xml; charset=koi8-r").title == "Порт"


def test_a_header_with_the_wrong_encoding_does_not_break_utf8():
    body = '<rss version="2.0"><channel><title>Порт</title></channel></rss>'.encode()
    assert read(body, content_type="text/xml; charset=iso-8859-1").title == "Порт"
