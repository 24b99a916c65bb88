import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from quotidien.model.editions import Digest
from quotidien.site import addresses
from tests.site import samples


def test_an_article_keeps_the_date_of_its_folder_whatever_its_date_says():
    moved = samples.article("tram", published=datetime(2030, 1, 1, tzinfo=UTC))
    assert addresses.of_article(moved) == "/articles/2026/11/23/tram/"


def test_an_article_outside_dated_folders_takes_the_utc_date_of_its_publication():
    assert addresses.of_article(samples.OWN) == "/articles/2026/11/23/how/"


def test_a_persons_slug_cannot_leave_the_folder():
    hostile = samples.article("x", slug="../../etc/passwd")
    assert addresses.of_article(hostile) == "/articles/2026/11/23/etc-passwd/"


def test_an_article_without_slug_is_called_as_its_file():
    assert addresses.of_article(samples.article("tram", slug="")) == "/articles/2026/11/23/tram/"


def test_only_the_first_digest_lives_at_the_root():
    digest = Digest("fr", "Le Registre")
    assert addresses.home(digest, first=True) == "/"
    assert addresses.home(digest, first=False) == "/fr/"


@given(st.text(min_size=1))
def test_any_text_becomes_one_part_of_a_path(text: str):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", addresses.slug(text))


@given(st.text(min_size=1))
def test_a_slug_stays_what_it_is(text: str):
    assert addresses.slug(addresses.slug(text)) == addresses.slug(text)
