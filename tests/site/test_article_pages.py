import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest
from msgspec import structs

from quotidien.model.articles import Status
from quotidien.model.sources import Rights
from quotidien.site import article_pages
from quotidien.site.frames import Link
from quotidien.site.scopes import ArticleScope, PageScope, StoryScope
from tests.site import samples
from tests.site.samples import Newsdesk


def inputs(desk: Newsdesk, slug: str) -> Mapping[str, Any]:
    return desk.page(f"/articles/2026/11/23/{slug}/")


def test_an_article_of_a_story_leads_to_the_story_and_the_others(desk):
    page = inputs(desk, "tram")
    assert (page["story"].path, page["story"].count) == ("/stories/2026/11/23/tram/", 2)
    assert [card.path for card in page["related"]] == ["/articles/2026/11/23/tramway/"]


def test_an_article_alone_has_nothing_related(desk):
    page = inputs(desk, "mina")
    assert page["story"] is None
    assert page["related"] == ()


def test_tags_show_the_words_that_gave_rise_to_them(desk):
    assert [(each.tag.text, each.words) for each in inputs(desk, "tram")["topics"]] == [
        ("Economy, business and finance", ("tram", "fare"))
    ]


def test_a_tag_without_evidence_was_set_by_a_person(desk):
    assert inputs(desk, "how")["regions"][0].words == ()


def test_the_breadcrumb_leads_over_the_main_region(desk):
    assert [crumb.text for crumb in inputs(desk, "mina")["crumbs"]] == ["Africa", "Egypt"]


@pytest.mark.parametrize("regions", [(), ("001",)])
def test_without_a_region_the_breadcrumb_leads_over_the_main_topic(regions: tuple[str, ...]):
    desk = samples.newsdesk(samples.article("placeless", regions=regions))
    assert [crumb.path for crumb in inputs(desk, "placeless")["crumbs"]] == ["/topics/economy-and-business/"]


def test_without_tags_the_breadcrumb_is_empty():
    desk = samples.newsdesk(samples.article("bare", regions=(), topics=()))
    assert inputs(desk, "bare")["crumbs"] == ()


def test_whole_text_shows_its_reading_time_and_an_excerpt_does_not(desk):
    whole, excerpt = inputs(desk, "tramway")["piece"], inputs(desk, "tram")["piece"]
    assert (whole.whole, whole.minutes) == (True, 1)
    assert (excerpt.whole, excerpt.minutes) == (False, 0)


def test_our_own_article_is_not_republished(desk):
    piece = inputs(desk, "how")["piece"]
    assert (piece.own, piece.whole, piece.source.text) == (True, False, "Ledger Press")


def test_where_the_rights_are_a_link_no_text_is_shown_even_if_the_file_has_some():
    desk = samples.newsdesk(articles=(dataclasses.replace(samples.QUIET, body="Hidden text."),), stories=())
    assert inputs(desk, "minato")["piece"].body == ""


def scope(**fields: object) -> ArticleScope:
    address = "/articles/2026/11/23/pictured/"
    return ArticleScope(address, samples.article("pictured", **fields), "", 0, (), (), None, ())


def test_an_article_whose_rights_are_full_but_that_has_no_text_is_not_republished(desk):
    (page,) = article_pages.articles(desk.room, scope(rights=Rights.FULL))
    assert page.inputs["piece"].whole is False


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("images/mark.png", "/images/mark.png"),
        ("{static}/images/mark.png", "/images/mark.png"),
        ("https://elsewhere.example/images/x.png", ""),
        ("", ""),
    ],
)
def test_a_picture_is_shown_only_from_this_site(desk, written: str, path: str):
    (page,) = article_pages.articles(desk.room, scope(image=written))
    assert page.inputs["piece"].image == path


def test_drafts_have_an_address_of_their_own():
    desk = samples.newsdesk(drafts=(samples.article("soon", status=Status.DRAFT),))
    assert [page.path for page in desk.pages("draft")] == ["/drafts/soon/"]
    assert not [page for page in desk.pages("article") if "soon" in page.path]


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.REMOVED])
def test_what_was_withdrawn_has_no_page(desk, status: Status):
    withdrawn = scope(status=status)
    assert [*article_pages.articles(desk.room, withdrawn), *article_pages.drafts(desk.room, withdrawn)] == []


def story(desk: Newsdesk, address: str = "/stories/2026/11/23/tram/") -> Mapping[str, Any]:
    (found,) = (each for each in desk.scopes(StoryScope) if each.address == address)
    (page,) = article_pages.stories(desk.room, found)
    return page.inputs


def test_a_story_shows_each_sentence_with_its_source(desk):
    assert [(text, source.path) for text, source in story(desk)["sentences"]] == [
        ("The line has ten stops.", "/sources/radio/"),
        ("It goes far.", "/sources/matin/"),
    ]


def test_a_story_lists_its_coverage_oldest_first_with_the_country_of_each_source(desk):
    assert [(report.source.text, report.country.text, report.piece.path) for report in story(desk)["reports"]] == [
        ("Radio Rift", "Kenya", "/articles/2026/11/23/tram/"),
        ("Le Matin", "France", "/articles/2026/11/23/tramway/"),
    ]


def test_the_country_of_a_source_has_a_listing_even_where_nothing_is_from_there(desk):
    country = story(desk)["reports"][1].country
    assert desk.page(country.path)["total"] == 0


def test_our_own_report_and_one_of_a_source_that_left_the_list_have_no_country():
    own = samples.article("own", source="", url="")
    departed = samples.article("left", source="departed", url="https://departed.example/1")
    told = dataclasses.replace(samples.STORY, articles=(own.path, departed.path))
    desk = samples.newsdesk(articles=(own, departed), stories=(told,))
    reports = story(desk)["reports"]
    assert {report.source.text: report.country for report in reports} == {"Ledger Press": None, "departed": None}


def test_a_story_over_two_days_has_a_timeline(desk):
    assert [moment.day.day for moment in story(desk)["timeline"]] == [23, 24]


def test_a_storys_tags_show_the_words_from_all_its_articles(desk):
    assert story(desk)["topics"][0].words == ("tram", "fare")


def test_a_tag_of_a_story_shows_at_most_eight_words_each_once(desk):
    (found,) = desk.scopes(StoryScope)
    first, second = (dataclasses.replace(found.evidence[0], words=tuple(words)) for words in ("abcdef", "efghij"))
    (page,) = article_pages.stories(desk.room, structs.replace(found, evidence=(first, second)))
    assert page.inputs["regions"][0].words == tuple("abcdefgh")


def test_a_merged_story_leads_to_its_heir():
    heir = dataclasses.replace(samples.STORY, id="heir", path="stories/2026/11/24/heir.md")
    merged = dataclasses.replace(samples.STORY, merged_into="heir")
    desk = samples.newsdesk(stories=(merged, heir))
    assert story(desk) == {"moved": "/stories/2026/11/24/heir/"}


def test_a_story_that_shrank_to_one_article_leads_to_it():
    desk = samples.newsdesk(articles=(samples.TRAM, samples.OWN))
    assert story(desk) == {"moved": "/articles/2026/11/23/tram/"}


def test_a_story_without_articles_leads_home():
    assert story(samples.newsdesk(articles=())) == {"moved": "/"}


def test_a_story_leads_to_the_one_before_it():
    before = dataclasses.replace(
        samples.STORY, id="before", path="stories/2026/11/22/before.md", title="Before", articles=()
    )
    after = dataclasses.replace(samples.STORY, earlier="before")
    earlier = story(samples.newsdesk(stories=(after, before)))["earlier"]
    assert earlier == Link("Before", "/stories/2026/11/22/before/", language="en")


@pytest.mark.parametrize(("written", "shown"), [("", "en"), ("fr", "fr")])
def test_an_editors_page_speaks_the_sites_language_unless_it_says_another(desk, written: str, shown: str):
    (page,) = article_pages.pages(desk.room, PageScope("/pages/team/", "The team", written, "<p>We.</p>"))
    assert page.inputs == {"title": "The team", "lang": shown, "body": "<p>We.</p>"}
    assert page.where == {"slug": "team"}
