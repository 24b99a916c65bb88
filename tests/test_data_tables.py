import re

import pytest

from quotidien import data
from quotidien.model.regions import ancestors

LANGUAGES = ("en", "fr", "es", "de", "pt", "it", "nl", "ru", "ar", "ja")
KINDS = (data.names, data.demonyms, data.places)
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


def test_the_table_holds_every_country_and_the_areas_above_them() -> None:
    codes = set(data.regions())
    assert len([code for code in codes if code.isalpha()]) == 250
    assert len([code for code in codes if code.isdigit()]) == 30


@pytest.mark.parametrize("code", ["TW", "XK", "KE", "CI", "AQ"])
def test_every_country_lies_in_the_world(code: str) -> None:
    assert ancestors(code, data.regions())[-1] == "001"


def test_only_the_world_has_no_parent() -> None:
    assert [region.code for region in data.regions().values() if not region.parent] == ["001"]


def test_a_country_has_its_m49_ancestors_nearest_first() -> None:
    assert ancestors("KE", data.regions()) == ("014", "202", "002", "001")


@pytest.mark.parametrize("table", [data.regions, data.topics])
def test_slugs_are_plain_and_unique(table) -> None:
    slugs = [row.slug for row in table().values()]
    assert len(set(slugs)) == len(slugs)
    assert all(SLUG.fullmatch(slug) for slug in slugs)


@pytest.mark.parametrize(
    ("code", "slug"),
    [("CI", "cote-d-ivoire"), ("KR", "south-korea"), ("011", "western-africa"), ("GB", "united-kingdom")],
)
def test_slugs_that_stand_in_published_addresses_do_not_change(code: str, slug: str) -> None:
    assert data.regions()[code].slug == slug


def test_the_topics_are_the_seventeen_top_levels() -> None:
    assert sorted(data.topics()) == [f"medtop:{n:02}000000" for n in range(1, 18)]
    assert {topic.parent for topic in data.topics().values()} == {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_a_label_in_every_language(language: str) -> None:
    assert all(dict(topic.names)[language] for topic in data.topics().values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_words_for_places_stand_for_known_regions(kind, language: str) -> None:
    words = kind(language)
    assert set(words) <= {*data.regions(), "-"}
    assert all(word == word.strip() and word for forms in words.values() for word in forms)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "ja"])  # 日米 is a pair
@pytest.mark.parametrize("kind", KINDS)
def test_no_word_stands_for_two_countries(kind, language: str) -> None:
    seen: dict[str, str] = {}
    for code, words in kind(language).items():
        for word in words:
            assert seen.setdefault(word, code) == code, word


@pytest.mark.parametrize(("language", "least"), [("en", 190), ("fr", 190), ("es", 190), ("de", 190), ("ar", 100)])
def test_peoples_are_listed_for_most_countries(language: str, least: int) -> None:
    assert len(data.demonyms(language)) >= least


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_strong_and_weak_words(language: str) -> None:
    rows = data.lexicon(language)
    assert {(row.code, row.weight) for row in rows} == {
        (code, weight) for code in data.topics() for weight in (1.0, 2.0)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_speaks_once_for_a_topic_and_a_star_stands_only_at_its_end(language: str) -> None:
    pairs = [(row.code, word) for row in data.lexicon(language) for word in row.words]
    assert len(set(pairs)) == len(pairs)
    assert all("*" not in word[:-1] and len(word.rstrip("*")) > 0 for _, word in pairs)


def test_sections_are_in_lower_case_and_name_topics() -> None:
    assert all(word == word.lower() for word in data.sections())
    assert set(data.sections().values()) == set(data.topics())


def test_a_section_names_one_topic() -> None:
    assert data.sections()["wirtschaft"] == data.sections()["économie"] == "medtop:04000000"


@pytest.mark.parametrize("table", [data.names, data.demonyms, data.places, data.doubtful, data.lexicon])
def test_a_language_without_a_table_has_no_words(table) -> None:
    assert not table("eo")


def test_tables_cannot_be_changed_by_those_who_read_them() -> None:
    with pytest.raises(TypeError):
        data.regions()["FR"] = data.regions()["DE"]
