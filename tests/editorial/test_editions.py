from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.editorial.editions import FRONT, Due, Offer, compose, due_editions, takes
from quotidien.editorial.ranking import Rank
from quotidien.model import dates
from quotidien.model.editions import Digest, Edition, Item, Reference, Section

PARIS = Digest("fr", "Aujourd’hui", language="fr", zone="Europe/Paris", hour=6, size=10)
WORLD = Digest("world", "Today", size=10)
DAY = date(2026, 11, 24)
CUT = datetime(2026, 11, 24, 6, tzinfo=UTC)
PATH = "editions/world/2026-11-24.md"
DUE = Due(DAY, CUT, CUT - timedelta(days=1), past=False)
HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def days(found: tuple[Due, ...]) -> list[str]:
    return [f"{each.day:%m-%d}" for each in found]


# -- Which editions are due ------------------------------------------------------------------------------------------


def test_a_first_run_after_the_hour_cuts_the_days_that_are_over_and_today_s_now() -> None:
    now = at(24, 9, 30)
    found = due_editions(WORLD, {}, now, None, 3)
    assert found == (
        Due(date(2026, 11, 22), at(22, 6), at(21, 6), past=True),
        Due(date(2026, 11, 23), at(23, 6), at(22, 6), past=True),
        Due(DAY, now, at(23, 6), past=True),
    )


def test_a_first_run_before_the_hour_ends_with_yesterday_s() -> None:
    found = due_editions(WORLD, {}, at(24, 5, 59), None, 3)
    assert days(found) == ["11-21", "11-22", "11-23"]
    assert found[-1].cut == at(23, 6)


def test_at_the_hour_itself_today_s_is_due() -> None:
    assert days(due_editions(WORLD, {date(2026, 11, 23): at(23, 6)}, at(24, 6), None, 7)) == ["11-24"]


def test_a_first_run_of_one_day_cuts_today_s_alone() -> None:
    assert due_editions(WORLD, {}, at(24, 9), None, 1) == (Due(DAY, at(24, 9), at(23, 9), past=True),)


def test_a_later_run_cuts_today_s_alone_whatever_was_missed_and_takes_all_since_the_last_cut() -> None:
    found = due_editions(WORLD, {date(2026, 11, 20): at(20, 7)}, at(24, 9), None, 7)
    assert found == (Due(DAY, at(24, 9), at(20, 7), past=False),)


def test_a_later_run_before_the_hour_or_after_today_s_cut_has_nothing_to_do() -> None:
    cuts = {date(2026, 11, 23): at(23, 6)}
    assert due_editions(WORLD, cuts, at(24, 5, 59), None, 7) == ()
    assert due_editions(WORLD, {**cuts, DAY: at(24, 6)}, at(24, 23, 59), None, 7) == ()


def test_from_a_day_on_what_is_missing_is_cut_between_what_stands() -> None:
    cuts = {date(2026, 11, 22): at(22, 8)}
    found = due_editions(WORLD, cuts, at(24, 9), date(2026, 11, 21), 7)
    assert found == (
        Due(date(2026, 11, 21), at(21, 6), at(20, 6), past=True),
        Due(date(2026, 11, 23), at(23, 6), at(22, 8), past=True),
        Due(DAY, at(24, 9), at(23, 6), past=False),
    )


def test_from_a_day_to_come_nothing_is_due() -> None:
    assert due_editions(WORLD, {}, at(24, 9), date(2026, 11, 25), 7) == ()


@pytest.mark.parametrize(
    ("zone", "now", "day"),
    [
        ("Europe/Paris", at(24, 5), "11-24"),
        ("Europe/Paris", at(24, 4, 59), "11-23"),
        ("America/New_York", at(24, 10, 59), "11-23"),
        ("America/New_York", at(24, 11), "11-24"),
        ("Asia/Tokyo", at(23, 21), "11-24"),
        ("Pacific/Kiritimati", at(23, 16), "11-24"),
    ],
)
def test_the_hour_is_by_the_clocks_of_the_digest(zone: str, now: datetime, day: str) -> None:
    assert days(due_editions(replace(PARIS, zone=zone), {}, now, None, 2))[-1] == day


def test_the_cut_keeps_its_local_hour_when_the_clocks_change() -> None:
    found = due_editions(PARIS, {}, datetime(2026, 10, 26, 9, tzinfo=UTC), None, 4)
    assert [dates.iso(each.cut)[5:16] for each in found[:3]] == ["10-23T04:00", "10-24T04:00", "10-25T05:00"]
    assert found[2].cut - found[2].after == timedelta(hours=25)


def test_an_hour_that_the_clocks_leave_out_is_cut_an_hour_later() -> None:
    night = replace(PARIS, hour=2)
    found = due_editions(night, {}, datetime(2026, 3, 30, 9, tzinfo=UTC), None, 3)
    assert [dates.iso(each.cut)[5:16] for each in found[:2]] == ["03-28T01:00", "03-29T01:00"]


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.timezone_keys(),
    st.integers(0, 23),
    st.integers(1, 10),
)
def test_the_windows_of_a_first_run_join_without_gap_or_overlap(now: datetime, zone: str, hour: int, back: int) -> None:
    found = due_editions(replace(WORLD, zone=zone, hour=hour), {}, now, None, back)
    assert len(found) == back
    assert all(each.after < each.cut <= now for each in found)
    assert [each.after for each in found[1:]] == [each.cut for each in found[:-1]]


# -- Which stories an edition takes ----------------------------------------------------------------------------------


def offer(name: str = "tram", score: float = 1.0, **fields: object) -> Offer:
    base = Offer(
        id=name,
        page=f"stories/2026/11/24/{name}",
        headline=f"Headline of {name}",
        lead="The line runs. It is new.",
        language="en",
        regions=(),
        topics=(),
        owners=(f"owner of {name}",),
        references=(Reference(f"Source of {name}", f"https://{name}.example/", "en"),),
        arrivals=((CUT - HOUR, CUT - HOUR),),
        rank=Rank(score, f"{score:.2f} = 1 source"),
    )
    return replace(base, **fields)


@pytest.mark.parametrize(
    ("published", "collected", "taken"),
    [
        (CUT - HOUR, CUT - HOUR, True),
        (CUT - HOUR, CUT, True),
        (CUT, CUT, True),
        (CUT - HOUR, CUT + HOUR, False),
        (CUT + HOUR, CUT, False),
        (CUT - 30 * HOUR, CUT - HOUR, True),
        (CUT - 48 * HOUR, CUT - HOUR, True),
        (CUT - 49 * HOUR, CUT - HOUR, False),
        (CUT - 25 * HOUR, CUT - 24 * HOUR, False),
        (CUT - 25 * HOUR, CUT - 24 * HOUR + timedelta(seconds=1), True),
    ],
)
def test_an_edition_takes_what_was_collected_since_the_last_cut_and_is_not_too_old(
    published: datetime, collected: datetime, taken: bool
) -> None:
    assert takes(DUE, offer(arrivals=((published, collected),)), 48) is taken


@pytest.mark.parametrize(
    ("published", "taken"), [(CUT, True), (CUT - 23 * HOUR, True), (CUT - 24 * HOUR, False), (CUT + HOUR, False)]
)
def test_for_a_day_that_is_over_an_article_counts_from_its_publication(published: datetime, taken: bool) -> None:
    past = replace(DUE, past=True)
    assert takes(past, offer(arrivals=((published, CUT + 100 * HOUR),)), 48) is taken


def test_one_new_article_brings_its_whole_story() -> None:
    old = (CUT - 40 * HOUR, CUT - 39 * HOUR)
    assert not takes(DUE, offer(arrivals=(old,)), 48)
    assert takes(DUE, offer(arrivals=(old, (CUT - HOUR, CUT - HOUR))), 48)


def test_a_story_without_articles_is_not_taken() -> None:
    assert not takes(DUE, offer(arrivals=()), 48)


# -- What an edition looks like --------------------------------------------------------------------------------------


def items(edition: Edition) -> list[Item]:
    return [item for section in edition.sections for item in section.items]


def ranked(count: int, **fields: object) -> list[Offer]:
    return [offer(f"s{n:02}", 9 - n / 10, **fields) for n in range(count)]


def cut(offers: list[Offer], digest: Digest = WORLD) -> Edition:
    return compose(digest, PATH, DUE, offers)


def test_an_edition_is_finite_and_holds_the_best() -> None:
    found = cut(ranked(30)[::-1])
    assert [item.id for item in items(found)] == [f"s{n:02}" for n in range(10)]
    assert (found.stories, found.articles, found.sources) == (10, 10, 10)


def test_five_stand_up_front_without_a_heading() -> None:
    front, *rest = cut(ranked(8)).sections
    assert (front.heading, front.code, len(front.items)) == ("", "", FRONT)
    assert [len(section.items) for section in rest] == [3]


def test_of_equals_the_order_is_that_of_their_ids_whatever_order_they_came_in() -> None:
    offers = [offer(name) for name in "cab"]
    assert [item.id for item in items(cut(offers))] == ["a", "b", "c"]
    assert cut(offers) == cut(offers[::-1])


def test_without_stories_an_edition_is_empty_and_still_whole() -> None:
    found = cut([])
    assert (found.sections, found.stories, found.articles, found.sources, found.minutes) == ((), 0, 0, 0, 1)


def test_an_edition_says_whose_it_is_when_it_was_cut_and_in_which_zone() -> None:
    found = compose(PARIS, "editions/fr/2026-11-24.md", DUE, ranked(1))
    assert (found.path, found.digest, found.day, found.cut) == ("editions/fr/2026-11-24.md", "fr", DAY, CUT)
    assert (found.zone, found.language, found.title) == ("Europe/Paris", "fr", "Mardi 24 novembre 2026")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Tuesday, November 24, 2026"),
        ("en-GB", "Tuesday, 24 November 2026"),
        ("de", "Dienstag, 24. November 2026"),
        ("ja", "2026年11月24日火曜日"),
        ("ar", "الثلاثاء، 24 نوفمبر 2026"),
    ],
)
def test_the_title_is_the_day_as_the_language_writes_it(language: str, title: str) -> None:
    assert cut([], replace(WORLD, language=language)).title == title


def sections(edition: Edition) -> list[tuple[str, str, list[str]]]:
    return [(each.heading, each.code, [item.id for item in each.items]) for each in edition.sections[1:]]


def test_behind_the_front_stories_stand_by_continent_in_the_order_of_their_best() -> None:
    offers = ranked(10)
    places = [("KE", "FR"), ("JP",), ("TZ",), (), ("US",)]
    offers[FRONT:] = [replace(each, regions=regions) for each, regions in zip(offers[FRONT:], places, strict=True)]
    assert sections(cut(offers)) == [
        ("Africa", "002", ["s05", "s07"]),
        ("Asia", "142", ["s06"]),
        ("World", "001", ["s08"]),
        ("Americas", "019", ["s09"]),
    ]


def test_a_story_without_a_place_stands_under_its_topic_else_under_the_world() -> None:
    offers = ranked(8)
    offers[5] = replace(offers[5], topics=("medtop:15000000", "medtop:04000000"))
    offers[6] = replace(offers[6], regions=("001",), topics=("medtop:15000000",))
    assert [(code, ids) for _, code, ids in sections(cut(offers))] == [
        ("medtop:15000000", ["s05", "s06"]),
        ("001", ["s07"]),
    ]


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ["Europe", "Oceania", "World"]),
        ("fr", ["Europe", "Océanie", "Monde"]),
        ("de-AT", ["Europa", "Ozeanien", "Welt"]),
    ],
)
def test_headings_are_in_the_digest_s_language_and_begin_with_a_capital(language: str, headings: list[str]) -> None:
    offers = ranked(8)
    offers[FRONT:] = [
        replace(each, regions=(code,)) for each, code in zip(offers[FRONT:], ("FR", "FJ", "AQ"), strict=True)
    ]
    assert [heading for heading, _, _ in sections(cut(offers, replace(WORLD, language=language)))] == headings


def test_a_topic_s_heading_is_in_the_digest_s_language_too() -> None:
    offers = [*ranked(5), offer("ball", topics=("medtop:15000000",))]
    english, french = (sections(cut(offers, replace(WORLD, language=language)))[0][0] for language in ("en", "fr"))
    assert (english, french) == ("Sport", "Sport")
    offers[-1] = offer("vote", topics=("medtop:11000000",))
    english, french = (sections(cut(offers, replace(WORLD, language=language)))[0][0] for language in ("en", "fr"))
    assert english != french
    assert english[0].isupper()
    assert french[0].isupper()


def test_what_one_owner_alone_reports_beyond_a_fifth_comes_after_all_others() -> None:
    mine = [replace(each, owners=("big", "big")) for each in ranked(6)]
    others = [offer(f"x{n}", 1.0) for n in range(5)]
    ids = [item.id for item in items(cut([*mine, *others]))]
    assert ids == ["s00", "s01", "x0", "x1", "x2", "x3", "x4", "s02", "s03", "s04"]


def test_what_an_owner_reports_with_others_is_not_counted_against_it() -> None:
    shared = [replace(each, owners=("big", "small")) for each in ranked(6)]
    ids = [item.id for item in items(cut([*shared, offer("x", 1.0)]))]
    assert ids == ["s00", "s01", "s02", "s03", "s04", "s05", "x"]


def test_one_owner_alone_still_fills_an_edition() -> None:
    assert len(items(cut([replace(each, owners=("big",)) for each in ranked(30)]))) == 10


def test_an_item_has_the_story_s_words_its_sources_and_why_it_stands_there() -> None:
    references = (
        Reference("Rift", "https://rift.example/", "en"),
        Reference("Matin", "https://matin.example/", "fr", True),
    )
    (item,) = items(cut([offer("tram", 2.5, references=references, language="fr")]))
    assert item == Item(
        "tram",
        "stories/2026/11/24/tram",
        "Headline of tram",
        "The line runs. It is new.",
        "fr",
        references,
        "2.50 = 1 source",
    )


def test_a_brief_up_front_may_be_longer_than_one_in_a_section() -> None:
    lead = "One two three four five six seven eight nine ten. " * 7
    found = items(cut([replace(each, lead=lead) for each in ranked(6)]))
    assert [len(item.brief.split()) for item in found] == [60] * 5 + [30]


def test_counts_are_of_articles_and_of_different_sources() -> None:
    one, two = Reference("Rift", "https://rift.example/1"), Reference("Matin", "https://matin.example/1")
    found = cut([offer("a", references=(one, two)), offer("b", references=(one,)), offer("ours", references=())])
    assert (found.stories, found.articles, found.sources) == (3, 4, 2)


def test_minutes_are_those_of_the_words_that_the_edition_shows() -> None:
    lead = "One two three four five six seven eight nine ten. " * 10
    found = cut([replace(each, headline="A headline", lead=lead) for each in ranked(10)])
    assert found.minutes == round((5 * (60 + 2) + 5 * (30 + 2)) / 230)


REGIONS = st.sampled_from([(), ("KE",), ("FR", "KE"), ("JP",), ("001",), ("AQ",), ("150",)])
OFFERS = st.lists(
    st.builds(
        lambda id_, score, owners, regions, topics: offer(
            id_, score, owners=tuple(owners), regions=regions, topics=topics
        ),
        st.uuids().map(lambda id_: id_.hex[:12]),
        st.floats(0, 10),
        st.lists(st.sampled_from("abc"), max_size=3),
        REGIONS,
        st.sampled_from([(), ("medtop:15000000",)]),
    ),
    max_size=40,
    unique_by=lambda each: each.id,
)


@given(OFFERS, st.integers(1, 30), st.randoms())
def test_any_offers_make_an_edition_of_the_right_size_without_twins(offers: list[Offer], size: int, shuffler) -> None:
    digest = replace(WORLD, size=size)
    found = cut(offers, digest)
    ids = [item.id for item in items(found)]
    assert len(ids) == len(set(ids)) == found.stories == min(size, len(offers))
    assert all(isinstance(each, Section) and each.items for each in found.sections)
    assert len({section.code for section in found.sections}) == len(found.sections)
    shuffled = list(offers)
    shuffler.shuffle(shuffled)
    assert cut(shuffled, digest) == found
