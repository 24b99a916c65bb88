import html
import json
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from quotidien.site.feeds import FeedDocument, FeedEntry, FeedSource, Outline, atom, json_feed, opml, rss, utf8

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
LANGUAGE = re.compile('xml:lang="|<(?:dc:)?language>')
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

TIMES = FeedSource("The Times", "https://times.example/", "https://times.example/feed", "urn:times")
POST = FeedSource("The Post", "https://post.example/", "https://post.example/rss", "")
ENTRY = FeedEntry(
    id="urn:uuid:1",
    title="AT&T <wins> again",
    url="https://digest.example/stories/2026/11/24/att/",
    published=datetime(2026, 11, 24, 7, tzinfo=timezone(timedelta(hours=1))),
    updated=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    language="en",
    via=("https://times.example/a?x=1&y=2",),
    summary="One & two < three.",
    authors=("Ana", "Ben"),
    categories=(("KE", "Kenya"), ("014", "Eastern Africa"), ("medtop:11000000", "Politics"), ("opinion", "Opinion")),
    sources=(TIMES,),
)
STORY = replace(
    ENTRY, id="urn:uuid:2", via=("https://times.example/a", "https://post.example/b"), sources=(TIMES, POST)
)
FEED = FeedDocument(
    id="urn:uuid:0",
    title="World",
    subtitle="News & views",
    language="en",
    home="https://digest.example/",
    url_atom="https://digest.example/feed.atom",
    url_rss="https://digest.example/feed.rss",
    url_json="https://digest.example/feed.json",
    updated=datetime(2026, 11, 24, 10, tzinfo=UTC),
    author="Quotidien Press",
    entries=(ENTRY,),
    icon="https://digest.example/icon.png",
    rights="CC BY 4.0",
)
EMPTY = replace(FEED, entries=())
ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    alphabet="<>&]['\"; \r\n\t\x00\x0b\ud800\ufffe/a", max_size=20
)


STRANGE = {
    "the end of a CDATA section": ("x]]>y", "x]]>y"),
    "a reference spelled out": ("&amp;lt; &#0; &nbsp;", "&amp;lt; &#0; &nbsp;"),
    "control characters": ("a\x00\x0b\x1b\x7fb", "a\x7fb"),
    "emoji joined and flagged": ("👨‍👩‍👧 🇰🇪", "👨‍👩‍👧 🇰🇪"),
    "halves of surrogates": ("a\ud83d b\ude00\ud83d\ude00c", "a bc"),
    "what is no character": ("a\ufffe\uffffb\U0001ffff", "ab\U0001ffff"),
    "full-width and right to left": ("，！ \u200fالعالم\u200e", "，！ \u200fالعالم\u200e"),
    "line ends of three systems": ("a\r\nb\rc\nd", "a\nb\nc\nd"),
}
"""What a text holds: the text, and what a reader must be given."""


def holding(*entries: FeedEntry) -> FeedDocument:
    return replace(FEED, entries=entries)


def read_atom(feed: FeedDocument):
    return etree.fromstring(atom(feed))


def read_entry(entry: FeedEntry):
    return read_atom(holding(entry)).find(f"{ATOM}entry")


def read_item(entry: FeedEntry):
    return etree.fromstring(rss(holding(entry))).find("channel/item")


def read_json_item(entry: FeedEntry) -> dict:
    return json.loads(json_feed(holding(entry)))["items"][0]


def links(node, rel: str) -> list[str]:
    return [link.get("href") for link in node.findall(f"{ATOM}link") if link.get("rel") == rel]


def parsed(data: bytes) -> feedparser.FeedParserDict:
    found = feedparser.parse(BytesIO(data))
    assert not found.bozo, found.bozo_exception
    return found


def legal(text: str) -> str:
    """The text as an XML reader must give it back: XML 1.0, sections 2.2 and 2.11."""
    return possible(text.replace("\r\n", "\n").replace("\r", "\n"))


def possible(text: str) -> str:
    """The characters that XML 1.0 can hold, by its section 2.2."""
    ranges = ((" ", "\ud7ff"), ("\ue000", "\ufffd"), ("\U00010000", "\U0010ffff"))
    return "".join(c for c in text if c in "\t\n\r" or any(first <= c <= last for first, last in ranges))


# Atom


def test_an_atom_feed_names_itself_its_page_and_its_publisher():
    root = read_atom(FEED)
    assert root.tag == f"{ATOM}feed"
    assert root.get(LANG) == "en"
    assert links(root, "self") == [FEED.url_atom]
    assert links(root, "alternate") == [FEED.home]
    names = ("id", "title", "subtitle", "updated", "icon", "rights", "author/{http://www.w3.org/2005/Atom}name")
    found = [root.findtext(ATOM + name) for name in names]
    assert found == [FEED.id, "World", "News & views", "2026-11-24T10:00:00Z", FEED.icon, "CC BY 4.0", FEED.author]


def test_an_atom_entry_keeps_its_id_whatever_its_address_and_times():
    moved = replace(ENTRY, url="https://elsewhere.example/", updated=ENTRY.updated + timedelta(days=1))
    assert read_entry(ENTRY).findtext(f"{ATOM}id") == read_entry(moved).findtext(f"{ATOM}id") == "urn:uuid:1"


def test_atom_times_are_rfc_3339_in_utc():
    node = read_entry(ENTRY)
    assert node.findtext(f"{ATOM}published") == "2026-11-24T06:00:00Z"
    assert node.findtext(f"{ATOM}updated") == "2026-11-24T09:30:00Z"


def test_an_atom_entry_links_our_page_and_every_source_article():
    node = read_entry(STORY)
    assert links(node, "alternate") == [STORY.url]
    assert links(node, "via") == list(STORY.via)


def test_an_atom_entry_names_the_language_of_our_page_in_its_link():
    assert read_entry(replace(ENTRY, language="sw")).find(f"{ATOM}link").get("hreflang") == "sw"


@pytest.mark.parametrize(("language", "expected"), [("en", None), ("ar", "ar"), ("", None)])
def test_an_atom_entry_says_its_language_only_where_it_differs(language, expected):
    assert read_entry(replace(ENTRY, language=language)).get(LANG) == expected


def test_an_atom_entry_from_one_source_carries_it():
    source = read_entry(ENTRY).find(f"{ATOM}source")
    assert source.findtext(f"{ATOM}id") == "urn:times"
    assert source.findtext(f"{ATOM}title") == "The Times"
    assert links(source, "self") == ["https://times.example/feed"]
    assert links(source, "alternate") == ["https://times.example/"]


def test_a_source_without_an_id_is_known_by_its_feed():
    source = read_entry(replace(ENTRY, sources=(POST,))).find(f"{ATOM}source")
    assert source.findtext(f"{ATOM}id") == POST.feed


@pytest.mark.parametrize("sources", [(), (TIMES, POST)])
def test_an_atom_entry_of_none_or_many_sources_carries_none(sources):
    assert read_entry(replace(ENTRY, sources=sources)).find(f"{ATOM}source") is None


def test_atom_categories_are_codes_in_their_schemes_with_names():
    found = [dict(node.attrib) for node in read_entry(ENTRY).findall(f"{ATOM}category")]
    assert found == [
        {"term": "KE", "scheme": "urn:iso:std:iso:3166:-1", "label": "Kenya"},
        {"term": "014", "scheme": "https://unstats.un.org/unsd/methodology/m49/", "label": "Eastern Africa"},
        {"term": "11000000", "scheme": "http://cv.iptc.org/newscodes/mediatopic/", "label": "Politics"},
        {"term": "opinion", "label": "Opinion"},
    ]


def test_without_a_byline_the_sources_are_the_authors():
    node = read_entry(replace(STORY, authors=()))
    assert [name.text for name in node.iter(f"{ATOM}name")] == ["The Times", "The Post"]


def test_an_atom_entry_has_content_only_where_it_is_given():
    full = read_entry(replace(ENTRY, content_html="<p>All &amp; more</p>")).find(f"{ATOM}content")
    assert (full.get("type"), full.text) == ("html", "<p>All &amp; more</p>")
    assert read_entry(ENTRY).find(f"{ATOM}content") is None


def test_an_atom_summary_is_text():
    assert read_entry(ENTRY).findtext(f"{ATOM}summary") == "One & two < three."
    assert read_entry(replace(ENTRY, summary="")).find(f"{ATOM}summary") is None


# RSS


def test_an_rss_channel_has_what_rss_requires_and_names_itself():
    channel = etree.fromstring(rss(FEED)).find("channel")
    found = [channel.findtext(name) for name in ("title", "link", "description", "language", "copyright")]
    assert found == ["World", FEED.home, "News &amp; views", "en", "CC BY 4.0"]
    assert channel.findtext("lastBuildDate") == "Tue, 24 Nov 2026 10:00:00 GMT"
    assert links(channel, "self") == [FEED.url_rss]


def test_an_rss_guid_is_the_atom_id_and_no_permalink():
    guid = read_item(ENTRY).find("guid")
    assert (guid.text, guid.get("isPermaLink")) == (ENTRY.id, "false")


def test_an_rss_item_has_its_link_its_date_and_its_writers():
    item = read_item(ENTRY)
    assert item.findtext("link") == ENTRY.url
    assert item.findtext("pubDate") == "Tue, 24 Nov 2026 06:00:00 GMT"
    assert [node.text for node in item.findall(f"{DC}creator")] == ["Ana", "Ben"]


def test_an_rss_title_is_text_and_a_description_is_html():
    item = read_item(ENTRY)
    assert item.findtext("title") == "AT&T <wins> again"
    assert item.findtext("description") == "One &amp; two &lt; three."


def test_an_rss_item_names_its_source_where_it_has_one():
    source = read_item(ENTRY).find("source")
    assert (source.text, source.get("url")) == ("The Times", "https://times.example/feed")
    assert read_item(STORY).find("source") is None
    assert read_item(replace(ENTRY, sources=(replace(TIMES, feed=""),))).find("source") is None


def test_rss_categories_are_names_in_their_domains():
    found = [(node.get("domain"), node.text) for node in read_item(ENTRY).findall("category")]
    assert found[2:] == [("http://cv.iptc.org/newscodes/mediatopic/", "Politics"), (None, "Opinion")]


@pytest.mark.parametrize(("language", "expected"), [("en", None), ("ar", "ar")])
def test_an_rss_item_says_its_language_where_it_differs(language, expected):
    assert read_item(replace(ENTRY, language=language)).findtext(f"{DC}language") == expected


def test_an_rss_item_has_encoded_content_only_where_it_is_given():
    assert read_item(ENTRY).find(f"{CONTENT}encoded") is None
    assert read_item(replace(ENTRY, content_html="<p>All</p>")).findtext(f"{CONTENT}encoded") == "<p>All</p>"


# JSON Feed


def test_a_json_feed_has_what_version_1_1_requires_and_names_itself():
    feed = json.loads(json_feed(FEED))
    del feed["items"]
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "World",
        "home_page_url": FEED.home,
        "feed_url": FEED.url_json,
        "description": "News & views",
        "icon": FEED.icon,
        "language": "en",
        "authors": [{"name": "Quotidien Press", "url": FEED.home}],
    }


def test_a_json_item_holds_the_entry():
    assert read_json_item(ENTRY) == {
        "id": ENTRY.id,
        "url": ENTRY.url,
        "external_url": "https://times.example/a?x=1&y=2",
        "title": ENTRY.title,
        "content_text": ENTRY.summary,
        "date_published": "2026-11-24T06:00:00Z",
        "date_modified": "2026-11-24T09:30:00Z",
        "authors": [{"name": "Ana"}, {"name": "Ben"}],
        "tags": ["Kenya", "Eastern Africa", "Politics", "Opinion"],
        "language": "en",
    }


def test_a_json_item_with_full_text_has_it_as_html_beside_its_summary():
    item = read_json_item(replace(ENTRY, content_html="<p>All</p>"))
    assert (item["content_html"], item["summary"]) == ("<p>All</p>", ENTRY.summary)
    assert "content_text" not in item


def test_a_json_item_without_a_summary_has_its_title_as_content():
    assert read_json_item(replace(ENTRY, summary=""))["content_text"] == ENTRY.title


def test_a_json_item_of_our_own_names_no_other_address_and_no_author():
    own = read_json_item(replace(ENTRY, via=(), sources=(), authors=()))
    assert {"external_url", "authors"}.isdisjoint(own)


# OPML


def test_opml_lists_feeds_with_name_address_home_and_language():
    root = etree.fromstring(
        opml("Feeds", "Press", [Outline("العالم", "https://d.example/f", "https://d.example/", "ar")])
    )
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert (root.findtext("head/title"), root.findtext("head/ownerName")) == ("Feeds", "Press")
    assert root.find("body/outline").attrib == {
        "type": "rss",
        "text": "العالم",
        "title": "العالم",
        "xmlUrl": "https://d.example/f",
        "htmlUrl": "https://d.example/",
        "language": "ar",
    }


def test_opml_groups_neighbours_under_their_heading():
    lines = [Outline(name, f"https://d.example/{name}", "", "", heading) for name, heading in ("a ", "bX", "cX", "dY")]
    lines[0] = replace(lines[0], heading="")
    body = etree.fromstring(opml("Feeds", "Press", lines)).find("body")
    found = [(node.get("text"), [child.get("text") for child in node]) for node in body]
    assert found == [("a", []), ("X", ["b", "c"]), ("Y", ["d"])]


# All formats


@pytest.mark.parametrize(("text", "expected"), STRANGE.values(), ids=STRANGE)
def test_strange_text_reaches_the_readers_of_every_format(text, expected):
    entry = replace(ENTRY, title=text, summary=text, authors=(text,), categories=(("KE", text),))
    plain = read_entry(entry)
    assert {plain.findtext(ATOM + name) for name in ("title", "summary", f"author/{ATOM}name")} == {expected}
    assert read_item(entry).findtext("title") == read_item(entry).findtext("category") == expected
    assert read_item(entry).findtext("description") == html.escape(expected, quote=False)
    item = read_json_item(entry)
    assert [item["title"], item["content_text"], *item["tags"], item["authors"][0]["name"]] == [expected] * 4


@pytest.mark.parametrize("write", [atom, rss])
def test_a_feed_reader_is_told_all_that_an_entry_holds(write):
    markup = '<p>«All» &amp; <a href="https://d.example/?a=1&amp;b=2">more</a> 😀 ]]&gt;</p>'
    found = parsed(write(holding(replace(ENTRY, content_html=markup)))).entries[0]
    assert (found.id, found.link, found.title) == (ENTRY.id, ENTRY.url, "AT&T <wins> again")
    assert found.content[0].value == markup
    assert html.unescape(found.summary) == ENTRY.summary
    assert found.published_parsed[:6] == (2026, 11, 24, 6, 0, 0)
    assert [tag.label or tag.term for tag in found.tags] == ["Kenya", "Eastern Africa", "Politics", "Opinion"]
    assert found.source.title == "The Times"
    assert [author.name for author in found.authors] == ["Ana", "Ben"]


@given(a=ANY_TEXT, b=ANY_TEXT)
def test_any_text_in_an_attribute_comes_back_with_its_line_ends(a, b):
    entry = replace(ENTRY, via=(f"https://d.example/{a}",), categories=(("KE", f"x{b}"),))
    node = read_entry(entry)
    assert links(node, "via") == [f"https://d.example/{possible(a)}"]
    assert node.find(f"{ATOM}category").get("label") == f"x{possible(b)}"


@given(ANY_TEXT)
def test_utf_8_of_any_text_is_what_an_xml_reader_would_give_back(text):
    assert utf8(text).decode() == legal(text)


def test_entries_hash_by_id_and_update_alone_but_are_equal_in_all_or_not_at_all():
    reworded = replace(ENTRY, title="Another", content_html="<p>All</p>")
    assert hash(reworded) == hash(ENTRY) == hash(replace(ENTRY))
    assert reworded != ENTRY == replace(ENTRY)
    assert hash(replace(ENTRY, updated=ENTRY.published)) != hash(ENTRY)


@pytest.mark.parametrize("write", [atom, rss, json_feed])
def test_two_wordings_of_one_entry_are_not_taken_for_each_other(write):
    text = write(holding(ENTRY, replace(ENTRY, title="Another wording"), ENTRY)).decode()
    assert (text.count("again"), text.count("Another wording")) == (2, 1)


@pytest.mark.parametrize("write", [atom, rss])
def test_an_entry_in_feeds_of_two_languages_says_its_own_only_in_the_other(write):
    feed = holding(replace(ENTRY, id="urn:uuid:3", language="fr"))
    languages = ("en", "fr", "en", "fr")
    said = [len(LANGUAGE.findall(write(replace(feed, language=language)).decode())) for language in languages]
    assert said == [2, 1, 2, 1]


@pytest.mark.parametrize("write", [atom, rss, json_feed])
@pytest.mark.parametrize("length", [0, 1_000, 100_000])
def test_an_entry_s_bytes_do_not_depend_on_whether_it_was_seen_before(write, length):
    def made() -> FeedDocument:
        return holding(replace(ENTRY, id=f"urn:uuid:{length}", content_html="<b>é</b>" * length))

    first = write(made())
    assert write(made()) == first
    assert first.decode().count("é") == length


@pytest.mark.parametrize("write", [atom, rss, json_feed])
@pytest.mark.parametrize(("length", "kept"), [(1_000, 1), (100_000, 0)])
def test_an_entry_is_kept_in_memory_unless_its_content_is_long(write, length, kept):
    entry = replace(ENTRY, id=f"urn:uuid:kept-{length}-{write.__name__}", content_html="é" * length)
    before = sys.getrefcount(entry)
    for _ in range(2):
        write(holding(entry))
    assert sys.getrefcount(entry) - before == kept


def test_a_json_feed_gives_each_item_a_line():
    lines = json_feed(holding(ENTRY, STORY)).decode().splitlines()
    assert [json.loads(line.removesuffix(","))["id"] for line in lines[1:-1]] == [ENTRY.id, STORY.id]


@pytest.mark.parametrize("write", [atom, rss])
def test_an_xml_feed_gives_each_element_a_line(write):
    lines = write(holding(ENTRY, STORY)).decode().splitlines()
    assert [line for line in lines if line.count("<") > 2] == []


@pytest.mark.parametrize("write", [atom, rss, json_feed])
def test_the_same_feed_gives_the_same_bytes_with_unix_line_ends(write):
    again = replace(FEED, entries=tuple(replace(entry) for entry in FEED.entries))
    assert write(FEED) == write(again)
    assert b"\r" not in write(holding(replace(ENTRY, summary="a\r\nb")))
    assert write(FEED).endswith(b"\n")


@pytest.mark.parametrize("write", [atom, rss])
def test_an_empty_feed_parses(write):
    found = parsed(write(EMPTY))
    assert (found.feed.title, found.entries) == ("World", [])


@pytest.mark.parametrize("write", [atom, rss, json_feed])
def test_the_order_of_entries_is_kept(write):
    text = write(holding(STORY, ENTRY)).decode()
    assert text.index("urn:uuid:2") < text.index("urn:uuid:1")


@given(title=ANY_TEXT, summary=ANY_TEXT, content=ANY_TEXT, author=ANY_TEXT, label=ANY_TEXT)
def test_atom_of_any_text_parses_and_gives_it_back(title, summary, content, author, label):
    entry = replace(ENTRY, title=title, summary=summary, content_html=content, authors=(author,))
    data = atom(replace(holding(replace(entry, categories=(("KE", label),))), title=title, subtitle=summary))
    assert parsed(data).version == "atom10"
    node = etree.fromstring(data).find(f"{ATOM}entry")
    assert node.findtext(f"{ATOM}title") == legal(title)
    assert node.findtext(f"{ATOM}summary", "") == legal(summary)
    assert node.findtext(f"{ATOM}content", "") == legal(content)


@given(title=ANY_TEXT, summary=ANY_TEXT, content=ANY_TEXT, author=ANY_TEXT, name=ANY_TEXT)
def test_rss_of_any_text_parses_and_gives_it_back(title, summary, content, author, name):
    entry = replace(ENTRY, title=title, summary=summary, content_html=content, authors=(author,))
    data = rss(replace(holding(replace(entry, sources=(replace(TIMES, title=name),))), title=title, subtitle=summary))
    assert parsed(data).version == "rss20"
    item = etree.fromstring(data).find("channel/item")
    assert item.findtext("title") == legal(title)
    assert item.findtext("source") == legal(name)
    assert item.findtext(f"{CONTENT}encoded", "") == legal(content)


@given(title=ANY_TEXT, summary=ANY_TEXT, content=ANY_TEXT, author=ANY_TEXT)
def test_json_of_any_text_parses_and_gives_it_back(title, summary, content, author):
    item = read_json_item(replace(ENTRY, title=title, summary=summary, content_html=content, authors=(author,)))
    assert item["title"] == legal(title)
    assert item.get("content_html", "") == legal(content)
    assert item["content_html" if legal(content) else "content_text"] or not legal(title)


@given(title=ANY_TEXT, feed=st.just("https://d.example/f?a=1&b=2"), heading=ANY_TEXT)
def test_opml_of_any_text_is_well_formed(title, feed, heading):
    root = etree.fromstring(opml(title, title, [Outline(title, feed, feed, "en", heading)]))
    assert [node.get("xmlUrl") for node in root.iter("outline") if node.get("type")] == [feed]


@pytest.mark.parametrize("write", [atom, rss])
def test_a_feed_reader_takes_our_page_and_our_id_not_the_source_s(write):
    entry = parsed(write(FEED)).entries[0]
    assert (entry.id, entry.link, entry.title) == (ENTRY.id, ENTRY.url, ENTRY.title)
