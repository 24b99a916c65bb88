import json
from datetime import UTC, datetime

import pytest

from quotidien.publish.feeds import is_feed
from quotidien.site import feeds

URL = "https://digest.example/base"


@pytest.fixture
def swapped(site, findings):
    """What the checks say after one text in one file took the place of another."""

    def check(name: str, old: str, new: str) -> list[str]:
        text = (site / name).read_text()
        assert old in text
        return [found.removeprefix(f"{name}: ") for found in findings({name: text.replace(old, new)})]

    return check


@pytest.mark.parametrize(
    ("path", "expected"),
    [("feed.json", True), ("fr/feed.json", True), ("editions.atom", True), ("a/feed.rss", True), ("build.json", False)],
)
def test_a_feed_is_known_by_its_name(path, expected):
    assert is_feed(path) is expected


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_a_feed_that_is_not_well_formed_is_found(swapped, name):
    assert swapped(name, "<title>Rain", "<title>Rain &")[0].startswith("is no XML")


def test_xml_that_is_no_feed_is_found(findings):
    found = findings({"feed.rss": "<html/>"})
    assert "feed.rss: is no feed (feeds)" in found
    assert "feed.rss: has no title (feeds)" in found


def test_a_feed_that_is_xml_but_that_a_reader_cannot_parse_is_found(site, findings):
    nested = '<!DOCTYPE rss [<!ENTITY b "Rain"><!ENTITY a "&b;">]><rss'
    text = (site / "feed.rss").read_text().replace("<rss", nested).replace("<title>Rain", "<title>&a;")
    assert "feed.rss: does not parse: " in findings({"feed.rss": text})[0]


def test_an_id_that_stands_twice_is_found(swapped):
    assert swapped("feed.atom", "urn:2", "urn:1") == ["id urn:1 stands 2 times (feeds)"]


def test_the_feed_of_editions_is_held_to_the_same(site, findings):
    text = (site / "feed.atom").read_text().replace("/feed.atom", "/editions.atom").replace("urn:2", "urn:1")
    assert findings({"editions.atom": text}) == ["editions.atom: id urn:1 stands 2 times (feeds)"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("feed.atom", "<id>urn:1</id>", ""),
        ("feed.rss", '<guid isPermaLink="false">urn:1</guid>', ""),
        ("feed.json", '"id": "urn:1"', '"id": 1'),
    ],
)
def test_an_entry_without_an_id_is_found(swapped, name, old, new):
    assert swapped(name, old, new) == ["has an entry without an id (feeds)"]


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss", "feed.json"])
def test_a_feed_that_names_itself_wrongly_is_found(swapped, name):
    assert swapped(name, f"{URL}/{name}", f"{URL}/") == [f"names itself {URL}/, not {URL}/{name} (feeds)"]


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss", "feed.json"])
def test_a_relative_link_in_a_feed_is_found(swapped, name):
    assert swapped(name, f"{URL}/stories/rain/", "/base/stories/rain/") == [
        "link is not absolute: /base/stories/rain/ (feeds)"
    ]


def test_a_relative_link_in_a_source_s_address_is_found(swapped):
    found = swapped("feed.rss", "</item>", '<source url="feed">Times</source></item>')
    assert "link is not absolute: feed (feeds)" in found


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("feed.atom", "<title>Rain</title>", '<title>R</title><content type="html">%s</content>'),
        (
            "feed.rss",
            "<title>Rain</title>",
            '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">%s</content:encoded>',
        ),
    ],
)
def test_links_inside_an_entry_s_html_are_absolute_and_followed(swapped, name, old, new):
    content = f'&lt;a href="#note"&gt;1&lt;/a&gt; &lt;img src="{URL}/none.jpg"&gt; &lt;a href="mailto:a@b.c"&gt;'
    assert "link is not absolute: #note (feeds)" in swapped(name, old, new % content)
    assert f"{URL}/none.jpg leads to no file (links)" in swapped(name, new % content, new % content)


def test_links_inside_a_json_item_s_html_are_absolute_and_followed(swapped):
    found = swapped("feed.json", '"content_text": "Rain"', '"content_html": "<a href=note>1</a>"')
    assert "link is not absolute: note (feeds)" in found


def test_a_json_item_s_html_may_hold_what_xml_may_not(swapped):
    assert swapped("feed.json", '"content_text": "Rain"', r'"content_html": "0\u001f\u0000\ud800"') == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{", "[", "is no JSON"),
        ('"items": [', '"entries": [', "it has no list of items"),
        ('[{"id"', '[7, {"id"', "it has no list of items"),
        ('"title": "World"', '"title": ""', "has no title"),
        ("version/1.1", "version/9", "names no version of JSON Feed"),
        ('"content_text"', '"text"', "has an item without content"),
    ],
)
def test_a_json_feed_is_held_to_its_specification(swapped, old, new, fault):
    assert any(fault in text for text in swapped("feed.json", old, new))


@pytest.mark.parametrize("count", [0, 3])
def test_what_the_site_writes_passes(findings, count):
    now = datetime(2026, 11, 24, 6, tzinfo=UTC)
    source = feeds.FeedSource("Times", "https://times.example/", "https://times.example/feed", "urn:t")
    entries = tuple(
        feeds.FeedEntry(f"urn:{n}", f"<{n}> &", f"{URL}/", now, now, "ar", sources=(source,), content_html="<p>x</p>")
        for n in range(count)
    )
    names = (f"{URL}/feed.atom", f"{URL}/feed.rss", f"{URL}/feed.json")
    feed = feeds.FeedDocument("urn:f", "World", "", "en", f"{URL}/", *names, now, "Press", entries)
    files = {"feed.atom": feeds.atom(feed), "feed.rss": feeds.rss(feed), "feed.json": feeds.json_feed(feed)}
    assert findings(files) == []
    assert len(json.loads(files["feed.json"])["items"]) == count
