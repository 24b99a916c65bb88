import json
from dataclasses import replace

import feedparser
import pytest
from lxml import etree
from msgspec import structs

from quotidien.site import feed_files
from quotidien.site.newsroom import open_newsroom
from quotidien.site.scopes import FrontScope, GoneScope, RootScope
from tests.site import samples

SITE = "https://ledger.example/news"


@pytest.fixture(scope="module")
def files(desk) -> dict[str, bytes]:
    return desk.files()


def ids(content: bytes) -> list[str]:
    return [entry["id"] for entry in json.loads(content)["items"]]


def own_addresses(content: bytes) -> list[str]:
    parsed = feedparser.parse(content)
    assert not parsed.bozo
    return [link.href for link in parsed.feed.links if link.rel == "self"]


def test_every_listing_has_each_format(files):
    folders = [
        "/",
        "/fr/",
        "/regions/kenya/",
        "/fr/regions/japan/",
        "/topics/sport/",
        "/languages/ar/",
        "/sources/minato/",
    ]
    assert {f"{folder}feed.{kind}" for folder in folders for kind in ("atom", "rss", "json")} <= set(files)


def test_every_feed_parses_and_names_itself(files):
    feeds = {path: content for path, content in files.items() if path.endswith((".atom", ".rss"))}
    assert len(feeds) > 100
    for path, content in feeds.items():
        assert own_addresses(content) == [SITE + path], path


def test_every_page_that_names_a_feed_has_it(desk, files):
    folders = {page.inputs["feed"].folder for page in desk.pages() if page.inputs["feed"]}
    assert "/regions/kenya/" in folders
    assert {f"{folder}feed.atom" for folder in folders} <= set(files)


def test_no_path_is_written_twice(desk, files):
    assert len(desk.documents()) == len(files)


def test_a_story_that_several_editions_told_is_one_entry_of_the_main_feed(files):
    assert len(ids(files["/feed.json"])) == 2
    assert json.loads(files["/feed.json"])["items"][0]["date_published"] == "2026-11-24T05:00:00Z"


def test_before_the_first_edition_the_main_feed_has_the_newest_stories(files):
    assert len(ids(files["/fr/feed.json"])) == 1


def test_before_the_first_edition_the_main_feed_has_no_more_than_sixty(desk):
    (scope,) = (each for each in desk.scopes(FrontScope) if each.digest == "fr")
    made = feed_files.of_front(desk.room, structs.replace(scope, newest=scope.newest * 61))
    assert len(ids(next(each.content for each in made if each.path == "/fr/feed.json"))) == 60


def test_a_story_has_the_same_id_in_every_feed(files):
    feeds = ("/languages/fr/feed.json", "/feed.json", "/fr/feed.json")
    assert {ids(files[path])[0] for path in feeds} == {ids(files["/regions/kenya/feed.json"])[-1]}


def test_an_empty_feed_is_still_a_feed(files):
    parsed = feedparser.parse(files["/fr/regions/japan/feed.atom"])
    assert (parsed.entries, parsed.feed.title) == ([], "Le Registre: Japon")


def test_editions_have_a_feed_of_their_own(files):
    assert [entry.title for entry in feedparser.parse(files["/editions.atom"]).entries] == [
        "The Ledger of 2026-11-24", "The Ledger of 2026-11-23", "The Ledger of 2026-10-31"
    ]  # fmt: skip


def test_a_listing_feed_holds_at_most_forty():
    desk = samples.newsdesk(*(samples.article(f"n{n}", regions=("TZ",)) for n in range(45)))
    assert len(ids(desk.files()["/regions/tanzania/feed.json"])) == 40


def test_a_topic_inside_a_region_has_no_feed():
    desk = samples.newsdesk(*(samples.article(f"n{n}", regions=("TZ",)) for n in range(3)))
    assert desk.page("/regions/tanzania/topics/economy-and-business/")["feed"] is None
    assert not [path for path in desk.files() if path.startswith("/regions/tanzania/topics/")]


def test_the_list_of_feeds_speaks_the_digests_language(files):
    body = etree.fromstring(files["/fr/feeds.opml"]).find("body")
    assert [outline.get("text") for outline in body] == ["Le Registre", "Régions", "Thèmes", "Langues", "Sources"]
    first = body.find("outline[@text='Régions']/outline")
    assert first.get("xmlUrl").startswith(f"{SITE}/fr/regions/")


def test_every_feed_of_a_list_is_there(files):
    for path in ("/feeds.opml", "/fr/feeds.opml"):
        listed = {each.get("xmlUrl") for each in etree.fromstring(files[path]).iter("outline")} - {None}
        assert {url.removeprefix(SITE) for url in listed} <= set(files)


def test_the_sources_own_feeds_can_be_taken_along(files):
    outlines = etree.fromstring(files["/sources.opml"]).findall("body/outline")
    assert "https://radio.example/rss" in [outline.get("xmlUrl") for outline in outlines]


def test_the_feeds_of_a_source_that_is_collected_no_more_are_not_taken_along():
    retired = tuple(replace(each, enabled=each.slug != "radio") for each in samples.SOURCES)
    room = open_newsroom(replace(samples.project(), sources=retired))
    (document,) = feed_files.of_sources(room, RootScope())
    assert [each.get("text") for each in etree.fromstring(document.content).findall("body/outline")] == [
        "Le Matin", "港新聞", "صحيفة"
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["/regions/chad/feed.atom", "/sources/old/feed.rss", "/old/editions.atom"])
def test_a_feed_whose_subject_is_gone_is_empty_and_no_error(desk, address: str):
    (document,) = feed_files.given_up(desk.room, GoneScope(address))
    assert document.path == address
    assert own_addresses(document.content) == [SITE + address]
    assert feedparser.parse(document.content).entries == []


def test_a_json_feed_whose_subject_is_gone_is_empty_too(desk):
    (document,) = feed_files.given_up(desk.room, GoneScope("/regions/chad/feed.json"))
    assert ids(document.content) == []


def test_a_list_of_feeds_whose_digest_is_gone_is_empty(desk):
    (document,) = feed_files.given_up(desk.room, GoneScope("/old/feeds.opml"))
    assert etree.fromstring(document.content).findall(".//outline") == []


@pytest.mark.parametrize("address", ["/regions/chad/", "/data.json", "/sitemaps/2026-01.xml"])
def test_what_is_no_feed_is_not_answered_with_one(desk, address: str):
    assert list(feed_files.given_up(desk.room, GoneScope(address))) == []
