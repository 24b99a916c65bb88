import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.model import languages


@pytest.mark.parametrize(
    "tag", ["en", "fil", "pt-BR", "es-419", "zh-Hant-TW", "sr-Latn", "ca-valencia", "EN", "az-arab"]
)
def test_these_are_tags(tag: str) -> None:
    assert languages.is_tag(tag)


@pytest.mark.parametrize(
    "text",
    ["", "e", "english", "english please", "en_US", "en-", "-en", "en\n", "e1", "en-٤١٩", "x-private", "en--US", "ен"],
)
def test_these_are_none(text: str) -> None:
    assert not languages.is_tag(text)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("en", "en"),
        ("EN_us", "en-US"),
        (" fr ", "fr"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("ES-419", "es-419"),
        ("ca-VALENCIA", "ca-valencia"),
        ("deutsch", ""),
        ("en-US,en;q=0.5", ""),
        ("", ""),
    ],
)
def test_a_tag_is_written_in_one_case(written: str, canonical: str) -> None:
    assert languages.canonical(written) == canonical


@given(st.text() | st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}", fullmatch=True))
def test_a_canonical_tag_is_its_own(written: str) -> None:
    once = languages.canonical(written)
    assert languages.canonical(once) == once
    assert not once or languages.is_tag(once)


@pytest.mark.parametrize(("tag", "base"), [("pt-BR", "pt"), ("zh-Hant-TW", "zh"), ("FR", "fr"), ("", "")])
def test_the_base_is_the_language_alone(tag: str, base: str) -> None:
    assert languages.base(tag) == base


@pytest.mark.parametrize("tag", ["ar", "ar-EG", "fa", "he", "ur", "ps", "yi", "dv", "ckb", "az-Arab", "pa-Arab-PK"])
def test_these_are_written_from_right_to_left(tag: str) -> None:
    assert languages.direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "fr", "ja", "az", "tr", "ur-Latn", "ar-Latn", "zh-Hant", ""])
def test_these_are_written_from_left_to_right(tag: str) -> None:
    assert languages.direction(tag) == "ltr"
