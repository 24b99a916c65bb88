from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from quotidien.site.listings import HEAD, MAIN
from quotidien.site.scopes import MapsScope
from quotidien.site.sitemaps import MOST_NEWS
from tests.site import samples
from tests.site.taken import composer, crowd

OURS = {"source": "", "url": ""}
NOBODY = {"articles": (), "stories": (), "editions": (), "records": {}}


def slugs(maps: MapsScope) -> list[str]:
    return [each.loc.split("/")[-2] for each in maps.news]


def of(*articles, **fields):
    return samples.newsdesk(**NOBODY | {"articles": articles} | fields).composer


# What time it is


def test_now_is_the_newest_cut_whatever_came_later():
    cut = samples.CUT
    articles = [
        samples.article(f"n{hours}", published=cut - timedelta(hours=hours), collected=cut + timedelta(days=9), **OURS)
        for hours in (0, 48, 49, -1)
    ]
    assert slugs(of(*articles, editions=samples.EDITIONS).compose("maps")) == ["n0", "n48"]


def test_without_an_edition_now_is_the_newest_collection():
    old = samples.article("old", **OURS)
    new = samples.article("new", published=samples.NOON + timedelta(hours=40), collected=None, **OURS)
    assert slugs(of(old, new).compose("maps")) == ["new", "old"]
    later = samples.article("later", collected=samples.NOON + timedelta(days=3))
    assert slugs(of(old, new, later).compose("maps")) == ["new"]


def test_an_edition_is_as_many_days_old_as_its_cut_lies_before_the_newest():
    late = samples.edition(date(2026, 11, 30), digest="fr", path="editions/fr/2026-11-30.md")
    found = of(editions=(*samples.EDITIONS, late))
    assert [found.compose(f"front {slug}").age for slug in ("world", "fr")] == [6, 0]


def test_an_empty_newsroom_has_a_front_and_no_news():
    found = of()
    front = found.compose("front world")
    assert (front.latest, front.age, front.told, front.newest) == (None, 0, (), ())
    assert found.compose("maps").news == ()


# News


def test_news_of_one_second_stand_in_the_order_of_their_addresses(tmp_path: Path):
    assert slugs(composer(tmp_path, crowd(3, **OURS)).compose("maps")) == ["s0001", "s0002", "s0003"]


def test_which_of_too_many_news_are_named_does_not_depend_on_their_order(tmp_path: Path):
    articles = crowd(MOST_NEWS + 1, body="", summary="", **OURS)
    named = [slugs(composer(tmp_path / str(step), articles[::step]).compose("maps")) for step in (1, -1)]
    assert len(named[0]) == MOST_NEWS
    assert set(named[0]) == set(named[1])


# Fronts


def test_a_story_that_two_editions_told_is_told_as_the_newer_has_it(desk):
    told = desk.composer.compose("front world").told
    assert [each.item.id for each in told] == [samples.STORY.id, "gone00000000"]
    assert {each.day for each in told} == {date(2026, 11, 24)}
    assert [each.page for each in told] == ["/stories/2026/11/23/tram/", ""]
    assert (told[0].regions, told[1].regions) == (("KE",), ())


def test_a_front_knows_no_more_editions_than_a_head_holds():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(HEAD + 1)]
    issued = of(editions=tuple(map(samples.edition, days))).compose("front world").issued
    assert [each.day for each in issued] == days[:0:-1]


def test_a_front_tells_no_more_than_its_feed_holds():
    (section, *_), day = samples.EDITIONS[0].sections, date(2026, 11, 24)
    items = tuple(replace(section.items[0], id=f"{number:012}") for number in range(MAIN + 1))
    full = samples.edition(day, sections=(replace(section, items=items),))
    assert len(of(editions=(full,)).compose("front world").told) == MAIN


# Counts


def test_a_catalogue_holds_the_listings_that_are_empty_too(desk):
    found = desk.composer.compose("catalogue fr")
    counts = dict(found.regions)
    assert (counts["KE"], counts["JP"]) == (1, 0)
    assert [source.slug for source in found.sources] == ["matin", "minato", "radio", "sahifa"]


def test_an_archive_counts_the_months_newest_first(desk):
    found = desk.composer.compose("archive world")
    assert found.months == ((date(2026, 11, 1), 2), (date(2026, 10, 1), 1))
    assert [head.day.day for head in found.recent] == [24, 23, 31]


def test_about_counts_articles_languages_stories_and_editions(desk):
    found = desk.composer.compose("about world")
    assert (found.articles, found.stories, found.editions, found.languages) == (5, 1, 3, 4)
    assert (found.first, [day for day, _ in found.corrections]) == (date(2026, 10, 31), [date(2026, 11, 23)])


def test_sources_are_told_with_their_number_and_their_newest(desk):
    rows = {source.slug: rest for source, *rest in desk.composer.compose("sources").rows}
    assert rows["matin"] == [1, samples.TRAMWAY.published]


# Sitemaps


@pytest.mark.parametrize(
    ("moment", "month"),
    [("2026-10-31T23:59:59", "2026-10"), ("2026-11-01T00:00:00", "2026-11"), ("2026-11-30T23:59:59", "2026-11")],
)
def test_a_page_stands_in_the_sitemap_of_its_month_in_utc(moment: str, month: str):
    found = of(samples.article("own", published=datetime.fromisoformat(moment).replace(tzinfo=UTC), **OURS))
    assert found.compose("maps").months == (month,)
    assert [url.loc[-5:] for url in found.compose(f"sitemap {month}").urls] == ["/own/"]
    assert found.compose("sitemap 2026-09") is None


def test_a_month_that_holds_an_edition_alone_has_a_sitemap():
    found = of(editions=(samples.EDITIONS[0],))
    assert found.compose("maps").months == ("2026-10",)
    assert [url.loc for url in found.compose("sitemap 2026-10").urls] == ["https://ledger.example/news/2026/10/31/"]


def test_a_sitemap_is_sorted_by_address(tmp_path: Path):
    found = composer(tmp_path, crowd(3, **OURS)).compose("sitemap 2026-11").urls
    assert [url.loc for url in found] == sorted(url.loc for url in found)
