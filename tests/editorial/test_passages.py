import pytest

from quotidien.editorial.passages import BODY, LEAD, TITLE, Finding, passages, ranked, saturated, with_source
from quotidien.model.articles import Document, Evidence


def test_a_document_is_read_as_title_summary_lead_and_body() -> None:
    text = (
        "The lead is long enough to be cut at the end of its sentence, " * 3
        + "here. The body follows. "
        + "It goes on. " * 30
    )
    read = list(passages(Document("Title", "Summary", text, "en")))
    assert [(part.where, part.weight) for part in read] == [
        ("title", TITLE),
        ("summary", LEAD),
        ("text", LEAD),
        ("text", BODY),
    ]
    assert read[2].text + read[3].text == text
    assert read[2].text.endswith("here. ")


def test_empty_parts_are_left_out() -> None:
    assert [part.where for part in passages(Document("Title", "", "", "en"))] == ["title"]


def test_a_text_without_sentences_is_cut_all_the_same() -> None:
    lead, body = passages(Document("", "", "x" * 1000, "en"))
    assert len(lead.text) < 400
    assert len(lead.text) + len(body.text) == 1000


@pytest.mark.parametrize(("count", "weight"), [(0, 0), (1, 1), (2, 1.5), (8, 2.717857), (1000, 2.717857)])
def test_each_further_find_weighs_less(count: int, weight: float) -> None:
    assert saturated(count) == pytest.approx(weight)


def test_findings_add_up_by_code() -> None:
    findings = [Finding("KE", 1, ("Kenya",), "text"), Finding("KE", 0.504, ("Kenya", "Nairobi"), "title")]
    assert ranked(findings) == [Evidence("KE", 1.5, ("Kenya", "Nairobi"), ("title", "text"))]


def test_the_heaviest_is_first_and_of_equals_the_one_found_first() -> None:
    findings = [Finding(code, weight, (code,), "title") for code, weight in [("TZ", 1), ("KE", 1), ("UG", 2)]]
    assert [evidence.code for evidence in ranked(findings)] == ["UG", "TZ", "KE"]


def test_at_most_eight_words_are_kept_as_evidence() -> None:
    (found,) = ranked([Finding("KE", 1, tuple("abcdefghij"), "text")])
    assert found.words == tuple("abcdefgh")


def test_the_source_s_tags_take_the_place_of_the_lightest() -> None:
    found = [Evidence(code, weight, (code,), ("title",)) for code, weight in [("A", 5.0), ("B", 4.0), ("C", 3.0)]]
    kept = with_source(found, ("Z",), "The Paper", 3)
    assert [(evidence.code, evidence.weight) for evidence in kept] == [("A", 5.0), ("B", 4.0), ("Z", 1.0)]


def test_without_tags_of_the_source_only_the_number_is_cut() -> None:
    found = [Evidence(code, 1.0, (code,), ("title",)) for code in "ABCD"]
    assert with_source(found, (), "The Paper", 3) == tuple(found[:3])


def test_the_source_is_the_last_of_at_most_eight_words() -> None:
    (kept,) = with_source([Evidence("A", 2.0, tuple("abcdefgh"), ("text",))], ("A",), "The Paper", 5)
    assert kept.words == (*"abcdefg", "The Paper")
