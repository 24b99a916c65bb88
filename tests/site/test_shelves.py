from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from quotidien.site.listings import CROSSED, HEAD
from quotidien.site.scopes import HeadScope, Listing, MonthScope
from tests.site import samples
from tests.site.samples import ECONOMY
from tests.site.taken import composer, crowd

KENYA = Listing("world", "region", "KE")
NOBODY = {"articles": (), "stories": (), "editions": (), "records": {}}


def head(desk, listing: Listing) -> HeadScope:
    return next(each for each in desk.scopes(HeadScope) if each.listing == listing)


def months(desk, listing: Listing) -> list[MonthScope]:
    found = [each for each in desk.scopes(MonthScope) if each.listing == listing]
    return sorted(found, key=lambda each: each.first)


def test_those_of_one_second_stand_in_the_order_of_their_addresses(tmp_path: Path):
    found = composer(tmp_path, crowd(5)).shelves.newest(KENYA, 100)
    assert [each.event.path[-6:-1] for each in found] == [f"s{number:04}" for number in range(1, 6)]


def test_of_many_in_one_second_the_newest_are_the_first_by_address(tmp_path: Path):
    later = samples.article("later", published=samples.NOON + timedelta(seconds=1))
    found = composer(tmp_path, [*crowd(3 * HEAD), later]).shelves.newest(KENYA, HEAD)
    slugs = [each.event.path.split("/")[-2] for each in found]
    assert slugs == ["later", *(f"s{number:04}" for number in range(1, HEAD))]


def test_a_head_holds_all_of_a_listing_that_is_not_full(tmp_path: Path):
    assert len(composer(tmp_path, crowd(HEAD - 1)).shelves.newest(KENYA, HEAD)) == HEAD - 1


def test_a_listing_that_nobody_opened_holds_nothing(desk):
    assert desk.composer.shelves.newest(Listing("world", "region", "AQ"), 10) == []
    assert desk.composer.shelves.total(Listing("world", "region", "AQ")) == 0


def test_a_month_holds_what_was_published_in_it_by_the_clock_of_its_digest():
    moments = ("2026-10-31T22:59:59", "2026-10-31T23:00:00", "2026-11-30T22:59:59", "2026-11-30T23:00:00")
    each = [
        samples.article(f"n{place}", published=datetime.fromisoformat(moment).replace(tzinfo=UTC))
        for place, moment in enumerate(moments)
    ]
    found = months(samples.newsdesk(**NOBODY | {"articles": tuple(each)}), KENYA)
    held = {month.first.month: [card.path.split("/")[-2] for card in month.cards] for month in found}
    assert held == {10: ["n0"], 11: ["n2", "n1"], 12: ["n3"]}


def test_months_lead_to_those_beside_them_over_empty_ones():
    moments = [datetime(2026, month, 9, tzinfo=UTC) for month in (3, 7, 11)]
    each = [samples.article(f"n{moment.month}", published=moment) for moment in moments]
    found = months(samples.newsdesk(**NOBODY | {"articles": tuple(each)}), KENYA)
    march, july, november = (date(2026, month, 1) for month in (3, 7, 11))
    assert [(month.previous, month.next) for month in found] == [(None, july), (march, november), (july, None)]


def test_a_head_counts_what_the_listings_inside_it_hold(desk):
    inside = dict(head(desk, Listing("world", "region", "014")).inside)
    assert inside[KENYA] == 2
    assert Listing("world", "crossing", f"014 {ECONOMY}") in inside
    assert Listing("world", "region", "EG") not in inside


def test_a_crossing_has_no_head_below_its_number_of_events():
    each = tuple(samples.article(f"n{number}") for number in range(CROSSED))
    crossing = Listing("world", "crossing", f"KE {ECONOMY}")
    heads = [
        [
            scope
            for scope in samples.newsdesk(**NOBODY | {"articles": some}).scopes(HeadScope)
            if scope.listing == crossing
        ]
        for some in (each[1:], each)
    ]
    assert [len(found) for found in heads] == [0, 1]


def test_a_source_that_left_the_list_has_a_head_while_it_has_articles(desk):
    gone = replace(samples.TRAM, source="gone", url="https://gone.example/1", story="")
    (found,) = [
        each
        for each in samples.newsdesk(articles=(gone,)).scopes(HeadScope)
        if each.listing == Listing("", "source", "gone")
    ]
    assert (found.source.slug, found.source.homepage, found.total) == ("gone", "https://gone.example/", 1)
    assert "gone" not in desk.composer.shelves.sources()


def test_a_sources_listing_shows_articles_and_a_digests_shows_their_story(desk):
    shown = [
        [each.event.path for each in desk.composer.shelves.newest(listing, 10)]
        for listing in (Listing("", "source", "radio"), Listing("world", "language", "fr"))
    ]
    assert shown == [["/articles/2026/11/23/tram/"], ["/stories/2026/11/23/tram/"]]


def test_only_an_article_that_may_be_shown_whole_has_its_body_in_a_listing(desk):
    bodies = {
        each.event.path: each.body for each in desk.composer.shelves.newest(Listing("world", "everything", ""), 10)
    }
    assert [path for path, body in bodies.items() if body] == ["/articles/2026/11/23/how/"]
