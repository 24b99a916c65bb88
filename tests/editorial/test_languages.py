import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.editorial.languages import Detected, choose_language, detect_language

SENTENCES = {
    "en": "The minister said on Tuesday that the new bridge would open to traffic before the end of the year.",
    "fr": "La ministre a déclaré mardi que le nouveau pont serait ouvert à la circulation avant la fin de l'année.",
    "es": "La ministra dijo el martes que el nuevo puente se abrirá al tráfico antes de que termine el año.",
    "de": "Die Ministerin sagte am Dienstag, die neue Brücke werde noch vor Jahresende für den Verkehr geöffnet.",
    "pt": "A ministra disse na terça-feira que a nova ponte será aberta ao trânsito antes do fim do ano.",
    "it": "La ministra ha detto martedì che il nuovo ponte sarà aperto al traffico prima della fine dell'anno.",
    "nl": "De minister zei dinsdag dat de nieuwe brug nog voor het einde van het jaar voor verkeer opengaat.",
    "ru": "Министр заявила во вторник, что новый мост откроют для движения до конца года.",
    "ar": "قالت الوزيرة يوم الثلاثاء إن الجسر الجديد سيفتح أمام حركة المرور قبل نهاية العام.",
    "ja": "大臣は火曜日、新しい橋は年末までに開通すると述べた。",
}
LONG_FRENCH = SENTENCES["fr"] + " Les habitants l'attendaient depuis plus de dix ans et plusieurs reports."


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_told_from_nine_other_languages(language: str) -> None:
    assert detect_language(SENTENCES[language], tuple(SENTENCES)).language == language


def test_without_candidates_all_languages_are_possible() -> None:
    assert detect_language(SENTENCES["nl"]).language == "nl"


def test_the_answer_is_a_candidate_whatever_the_text() -> None:
    assert detect_language(SENTENCES["pt"], ("fr", "es")).language in {"fr", "es"}


def test_candidates_are_taken_by_their_base_language() -> None:
    assert detect_language(SENTENCES["pt"], ("pt-BR", "en-GB")).language == "pt"


def test_candidates_that_the_model_does_not_know_give_the_first_one() -> None:
    assert detect_language(SENTENCES["en"], ("tlh", "qya")) == Detected("tlh", 0.0)


@pytest.mark.parametrize("text", ["", "   ", "2026 — 11/24 … 100 %"])
def test_a_text_without_letters_tells_nothing(text: str) -> None:
    assert detect_language(text, ("fr", "en")) == Detected("fr", 0.0)
    assert choose_language(text, ("de",), ("fr",)) == Detected("de", 0.0)
    assert choose_language(text, (), ()) == Detected("en", 0.0)


def test_a_source_in_two_languages_is_told_apart_by_the_text() -> None:
    assert choose_language(SENTENCES["fr"], ("en", "fr"), ("en", "fr", "de")).language == "fr"


def test_the_declared_subtag_is_kept() -> None:
    assert choose_language(SENTENCES["pt"], ("pt-BR",), ("en", "pt")).language == "pt-BR"


def test_the_first_of_two_declared_subtags_is_kept() -> None:
    assert choose_language(SENTENCES["pt"], ("pt-PT", "pt-BR"), ()).language == "pt-PT"


def test_a_long_text_in_a_language_not_declared_is_believed() -> None:
    assert choose_language(LONG_FRENCH, ("en",), ("en", "fr")).language == "fr"


def test_a_short_text_in_a_language_not_declared_is_not_believed() -> None:
    assert choose_language("Un pont pour la ville", ("en-GB",), ("en", "fr")) == Detected("en-GB", 0.0)


def test_a_source_that_declares_nothing_is_taken_at_its_text() -> None:
    assert choose_language("Un pont neuf pour la ville", (), ("en", "fr")).language == "fr"


@given(
    st.text(),
    st.lists(st.sampled_from(["en", "fr", "pt-BR", "zh-Hant", "xx"])),
    st.lists(st.sampled_from(["de", "ar"])),
)
def test_any_text_gets_a_language_and_a_probability(text: str, declared: list[str], configured: list[str]) -> None:
    found = choose_language(text, tuple(declared), tuple(configured))
    assert found.language
    assert 0 <= found.probability <= 1
