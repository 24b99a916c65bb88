"""Subscription lists: well-formed ones, and what programs export in their place."""

from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.errors import DropItem
from quotidien.model.text import plain
from quotidien.sources.subscriptions import DEEPEST, MOST_OUTLINES, Subscription, Subscriptions, read_opml

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>Nora &amp; Co&#8217;s feeds</title><dateCreated>Tue, 24 Nov 2026 06:00:00 GMT</dateCreated></head>
  <body>
    <outline text="News">
      <outline text="Kenya" title="Kenya today">
        <outline type="rss" text="Harbour" xmlUrl="https://harbour.example/feed?a=1&amp;b=2" htmlUrl="https://harbour.example"/>
      </outline>
      <outline type='rss' text='Mist' title='The Mist' xmlUrl='https://mist.example/atom'></outline>
    </outline>
    <outline type="link" text="A page" url="https://page.example/"/>
    <outline text="Loose" xmlUrl="https://loose.example/rss"/>
  </body>
</opml>
"""


def outlines(*attributes: str) -> Subscriptions:
    """Read a list of one outline for each run of attributes, whatever they hold."""
    body = "".join(f"<outline {each} />\n" for each in attributes)
    return read_opml(f"<opml><head/><body>{body}</body></opml>".encode())


def test_a_list_is_read_with_its_title_folders_and_home_pages():
    assert read_opml(LIST.encode()) == Subscriptions(
        "Nora & Co’s feeds",
        (
            Subscription(
                "Harbour", "https://harbour.example/feed?a=1&b=2", "https://harbour.example/", ("News", "Kenya today")
            ),
            Subscription("The Mist", "https://mist.example/atom", "", ("News",)),
            Subscription("Loose", "https://loose.example/rss"),
        ),
    )


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('text="Fish & Ships" xmlUrl="https://x.example/?a=1&b=2"', "Fish & Ships"),
        ('text="The "Daily" News" xmlUrl="https://x.example/?a=1&b=2"', 'The "Daily" News'),
        (
            'title="A" description="By <a href="https://y.example" rel="me">B</a>." xmlUrl="https://x.example/?a=1&b=2"',
            "A",
        ),
        ('title=""Quoted"" xmlUrl="https://x.example/?a=1&amp;b=2"', '"Quoted"'),
        ('TITLE="A" XMLURL="https://x.example/?a=1&b=2"', "A"),
        ("text='it''s' \n\t xmlUrl = 'https://x.example/?a=1&amp;b=2'", "it''s"),
        ('text="a"xmlUrl="https://x.example/?a=1&b=2"', "a"),
        ('text="x = \'y\' &lt;b&gt;z" xmlUrl=" https://x.example/?a=1&b=2 "', "x = 'y' z"),
        ('text="&eacute;t&#233;" xmlUrl="https://x.example/?a=1&b=2"', "été"),
    ],
)
def test_what_is_not_xml_is_read_all_the_same(written: str, title: str):
    found = outlines('text="before" xmlUrl="https://before.example/"', written, 'xmlUrl="https://after.example/"')
    assert [entry.feed for entry in found.entries] == [
        "https://before.example/", "https://x.example/?a=1&b=2", "https://after.example/"
    ]  # fmt: skip
    assert found.entries[1].title == title


def test_outlines_in_comments_do_not_count():
    assert read_opml(b'<opml><!-- <outline xmlUrl="https://x.example/"/> --></opml>').entries == ()


def test_folders_end_where_they_end():
    body = (
        b'<opml><outline text="A"><outline text="B"/><outline text="1" xmlUrl="https://x.example/1"></outline></outline>'
        b'</outline></outline><outline text="2" xmlUrl="https://x.example/2"/></opml>'
    )
    assert [entry.categories for entry in read_opml(body).entries] == [("A",), ()]


def test_a_feed_that_holds_others_is_no_folder():
    body = (
        b'<opml><outline text="A" xmlUrl="https://x.example/a"><outline xmlUrl="https://x.example/b"/></outline></opml>'
    )
    assert [entry.categories for entry in read_opml(body).entries] == [(), ()]


def test_a_feed_in_two_folders_stands_in_both():
    twice = '<outline text="{}"><outline xmlUrl="https://x.example/"/></outline>'
    found = read_opml(f"<opml>{twice.format('A')}{twice.format('B')}</opml>".encode())
    assert [entry.categories for entry in found.entries] == [("A",), ("B",)]


@pytest.mark.parametrize(
    ("written", "feed"),
    [
        ("feed://x.example/rss", "http://x.example/rss"),
        ("feed:https://x.example/rss", "https://x.example/rss"),
        ("https://x.example/?a&copy=1&amp;reg=2&#38;c", "https://x.example/?a&copy=1&reg=2&c"),
        ("/rss", "https://lists.example/rss"),
        ("HTTPS://X.example:443/ä", "https://x.example/%C3%A4"),
    ],
)
def test_addresses_are_made_absolute(written: str, feed: str):
    found = read_opml(f'<opml><outline xmlUrl="{written}"/></opml>'.encode(), url="https://lists.example/all.opml")
    assert [entry.feed for entry in found.entries] == [feed]


def test_what_is_no_address_on_the_web_is_named_and_left_out():
    found = outlines(
        'text="Mine" xmlUrl="javascript:alert(1)"', 'text="B" xmlUrl="https://x.example/" htmlUrl="file:///"'
    )
    assert [(entry.title, entry.homepage) for entry in found.entries] == [("B", "")]
    assert found.faults == ("no address on the web for 'Mine': left out",)


def test_the_declared_encoding_counts():
    body = '<?xml version="1.0" encoding="koi8-r"?><opml><outline text="Новости" xmlUrl="https://x.example/"/></opml>'
    assert read_opml(body.encode("koi8-r")).entries[0].title == "Новости"


def test_a_list_without_feeds_is_an_empty_list():
    assert read_opml(b'<opml version="1.0"><head><title>None yet</title></head></opml>') == Subscriptions(
        "None yet", ()
    )


@pytest.mark.parametrize("body", [b"", b"<rss><channel/></rss>", b"<!doctype html><p>Not found", b"\xff\xfe\0", b"{}"])
def test_what_is_no_list_is_dropped_by_its_address(body: bytes):
    with pytest.raises(DropItem, match="not a subscription list") as dropped:
        read_opml(body, url="https://lists.example/all.opml")
    assert dropped.value.url == "https://lists.example/all.opml"


def test_a_list_of_endless_outlines_is_dropped():
    with pytest.raises(DropItem, match="no honest list"):
        read_opml(b"<opml>" + b"<outline>" * (MOST_OUTLINES + 1))


def test_a_path_has_an_end():
    nested = "".join(f'<outline text="{depth}">' for depth in range(DEEPEST + 20))
    found = read_opml(f'<opml>{nested}<outline xmlUrl="https://x.example/"/></opml>'.encode())
    assert found.entries[0].categories == tuple(str(depth) for depth in range(DEEPEST))


TITLES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30)


@given(TITLES.filter(lambda title: not set("<&>'\"=") & set(title)), st.lists(st.sampled_from(["A", "B & C", "«D»"])))
def test_what_was_written_well_comes_back(title: str, path: list[str]):
    opened = "".join(f"<outline text={quoteattr(folder)}>" for folder in path)
    feed = f'<outline text={quoteattr(title)} xmlUrl="https://x.example/a?b&amp;c"/>'
    document = f"<opml><body>{opened}{feed}{'</outline>' * len(path)}</body></opml>"
    (entry,) = read_opml(document.encode()).entries
    assert entry == Subscription(plain(title), "https://x.example/a?b&c", "", tuple(path[:DEEPEST]))


@given(
    st.lists(
        st.sampled_from([*"<>/\"'= \n&", "outline ", "<outline ", "</outline>", "xmlUrl=", "https://x.example", "<!--"])
    )
)
def test_any_marks_in_any_order_are_read_or_dropped(pieces: list[str]):
    found = read_opml(f"<opml>{''.join(pieces)}".encode())
    assert all(entry.feed.startswith("http") for entry in found.entries)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_dropped(body: bytes):
    try:
        assert read_opml(b"<opml " + body).entries == ()
    except DropItem as error:
        assert "subscription list" in str(error)  # noqa: PT017 - both ends are right
