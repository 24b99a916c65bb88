import pytest

from quotidien.model.editions import Digest
from quotidien.site.frames import Link
from quotidien.site.newsroom import open_newsroom
from tests.site import samples

TEAM = Link("The team", "/pages/team/")
ROOM = open_newsroom(samples.project(), [TEAM])


def test_the_first_digest_lives_at_the_root_and_every_other_below_its_slug():
    assert ROOM.homes == {"world": "/", "fr": "/fr/"}
    assert [ROOM.digest(slug) for slug in ROOM.homes] == [samples.WORLD, samples.FRENCH]


def test_a_frame_speaks_the_language_of_its_digest():
    frames = {slug: (frame.home, frame.name, frame.language) for slug, frame in ROOM.frames.items() if slug}
    assert frames == {"world": ("/", "The Ledger", "en"), "fr": ("/fr/", "Le Registre", "fr")}


def test_a_frame_leads_to_the_other_digests():
    assert ROOM.frames["world"].digests == (Link("Le Registre", "/fr/", language="fr"),)
    assert ROOM.frames["fr"].digests == (Link("The Ledger", "/", language="en"),)


def test_a_frame_leads_to_the_editors_own_pages():
    assert {frame.pages for frame in ROOM.frames.values()} == {(TEAM,)}


def test_pages_that_exist_once_have_the_sites_language_and_zone():
    digest = Digest("ja", "新聞", language="ja", zone="Asia/Tokyo")
    frame = open_newsroom(samples.project(digests=(digest,))).frames[""]
    assert (frame.home, frame.name, frame.language, frame.zone) == ("/", "新聞", "en", "Europe/Paris")


def test_a_path_has_a_whole_address():
    assert ROOM.absolute("/about/") == "https://ledger.example/news/about/"


def test_a_source_is_known_by_its_slug():
    assert ROOM.source("radio", "https://elsewhere.example/1").homepage == "https://radio.example/"


@pytest.mark.parametrize(
    ("url", "homepage"), [("https://departed.example/1?x=y", "https://departed.example/"), ("", ""), ("nothing", "")]
)
def test_a_source_that_left_the_list_is_known_by_its_slug_and_its_articles_host(url: str, homepage: str):
    source = ROOM.source("departed", url)
    assert (source.slug, source.name, source.homepage, source.enabled) == ("departed", "departed", homepage, False)


def test_a_source_that_left_the_list_keeps_its_page():
    desk = samples.newsdesk(samples.article("old", source="departed", url="https://departed.example/1"))
    page = desk.page("/sources/departed/")
    assert (page["source"].homepage, page["source"].enabled) == ("https://departed.example/", False)
    assert (page["name"], page["country"], page["tongues"], page["total"]) == ("departed", None, (), 1)
    assert desk.page("/sources/departed/2026/11/")["source"] == page["source"]


def test_the_newest_article_says_where_a_source_that_left_the_list_lived():
    old = samples.article("old", source="departed", url="https://old.example/1")
    new = samples.article("new", source="departed", url="https://new.example/1", published=samples.CUT)
    assert samples.newsdesk(new, old).page("/sources/departed/")["source"].homepage == "https://new.example/"
