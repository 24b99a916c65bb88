import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.editorial import clusters
from quotidien.editorial.clusters import Assignment, Candidate, central, group
from quotidien.model import text

CASES = sorted((Path(__file__).parents[1] / "data" / "editorial" / "clusters").glob("*.toml"))
START = datetime(2026, 11, 20, tzinfo=UTC)


def read(path: Path) -> tuple[list[Candidate], dict[str, str]]:
    """Return the articles of a case in their order, and the story that each should be in."""
    listed = tomllib.loads(path.read_text("utf-8"))["article"]
    candidates = [
        Candidate(
            path=f"articles/{each['id']}.md",
            id=each["id"],
            title=each["title"],
            lead=each["lead"],
            language=each.get("language", "en"),
            published=START + timedelta(hours=each["hour"]),
            regions=tuple(each.get("regions", ())),
        )
        for each in listed
    ]
    return candidates, {f"articles/{each['id']}.md": each["story"] for each in listed}


def case(name: str) -> list[Candidate]:
    return read(next(path for path in CASES if path.stem == name))[0]


def stories(assigned: tuple[Assignment, ...]) -> dict[str, str]:
    return {each.path: each.story for each in assigned}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_articles_join_the_story_of_their_event_and_no_other(path: Path) -> None:
    candidates, expected = read(path)
    assert stories(group(candidates, [])) == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_collecting_one_by_one_groups_as_all_at_once_would(path: Path) -> None:
    candidates, expected = read(path)
    window: list[Candidate] = []
    for candidate in candidates:
        (assignment,) = group([candidate], window)
        window.append(replace(candidate, story=assignment.story))
    assert {each.path: each.story for each in window} == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_order_of_the_window_does_not_matter(path: Path) -> None:
    candidates, expected = read(path)
    window = [replace(each, story=expected[each.path]) for each in candidates]
    new = [replace(each, path=f"new/{each.path}", id=f"new-{each.id}") for each in candidates]
    first = group(new, window)
    for turn in range(len(window)):
        assert group(new, [*window[turn:], *window[:turn]][::-1]) == first


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_evidence_stands_where_an_article_joins_and_names_words_that_both_have(path: Path) -> None:
    candidates, _ = read(path)
    by_path = {each.path: each for each in candidates}
    for assignment in group(candidates, []):
        candidate = by_path[assignment.path]
        if assignment.story == candidate.id:
            assert assignment.evidence == ()
            continue
        (evidence,) = assignment.evidence
        nearest = by_path[evidence.where[0]]
        assert evidence.code == assignment.story
        assert 0 < evidence.weight <= 1
        assert 2 <= len(evidence.words) <= 8
        assert all(word in f"{candidate.title} {candidate.lead}" for word in evidence.words)
        assert all(set(clusters._pieces(text.unmarked(word))) & pieces(nearest) for word in evidence.words)


def pieces(candidate: Candidate) -> set[str]:
    found = clusters._WORD.findall(text.unmarked(f"{candidate.title} {candidate.lead}"))
    return {piece for word in found for piece in clusters._pieces(word)}


def test_nothing_new_changes_nothing() -> None:
    assert group([], case("one-event-in-one-language")) == ()


def test_an_article_without_words_stands_alone() -> None:
    blank = Candidate("articles/a.md", "a", "★", "", "en", START)
    assert group([blank, replace(blank, path="articles/b.md", id="b")], []) == (
        Assignment("articles/a.md", "a"),
        Assignment("articles/b.md", "b"),
    )


def test_an_article_joins_a_story_of_the_window_by_its_id() -> None:
    founder, follower, _ = case("one-event-in-one-language")
    (assignment,) = group([follower], [replace(founder, story="an-older-story")])
    assert assignment.story == "an-older-story"


def test_an_article_whose_places_are_unknown_may_join() -> None:
    founder, follower, _ = case("one-event-in-one-language")
    (assignment,) = group([replace(follower, regions=())], [replace(founder, story="s")])
    assert assignment.story == "s"


@pytest.mark.parametrize(("hours", "joins"), [(-72, True), (-73, False), (72, True), (73, False)])
def test_three_days_apart_is_the_most_in_either_direction(hours: int, joins: bool) -> None:
    founder, follower, _ = case("one-event-in-one-language")
    known = replace(founder, story="s")
    (assignment,) = group([replace(follower, published=known.published + timedelta(hours=hours))], [known])
    assert (assignment.story == "s") is joins


def test_a_stray_article_that_half_a_story_does_not_resemble_stays_out() -> None:
    founder, follower, rain = case("one-event-in-one-language")
    window = [replace(founder, story="s")] + [
        replace(rain, path=f"articles/{n}.md", title=f"{rain.title} {n}", story="s") for n in range(3)
    ]
    (assignment,) = group([follower], window)
    assert assignment.story == follower.id


def test_of_two_stories_the_more_alike_is_joined() -> None:
    founder, follower, _ = case("one-event-in-one-language")
    vague = replace(founder, path="articles/v.md", title="Nairobi first tram line plans", lead="", story="vague")
    (assignment,) = group([follower], [vague, replace(founder, story="near")])
    assert assignment.story == "near"


def test_two_rare_words_alone_do_not_make_one_event() -> None:
    one = Candidate("articles/a.md", "a", "Quokka Zanzibar", "", "en", START)
    two = replace(one, path="articles/b.md", id="b")
    assert stories(group([one, two], [])) == {"articles/a.md": "a", "articles/b.md": "b"}


def test_the_most_central_article_is_the_one_most_like_the_others() -> None:
    founder, follower, rain = case("one-event-in-one-language")
    assert central([rain, follower, founder]).id != rain.id
    assert central([founder]) == founder


def test_of_equals_the_earliest_is_central_whatever_their_order() -> None:
    founder = case("one-event-in-one-language")[0]
    twin = replace(founder, path="articles/twin.md", published=founder.published + timedelta(hours=1))
    assert central([twin, founder]) == central([founder, twin]) == founder


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        path=st.uuids().map(lambda id_: f"articles/{id_.hex}.md"),
        id=st.uuids().map(lambda id_: id_.hex[:12]),
        title=st.lists(st.sampled_from("Nairobi tram opens Lima quake 東京 雨 l’été Kenya’s 6.1 हिन्दी".split())).map(
            " ".join
        ),
        lead=st.text(max_size=20),
        language=st.sampled_from(["en", "fr", "en-GB"]),
        published=st.integers(0, 100).map(lambda hours: START + timedelta(hours=hours)),
        regions=st.sampled_from([(), ("KE",), ("PE",)]),
    ),
    max_size=6,
    unique_by=(lambda each: each.path, lambda each: each.id),
)


@given(CANDIDATES)
def test_every_article_gets_one_story_that_was_founded_by_itself_or_by_one_before_it(
    candidates: list[Candidate],
) -> None:
    founded: set[str] = set()
    assigned = group(candidates, [])
    assert [each.path for each in assigned] == [each.path for each in candidates]
    for candidate, assignment in zip(candidates, assigned, strict=True):
        founded.add(candidate.id)
        assert assignment.story in founded
        assert bool(assignment.evidence) is (assignment.story != candidate.id)
