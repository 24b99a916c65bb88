"""RSS and Atom to model values; whole documents are cases in tests/data/feeds."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.errors import DropItem
from quotidien.model import languages
from quotidien.model.articles import Entry
from quotidien.sources.xmlfeeds import read as read_document

URL = "https://feeds.example/dir/feed.xml"


def entry(inner: str) -> Entry:
    document = f'<rss version="2.0"><channel><title>T</title><item>{inner}</item></channel></rss>'
    return read_document(document, url=URL).entries[0]


def test_the_address_that_a_feed_came_from_is_never_asked():
    """feedparser takes text that looks like an address, or bytes that name a file, for something to open."""
    for body in ("https://feeds.example/", "/etc/hostname", "file:///etc/hostname"):
        with pytest.raises(DropItem, match="neither XML nor JSON"):
            read_document(body, url=URL)


def test_html_in_a_feed_is_kept_as_it_stands():
    markup = '<p onclick="x()">a</p><script>b</script>'
    assert entry(f"<description><![CDATA[{markup}]]></description>").summary == markup


@pytest.mark.parametrize("date", ["Monday", "10:30", "November", "?", "2026"])
def test_a_date_without_year_and_day_is_no_date(date: str):
    assert entry(f"<pubDate>{date}</pubDate>").published is None


def test_what_only_the_other_date_reader_understands_is_read():
    found = entry("<pubDate>Tuesday 24 November 2026, 6:30 am</pubDate>").published
    assert found is not None
    assert found.isoformat() == "2026-11-24T06:30:00+00:00"


def test_text_beside_the_same_summary_is_kept_once():
    inner = '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">&lt;p&gt;a&lt;/p&gt;</content:encoded>'
    assert (entry(inner).summary, entry(inner).content) == ("", "<p>a</p>")


SNIPPETS = st.sampled_from(
    (
        "<rss version='2.0'>|<channel>|<item>|</item>|</channel>|<title>|</title>|<link>|<guid>|<pubDate>|</pubDate>|"
        "<feed xmlns='http://www.w3.org/2005/Atom'>|<entry>|</entry>|<content type='xhtml'>|<![CDATA[|]]>|<!--|-->|"
        "&amp;|&#0;|&bogus;|<!DOCTYPE|<!ENTITY|<?xml encoding='utf-7'?>|http://[|javascript:x|a@b.c(|24 Nov 2026|\0|"
        "\ufffe|ü|日|{|}|[|]"
    ).split("|")
)


@given(st.lists(SNIPPETS, max_size=40).map(" ".join))
def test_whatever_the_markup_only_a_drop_escapes(document: str):
    try:
        feed = read_document(document, url=URL)
    except DropItem:
        return
    for each in feed.entries:
        assert each.url == "" or each.url.startswith(("http://", "https://"))
        assert each.language == languages.canonical(each.language)
        assert all(date is None or date.tzinfo is UTC for date in (each.published, each.updated))
