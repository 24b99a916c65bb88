import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.content import header
from quotidien.content.header import Line
from quotidien.errors import DropItem, FixConfiguration

VALUES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).map(header.folded)
KEYS = st.from_regex(r"[A-Z][a-z_]{0,8}( [a-z]{1,3})?", fullmatch=True)
BODIES = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r")).map(lambda text: text.strip("\n"))


def fault(text: str) -> str:
    with pytest.raises(FixConfiguration) as caught:
        header.parse(text, "content/a.md")
    return str(caught.value)


def test_a_file_is_a_header_an_empty_line_and_a_body() -> None:
    sheet = header.parse("Title: Tram\nDate: 2026-11-24 06:30\n\nThe line runs.\n\nIt is new.\n", "content/a.md")
    assert sheet.lines == (Line("Title", "Tram", 1), Line("Date", "2026-11-24 06:30", 2))
    assert sheet.body == "The line runs.\n\nIt is new."


@pytest.mark.parametrize(
    ("row", "key", "value"),
    [
        ("Title: Key: value", "Title", "Key: value"),
        ("Title:Tram", "Title", "Tram"),
        ("Title : Tram", "Title", "Tram"),
        ("Title:  a \t b  ", "Title", "a b"),
        ("Title:", "Title", ""),
        ("Title: : x", "Title", ": x"),
        ("Title: ## x", "Title", "## x"),
        ("Image_credit: https://x.example/a:b", "Image_credit", "https://x.example/a:b"),
        ("Reviewed by: Ada", "Reviewed by", "Ada"),
    ],
)
def test_a_line_is_a_key_and_its_value_with_folded_white_space(row: str, key: str, value: str) -> None:
    assert header.parse(f"{row}\n\nbody", "x").lines == (Line(key, value, 1),)


def test_an_indented_line_continues_the_value_before_it() -> None:
    sheet = header.parse("Title: Tram\nSummary: one\n  two\n\tthree: four\nLang: en\n", "x")
    assert sheet.get("summary") == "one two three: four"
    assert sheet.number("lang") == 5


def test_the_value_may_begin_on_the_next_line() -> None:
    assert header.parse("Summary:\n    one\n", "x").get("Summary") == "one"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_line_end_and_a_mark_of_byte_order_are_read(end: str, mark: str) -> None:
    sheet = header.parse(mark + end.join(["Title: Tram", "Lang: fr", "", "one", "two", ""]), "x")
    assert [(line.key, line.value) for line in sheet.lines] == [("Title", "Tram"), ("Lang", "fr")]
    assert sheet.body == "one\ntwo"


def test_a_line_of_spaces_ends_the_header_and_is_not_part_of_the_body() -> None:
    assert header.parse("Title: Tram\n   \n    code\n", "x").body == "    code"


def test_what_follows_a_line_of_spaces_is_body_with_all_its_paragraphs() -> None:
    sheet = header.parse("Title: Tram\n \t\nLang: fr\n\n\nThe line runs.\n\nIt is new.", "x")
    assert (sheet.has("Lang"), sheet.body, sheet.start) == (False, "Lang: fr\n\n\nThe line runs.\n\nIt is new.", 3)


@pytest.mark.parametrize("text", ["", "\n", "\n\n", " ", "\n\nbody", " \n\nbody", "\n \n\nbody"])
def test_a_file_may_have_no_header(text: str) -> None:
    sheet = header.parse(text, "x")
    assert (sheet.lines, sheet.body.strip()) == ((), text.strip())


@pytest.mark.parametrize(
    "text",
    [
        "Title: Tram\n\nbody",
        "Title: Tram\n\n\n\nbody",
        "Title: Tram\n  more\n\nbody",
        "Title: Tram\n \n\nbody",
        "\n\nbody",
    ],
)
def test_a_sheet_knows_on_which_line_its_body_begins(text: str) -> None:
    assert header.parse(text, "x").start == text.count("\n") + 1


def test_a_part_of_a_file_counts_lines_from_where_it_stands() -> None:
    sheet = header.parse("Page: a\nId: b\n\nbody", "x", 40)
    assert (sheet.number("Id"), sheet.start) == (41, 43)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Tram\n\nbody", "content/a.md:1: a header line is `Key: value`, not '# Tram'"),
        ("Title: Tram\nThe line runs.\n", "content/a.md:2: a header line is `Key: value`, not 'The line runs.'"),
        ("  Title: Tram\n", "content/a.md:1: a header line is `Key: value`, not 'Title: Tram'"),
        ("---\nTitle: Tram\n---\n", "content/a.md:1: a header line is `Key: value`, not '---'"),
        ("Title: Tram\n: value\n", "content/a.md:2: a header line is `Key: value`, not ': value'"),
    ],
)
def test_a_header_that_is_none_is_a_fault_with_file_and_line(text: str, expected: str) -> None:
    assert fault(text) == expected


def test_keys_are_found_in_any_case_and_the_last_of_two_counts() -> None:
    sheet = header.parse("LANG: en\nlang: fr\n", "x")
    assert (sheet.get("Lang"), sheet.number("Lang"), sheet.has("lanG")) == ("fr", 2, True)


@given(st.lists(st.tuples(st.sampled_from(["Lang", "lang", "LANG", "Title"]), VALUES | st.just(""))))
def test_whatever_else_stands_the_last_line_of_a_key_counts(lines: list[tuple[str, str]]) -> None:
    sheet = header.parse(header.format_sheet(lines, ""), "x")
    last = {key.lower(): (value, number) for number, (key, value) in enumerate(lines, 1)}
    for key in ("lang", "title"):
        assert (sheet.get(key), sheet.number(key)) == last.get(key, ("", 1))
        assert sheet.has(key) == (key in last)


def test_lines_of_other_keys_than_the_known_are_told_in_their_order() -> None:
    sheet = header.parse("Title: Tram\nnote: b\nNote: a\n", "x")
    assert sheet.others(frozenset({"title"})) == (("note", "b"), ("Note", "a"))
    assert sheet.others(frozenset({"title", "note"})) == ()


def test_a_key_that_does_not_stand_is_empty_and_would_be_on_the_first_line() -> None:
    sheet = header.parse("Title: Tram\nRegions:\n", "x")
    assert (sheet.get("Lang"), sheet.number("Lang"), sheet.has("Lang"), sheet.has("Regions")) == ("", 1, False, True)


def test_a_value_that_cannot_be_read_is_a_fault_on_its_line() -> None:
    sheet = header.parse("Title: Tram\nStories: many\n", "content/a.md")
    with pytest.raises(FixConfiguration, match=r"^content/a\.md:2: Stories: invalid literal"):
        sheet.read("Stories", int, 0)
    assert (sheet.read("Articles", int, 7), header.parse("Articles:\n", "x").read("Articles", int, 7)) == (7, 7)


def test_a_needed_key_that_is_missing_or_empty_is_a_fault_with_its_hint() -> None:
    with pytest.raises(FixConfiguration, match=r"^x:1: Date: is missing: write a day$"):
        header.parse("Title: Tram\n", "x").need("Date", str, "write a day")
    with pytest.raises(FixConfiguration, match=r"^x:2: Date: is missing: write a day$"):
        header.parse("Title: Tram\nDate:\n", "x").need("Date", str, "write a day")


@given(st.lists(st.tuples(KEYS, VALUES)), BODIES)
def test_what_is_written_is_read_back(lines: list[tuple[str, str]], body: str) -> None:
    sheet = header.parse(header.format_sheet(lines, body), "x")
    assert [(line.key, line.value) for line in sheet.lines] == lines
    assert sheet.body == body


@given(st.text())
def test_any_text_at_all_is_a_sheet_or_a_fault(text: str) -> None:
    try:
        body = header.parse(text, "x").body
    except FixConfiguration:
        return
    assert body == body.strip("\n")


def test_only_lines_with_a_value_are_given() -> None:
    assert header.given([("Title", "Tram"), ("Lang", "")]) == [("Title", "Tram")]


def test_a_key_without_a_value_leaves_no_space_at_the_end_of_its_line() -> None:
    assert header.format_sheet([("Regions", "")], "") == "Regions:\n"


# -- Lists of names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("Ada L.", ("Ada L.",)),
        ("Ada L., Grace H.", ("Ada L.", "Grace H.")),
        ("Smith, Jr.; Grace H.", ("Smith, Jr.", "Grace H.")),
        ("Smith, Jr.;", ("Smith, Jr.",)),
        (" , ,Ada,, ", ("Ada",)),
    ],
)
def test_a_list_is_split_as_pelican_does(text: str, names: tuple[str, ...]) -> None:
    assert header.names(text) == names


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)))))
def test_names_are_read_back_but_for_white_space_and_semicolons(names: list[str]) -> None:
    kept = tuple(name for each in names if (name := header.folded(each.replace(";", ","))))
    assert header.names(header.join_names(tuple(names))) == kept


# -- Encodings and seals ---------------------------------------------------------------------------------------------


def test_a_file_in_another_encoding_is_dropped_with_its_name_and_the_byte() -> None:
    with pytest.raises(DropItem, match="is not UTF-8 at byte 3: save it as UTF-8") as caught:
        header.read_text(b"caf\xe9", "content/a.md")
    assert caught.value.url == "content/a.md"


SEALED = "Title: Tram\nSeal: x\n\nThe line runs.\n"


@pytest.mark.parametrize(
    "same",
    [
        SEALED.replace("\n", "\r\n"),
        "\ufeff" + SEALED,
        SEALED + "\n\n",
        SEALED.rstrip("\n"),
        SEALED.replace("Title: ", "Title:   "),
        SEALED.replace("Seal: x", "Seal: y"),
        SEALED.replace("Seal: x\n", ""),
    ],
)
def test_a_seal_does_not_see_how_a_file_was_saved(same: str) -> None:
    assert seal(same) == seal(SEALED)


@pytest.mark.parametrize(
    "other",
    [
        SEALED.replace("Tram", "tram"),
        SEALED.replace("Title", "Headline"),
        SEALED.replace("runs", "ran"),
        SEALED + "\nMore.\n",
        SEALED.replace("\n\n", "\nLang: en\n\n"),
        SEALED + "\nSeal: y\n",
    ],
)
def test_a_seal_sees_every_change_of_words(other: str) -> None:
    assert seal(other) != seal(SEALED)


def seal(text: str) -> str:
    return header.seal_of(header.parse(text, "x"), "seal")
