"""JSON Feed to model values; whole documents are cases in tests/data/feeds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.errors import DropItem
from quotidien.sources.entries import Feed
from quotidien.sources.jsonfeeds import read as read_document

VERSION = "https://jsonfeed.org/version/1.1"


def read(**parts: object) -> Feed:
    return read_document(json.dumps({"version": VERSION, **parts}), url="https://feeds.example/feed.json")


def test_an_id_that_is_an_address_stands_in_for_a_missing_one():
    feed = read(
        items=[{"id": "https://news.example/1"}, {"id": "17"}, {"id": "a", "external_url": "https://y.example/"}]
    )
    assert [entry.url for entry in feed.entries] == ["https://news.example/1", "", "https://y.example/"]


def test_authors_of_the_feed_count_where_an_item_has_none():
    feed = read(authors=[{"name": "Ada"}], items=[{"id": 1}, {"id": 2, "author": {"name": "Bo"}}])
    assert [entry.authors for entry in feed.entries] == [("Ada",), ("Bo",)]


def test_items_alone_make_a_feed():
    assert len(read_document('{"items": [{"id": "1"}]}', url="https://feeds.example/").entries) == 1


@pytest.mark.parametrize("document", ["[" * 100_000, "{", '{"a": 1' + "0" * 9_000 + "}", '{"version": []}', "[]", "{}"])
def test_json_that_is_no_feed_is_dropped(document: str):
    with pytest.raises(DropItem, match="not a feed"):
        read_document(document, url="https://feeds.example/")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("2026-11-24T06:00:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url"]), inner, max_size=2),
    max_leaves=6,
)
KEYS = "id url external_url title content_html content_text summary date_published date_modified tags author authors"


@given(JSON, st.lists(st.dictionaries(st.sampled_from(KEYS.split()), JSON), max_size=4))
def test_json_of_any_shape_is_read_as_far_as_it_goes(value: object, items: list[object]):
    feed = read(title=value, authors=value, language=value, home_page_url=value, items=items)
    assert len(feed.entries) == sum(1 for item in items if item)
