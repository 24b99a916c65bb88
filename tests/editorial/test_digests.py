from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quotidien.editorial.digests import belongs
from quotidien.model.articles import Article
from quotidien.model.editions import Digest

ALL = Digest("world", "World")
TRAM = Article(
    "articles/2026/11/24/tram.md",
    "Tram",
    datetime(2026, 11, 24, tzinfo=UTC),
    language="en-GB",
    source="rift",
    regions=("KE", "TZ"),
    topics=("medtop:04000000", "medtop:11000000"),
)
BARE = Article("articles/2026/11/24/bare.md", "Bare", datetime(2026, 11, 24, tzinfo=UTC), language="fr")


@pytest.mark.parametrize("article", [TRAM, BARE])
def test_a_digest_without_filters_takes_everything(article: Article) -> None:
    assert belongs(ALL, article)


@pytest.mark.parametrize(
    ("field", "values", "taken"),
    [
        ("languages", ("en",), True),
        ("languages", ("en-US", "fr"), True),
        ("languages", ("fr",), False),
        ("regions", ("KE",), True),
        ("regions", ("TZ",), True),
        ("regions", ("014",), True),
        ("regions", ("002",), True),
        ("regions", ("001",), True),
        ("regions", ("150", "UG"), False),
        ("topics", ("medtop:11000000",), True),
        ("topics", ("medtop:15000000",), False),
        ("sources", ("matin", "rift"), True),
        ("sources", ("matin",), False),
    ],
)
def test_one_filter_lets_pass_what_it_names(field: str, values: tuple[str, ...], taken: bool) -> None:
    assert belongs(replace(ALL, **{field: values}), TRAM) is taken


@pytest.mark.parametrize(
    ("field", "values"),
    [("regions", ("001",)), ("topics", ("medtop:04000000",)), ("sources", ("rift",)), ("languages", ("en",))],
)
def test_an_article_without_the_mark_does_not_pass_its_filter(field: str, values: tuple[str, ...]) -> None:
    assert not belongs(replace(ALL, **{field: values}), BARE)


def test_an_article_has_to_pass_all_filters() -> None:
    strict = replace(ALL, languages=("en",), regions=("002",), topics=("medtop:04000000",), sources=("rift",))
    assert belongs(strict, TRAM)
    for change in ({"language": "fr"}, {"regions": ("FR",)}, {"topics": ()}, {"source": "matin"}):
        assert not belongs(strict, replace(TRAM, **change))
