from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.content import stories
from quotidien.content.header import folded
from quotidien.errors import FixConfiguration
from quotidien.model.stories import Sentence, Story

DATA = Path(__file__).parents[1] / "data" / "content"
PATH = "stories/2026/11/24/tram.md"
STORY = Story(
    id="95bbca1f9b4b",
    path=PATH,
    title="Nairobi opens its first tram: “at last”",
    published=datetime(2026, 11, 24, 6, 30, tzinfo=UTC),
    language="en",
    articles=("articles/2026/11/24/tram.md", "articles/2026/11/24/le-tramway.md"),
    regions=("KE",),
    topics=("medtop:04000000",),
    summary=(
        Sentence("The line runs from the centre to the airport.", "rift"),
        Sentence("Il a coûté cher [sic].", "matin"),
    ),
    earlier="0123456789ab",
    merged_into="",
    former_urls=("/stories/2026/11/23/tram/",),
)
LINES = st.text(st.characters(exclude_categories=("Cs",)), max_size=20).map(folded)
NAMES = st.lists(LINES.map(lambda name: name.replace(";", ",")).filter(bool), max_size=3).map(tuple)
SENTENCES = st.builds(Sentence, LINES.filter(bool), st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,3})?|", fullmatch=True))
STORIES = st.builds(
    Story,
    id=LINES.filter(bool),
    path=st.just(PATH),
    title=LINES.filter(bool),
    published=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=0)
    ),
    language=st.sampled_from(["en", "pt-BR"]),
    articles=NAMES,
    regions=st.lists(st.sampled_from(["KE", "002", "FR"]), unique=True).map(tuple),
    topics=st.lists(st.sampled_from(["medtop:04000000", "medtop:15000000"]), unique=True).map(tuple),
    summary=st.lists(SENTENCES, max_size=3).map(tuple),
    earlier=LINES,
    merged_into=LINES,
    former_urls=NAMES,
)


def parse(text: str) -> Story:
    return stories.parse_story(text, PATH)


@given(STORIES)
def test_any_story_survives_being_written_and_read(story: Story) -> None:
    found = parse(stories.format_story(story))
    assert replace(found, seal="") == story
    assert found.seal


@given(STORIES)
def test_what_was_read_is_written_with_the_same_bytes(story: Story) -> None:
    text = stories.format_story(story)
    assert stories.format_story(parse(text)) == text


def test_a_story_is_written_as_the_case_shows() -> None:
    assert stories.format_story(STORY) == (DATA / "story.md").read_text("utf-8")


@pytest.mark.parametrize(
    "hostile",
    [
        "He said - maybe [sic] - no.",
        "- [x](https://y.example)",
        "* starred",
        "## Heading",
        "Key: value",
        "Ends in a bracket [matin]",
        "two\nlines\n- three [matin]",
        "[rift]",
    ],
)
def test_a_hostile_sentence_stays_one_and_keeps_its_source(hostile: str) -> None:
    story = replace(STORY, summary=(Sentence(hostile, "rift"), Sentence("Next.", "matin")))
    found = parse(stories.format_story(story))
    assert found.summary == (Sentence(folded(hostile), "rift"), Sentence("Next.", "matin"))


def test_a_summary_that_a_person_wrote_stands_with_or_without_sources() -> None:
    body = (
        "We have followed this line\nfrom its beginning.\n\n* It runs. [rift]\n- It is\n  long. [matin]\n\nMore soon.\n"
    )
    text = stories.format_story(replace(STORY, summary=())) + "\n" + body
    assert parse(text).summary == (
        Sentence("We have followed this line from its beginning.", ""),
        Sentence("It runs.", "rift"),
        Sentence("It is long.", "matin"),
        Sentence("More soon.", ""),
    )


@pytest.mark.parametrize(
    ("line", "text", "source"),
    [
        ("- It runs. [rift]", "It runs.", "rift"),
        ("* It runs.[rift]", "It runs.", "rift"),
        ("- It runs. []", "It runs.", ""),
        ("- It runs. [The Rift]", "It runs. [The Rift]", ""),
        ("- It runs. [a] [rift]", "It runs. [a]", "rift"),
        ("- It runs. [rift", "It runs. [rift", ""),
        ("- It runs. rift]", "It runs. rift]", ""),
        ("- It runs. [rift] now", "It runs. [rift] now", ""),
        ("* - It runs.", "- It runs.", ""),
    ],
)
def test_a_source_is_a_slug_in_brackets_at_the_end(line: str, text: str, source: str) -> None:
    assert parse(stories.format_story(replace(STORY, summary=())) + f"\n{line}\n").summary == (Sentence(text, source),)


def test_a_line_that_only_names_a_source_is_no_sentence() -> None:
    assert parse(stories.format_story(replace(STORY, summary=())) + "\n- [rift]\n").summary == ()


# -- The seal --------------------------------------------------------------------------------------------------------


@given(STORIES)
def test_a_story_is_untouched_just_after_it_was_written(story: Story) -> None:
    assert not stories.is_touched(stories.format_story(story))


@pytest.mark.parametrize(
    "save",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text + "\n",
        lambda text: text.replace("û", "u\u0302"),
    ],
    ids=["CRLF", "BOM", "an empty line", "another Unicode form"],
)
def test_how_an_editor_saves_touches_nothing(save) -> None:
    text = save(stories.format_story(STORY))
    assert text != stories.format_story(STORY)
    assert not stories.is_touched(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Nairobi", "Mombasa"),
        ("Lang: en", "Lang: fr"),
        ("Regions: KE\n", ""),
        ("[matin]", "[rift]"),
        ("- Il a", "Il a"),
        ("airport.", "airport. It is new."),
        ("\n\n", "\nNote: mine\n\n"),
        ("Seal: ", "Seal: 0"),
    ],
)
def test_every_change_of_words_shows_as_a_touch(old: str, new: str) -> None:
    text = stories.format_story(STORY)
    assert old in text
    assert stories.is_touched(text.replace(old, new, 1))


def test_a_story_without_a_seal_is_a_person_s() -> None:
    text = stories.format_story(STORY)
    seal = next(line for line in text.splitlines(keepends=True) if line.startswith("Seal: "))
    assert stories.is_touched(text.replace(seal, ""))


# -- Files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Title: x\nDate: 2026-11-24\n", "1: Id: is missing: a story keeps the id it was founded with"),
        ("Id: a\nDate: 2026-11-24\n", "1: Title: is missing: every story has a headline"),
        ("Id: a\nTitle: x\nDate: soon\n", "3: Date: not a date: 'soon'"),
        ("Id: a\nTitle\n", "2: a header line is `Key: value`, not 'Title'"),
    ],
)
def test_a_story_that_cannot_be_read_is_a_fault_with_file_and_line(text: str, what: str) -> None:
    with pytest.raises(FixConfiguration) as caught:
        parse(text)
    assert str(caught.value) == f"content/{PATH}:{what}"


def test_a_file_lies_under_the_day_of_its_first_article() -> None:
    assert stories.story_path(STORY.published, "tram") == PATH


def test_all_stories_are_read_in_the_order_of_their_files(tmp_path: Path) -> None:
    for name in ("2026/11/24/b", "2026/11/24/a", "2025/01/01/z"):
        path = tmp_path / "stories" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stories.format_story(replace(STORY, id=path.stem)), "utf-8")
    assert [story.id for story in stories.read_stories(tmp_path)] == ["z", "a", "b"]
    assert stories.story_files(tmp_path)[0] == "stories/2025/01/01/z.md"


def test_a_story_in_another_encoding_is_a_fault_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "a.md").write_bytes(b"Title: caf\xe9\n")
    with pytest.raises(FixConfiguration, match=r"^content/stories/a\.md:1: is not UTF-8 at byte 10"):
        stories.read_stories(tmp_path)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Regions: KE, XX", "'XX' is no ISO 3166-1 or UN M49 code"),
        ("Topics: weather", "'weather' is no IPTC medtop code"),
        ("Lang: english please", "is no language tag"),
    ],
)
def test_a_tag_that_no_table_knows_is_named_with_its_line(line: str, what: str) -> None:
    text = f"Title: Tram\nId: abc\nDate: 2026-11-23\n{line}\n"
    with pytest.raises(FixConfiguration, match=rf"content/stories/tram\.md:4: .*{what}"):
        stories.parse_story(text, "stories/tram.md")
