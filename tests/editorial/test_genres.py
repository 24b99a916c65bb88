import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.editorial.genres import genre_of
from quotidien.model.articles import Genre


@pytest.mark.parametrize(
    ("category", "genre"),
    [
        ("Opinion", Genre.OPINION),
        (" OPINION ", Genre.OPINION),
        ("Press Release", Genre.RELEASE),
        ("Communiqué de presse", Genre.RELEASE),
        ("Décryptage", Genre.ANALYSIS),
        (unicodedata.normalize("NFD", "Décryptage"), Genre.ANALYSIS),
        ("Análisis", Genre.ANALYSIS),
        ("En direct", Genre.LIVE),
        ("社説", Genre.OPINION),
        ("رأي", Genre.OPINION),
        ("Мнение", Genre.OPINION),
        ("Satira", Genre.SATIRE),
        ("Sponsored", Genre.SPONSORED),
        ("Opinion polls", Genre.NEWS),
        ("Live music", Genre.NEWS),
        ("Politics", Genre.NEWS),
        ("", Genre.NEWS),
    ],
)
def test_a_category_names_a_genre_only_as_a_whole(category: str, genre: Genre) -> None:
    assert genre_of("", (category,)) is genre


@pytest.mark.parametrize(
    ("url", "genre"),
    [
        ("https://rift.example/opinion/2026/why", Genre.OPINION),
        ("https://rift.example/en/Opinion/why", Genre.OPINION),
        ("https://rift.example/press-releases/1", Genre.RELEASE),
        ("https://rift.example/d%C3%A9cryptage/1", Genre.ANALYSIS),
        ("https://rift.example/live/", Genre.LIVE),
        ("https://rift.example/2026/live", Genre.NEWS),
        ("https://rift.example/2026/opinion?from=/satire/x", Genre.NEWS),
        ("https://opinion.example/a/b", Genre.NEWS),
        ("https://rift.example", Genre.NEWS),
        ("", Genre.NEWS),
    ],
)
def test_a_folder_of_the_address_names_a_genre_and_the_headline_s_own_words_do_not(url: str, genre: Genre) -> None:
    assert genre_of(url, ()) is genre


def test_the_source_s_own_category_counts_before_its_address() -> None:
    assert genre_of("https://rift.example/live/a", ("Politics", "Analysis")) is Genre.ANALYSIS


def test_the_first_genre_named_counts() -> None:
    assert genre_of("", ("Opinion", "Analysis")) is Genre.OPINION


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_words_give_a_genre(path: str, categories: list[str]) -> None:
    assert genre_of(f"https://rift.example/{path}", categories) in set(Genre)
