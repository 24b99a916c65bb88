from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.content import editions
from quotidien.content.header import folded
from quotidien.errors import FixConfiguration
from quotidien.model.editions import Correction, Edition, Item, Reference, Section

DATA = Path(__file__).parents[1] / "data" / "content"
PATH = "editions/world/2026-11-24.md"
TRAM = Item(
    id="95bbca1f9b4b",
    page="stories/2026/11/24/tram",
    headline="Nairobi opens its first tram line",
    brief="The line runs from the centre to the airport.",
    language="en",
    references=(
        Reference("Radio Rift", "https://rift.example/tram", "en"),
        Reference("Le Matin", "https://matin.example/tram_(nairobi)", "fr", subscription=True),
        Reference("The Wire", "https://wire.example/1", "", subscription=True),
    ),
    rank="2.58 = 3 sources 1.58 + freshness 1.00",
)
OURS = Item("0123456789ab", "articles/2026/11/24/we-moved", "We moved", "", "en", ())
EDITION = Edition(
    path=PATH,
    digest="world",
    title="Tuesday, November 24, 2026",
    day=date(2026, 11, 24),
    cut=datetime(2026, 11, 24, 5, 0, 7, tzinfo=UTC),
    zone="Europe/Paris",
    language="en",
    sections=(Section("", "", (TRAM,)), Section("Africa", "002", (OURS,)), Section("Sport", "medtop:15000000", ())),
    stories=2,
    articles=4,
    sources=3,
    minutes=1,
    introduction="A **short** one today.\n\n- [The tram](https://rift.example/tram) en",
    corrections=(
        Correction("2026-11-25", "The fare is 50, not 60 shillings."),
        Correction("2026-11-26T07:00:00Z", "Spelling."),
    ),
)
LINES = st.text(st.characters(exclude_categories=("Cs",)), max_size=20).map(folded)
WORDS = LINES.filter(bool)
URLS = st.text(st.characters(codec="ascii", exclude_characters="[]<>", exclude_categories=("Cc", "Zs")), max_size=20)
REFERENCES = st.builds(Reference, LINES, URLS, st.sampled_from(["", "en", "pt-BR"]), st.booleans())
ITEMS = st.builds(
    Item, WORDS, WORDS, WORDS, LINES, st.sampled_from(["en", "fr"]), st.lists(REFERENCES, max_size=3).map(tuple), LINES
)
SECTIONS = st.builds(
    Section, WORDS, st.sampled_from(["", "002", "medtop:15000000"]), st.lists(ITEMS, max_size=2).map(tuple)
)
FRONTS = st.lists(ITEMS, min_size=1, max_size=2).map(lambda items: [Section("", "", tuple(items))]) | st.just([])
EDITIONS = st.builds(
    lambda title, front, sections, corrections: replace(
        EDITION, title=title, sections=(*front, *sections), corrections=tuple(corrections)
    ),
    WORDS,
    FRONTS,
    st.lists(SECTIONS, max_size=2),
    st.lists(st.builds(Correction, st.just("2026-11-25"), LINES), max_size=2),
)


def parse(text: str) -> Edition:
    return editions.parse_edition(text, PATH)


@given(EDITIONS)
def test_any_edition_survives_being_written_and_read(edition: Edition) -> None:
    found = parse(editions.format_edition(edition))
    assert replace(found, seal="") == edition
    assert found.seal


@given(EDITIONS)
def test_what_was_read_is_written_with_the_same_bytes(edition: Edition) -> None:
    text = editions.format_edition(edition)
    assert editions.format_edition(parse(text)) == text


def test_an_edition_is_written_as_the_case_shows() -> None:
    assert editions.format_edition(EDITION) == (DATA / "edition.md").read_text("utf-8")


def test_a_file_that_windows_saved_says_the_same() -> None:
    text = editions.format_edition(EDITION)
    assert parse("\ufeff" + text.replace("\n", "\r\n")) == parse(text)


def test_only_a_line_of_a_heading_s_own_level_begins_a_part() -> None:
    head = "Title: x\nDigest: world\nDate: 2026-11-24\nCut: 2026-11-24T05:00:00Z UTC\n\n"
    item = "###   Tram  \nPage: a\nId: b\n\n#### More\n##\n## not here\n"
    found = parse(f"{head}#### Intro\n ## x\n\n{item.replace('## not', '##not')}\n##  Africa   {{002}} \n{item[:-12]}")
    assert found.introduction == "#### Intro\n ## x"
    assert [(part.heading, part.code) for part in found.sections] == [("", ""), ("Africa", "002")]
    assert [part.items[0].headline for part in found.sections] == ["Tram", "Tram"]
    assert [part.items[0].brief for part in found.sections] == ["#### More ## ##not here", "#### More ##"]


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ("- [Rift](https://r.example/a)", Reference("Rift", "https://r.example/a")),
        ("* [Rift](https://r.example/a) fr", Reference("Rift", "https://r.example/a", "fr")),
        ("- [Rift](https://r.example/a), subscription  ", Reference("Rift", "https://r.example/a", "", True)),
        (" - [Rift](https://r.example/a)", None),
        ("- [Rift](https://r.example/a) in French", None),
        ("See - [Rift](https://r.example/a)", None),
    ],
)
def test_a_reference_is_a_line_of_its_own(line: str, reference: Reference | None) -> None:
    edition = editions.format_edition(replace(EDITION, sections=(Section("", "", (OURS,)),)))
    item = parse(f"{edition}\nBefore.\n{line}\nAfter.\n").sections[0].items[0]
    assert item.references == (() if reference is None else (reference,))
    assert item.brief == folded(f"Before. {'' if reference else line} After.")


# -- Hostile words ---------------------------------------------------------------------------------------------------


def one_item(**change: object) -> Item:
    edition = replace(EDITION, sections=(Section("", "", (replace(TRAM, **change), OURS)),))
    (front,) = parse(editions.format_edition(edition)).sections
    item, after = front.items
    assert after == OURS
    return item


@pytest.mark.parametrize(
    "hostile",
    [
        "## Africa {002}",
        "### x",
        "# x",
        "- [x](y)",
        "- [x](https://y.example) en, subscription",
        "Key: value",
        "{002}",
        "a\n## b",
    ],
)
def test_a_hostile_headline_or_brief_stays_what_it_is(hostile: str) -> None:
    item = one_item(headline=hostile, brief=hostile)
    assert (item.headline, item.brief, item.references) == (folded(hostile), folded(hostile), TRAM.references)


@pytest.mark.parametrize(
    "brief",
    ["\\ backslash", "\\# x", "* [x](y)", "*stressed* words", "-5 degrees", "Page: other", "Seal: 0", "one\n\ntwo"],
)
def test_a_brief_that_begins_like_markup_is_read_as_it_was(brief: str) -> None:
    assert one_item(brief=brief).brief == folded(brief)


@pytest.mark.parametrize("name", ["a](https://evil.example)", "[x]", "Smith; Jr., Ltd.", "a\nb", "", "] (x"])
def test_the_name_of_a_source_cannot_change_where_its_link_leads(name: str) -> None:
    reference = Reference(name, "https://rift.example/tram", "en", subscription=True)
    assert one_item(references=(reference,)).references == (replace(reference, name=folded(name)),)


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://rift.example/a_(b)", "https://rift.example/a_(b)"),
        ("https://rift.example/a)b", "https://rift.example/a)b"),
        ("https://rift.example/a b", "https://rift.example/a%20b"),
        ("https://rift.example/a\nb", "https://rift.example/a%0Ab"),
        ("https://rift.example/[a](b)", "https://rift.example/%5Ba%5D(b)"),
        ("https://rift.example/a) en, subscription", "https://rift.example/a)%20en,%20subscription"),
        ("", ""),
    ],
)
def test_an_address_with_parentheses_or_spaces_stays_one_address(url: str, written: str) -> None:
    item = one_item(references=(Reference("Rift", url),))
    assert item.references == (Reference("Rift", written),)
    assert item.brief == TRAM.brief


@pytest.mark.parametrize("heading", ["Foo {bar}", "{", "}", "{002}", "## x", "a {b} c", "x {} {002}", "two\nlines"])
@pytest.mark.parametrize("code", ["", "002", "medtop:15000000"])
def test_braces_in_a_heading_are_not_its_code(heading: str, code: str) -> None:
    edition = replace(EDITION, sections=(Section(heading, code, (TRAM,)),))
    (section,) = parse(editions.format_edition(edition)).sections
    assert (section.heading, section.code) == (folded(heading), code)


def test_words_of_the_introduction_that_look_like_a_seal_are_words() -> None:
    text = editions.format_edition(replace(EDITION, introduction="Seal: 0\nCorrections: none"))
    assert parse(text).introduction == "Seal: 0\nCorrections: none"
    assert editions.is_changed(text.replace("Corrections: none", "Corrections: one"))
    assert not editions.is_explained(text.replace("Corrections: none", "Corrections: one\nCorrections: two"))


# -- What a person may write -----------------------------------------------------------------------------------------


def test_an_item_may_be_spread_over_lines_as_editors_do() -> None:
    text = editions.format_edition(replace(EDITION, sections=(Section("", "", (TRAM,)),)))
    text = text.replace("line\nPage", "line\n\nPage").replace("from the centre", "from\nthe centre")
    text = text.replace("- [Radio", "* [Radio").replace(") en\n", ") en  \n")
    assert parse(text).sections[0].items == (TRAM,)


def test_an_edition_without_counts_has_none() -> None:
    found = parse("Title: x\nDigest: world\nDate: 2026-11-24\nCut: 2026-11-24T05:00:00Z\n")
    assert (found.stories, found.articles, found.sources, found.minutes, found.zone, found.sections) == (
        0,
        0,
        0,
        1,
        "UTC",
        (),
    )


HEAD = "Title: x\nDigest: world\nDate: 2026-11-24\nCut: 2026-11-24T05:00:00Z UTC\n"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            HEAD.replace("Cut: ", "Gut: "),
            "1: Cut: is missing: write instant and zone, such as 2026-11-24T05:00:00Z Europe/Paris",
        ),
        (HEAD.replace("Z UTC", "Z Paris"), "4: Cut: 'Paris' is no time zone: use an IANA name such as Europe/Paris"),
        (
            HEAD.replace("T05:00:00Z", " 05:00"),
            "4: Cut: '05:00 UTC' is no time zone: use an IANA name such as Europe/Paris",
        ),
        (HEAD.replace("Z UTC", "Z ../x"), "4: Cut: '../x' is no time zone: use an IANA name such as Europe/Paris"),
        (HEAD.replace("2026-11-24\n", "24 Nov\n"), "3: Date: Invalid isoformat string: '24 Nov'"),
        (HEAD + "Stories: two\n", "5: Stories: invalid literal for int() with base 10: 'two'"),
        (HEAD + "Corrections: The fare is 50.\n", "5: Corrections: begin with the day, such as 2026-11-25, not 'The'"),
        (HEAD + "\nIntro.\n\n### Tram\n\nIt runs.\n", "10: a header line is `Key: value`, not 'It runs.'"),
        (HEAD + "\nTram\n\n### Tram\nPage: a\n\nIt runs.\n", "8: a story needs `Page:` and `Id:` under its headline"),
        (HEAD + "\n\n\n## Africa {002}\n\n### Tram\nId: a\n", "10: a story needs `Page:` and `Id:` under its headline"),
        (
            f"{HEAD}Note: one\n  two\n\n## Africa\n\n### A\nPage: a\nId: a\n\n### B\nPage: b\n",
            "14: a story needs `Page:` and `Id:` under its headline",
        ),
    ],
)
def test_what_cannot_be_read_is_a_fault_with_file_and_line(text: str, what: str) -> None:
    with pytest.raises(FixConfiguration) as caught:
        parse(text)
    assert str(caught.value) == f"content/{PATH}:{what}"


# -- Frozen ----------------------------------------------------------------------------------------------------------

TEXT = editions.format_edition(EDITION)
CORRECTED = TEXT.replace("\n\n", "\nCorrections: 2026-11-27 Another fare.\n\n", 1)


@given(EDITIONS)
def test_an_edition_is_unchanged_just_after_the_cut(edition: Edition) -> None:
    text = editions.format_edition(edition)
    assert not editions.is_changed(text)
    assert not editions.is_explained(text)


@pytest.mark.parametrize(
    "save",
    [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, lambda text: text + "\n\n"],
    ids=["CRLF", "BOM", "empty lines"],
)
def test_how_an_editor_saves_changes_nothing(save) -> None:
    assert not editions.is_changed(save(TEXT))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Title: Tuesday", "Title: Wednesday"),
        ("first tram", "second tram"),
        ("Stories: 2", "Stories: 3"),
        ("https://rift.example/tram)", "https://evil.example/)"),
        (" fr, subscription", " fr"),
        ("## Africa {002}", "## Africa"),
        ("A **short**", "A long"),
        ("We moved\n", "We moved\nRank: 9\n"),
    ],
)
def test_every_change_of_words_shows(old: str, new: str) -> None:
    assert old in TEXT
    changed = TEXT.replace(old, new, 1)
    assert editions.is_changed(changed)
    assert not editions.is_explained(changed)


def test_a_new_correction_explains_a_change_and_is_none_itself() -> None:
    assert not editions.is_changed(CORRECTED)
    changed = CORRECTED.replace("first tram", "second tram")
    assert editions.is_changed(changed)
    assert editions.is_explained(changed)


@pytest.mark.parametrize("key", ["corrections", "CORRECTIONS", "Corrections "])
def test_a_correction_counts_however_its_key_is_written(key: str) -> None:
    assert editions.is_explained(CORRECTED.replace("Corrections: 2026-11-27", f"{key}: 2026-11-27"))


def test_an_empty_line_of_corrections_explains_nothing() -> None:
    assert not editions.is_explained(TEXT.replace("\n\n", "\nCorrections:\n\n", 1))


def test_a_seal_that_is_renewed_waits_for_the_next_correction() -> None:
    changed = editions.sealed(CORRECTED.replace("first tram", "second tram"))
    assert not editions.is_changed(changed)
    assert not editions.is_explained(changed)
    assert parse(changed).seal.endswith(" 3")


def test_sealing_changes_the_line_of_the_seal_alone() -> None:
    changed = TEXT.replace("first tram", "second tram")
    before, after = changed.splitlines(), editions.sealed(changed).splitlines()
    assert [one[:6] for one, other in zip(before, after, strict=True) if one != other] == ["Seal: "]


def test_sealing_twice_is_sealing_once() -> None:
    assert editions.sealed(TEXT) == TEXT
    assert editions.sealed(editions.sealed(CORRECTED)) == editions.sealed(CORRECTED)


def test_an_edition_whose_seal_was_taken_out_counts_as_changed_until_it_is_sealed() -> None:
    seal = next(line for line in TEXT.splitlines(keepends=True) if line.startswith("Seal: "))
    bare = TEXT.replace(seal, "")
    assert editions.is_changed(bare)
    assert not editions.is_changed(editions.sealed(bare))
    assert parse(editions.sealed(bare)) == parse(TEXT)


@pytest.mark.parametrize("seal", ["-", "x y z", "0123456789abcdef", "0123456789abcdef ²"])
def test_a_seal_that_is_none_is_a_change_and_no_crash(seal: str) -> None:
    line = next(line for line in TEXT.splitlines() if line.startswith("Seal: "))
    assert editions.is_changed(TEXT.replace(line, f"Seal: {seal}"))
    assert editions.is_explained(TEXT.replace(line, f"Seal: {seal}"))


# -- Files -----------------------------------------------------------------------------------------------------------


def test_an_edition_lies_under_its_digest_by_its_day() -> None:
    assert editions.edition_path("world", date(2026, 11, 24)) == PATH


def test_files_are_listed_by_digest_oldest_first(tmp_path: Path) -> None:
    for name in ("world/2026-11-24", "world/2026-11-03", "fr/2026-11-24"):
        (tmp_path / "editions" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "editions" / f"{name}.md").touch()
    assert editions.edition_files(tmp_path, "world") == ["editions/world/2026-11-03.md", "editions/world/2026-11-24.md"]
    assert editions.edition_files(tmp_path)[0] == "editions/fr/2026-11-24.md"
    assert editions.edition_files(tmp_path / "none") == []
