from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime

import pytest

from quotidien.model.articles import Article
from quotidien.model.urls import identifier

ARTICLE = Article("articles/2026/11/24/tram.md", "Tram opens", datetime(2026, 11, 24, 6, tzinfo=UTC))


def test_a_collected_article_is_known_by_its_address_wherever_its_file_is() -> None:
    collected = replace(ARTICLE, url="https://rift.example/tram")
    assert collected.id == replace(collected, path="articles/2026/11/25/other.md", title="Other").id
    assert collected.id == identifier("https://rift.example/tram")


def test_an_article_of_our_own_is_known_by_its_file() -> None:
    assert ARTICLE.id == identifier(ARTICLE.path)
    assert ARTICLE.id != replace(ARTICLE, path="articles/2026/11/25/tram.md").id


def test_values_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        ARTICLE.title = "Other"  # type: ignore[misc]
