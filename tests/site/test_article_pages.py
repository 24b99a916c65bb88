import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from quotidien.site import article_pages
from tests.site import samples

ROOM = samples.newsroom()


def inputs(slug: str, room=ROOM) -> Mapping[str, Any]:
    return next(each.inputs for each in article_pages.articles(room) if each.where["slug"] == slug)


def test_an_article_of_a_story_leads_to_the_story_and_the_others():
    page = inputs("tram")
    assert (page["story"].path, page["story"].count) == ("/stories/2026/11/23/tram/", 2)
    assert [card.path for card in page["related"]] == ["/articles/2026/11/23/tramway/"]


def test_an_article_alone_has_nothing_related():
    page = inputs("mina")
    assert page["story"] is None
    assert page["related"] == ()


def test_tags_show_the_words_that_gave_rise_to_them():
    assert [(each.tag.text, each.words) for each in inputs("tram")["topics"]] == [
        ("Economy, business and finance", ("tram", "fare"))
    ]


def test_a_tag_without_evidence_was_set_by_a_person():
    assert inputs("how")["regions"][0].words == ()


def test_the_breadcrumb_leads_over_the_main_region():
    assert [crumb.text for crumb in inputs("mina")["crumbs"]] == ["Africa", "Egypt"]


def test_without_a_region_the_breadcrumb_leads_over_the_main_topic():
    room = samples.newsroom(samples.article("placeless", regions=()))
    assert [crumb.path for crumb in inputs("placeless", room)["crumbs"]] == ["/topics/economy-and-business/"]


def test_without_tags_the_breadcrumb_is_empty():
    room = samples.newsroom(samples.article("bare", regions=(), topics=()))
    assert inputs("bare", room)["crumbs"] == ()


def test_whole_text_shows_its_reading_time_and_an_excerpt_does_not():
    assert (inputs("tramway")["piece"].whole, inputs("tramway")["piece"].minutes) == (True, 1)
    assert (inputs("tram")["piece"].whole, inputs("tram")["piece"].minutes) == (False, 0)


def test_our_own_article_is_not_republished():
    piece = inputs("how")["piece"]
    assert (piece.own, piece.whole, piece.source.text) == (True, False, "Ledger Press")


def test_where_the_rights_are_a_link_no_text_is_shown_even_if_the_file_has_some():
    room = samples.newsroom(articles=(dataclasses.replace(samples.QUIET, body="Hidden text."),), stories=())
    assert inputs("minato", room)["piece"].body == ""


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("images/mark.png", "/images/mark.png"),
        ("{static}/images/mark.png", "/images/mark.png"),
        ("https://elsewhere.example/images/x.png", ""),
        ("", ""),
    ],
)
def test_a_picture_is_shown_only_from_this_site(written: str, path: str):
    room = samples.newsroom(samples.article("pictured", image=written))
    assert inputs("pictured", room)["piece"].image == path


def test_drafts_have_an_address_of_their_own():
    room = samples.newsroom(drafts=(samples.article("soon"),))
    assert [each.where for each in article_pages.drafts(room)] == [{"slug": "soon"}]


def story(room) -> Mapping[str, Any]:
    return next(iter(article_pages.stories(room))).inputs


def test_a_story_shows_each_sentence_with_its_source():
    sentences = story(ROOM)["sentences"]
    assert [(text, source.path) for text, source in sentences] == [
        ("The line has ten stops.", "/sources/radio/"),
        ("It goes far.", "/sources/matin/"),
    ]


def test_a_story_lists_its_coverage_oldest_first_with_the_country_of_each_source():
    room = samples.newsroom(samples.article("paris", regions=("FR",)))
    reports = story(room)["reports"]
    assert [(report.source.text, report.country.text) for report in reports] == [
        ("Radio Rift", "Kenya"),
        ("Le Matin", "France"),
    ]


def test_a_country_without_a_listing_is_not_linked():
    assert story(ROOM)["reports"][1].country is None


def test_a_story_over_two_days_has_a_timeline():
    assert [moment.day.day for moment in story(ROOM)["timeline"]] == [23, 24]


def test_a_storys_tags_show_the_words_from_all_its_articles():
    assert story(ROOM)["topics"][0].words == ("tram", "fare")


def test_a_merged_story_leads_to_its_heir():
    heir = dataclasses.replace(samples.STORY, id="heir", path="stories/2026/11/24/heir.md")
    merged = dataclasses.replace(samples.STORY, merged_into="heir")
    room = samples.newsroom(stories=(merged, heir))
    assert story(room) == {"moved": "/stories/2026/11/24/heir/"}


def test_a_story_that_shrank_to_one_article_leads_to_it():
    room = samples.newsroom(articles=(samples.TRAM, samples.OWN))
    assert story(room) == {"moved": "/articles/2026/11/23/tram/"}


def test_a_story_without_articles_leads_home():
    assert story(samples.newsroom(articles=())) == {"moved": "/"}


def test_a_story_leads_to_the_one_before_it():
    before = dataclasses.replace(
        samples.STORY, id="before", path="stories/2026/11/22/before.md", title="Before", articles=()
    )
    after = dataclasses.replace(samples.STORY, earlier="before")
    assert story(samples.newsroom(stories=(after, before)))["earlier"].path == "/stories/2026/11/22/before/"
