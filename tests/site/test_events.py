import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from quotidien.model import urls
from quotidien.model.sources import Rights
from quotidien.model.stories import Story
from quotidien.site import events
from quotidien.site.newsroom import open_newsroom
from tests.site import samples

ROOM = open_newsroom(samples.project())


def told(story: Story = samples.STORY, *more: object) -> events.Event:
    return events.of_story(story, (samples.TRAMWAY, samples.TRAM, *more), "/stories/2026/11/23/tram/")


def test_an_article_alone_has_the_id_of_the_story_it_would_found():
    assert events.of_article(samples.TRAM, "/x/").id == samples.STORY.id
    assert events.of_article(samples.OWN, "/x/").id == urls.identifier(samples.OWN.path)


def test_an_event_holds_its_articles_oldest_first():
    twin = dataclasses.replace(samples.TRAM, path="articles/2026/11/23/tram2.md")
    assert told(samples.STORY, twin).articles == (samples.TRAM, twin, samples.TRAMWAY)


def test_a_storys_summary_is_its_sentences():
    assert told().summary == "The line has ten stops. It goes far."


def test_a_story_without_tags_has_those_of_its_articles():
    event = told(dataclasses.replace(samples.STORY, regions=(), topics=()))
    assert event.regions == ("KE",)
    assert event.topics == (samples.ECONOMY,)


def test_growth_moves_updated_at_most_once_a_day():
    event = told()
    assert event.updated == datetime(2026, 11, 24, tzinfo=UTC)
    assert event.updated >= event.published


def test_an_article_that_was_updated_before_it_was_published_is_not_believed():
    odd = samples.article("odd", updated=samples.NOON - timedelta(days=1))
    assert events.of_article(odd, "/x/").updated == samples.NOON


def test_an_article_that_was_updated_later_says_so():
    later = samples.NOON + timedelta(days=1)
    assert events.of_article(samples.article("new", updated=later), "/x/").updated == later


def test_where_the_rights_are_a_link_nothing_but_the_headline_is_listed():
    assert samples.QUIET.rights is Rights.LINK
    assert events.shown_summary(samples.QUIET) == ""
    assert events.shown_summary(samples.TRAM) == "Summary of tram."


def test_without_a_summary_the_subtitle_is_listed():
    assert events.shown_summary(dataclasses.replace(samples.TRAM, summary="")) == "Ten stops"


def test_a_card_credits_each_source_with_its_own_address():
    card = events.card_of(ROOM, told())
    assert [(each.name, each.url, each.language) for each in card.credits] == [
        ("Radio Rift", "https://radio.example/tram", "en"),
        ("Le Matin", "https://matin.example/tramway", "fr"),
    ]


def test_a_card_credits_the_same_thing_once():
    own = samples.article("own", source="", url="")
    card = events.card_of(ROOM, events.of_story(samples.STORY, (own, own), "/x/"))
    assert [each.name for each in card.credits] == ["Ledger Press"]


def test_our_own_article_is_credited_to_the_publisher():
    card = events.card_of(ROOM, events.of_article(samples.OWN, "/articles/2026/11/23/how/"))
    assert [(each.name, each.url) for each in card.credits] == [("Ledger Press", "")]


@pytest.mark.parametrize("change", [{"title": "Other"}, {"summary": "Other"}, {"credits": ()}, {"path": "/other/"}])
def test_cards_that_say_different_things_differ(change: dict[str, object]):
    card = events.card_of(ROOM, told())
    assert dataclasses.replace(card, **change) != card
    assert {card, dataclasses.replace(card)} == {card}
