import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.editorial.slugs import free_slug, slugify
from quotidien.model.urls import identifier

DATA = Path(__file__).parents[1] / "data" / "editorial"
CASES = list(csv.reader((DATA / "slugs.tsv").read_text("utf-8").splitlines(), delimiter="\t"))[1:]
KEY = identifier("https://rift.example/live")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONG = "The quick brown fox jumps over the lazy dog and runs far away home"


@pytest.mark.parametrize(("title", "slug"), CASES, ids=[title or "(empty)" for title, _ in CASES])
def test_a_title_becomes_short_readable_ascii(title: str, slug: str) -> None:
    assert slugify(title) == slug[:60]


@given(st.text(max_size=200))
def test_any_title_becomes_a_slug_or_nothing(title: str) -> None:
    slug = slugify(title)
    assert not slug or SLUG.fullmatch(slug)
    assert len(slug) <= 60


@given(st.text(max_size=200))
def test_a_slug_is_its_own(title: str) -> None:
    assert slugify(slugify(title)) == slugify(title)


@given(st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), min_size=1, max_size=20))
def test_a_long_title_is_cut_at_a_word_s_end_and_not_before_it_must_be(words: list[str]) -> None:
    slug = slugify("x " + " ".join(words))
    parts = slug.split("-")[1:]
    assert parts == words[: len(parts)]
    assert len(parts) == len(words) or len(f"{slug}-{words[len(parts)]}") > 60


def test_a_free_slug_is_taken_as_it_is() -> None:
    assert free_slug("Live", KEY, set().__contains__) == "live"


def test_the_second_article_called_live_gets_six_digits_of_its_own_address() -> None:
    taken = {"live"}
    second = free_slug("Live", KEY, taken.__contains__)
    assert second == f"live-{KEY[:6]}"
    taken.add(second)
    assert free_slug("Live", identifier("https://matin.example/live"), taken.__contains__) not in taken


@pytest.mark.parametrize("title", ["★", "", "..", "CON"])
def test_a_title_that_leaves_nothing_is_named_by_its_address_alone(title: str) -> None:
    assert free_slug(title, KEY, set().__contains__) == KEY[:6]


def test_where_six_digits_are_taken_too_there_are_more() -> None:
    taken = {"live", f"live-{KEY[:6]}", f"live-{KEY[:7]}"}
    assert free_slug("Live", KEY, taken.__contains__) == f"live-{KEY[:8]}"


def test_where_all_is_taken_the_whole_key_stands() -> None:
    assert free_slug("Live", KEY, lambda slug: slug != KEY) == KEY


def test_a_long_slug_makes_room_for_the_digits_at_a_word_s_end() -> None:
    slug = free_slug(LONG, KEY, lambda slug: slug == slugify(LONG))
    assert slug == f"the-quick-brown-fox-jumps-over-the-lazy-dog-and-runs-{KEY[:6]}"
    assert len(slug) <= 60


@given(st.text(max_size=100), st.sets(st.text(max_size=5)), st.integers(0, 7))
def test_a_slug_that_is_given_is_short_and_not_taken(title: str, others: set[str], refused: int) -> None:
    asked: list[str] = []

    def is_taken(slug: str) -> bool:
        asked.append(slug)
        return slug in others or len(asked) <= refused

    slug = free_slug(title, KEY, is_taken)
    assert SLUG.fullmatch(slug)
    assert len(slug) <= 60
    assert slug == KEY or slug == asked[-1]
