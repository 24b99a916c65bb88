"""The rules that make an entry's parts, whatever the format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.sources.entries import as_html, instant, names, words


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ada@news.example (Ada Lovelace)", "Ada Lovelace"),
        ("Ada Lovelace <ada@news.example>", "Ada Lovelace"),
        ("ada@news.example (Ada Lovelace", "Ada Lovelace"),
        ("<b>Ada</b> &amp; Bo", "Ada & Bo"),
        ("Ada Lovelace, ", "Ada Lovelace"),
        ("Ada (news desk)", "Ada (news desk)"),
        ("田中花子", "田中花子"),
    ],
)
def test_a_name_is_what_is_left_without_the_address(written: str, name: str):
    assert names([written]) == (name,)


@pytest.mark.parametrize("written", ["", " ", "ada@news.example", "<ada@news.example>", "()"])
def test_without_a_name_there_is_nobody(written: str):
    assert names([written]) == ()


@given(st.lists(st.text(max_size=40)))
def test_nobody_is_named_twice_and_no_address_is_left(written: list[str]):
    found = names([*written, "Bo <bo@news.example>", "Bo"])
    assert len(found) == len(set(found))
    assert "bo@news.example" not in " ".join(found)


def test_categories_are_plain_and_stand_once():
    assert words(["<b>Sport</b>", "Sport", "", "A &amp; B"]) == ("Sport", "A & B")


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("Tue, 24 Nov 2026 06:30:00 EST", "2026-11-24T11:30:00+00:00"),
        ("2026-11-24T06:30:00.123+09:00", "2026-11-23T21:30:00+00:00"),
        ("20261124", "2026-11-24T00:00:00+00:00"),
        ("November 24, 2026", "2026-11-24T00:00:00+00:00"),
        ("24 Nov 26 06:00 GMT", "2026-11-24T06:00:00+00:00"),
        ("24/11/2026", "2026-11-24T00:00:00+00:00"),
    ],
)
def test_a_whole_date_is_an_instant(written: str, utc: str):
    found = instant(written)
    assert found is not None
    assert found.isoformat() == utc


@pytest.mark.parametrize(
    "written", ["", "today", "10:30", "Tuesday", "24 November", "2026", "2026-11", "31 Feb 2026", "99999999"]
)
def test_what_is_missing_in_a_date_is_not_made_up(written: str):
    assert instant(written) is None


@given(st.text(max_size=60))
def test_whatever_is_written_there_is_an_answer(written: str):
    assert instant(written) is None or instant(written).tzinfo is not None


@given(st.text(max_size=60))
def test_plain_text_never_becomes_markup(plain: str):
    assert "<" not in as_html(plain).replace("<p>", "").replace("</p>", "")
