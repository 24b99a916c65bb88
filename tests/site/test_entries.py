from datetime import UTC, datetime

from quotidien.model import urls
from quotidien.site.entries import Entries
from quotidien.site.words import words_of
from tests.site import samples

ROOM = samples.newsroom()
ENTRIES = Entries(ROOM, words_of("en"))
VIEW = ROOM.views[0]


def entry(path: str):
    return ENTRIES.of_event(next(event for event in VIEW.events if event.path == path))


def test_a_story_is_one_entry_with_all_its_sources():
    story = entry("/stories/2026/11/23/tram/")
    assert story.id == urls.urn("story", samples.STORY.id)
    assert story.url == "https://ledger.example/news/stories/2026/11/23/tram/"
    assert story.via == (samples.TRAM.url, samples.TRAMWAY.url)
    assert [source.title for source in story.sources] == ["Radio Rift", "Le Matin"]
    assert story.content_html == ""


def test_an_article_alone_is_the_story_it_would_found():
    assert entry("/articles/2026/11/23/mina/").id == urls.urn("story", urls.identifier(samples.HARBOUR.url))


def test_in_its_sources_feed_an_article_is_an_article():
    found = ENTRIES.of_article(samples.TRAM)
    assert found.id == urls.urn("article", samples.STORY.id)
    assert found.via == (samples.TRAM.url,)
    assert found.authors == ("Amina W.",)


def test_whole_text_goes_only_where_the_rights_are_full():
    assert "Le tramway roule." in ENTRIES.of_article(samples.TRAMWAY).content_html
    assert ENTRIES.of_article(samples.TRAM).content_html == ""
    assert ENTRIES.of_article(samples.QUIET).summary == ""


def test_links_in_a_feed_are_absolute():
    content = entry("/articles/2026/11/23/how/").content_html
    assert 'href="https://ledger.example/news/articles/2026/11/23/tram/#main"' in content
    assert 'src="https://ledger.example/news/images/mark.png"' in content
    assert 'href="https://ledger.example/news/articles/2026/11/23/how/#fn-1"' in content


def test_categories_are_named_in_the_feeds_language():
    french = Entries(ROOM, words_of("fr")).of_article(samples.HARBOUR)
    assert french.categories[0] == ("EG", "Égypte")
    assert french.categories[1][0] == samples.SPORT


def test_an_edition_speaks_in_its_frozen_words():
    edition = VIEW.editions[-1]
    found = ENTRIES.of_item(VIEW, edition, edition.sections[0].items[0])
    assert (found.title, found.summary) == ("Frozen headline", "Frozen brief.")
    assert found.id == urls.urn("story", samples.STORY.id)
    assert found.updated == datetime(2026, 11, 24, 5, tzinfo=UTC)
    assert found.via == (samples.TRAM.url, samples.TRAMWAY.url)


def test_an_item_whose_page_is_gone_leads_to_its_edition():
    edition = VIEW.editions[-1]
    found = ENTRIES.of_item(VIEW, edition, edition.sections[1].items[0])
    assert found.url == "https://ledger.example/news/2026/11/24/"
    assert found.categories == ()


def test_an_edition_is_one_entry_with_its_headlines():
    found = ENTRIES.of_edition(VIEW, VIEW.editions[-1])
    assert found.id == urls.urn("edition", "world/2026-11-24")
    assert found.summary == "Frozen headline · عنوان"
