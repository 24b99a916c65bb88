from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quotidien.model import urls
from quotidien.model.articles import Article
from quotidien.site import events
from quotidien.site.entries import Entries
from quotidien.site.events import Event
from quotidien.site.feeds import FeedEntry, FeedSource
from quotidien.site.newsroom import open_newsroom
from quotidien.site.scopes import FrontScope, Listed, Told
from tests.site import samples

ROOM = open_newsroom(samples.project())
ENTRIES = Entries(ROOM, "world")
TOLD = events.of_story(samples.STORY, (samples.TRAM, samples.TRAMWAY), "/stories/2026/11/23/tram/")
EDITION = samples.EDITIONS[-1]
FRONT, SECOND = (section.items[0] for section in EDITION.sections)


def listed(event: Event, body: str = "") -> Listed:
    return Listed(event, events.card_of(ROOM, event), body)


def alone(article: Article, body: str = "") -> Listed:
    return listed(events.of_article(article, f"/articles/2026/11/23/{article.slug}/"), body)


def test_a_story_is_one_entry_with_all_its_sources():
    story = ENTRIES.of_event(listed(TOLD))
    assert story.id == urls.urn("story", samples.STORY.id)
    assert story.url == "https://ledger.example/news/stories/2026/11/23/tram/"
    assert story.via == (samples.TRAM.url, samples.TRAMWAY.url)
    assert [source.title for source in story.sources] == ["Radio Rift", "Le Matin"]
    assert (story.content_html, story.authors) == ("", ())


def test_an_article_alone_is_the_story_it_would_found():
    assert ENTRIES.of_event(alone(samples.HARBOUR)).id == urls.urn("story", urls.identifier(samples.HARBOUR.url))


def test_in_its_sources_feed_an_article_is_an_article():
    found = ENTRIES.of_article(alone(samples.TRAM))
    assert found.id == urls.urn("article", samples.STORY.id)
    assert found.via == (samples.TRAM.url,)
    assert found.authors == ("Amina W.",)


def test_our_own_article_has_no_source():
    found = ENTRIES.of_event(alone(samples.OWN))
    assert (found.via, found.sources) == ((), ())


def test_whole_text_goes_only_where_the_rights_are_full(desk):
    def entry(source: str) -> FeedEntry:
        (newest,) = desk.newest("source", source)
        return ENTRIES.of_article(newest)

    assert "Le tramway roule." in entry("matin").content_html
    assert entry("radio").content_html == ""
    assert (entry("minato").content_html, entry("minato").summary) == ("", "")


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ('href="/news/articles/2026/11/23/tram/#main"', 'href="{site}/articles/2026/11/23/tram/#main"'),
        ('src="/news/images/mark.png"', 'src="{site}/images/mark.png"'),
        ('href="#fn-1"', 'href="{site}/articles/2026/11/23/how/#fn-1"'),
        ('href="https://elsewhere.example/"', 'href="https://elsewhere.example/"'),
    ],
)
def test_links_in_a_feed_are_absolute(link: str, absolute: str):
    content = ENTRIES.of_event(alone(samples.OWN, f"<p><x {link}></p>")).content_html
    assert content == f"<p><x {absolute.format(site='https://ledger.example/news')}></p>"


def test_categories_are_named_in_the_feeds_language():
    french = Entries(ROOM, "fr").of_article(alone(samples.HARBOUR))
    assert french.categories[0] == ("EG", "Égypte")
    assert french.categories[1][0] == samples.SPORT


def told(**fields: object) -> Told:
    values = {"item": FRONT, "day": EDITION.day, "cut": EDITION.cut, "page": TOLD.path, "regions": (), "topics": ()}
    return Told(**(values | fields))


def test_an_edition_speaks_in_its_frozen_words():
    found = ENTRIES.of_item(told(regions=("KE",)))
    assert (found.title, found.summary) == ("Frozen headline", "Frozen brief.")
    assert found.id == urls.urn("story", samples.STORY.id)
    assert found.updated == datetime(2026, 11, 24, 5, tzinfo=UTC)
    assert found.via == (samples.TRAM.url, samples.TRAMWAY.url)
    assert found.url == "https://ledger.example/news/stories/2026/11/23/tram/"
    assert found.categories == (("KE", "Kenya"),)


def test_an_item_whose_page_is_gone_leads_to_its_edition():
    found = ENTRIES.of_item(told(item=SECOND, page=""))
    assert found.url == "https://ledger.example/news/2026/11/24/"
    assert found.categories == ()


def test_an_item_whose_page_is_gone_leads_to_the_edition_of_its_own_digest():
    found = Entries(ROOM, "fr").of_item(told(page=""))
    assert found.url == "https://ledger.example/news/fr/2026/11/24/"


def test_an_item_names_the_sources_that_the_edition_named():
    assert [source.title for source in ENTRIES.of_item(told()).sources] == ["Radio Rift", "Le Matin"]
    references = (replace(FRONT.references[0], name="Nobody"), FRONT.references[1], FRONT.references[1])
    odd = ENTRIES.of_item(told(item=replace(FRONT, references=references)))
    assert [source.title for source in odd.sources] == ["Le Matin"]


def test_an_edition_is_one_entry_with_its_headlines(desk):
    (front,) = (each for each in desk.scopes(FrontScope) if each.digest == "world")
    found = ENTRIES.of_edition(front.issued[0])
    assert found.id == urls.urn("edition", "world/2026-11-24")
    assert found.url == "https://ledger.example/news/2026/11/24/"
    assert found.summary == "Frozen headline · عنوان"


def test_a_source_that_left_the_list_is_known_by_its_slug_and_its_articles_host():
    departed = samples.article("old", source="departed", url="https://departed.example/1")
    home = "https://departed.example/"
    assert ENTRIES.of_article(alone(departed)).sources == (FeedSource("departed", home, home, home),)
