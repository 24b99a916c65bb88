import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.editorial.summaries import SENTENCES, Lead, brief, summarise
from quotidien.model import text
from quotidien.model.stories import Sentence

RIFT = Lead("rift", "rift trust", "en", "The line runs. It is new.")
WIRE = Lead("wire", "wire inc", "en-GB", "A tram opened in Nairobi. Ruto rode it.")
MATIN = Lead("matin", "le matin", "fr", "Le tramway roule. Il est neuf.")
LEADS = st.lists(
    st.builds(
        Lead,
        st.sampled_from(["rift", "wire", "matin", "post", "echo"]),
        st.sampled_from(["a", "b", "c", "d"]),
        st.sampled_from(["en", "fr", "en-GB"]),
        st.lists(
            st.sampled_from(["The line runs.", "It is new.", "Mr. Li rode it.", "word " * 50 + "end.", "雨だ。"])
        ).map(" ".join)
        | st.text(max_size=30),
    ),
    max_size=8,
)


def test_each_source_gives_its_first_sentence_in_the_order_of_the_leads() -> None:
    assert summarise([WIRE, RIFT], "en") == (
        Sentence("A tram opened in Nairobi.", "wire"),
        Sentence("The line runs.", "rift"),
    )


def test_other_languages_are_left_out_and_variants_of_the_language_are_not() -> None:
    assert [each.source for each in summarise([MATIN, WIRE], "en-US")] == ["wire"]
    assert [each.source for each in summarise([MATIN, WIRE], "fr")] == ["matin"]


def test_two_sources_of_one_owner_speak_once() -> None:
    sister = Lead("rift-2", "rift trust", "en", "Another sentence.")
    assert [each.source for each in summarise([RIFT, sister, WIRE], "en")] == ["rift", "wire"]


def test_the_same_sentence_of_two_agencies_stands_once() -> None:
    copy = Lead("copy", "copy inc", "en", "The line runs. And more.")
    assert [each.source for each in summarise([RIFT, copy], "en")] == ["rift"]


def test_an_owner_whose_first_lead_gave_nothing_may_speak_with_the_next() -> None:
    silent = Lead("rift", "rift trust", "en", "")
    assert [each.text for each in summarise([silent, RIFT], "en")] == ["The line runs."]


def test_a_sentence_that_is_too_long_is_left_out_and_not_cut() -> None:
    assert summarise([Lead("rift", "a", "en", "word " * 45 + "end. Short.")], "en") == ()


def test_three_sentences_are_the_most() -> None:
    many = [Lead(f"s{n}", f"o{n}", "en", f"Sentence {n}00 stands.") for n in range(9)]
    assert [each.source for each in summarise(many, "en")] == ["s0", "s1", "s2"]


def test_nothing_gives_nothing() -> None:
    assert summarise([], "en") == ()


@given(LEADS, st.sampled_from(["en", "fr"]))
def test_a_summary_invents_nothing_and_takes_one_sentence_of_a_source_at_most(leads: list[Lead], language: str) -> None:
    found = summarise(leads, language)
    assert len(found) <= SENTENCES
    assert len({each.source for each in found}) == len(found)
    assert len({each.text for each in found}) == len(found)
    for sentence in found:
        assert any(
            sentence.source == lead.source and text.sentences(lead.lead)[:1] == [sentence.text] for lead in leads
        )


@pytest.mark.parametrize(
    ("lead", "most", "kept"),
    [
        ("One two. Three four. Five.", 4, "One two. Three four."),
        ("One two three. Four.", 2, "One two three."),
        ("word " * 60 + "end.", 30, ""),
        ("", 30, ""),
    ],
)
def test_a_brief_is_whole_sentences_or_the_first_where_that_is_too_long(lead: str, most: int, kept: str) -> None:
    assert brief(lead, most) == kept


@given(st.text(), st.integers(1, 60))
def test_a_brief_is_the_beginning_of_the_lead_and_never_over_sixty_words(lead: str, most: int) -> None:
    kept = brief(lead, most)
    assert "".join(text.leading_sentences(lead, 10**9).split()).startswith("".join(kept.split()))
    assert text.word_count(kept) <= text.EXCERPT_WORDS
