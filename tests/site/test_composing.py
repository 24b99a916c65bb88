from dataclasses import replace

import pytest

from quotidien.model.articles import Status
from quotidien.site.scopes import ArticleScope, RootScope
from tests.site import samples

TRAMWAY = "/articles/2026/11/23/tramway/"


@pytest.mark.parametrize(
    "key",
    [
        "article articles/none.md", "story stories/none.md", "page pages/none.md", "edition editions/world/none.md",
        "period world 2020-01", "year world 2020", "sitemap 2020-01",
    ],
)  # fmt: skip
def test_a_key_that_is_of_nothing_gives_nothing(desk, key: str):
    assert desk.composer.compose(key) is None


def test_the_root_depends_on_nothing(desk):
    assert desk.composer.compose("root") == RootScope()


def test_an_article_that_was_withdrawn_is_nothing_and_a_draft_is_something():
    quiet = replace(samples.QUIET, status=Status.WITHDRAWN)
    draft = samples.article("soon", status=Status.DRAFT)
    compose = samples.newsdesk(articles=(quiet,), drafts=(draft,)).composer.compose
    assert compose(f"article {quiet.path}") is None
    assert compose(f"article {draft.path}").address == "/drafts/soon/"


def test_an_article_knows_its_story_and_the_others_of_it(desk):
    found = desk.composer.compose(f"article {samples.TRAM.path}")
    assert (found.story.path, found.story.count) == ("/stories/2026/11/23/tram/", 2)
    assert [card.path for card in found.related] == [TRAMWAY]


def test_an_article_of_a_story_that_has_no_event_stands_alone():
    found = samples.newsdesk(articles=(samples.TRAM,)).composer.compose(f"article {samples.TRAM.path}")
    assert (found.story, found.related) == (None, ())


def test_an_article_without_a_record_has_no_evidence():
    found = samples.newsdesk(records={}).composer.compose(f"article {samples.TRAM.path}")
    assert (found.regions, found.topics) == ((), ())


def test_a_scope_is_the_same_however_often_it_is_composed(desk):
    scopes = desk.scopes(ArticleScope)
    assert [desk.composer.compose(f"article {scope.article.path}") for scope in scopes] == scopes


def test_an_article_that_a_person_put_into_a_story_counts_for_it():
    joined = samples.newsdesk(samples.article("third", story=samples.STORY.id))
    scope = joined.composer.compose(f"story {samples.STORY.path}")
    assert len(scope.event.articles) == len(scope.addresses) == 3


@pytest.mark.parametrize(
    ("fields", "articles", "moved"),
    [
        ({"merged_into": "heir"}, samples.COLLECTED, "/stories/2026/11/24/heir/"),
        ({"merged_into": "nobody"}, (samples.TRAMWAY,), TRAMWAY),
        ({}, (samples.TRAMWAY,), TRAMWAY),
        ({}, (), "/"),
    ],
    ids=["to its heir", "where the heir is unknown to its article", "to its last article", "home"],
)
def test_a_story_without_a_page_of_its_own_leads_on(fields, articles, moved: str):
    heir = replace(samples.STORY, id="heir", path="stories/2026/11/24/heir.md", articles=())
    desk = samples.newsdesk(articles=articles, stories=(replace(samples.STORY, **fields), heir))
    scope = desk.composer.compose(f"story {samples.STORY.path}")
    assert (scope.event, scope.moved) == (None, moved)
