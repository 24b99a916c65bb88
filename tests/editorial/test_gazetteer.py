import pytest
from babel import Locale

from quotidien import data
from quotidien.editorial.gazetteer import NOWHERE, gazetteer

AMBIGUOUS = {("fr", "SX"), ("ru", "VI"), ("zh", "CG"), ("el", "SX")}
"""CLDR tells these from a second region of the same name by a note in brackets only."""


def codes(language: str, text: str) -> list[str]:
    words = gazetteer(language)
    return [toponym.code for _, _, word in words.matcher.find(text) for toponym in words.toponyms[word]]


@pytest.mark.parametrize(
    "language", ["en", "fr", "es", "de", "pt", "it", "ar", "ja", "ru", "nl", "zh", "hi", "tr", "pl", "sw", "el", "he"]
)
def test_cldr_s_name_of_every_country_leads_to_it(language: str) -> None:
    territories = Locale.parse(language).territories
    countries = [code for code in data.regions() if code.isalpha() and (language, code) not in AMBIGUOUS]
    assert [code for code in countries if code not in codes(language, territories[code])] == []


def test_a_language_s_own_tables_come_before_cldr() -> None:
    assert codes("en", "Congo") == ["CD"]
    assert codes("fr", "Congo") == ["CG"]


def test_a_tag_is_taken_by_its_base_language() -> None:
    assert codes("pt-BR", "Alemanha") == ["DE"]


@pytest.mark.parametrize("language", ["xx", "", "not a language"])
def test_a_language_that_cldr_does_not_know_gets_english_names(language: str) -> None:
    assert codes(language, "Zambia") == ["ZM"]


def test_english_names_stand_in_for_missing_ones_in_latin_script_only() -> None:
    assert codes("fr", "Zimbabwe and Cambodia") == ["ZW", "KH"]
    assert codes("ru", "Cambodia") == []


def test_phrases_that_only_hold_a_name_lead_nowhere() -> None:
    assert codes("en", "South China Sea") == [NOWHERE]


def test_doubtful_words_are_marked() -> None:
    assert gazetteer("en").toponyms["Georgia"][0].is_doubtful
    assert not gazetteer("en").toponyms["Kenya"][0].is_doubtful


def test_a_place_says_less_than_its_country() -> None:
    words = gazetteer("en").toponyms
    assert words["Nairobi"][0].weight < words["Kenya"][0].weight == words["Kenyan"][0].weight
