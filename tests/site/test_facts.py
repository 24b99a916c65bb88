from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.content import articles, editions, stories
from quotidien.errors import Fault, FixConfiguration
from quotidien.model.articles import Evidence, Record, Verdict
from quotidien.model.editions import Edition
from quotidien.site import facts
from quotidien.site.facts import Facts, Reading, read, read_records
from quotidien.site.newsroom import Newsroom, open_newsroom
from quotidien.site.pieces import as_article, as_evidence, as_story
from quotidien.site.scopes import Listing
from tests.site import samples

OWN = "articles/2026/11/22/own.md"
TEAM = "pages/house/team.md"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """A newsroom without a file."""
    return open_newsroom(samples.project(tmp_path))


def put(room: Newsroom, path: str, words: str | bytes) -> None:
    file = room.project.content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(words if isinstance(words, bytes) else words.encode())


def of(room: Newsroom, words: str | bytes, path: str = OWN, **known: object) -> Facts:
    """Write a file and read it."""
    put(room, path, words)
    return read(room, Reading(path, **known))


def line(of: Record) -> bytes:
    return msgspec.json.encode(of)


# Articles


def test_an_article_is_kept_without_its_body_which_becomes_html(room: Newsroom):
    found = of(room, "Title: Ours\nDate: 2026-11-22T09:00:00Z\nRights: full\n\nSee *this*.\n")
    assert as_article(found.value).title == "Ours"
    assert as_article(found.value).body == ""
    assert (found.html, found.minutes) == ("<p>See <em>this</em>.</p>", 1)
    assert (found.address, found.status) == ("/articles/2026/11/22/own/", "published")


def test_newer_articles_rank_lower(room: Newsroom):
    old, new = (of(room, f"Title: Ours\nDate: 2026-11-22T0{hour}:00:00Z\n\nWords.\n") for hour in (8, 9))
    assert new.rank == old.rank - 3600


def test_what_an_article_does_not_say_comes_from_its_record(room: Newsroom):
    tags = (Evidence("KE", 1.0, ("Nairobi",), ("title",)),)
    record = replace(samples.record(samples.TRAM), regions=tags, topics=(), story="abc")
    found = of(room, articles.format_article(replace(samples.TRAM, regions=None, topics=None)), record=line(record))
    article = as_article(found.value)
    assert (article.regions, article.topics, article.story, found.story) == (("KE",), (), "abc", "abc")
    assert as_evidence(found.evidence) == (tags, ())


def test_the_story_that_lists_an_article_wins_over_its_record(room: Newsroom):
    record = replace(samples.record(samples.TRAM), story="recorded")
    found = of(room, articles.format_article(samples.TRAM), record=line(record), listed="listed")
    assert found.story == "listed"


def test_an_article_stands_in_listings_as_an_event_and_as_one_of_its_source(room: Newsroom):
    found = of(room, articles.format_article(samples.TRAM))
    assert (Listing("world", "region", "KE"), "2026-11") in found.alone
    assert (Listing("", "source", "radio"), "2026-11") in found.always
    assert {"articles all", "region KE", "region 002", "language en", "spoken en"} <= set(found.codes)


def test_a_tag_that_no_table_knows_has_no_listing(room: Newsroom):
    assert "region XX" not in of(room, "Title: Ours\nDate: 2026-11-22\nRegions: XX\n\nWords.\n").codes


def test_a_draft_stands_in_no_listing_and_lives_apart(room: Newsroom):
    found = of(room, "Title: Ours\nDate: 2026-11-22\nStatus: draft\nStory: abc\n\nWords.\n")
    assert (found.address, found.status, found.story) == ("/drafts/own/", "draft", "")
    assert (found.alone, found.always, found.codes) == ((), (), ())


def test_an_article_that_was_withdrawn_has_no_address(room: Newsroom):
    found = of(room, "Title: Ours\nDate: 2026-11-22\nStatus: withdrawn\n\nWords.\n")
    assert (found.address, found.alone, found.codes) == ("", (), ())


def test_of_an_article_that_may_only_be_linked_no_word_is_kept(room: Newsroom):
    found = of(room, articles.format_article(replace(samples.QUIET, body="must not be shown")))
    assert (found.html, found.minutes) == ("", 0)


# Stories, editions, pages


def test_a_story_names_its_articles_and_what_it_leads_to(room: Newsroom):
    story = replace(samples.STORY, earlier="before", merged_into="heir")
    found = of(room, stories.format_story(story), story.path)
    assert replace(as_story(found.value), seal="") == story
    assert (found.status, found.story, found.address) == ("merged", story.id, "/stories/2026/11/23/tram/")
    assert (found.listed, found.named) == (story.articles, ("before", "heir"))


def test_an_edition_names_the_pages_of_its_items_and_keeps_the_listings_of_its_sections(room: Newsroom):
    edition = samples.EDITIONS[2]
    found = of(room, editions.format_edition(edition), edition.path)
    assert replace(msgspec.msgpack.decode(found.value, type=Edition), seal="") == edition
    assert found.html == "<p>Good <strong>morning</strong>.</p>"
    assert found.named == ("stories/2026/11/23/tram.md", "articles/2026/11/01/gone.md")
    assert "region 002" in found.codes


def test_a_page_is_kept_with_title_and_language(room: Newsroom):
    found = of(room, "Title: Qui\nLang: fr\n\nNous.\n", TEAM)
    assert (msgspec.msgpack.decode(found.value), found.html) == (["Qui", "fr"], "<p>Nous.</p>")
    assert (found.address, found.status) == ("/pages/house-team/", "page")


# What is known already


def test_a_file_whose_bytes_are_known_is_the_same(room: Newsroom):
    first = of(room, "Title: Ours\nDate: 2026-11-22\n\nWords.\n")
    again = read(room, Reading(OWN, first.hash))
    assert (first.is_same, again.is_same, again.hash) == (False, True, first.hash)


def test_a_file_of_other_bytes_is_not_the_same(room: Newsroom):
    first = of(room, "Title: Ours\nDate: 2026-11-22\n\nWords.\n")
    assert not of(room, "Title: Ours\nDate: 2026-11-22\n\nWord.\n", known=first.hash).is_same


def test_a_file_that_is_asked_for_anew_is_read_all_the_same(room: Newsroom):
    first = of(room, "Title: Ours\nDate: 2026-11-22\n\nWords.\n")
    assert read(room, Reading(OWN, first.hash, anew=True)) == first


def test_a_known_file_with_a_fault_is_not_the_same(room: Newsroom):
    assert not of(room, "Title: Ours\nDate: nonsense\n\nWords.\n").is_same


# What is wrong


@pytest.mark.parametrize(
    ("path", "words", "line"),
    [
        (OWN, "Title: Ours\nDate: nonsense\n\nWords.\n", 2),
        (OWN, b"Title: \xff\xfe\nDate: 2026-11-22\n", 1),
        ("stories/2026/11/22/own.md", "Title: Ours\n\nWords.\n", 1),
        ("editions/world/2026-11-22.md", "Title: Ours\nDay: nonsense\n", 1),
    ],
    ids=["article", "bytes", "story", "edition"],
)
def test_what_cannot_be_read_comes_back_as_a_fault_with_file_and_line(room: Newsroom, path: str, words: str, line: int):
    found = of(room, words, path)
    assert [(each.file, each.line) for each in found.faults] == [(f"content/{path}", line)]
    assert found.value == b""


@pytest.mark.parametrize(
    "link",
    [
        "[x]({static}/images/none.png#part)", "![x](|static|../none.png)", "[x](<{static}none it.pdf>)",
        "[x]({filename}gone.md)",
    ],
)  # fmt: skip
def test_a_link_is_named_with_the_line_where_it_stands(room: Newsroom, link: str):
    found = of(room, f"Title: Ours\nDate: 2026-11-22\n\nFine.\n\n{link}\n")
    target = (found.links or found.statics)[0].removeprefix(facts.STATIC)
    assert facts.dangling(room.project.content, OWN, f"{{static}}/{target}") == Fault(
        f"content/{OWN}", 6, f"nothing is at '{{static}}/{target}': mend the link"
    )


def test_a_link_out_of_the_folder_is_a_fault_at_once(room: Newsroom):
    found = of(room, "Title: Ours\nDate: 2026-11-22\n\nFine.\n\n[x]({filename}../../../../../secret.md)\n")
    assert [(each.file, each.line) for each in found.faults] == [(f"content/{OWN}", 6)]


# Links


def test_what_a_body_links_to_and_shows_is_told_by_file(room: Newsroom):
    found = of(room, "Title: O\nDate: 2026-11-22\n\n[a]({filename}b.md) [a]({filename}b.md) ![m]({static}/m.png)\n")
    assert (found.links, found.statics) == (("articles/2026/11/22/b.md",), ("static m.png",))


def test_links_wait_for_the_addresses_of_their_files(room: Newsroom):
    found = of(room, "Title: O\nDate: 2026-11-22\n\n[a]({filename}b.md#part) [c](https://other.example/b.md)\n")
    html = facts.settled(found.html, "/news", {"articles/2026/11/22/b.md": "/articles/b/"}.__getitem__)
    assert facts.PENDING in found.html
    assert 'href="/news/articles/b/#part"' in html
    assert "https://other.example/b.md" in html


def test_a_body_without_links_is_settled_as_it_is():
    assert facts.settled("<p>b.md</p>", "/news", {}.__getitem__) == "<p>b.md</p>"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
def test_a_file_of_any_name_can_be_linked_to(name: str):
    pending = facts._Pending()
    html = f'<a href="{pending[f"articles/{name}.md"]}">'
    asked: list[str] = []
    assert facts.settled(html, "", lambda path: asked.append(path) or "/x/") == '<a href="/x/">'
    assert asked == [f"articles/{name}.md"] == list(pending)


# Records


def lines(*records: Record) -> bytes:
    return b"".join(line(each) + b"\n" for each in records)


def test_the_line_of_each_article_that_records_keep_is_found():
    kept, refused = samples.record(samples.TRAM), replace(samples.record(samples.QUIET), verdict=Verdict.REFUSED)
    found, _ = read_records(lines(kept, refused), "records/2026/11/23.jsonl")
    assert found == {samples.TRAM.path: line(kept)}


def test_of_two_lines_for_one_article_the_last_counts():
    first = samples.record(samples.TRAM)
    last = replace(first, story="abc")
    found, _ = read_records(lines(first, last), "records/2026/11/23.jsonl")
    assert found == {samples.TRAM.path: line(last)}


def test_every_record_gives_its_tags_and_language_a_listing_kept_or_not():
    refused = replace(samples.record(samples.QUIET), verdict=Verdict.REFUSED, language="ja")
    _, codes = read_records(lines(refused), "records/2026/11/23.jsonl")
    assert {"region JP", "region 142", "topic medtop:04000000", "language ja"} <= set(codes)
    assert not [code for code in codes if code.startswith(("spoken", "articles"))]


def test_every_line_that_is_no_record_is_named():
    data = b"rubbish\n" + lines(samples.record(samples.TRAM)) + b"{}\n"
    with pytest.raises(FixConfiguration) as caught:
        read_records(data, "records/2026/11/23.jsonl")
    assert [(each.file, each.line) for each in caught.value.faults] == [
        ("content/records/2026/11/23.jsonl", 1), ("content/records/2026/11/23.jsonl", 3),
    ]  # fmt: skip
