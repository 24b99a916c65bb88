"""Story files: whose words they use, and when a story changes."""

from dataclasses import replace
from datetime import UTC, datetime

from quotidien.model.articles import Article, Record, Verdict
from quotidien.model.sources import Rights
from quotidien.pipeline.known import Known
from quotidien.pipeline.stories import compose, coverage, group_new, in_window, new_path
from tests.pipeline.newsdesk import source

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ENGLISH = Article(
    "articles/2026/11/23/ferry.md",
    "Mombasa opens its new ferry terminal",
    AT,
    source="alpha",
    url="https://alpha.example/1",
    regions=("KE",),
    topics=("medtop:04000000",),
    summary="The harbour of Mombasa opened a ferry terminal on Monday.",
)
FRENCH = replace(
    ENGLISH,
    path="articles/2026/11/23/gare.md",
    title="Mombasa ouvre une gare maritime",
    language="fr",
    source="beta",
    url="https://beta.example/1",
    summary="Le port de Mombasa a ouvert lundi sa gare maritime.",
)
SOURCES = {"alpha": source("alpha", owner="One"), "beta": source("beta", owner="Two")}


def record(article: Article, story: str = "") -> Record:
    published = article.published.isoformat().replace("+00:00", "Z")
    return Record(
        article.id,
        article.url,
        article.source,
        Verdict.KEPT,
        published,
        published=published,
        path=article.path,
        story=story,
    )


def test_a_story_speaks_the_first_language_that_a_digest_prefers():
    assert compose("s1", "", [FRENCH, ENGLISH], SOURCES, ["en", "fr"]).title == ENGLISH.title
    assert compose("s1", "", [FRENCH, ENGLISH], SOURCES, ["de", "fr"]).title == FRENCH.title


def test_each_sentence_of_a_summary_names_who_wrote_it_and_keeps_the_storys_language():
    story = compose("s1", "", [ENGLISH, FRENCH], SOURCES, ["en"])
    assert [(sentence.source, sentence.text) for sentence in story.summary] == [("alpha", ENGLISH.summary)]


def test_a_mere_link_lends_a_story_no_sentence():
    linked = replace(ENGLISH, rights=Rights.LINK, summary="Not ours to show.")
    assert compose("s1", "", [linked, linked], SOURCES, ["en"]).summary == ()


def test_regions_and_topics_are_those_of_half_the_coverage():
    other = replace(FRENCH, regions=("KE", "TZ"), topics=())
    story = compose("s1", "", [ENGLISH, other, replace(other, regions=("KE",))], SOURCES, ["en"])
    assert (story.regions, story.topics) == (("KE",), ())


def test_an_editors_story_line_stands_above_any_likeness():
    by_hand = replace(ENGLISH, story="chosen")
    known = Known([record(by_hand)])
    assert group_new([by_hand], [], known) == {"chosen"}
    assert known.at(by_hand.path).story == "chosen"


def test_an_article_alone_founds_the_story_that_bears_its_id():
    known = Known([record(ENGLISH)])
    group_new([ENGLISH], [], known)
    assert known.at(ENGLISH.path).story == ENGLISH.id


def test_coverage_is_what_is_still_kept_in_the_order_of_publication():
    gone = replace(record(FRENCH, "s1"), verdict=Verdict.REMOVED)
    known = Known([record(ENGLISH, "s1"), gone])
    assert [each.path for each in coverage(known, frozenset({"s1"}))["s1"]] == [ENGLISH.path]


def test_the_window_holds_kept_articles_of_three_days_around():
    near, far = record(FRENCH), replace(record(FRENCH), guid="far", published="2026-11-18T09:00:00Z", path="far.md")
    assert in_window([near, far], [ENGLISH]) == [FRENCH.path]
    assert in_window([near], []) == []


def test_a_second_story_of_the_same_headline_gets_a_file_of_its_own(tmp_path):
    story = compose("0123456789ab", "", [ENGLISH], SOURCES, ["en"])
    first = new_path(tmp_path, story)
    (tmp_path / first).parent.mkdir(parents=True)
    (tmp_path / first).touch()
    assert first == "stories/2026/11/23/mombasa-opens-its-new-ferry-terminal.md"
    assert new_path(tmp_path, story) == "stories/2026/11/23/mombasa-opens-its-new-ferry-terminal-012345.md"
