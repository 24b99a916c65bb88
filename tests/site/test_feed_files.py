import json

import feedparser
from lxml import etree

from quotidien.site.feed_files import all_feeds
from tests.site import samples

FILES = {document.path: document.content for document in all_feeds(samples.newsroom())}


def ids(path: str) -> list[str]:
    return [entry["id"] for entry in json.loads(FILES[path])["items"]]


def test_every_listing_has_each_format():
    folders = [
        "/",
        "/fr/",
        "/regions/kenya/",
        "/fr/regions/japan/",
        "/topics/sport/",
        "/languages/ar/",
        "/sources/minato/",
    ]
    assert {f"{folder}feed.{kind}" for folder in folders for kind in ("atom", "rss", "json")} <= set(FILES)


def test_every_feed_parses_and_names_itself():
    for path, content in FILES.items():
        if path.endswith((".atom", ".rss")):
            parsed = feedparser.parse(content)
            assert not parsed.bozo, path
            assert f"https://ledger.example/news{path}" in [
                link.href for link in parsed.feed.links if link.rel == "self"
            ]


def test_no_path_is_written_twice():
    assert len(list(all_feeds(samples.newsroom()))) == len(FILES)


def test_a_story_that_several_editions_told_is_one_entry_of_the_main_feed():
    assert len(ids("/feed.json")) == 2
    assert json.loads(FILES["/feed.json"])["items"][0]["date_published"] == "2026-11-24T05:00:00Z"


def test_before_the_first_edition_the_main_feed_has_the_newest_stories():
    assert len(ids("/fr/feed.json")) == 1


def test_a_story_has_the_same_id_in_every_feed():
    assert ids("/regions/kenya/feed.json")[-1] == ids("/languages/fr/feed.json")[0] == ids("/feed.json")[0]


def test_an_empty_feed_is_still_a_feed():
    parsed = feedparser.parse(FILES["/fr/regions/japan/feed.atom"])
    assert (parsed.entries, parsed.feed.title) == ([], "Le Registre: Japon")


def test_editions_have_a_feed_of_their_own():
    assert [entry.title for entry in feedparser.parse(FILES["/editions.atom"]).entries] == [
        "The Ledger of 2026-11-24", "The Ledger of 2026-11-23", "The Ledger of 2026-10-31"
    ]  # fmt: skip


def test_a_listing_feed_holds_at_most_forty():
    room = samples.newsroom(*(samples.article(f"n{n}", regions=("TZ",)) for n in range(45)))
    feed = next(each for each in all_feeds(room) if each.path == "/regions/tanzania/feed.json")
    assert len(json.loads(feed.content)["items"]) == 40


def test_the_list_of_feeds_speaks_the_digests_language():
    body = etree.fromstring(FILES["/fr/feeds.opml"]).find("body")
    assert [outline.get("text") for outline in body] == ["Le Registre", "Régions", "Thèmes", "Langues", "Sources"]
    assert (
        body.find("outline[@text='Régions']/outline")
        .get("xmlUrl")
        .startswith("https://ledger.example/news/fr/regions/")
    )


def test_the_sources_own_feeds_can_be_taken_along():
    outlines = etree.fromstring(FILES["/sources.opml"]).findall("body/outline")
    assert "https://radio.example/rss" in [outline.get("xmlUrl") for outline in outlines]
