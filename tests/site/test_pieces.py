from dataclasses import replace

import pytest

from quotidien.errors import ReportBug
from quotidien.site.pieces import Pieces
from tests.site import samples

TRAM, STORY = "/articles/2026/11/23/tram/", "/stories/2026/11/23/tram/"


def pieces(desk) -> Pieces:
    return Pieces(desk.composer._ledger, desk.room)


def test_a_file_has_an_address_where_it_has_a_page(desk):
    found = pieces(desk)
    paths = (samples.TRAM.path, samples.STORY.path, "articles/none.md")
    assert [found.address(path) for path in paths] == [TRAM, STORY, ""]


def test_a_body_links_to_addresses(desk):
    found = pieces(desk)
    (id_,) = desk.composer._ledger.one("SELECT id FROM piece WHERE path = ?", samples.OWN.path)
    html, minutes = found.body(id_)
    assert f'href="/news{TRAM}#main"' in html
    assert minutes == 1


def test_what_shows_no_text_has_no_body(desk):
    assert pieces(desk).body(0) == ("", 0)


def test_an_event_is_that_of_the_story_which_tells_of_it(desk):
    found = pieces(desk)
    for path in (samples.TRAM.path, samples.STORY.path):
        assert found.event_at(path).path == STORY
    assert found.event_at(samples.HARBOUR.path).path == "/articles/2026/11/23/mina/"
    assert found.event_at("articles/none.md") is None


@pytest.mark.parametrize("articles", [(samples.TRAM,), ()], ids=["one article", "none"])
def test_a_story_of_fewer_than_two_articles_has_no_event(articles):
    found = pieces(samples.newsdesk(articles=articles))
    assert found.event_of(samples.STORY.id) is None
    assert found.event_at(samples.STORY.path) is None


def test_a_merged_story_has_no_event():
    merged = samples.newsdesk(stories=(replace(samples.STORY, merged_into="heir"),))
    assert pieces(merged).event_at(samples.STORY.path) is None


@pytest.mark.parametrize("name", [samples.STORY.id, samples.STORY.path])
def test_a_story_is_named_by_its_id_or_its_path(desk, name: str):
    story, address = pieces(desk).named(name)
    assert (story.id, address) == (samples.STORY.id, STORY)


@pytest.mark.parametrize("name", ["", "nobody", samples.TRAM.path])
def test_what_is_no_story_is_not_named(desk, name: str):
    assert pieces(desk).named(name) is None


def test_the_evidence_of_a_story_is_that_of_its_articles(desk):
    found = pieces(desk).evidence(samples.STORY.id)
    assert [each.words for each in found if each.code == samples.ECONOMY] == [("tram", "fare")] * 2


def test_a_piece_that_is_listed_and_not_there_is_a_bug(desk):
    with pytest.raises(ReportBug, match="delete it and build again"):
        pieces(desk).card(4711)
