import dataclasses

import pytest

from quotidien.errors import FixConfiguration
from quotidien.model import dates
from quotidien.model.editions import Digest
from quotidien.site.newsroom import with_areas, with_parents
from tests.site import samples

AFRICAN = {"/stories/2026/11/23/tram/", "/articles/2026/11/23/mina/", "/articles/2026/11/23/how/"}


def test_a_region_is_listed_under_all_areas_that_contain_it():
    view = samples.newsroom().views[0]
    assert with_areas(["KE"]) == ("001", "002", "014", "202", "KE")
    assert {event.path for event in view.by_region["002"]} >= {
        "/stories/2026/11/23/tram/",
        "/articles/2026/11/23/mina/",
    }


def test_topics_bring_their_parents():
    assert with_parents([samples.ECONOMY]) == (samples.ECONOMY,)


def test_a_digest_sees_what_its_languages_let_in():
    world, french = samples.newsroom().views
    assert {event.path for event in french.events} == {"/stories/2026/11/23/tram/"}
    assert len(world.events) == 4
    assert (world.home, french.home) == ("/", "/fr/")


@pytest.mark.parametrize(
    ("digest", "paths"),
    [
        (Digest("d", "D", regions=("002",)), AFRICAN),
        (Digest("d", "D", topics=(samples.SPORT,)), {"/articles/2026/11/23/mina/"}),
        (Digest("d", "D", sources=("minato",)), {"/articles/2026/11/23/minato/"}),
        (Digest("d", "D", sources=("minato",), regions=("KE",)), set()),
    ],
)  # fmt: skip
def test_every_filter_of_a_digest_must_match(digest: Digest, paths: set[str]):
    assert {event.path for event in samples.newsroom(digests=(digest,)).views[0].events} == paths


def test_editions_belong_to_their_digest_oldest_first():
    world, french = samples.newsroom().views
    assert [edition.day for edition in world.editions] == sorted(edition.day for edition in samples.EDITIONS)
    assert french.editions == ()


def test_the_builds_now_is_the_newest_cut():
    assert samples.newsroom().now == samples.CUT


def test_without_an_edition_now_is_the_newest_collection():
    assert samples.newsroom(editions=()).now == samples.TRAMWAY.collected


def test_an_empty_newsroom_has_a_now_too():
    assert samples.newsroom(articles=(), stories=(), editions=()).now == dates.EARLIEST


def test_two_files_at_one_address_are_both_named():
    twin = samples.article("twin", slug="tram")
    with pytest.raises(FixConfiguration) as caught:
        samples.newsroom(twin)
    assert "content/articles/2026/11/23/twin.md:1" in str(caught.value)
    assert "content/articles/2026/11/23/tram.md" in str(caught.value)


def test_a_source_that_left_the_list_keeps_its_page():
    room = samples.newsroom(samples.article("old", source="departed", url="https://departed.example/1"))
    source = room.sources["departed"]
    assert (source.homepage, source.enabled) == ("https://departed.example/", False)


def test_listings_exist_for_every_tag_topic_and_language():
    tags = samples.newsroom().tags
    assert {"KE", "EG", "JP", "002", "001"} <= set(tags.regions)
    assert samples.ECONOMY in tags.topics
    assert {"ar", "en", "fr", "ja"} <= set(tags.languages)


def test_a_listing_stays_when_its_last_article_is_gone_from_a_digest():
    french = samples.newsroom().views[1]
    assert "JP" not in french.by_region
    assert "JP" in samples.newsroom().tags.regions


def test_bodies_are_rendered_with_the_sites_folder():
    body = samples.newsroom().bodies[samples.OWN.path]
    assert 'href="/news/articles/2026/11/23/tram/#main"' in body.html
    assert body.statics == ("images/mark.png",)


def test_the_order_of_the_input_does_not_matter():
    library = samples.library()
    turned = dataclasses.replace(library, articles=tuple(reversed(library.articles)))
    assert samples.newsroom(articles=turned.articles).views[0].events == samples.newsroom().views[0].events
