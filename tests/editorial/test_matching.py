import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.editorial.matching import Matcher


def found(words: list[str], text: str, *, clitics: bool = False) -> list[str]:
    return [text[start:end] for start, end, _ in Matcher(words, clitics=clitics).find(text)]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["Oman", "Roman"], "A Roman, a woman, Oman", ["Roman", "Oman"]),
        (["cup", "world cup"], "World cup, cup, cupboard", ["World cup", "cup"]),
        (["econom*"], "Economists, economy; uneconomic", ["Economists", "economy"]),
        (["US"], "us, Us, US, U.S., USA", ["US"]),
        (["français"], "Les Français et les FRANÇAIS", ["Français", "FRANÇAIS"]),
        (["Côte d'Ivoire"], "la Côte d’Ivoire", ["Côte d’Ivoire"]),
        (["трёх"], "трех и трёх", ["трех", "трёх"]),
        (["インド"], "インドとインドネシア、日本インド会談", ["インド", "インド"]),
        (["日本"], "日本人は日本にいる", ["日本", "日本"]),
        (["AI"], "生成AIとMAIL", ["AI"]),
        (["Niger"], "Niger-born, Niger's, Nigeria", ["Niger", "Niger"]),
        ([], "nothing is sought", []),
        (["nothing"], "", []),
    ],
)
def test_whole_words_are_found_longest_first(words: list[str], text: str, expected: list[str]) -> None:
    assert found(words, text) == expected


def test_arabic_prefixes_are_allowed_only_where_asked_for() -> None:
    assert found(["السودان"], "والسودان") == []
    assert found(["السودان"], "والسودان", clitics=True) == ["السودان"]


def test_other_letters_before_an_arabic_word_are_no_prefix() -> None:
    assert found(["مصر"], "مختصر ومصر وبمصر", clitics=True) == ["مصر", "مصر"]


def test_the_seats_of_hamza_count_as_equal() -> None:
    assert found(["إيران", "أوروبا"], "ايران واوروبا", clitics=True) == ["ايران", "اوروبا"]


def test_offsets_stay_true_beside_letters_that_grow_in_lower_case() -> None:
    assert found(["Oslo"], "İİİ Oslo") == ["Oslo"]


def test_the_listed_word_is_named_with_the_place_it_was_found_at() -> None:
    assert Matcher(["econom*"]).find("The Economy") == [(4, 11, "econom*")]


@given(st.lists(st.text(min_size=1, max_size=4).filter(lambda word: word.strip("*")), max_size=5), st.text(max_size=60))
def test_matches_stand_in_the_text_in_order_and_apart(words: list[str], text: str) -> None:
    reached = 0
    for start, end, word in Matcher(words).find(text):
        assert reached <= start < end <= len(text)
        assert word in words
        reached = end
