import dataclasses
from datetime import UTC, datetime, timedelta

from quotidien.model import urls
from quotidien.model.sources import Rights
from quotidien.site import events
from quotidien.site.newsroom import find_permalinks
from tests.site import samples


def found(**fields: object) -> tuple[events.Event, ...]:
    library = samples.library(**fields)
    return events.find_events(library, find_permalinks(library))


def test_each_thing_that_happened_is_listed_once():
    listed = [event.path for event in found()]
    assert len(listed) == len(set(listed))
    assert "/stories/2026/11/23/tram/" in listed
    assert "/articles/2026/11/23/tram/" not in listed
    assert "/articles/2026/11/23/mina/" in listed


def test_the_newest_comes_first():
    moments = [event.published for event in found()]
    assert moments == sorted(moments, reverse=True)


def test_a_story_of_one_article_is_that_article():
    alone = samples.library(articles=(samples.TRAM,))
    assert [event.path for event in events.find_events(alone, find_permalinks(alone))] == ["/articles/2026/11/23/tram/"]


def test_a_merged_story_is_not_listed():
    merged = dataclasses.replace(samples.STORY, merged_into="another")
    assert all(event.story is None for event in found(stories=(merged,)))


def test_an_article_alone_has_the_id_of_the_story_it_would_found():
    assert events.event_id(samples.TRAM) == samples.STORY.id
    assert events.event_id(samples.OWN) == urls.identifier(samples.OWN.path)


def test_a_story_without_tags_has_those_of_its_articles():
    untagged = dataclasses.replace(samples.STORY, regions=(), topics=())
    event = next(each for each in found(stories=(untagged,)) if each.story)
    assert event.regions == ("KE",)
    assert event.topics == (samples.ECONOMY,)


def test_growth_moves_updated_at_most_once_a_day():
    event = next(each for each in found() if each.story)
    assert event.updated == datetime(2026, 11, 24, tzinfo=UTC)
    assert event.updated >= event.published


def test_an_article_that_was_updated_before_it_was_published_is_not_believed():
    odd = samples.article("odd", updated=samples.NOON - timedelta(days=1))
    assert events.of_article(odd, "/x/").updated == samples.NOON


def test_where_the_rights_are_a_link_nothing_but_the_headline_is_listed():
    assert samples.QUIET.rights is Rights.LINK
    assert events.shown_summary(samples.QUIET) == ""
    assert events.shown_summary(samples.TRAM) == "Summary of tram."


def test_a_card_credits_each_source_with_its_own_address():
    room = samples.newsroom()
    card = room.cards["/stories/2026/11/23/tram/"]
    assert [(each.name, each.url, each.language) for each in card.credits] == [
        ("Radio Rift", "https://radio.example/tram", "en"),
        ("Le Matin", "https://matin.example/tramway", "fr"),
    ]


def test_our_own_article_is_credited_to_the_publisher():
    assert samples.newsroom().cards["/articles/2026/11/23/how/"].credits[0].name == "Ledger Press"
