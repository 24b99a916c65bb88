import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotidien.model import text

CASES = sorted((Path(__file__).parents[1] / "data" / "model" / "sentences").glob("*.txt"))
UNSPACED = {"ja", "zh"}
MARKUP = st.lists(
    st.sampled_from(
        ["<", ">", "</", "b", "&", "amp;", "lt;", "#60;", "#x202e;", ";", "!--", "-->", "\x00", "\u037e", " "]
    )
    | st.characters(),
    max_size=30,
).map("".join)
PROSE = st.lists(
    st.sampled_from(
        ["One.", "Two three?", "Four", "雨だ。", "風", "वह गया।", "Dr.", "« Oui ! »", "3.", "\n\n", "…", "five,"]
    )
    | st.text(max_size=8),
    max_size=60,
).map(" ".join)


# -- Plain text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("Plain", "Plain"),
        ("<b>Bold</b> words", "Bold words"),
        ("one<br/>two", "one two"),
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("&amp;amp;amp;amp;T", "&T"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "alert(1)"),
        ("<!-- a > b -->after", "after"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        ("I <3 news", "I <3 news"),
        ("<\x00script>x</script>", "x"),
        ("a\u202eb\u2066c", "abc"),
        (" a\u200b\n\t b\ufeff ", "a b"),
        ("cafe\u0301", "café"),
        ("می\u200cشود", "می\u200cشود"),
        ("bad \ud800 pair \uffff", "bad pair"),
        ("", ""),
    ],
)
def test_plain_text_has_neither_tags_nor_entities_nor_control_characters(markup: str, plain: str) -> None:
    assert text.plain(markup) == plain


@given(MARKUP)
@example("<\u212a>")
@example("&amp\u037elt\u037eb>")
@example("<!--<!--a-->b-->")
def test_plain_text_of_plain_text_is_itself(markup: str) -> None:
    once = text.plain(markup)
    assert text.plain(once) == once


@given(MARKUP | st.text(alphabet=st.characters(exclude_categories=())))
def test_plain_text_is_one_line_that_any_file_and_feed_can_hold(markup: str) -> None:
    plain = text.plain(markup)
    assert plain == " ".join(plain.split())
    assert unicodedata.is_normalized("NFC", plain)
    assert not {c for c in plain if unicodedata.category(c) in {"Cc", "Cs"} or c in "\ufffe\uffff"}
    assert plain.encode().decode() == plain


# -- Words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0),
        ("— … !", 0),
        ("It’s a well-known 3.5 m drop", 6),
        ("हिन्दी समाचार पढ़ें", 3),
        ("می\u200cشود", 1),
        ("İstanbul’da kar", 2),
        ("東京で雨", 2),
        ("東京で雨 in Tokyo", 4),
        ("ຂ່າວ", 2),
        ("뉴스를 읽다", 2),
    ],
)
def test_words_are_counted_as_a_reader_would(words: str, count: int) -> None:
    assert text.word_count(words) == count


def test_a_text_without_marks_is_left_as_it_is() -> None:
    assert text.unmarked("café") == "café"


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (344, 1), (460, 2), (2300, 10)])
def test_reading_takes_whole_minutes_and_never_none(words: int, minutes: int) -> None:
    assert text.minutes(words) == minutes


# -- Sentences -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_paragraph_is_split_into_its_sentences(path: Path) -> None:
    expected = path.read_text("utf-8").splitlines()
    assert text.sentences(("" if path.stem in UNSPACED else " ").join(expected)) == expected


def test_there_is_a_case_for_each_kind_of_script() -> None:
    assert {path.stem for path in CASES} >= {"ar", "en", "hi", "ja", "ru"}


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n"])
def test_nothing_has_no_sentence(nothing: str) -> None:
    assert text.sentences(nothing) == []


@given(PROSE)
def test_sentences_lose_nothing_but_white_space(prose: str) -> None:
    assert "".join("".join(text.sentences(prose)).split()) == "".join(prose.split())


@given(PROSE)
def test_no_sentence_is_empty(prose: str) -> None:
    assert all(sentence and sentence == sentence.strip() for sentence in text.sentences(prose))


# -- The excerpt -----------------------------------------------------------------------------------------------------


def test_an_excerpt_is_whole_sentences_up_to_sixty_words() -> None:
    sentence = "One two three four five six seven eight nine ten. "
    assert text.excerpt(sentence * 100, 1000) == (sentence * 6).strip()


def test_of_a_short_text_an_excerpt_is_at_most_fifteen_per_cent() -> None:
    sentence = "One two three four five six seven eight nine ten. "
    assert text.excerpt(sentence * 14, 140) == (sentence * 2).strip()


def test_where_the_first_sentence_does_not_fit_there_is_no_excerpt() -> None:
    assert text.excerpt("One two three. Four.", 4) == ""


def test_a_long_first_sentence_is_not_cut_and_no_later_one_takes_its_place() -> None:
    assert text.leading_sentences("One two three four. Five.", 3) == ""


def test_sentences_of_a_script_without_spaces_get_none_between_them() -> None:
    assert text.leading_sentences("雨だ。風だ。雪だ。", 2) == "雨だ。風だ。"


def test_paragraphs_of_an_excerpt_run_on() -> None:
    assert text.leading_sentences("One two.\n\nThree four.", 10) == "One two. Three four."


@given(PROSE)
def test_an_excerpt_keeps_both_limits(prose: str) -> None:
    whole = text.word_count(prose)
    words = text.word_count(text.excerpt(prose, whole))
    assert words <= 60
    assert words <= whole * 0.15


@given(PROSE, st.integers(0, 80))
def test_leading_sentences_are_the_beginning_of_the_text_and_whole(prose: str, most: int) -> None:
    kept = text.leading_sentences(prose, most)
    whole = text.leading_sentences(prose, 10**9)
    assert whole.startswith(kept)
    assert text.word_count(kept) <= most
    sentences = text.sentences(whole)
    beginnings = {"".join(sentences[:n]).replace(" ", "") for n in range(len(sentences) + 1)}
    assert kept.replace(" ", "") in beginnings


def test_a_script_in_a_title_goes_with_its_content() -> None:
    assert text.plain("safe<script>alert(1)</script> title") == "safe title"
    assert text.plain("a <STYLE>p{}</STYLE> b") == "a b"


def test_a_text_of_nothing_but_abbreviations_is_one_sentence() -> None:
    assert len(text.sentences("A. " * 200_000)) == 1
