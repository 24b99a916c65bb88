"""One entry and its page: which words the rights let stand, which date is believed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quotidien.errors import DropItem
from quotidien.model import text
from quotidien.model.articles import Entry, Genre
from quotidien.model.sources import Rights
from quotidien.pipeline.reading import Job, feed_text, read_entry, read_feed
from tests.pipeline.newsdesk import NOW, WORDS, page, source

ENTRY = Entry("https://a.example/feed", "g", "https://a.example/ferry", "Mombasa opens its ferry terminal", WORDS)


def job(entry: Entry = ENTRY, rights: Rights = Rights.EXCERPT, body: str = "", *, reserved: bool = False) -> Job:
    return Job(entry, source("a", rights), body.encode(), entry.url, "text/html", reserved, ("en",), NOW)


def test_of_a_summary_alone_whole_sentences_up_to_sixty_words_stand():
    reading = read_entry(job(replace(ENTRY, summary=WORDS * 3)))
    assert 30 <= text.word_count(reading.lead) <= 60
    assert reading.lead.endswith(".")
    assert reading.body == ""


def test_a_summary_cut_off_in_the_middle_is_not_used():
    assert read_entry(job(replace(ENTRY, summary="The harbour of Mombasa opened its …"))).lead == ""


def test_of_a_known_text_fifteen_percent_stand():
    reading = read_entry(job(replace(ENTRY, summary=WORDS, content=f"<p>{WORDS * 2}</p>")))
    assert reading.lead == ""


def test_link_rights_leave_nothing_but_headline_and_link():
    reading = read_entry(job(rights=Rights.LINK, body=page("Mombasa")))
    assert (reading.lead, reading.body, reading.subtitle, reading.title) == ("", "", "", ENTRY.title)


def test_a_reservation_turns_full_rights_into_a_link():
    assert read_entry(job(rights=Rights.FULL, body=page("Mombasa"), reserved=True)).rights is Rights.LINK


def test_the_page_gives_the_text_when_rights_are_full():
    reading = read_entry(job(rights=Rights.FULL, body=page("Mombasa opens its ferry terminal", 4)))
    assert "Paragraph 3" in reading.body
    assert reading.lead == text.leading_sentences(WORDS, 60)


def test_a_page_that_is_no_page_leaves_the_feeds_words_and_a_note():
    reading = read_entry(job(body="%PDF-1.7 \x00\x01"))
    assert reading.lead
    assert "The page was not used" in reading.note


@pytest.mark.parametrize(
    ("published", "updated", "expected"),
    [
        (datetime(2026, 11, 23, 8, tzinfo=UTC), None, datetime(2026, 11, 23, 8, tzinfo=UTC)),
        (None, datetime(2026, 11, 22, 8, tzinfo=UTC), datetime(2026, 11, 22, 8, tzinfo=UTC)),
        (datetime(3000, 1, 1, tzinfo=UTC), None, NOW),
        (datetime(2026, 11, 24, 20, tzinfo=UTC), None, NOW),
        (None, None, NOW),
    ],
)
def test_the_first_credible_witness_dates_the_article(published, updated, expected):
    assert read_entry(job(replace(ENTRY, published=published, updated=updated))).published == expected


def test_an_entry_without_title_is_called_by_its_first_words():
    assert read_entry(job(replace(ENTRY, title=""))).title.startswith("The harbour of Mombasa opened")


def test_an_entry_without_title_and_text_is_dropped():
    with pytest.raises(DropItem, match="neither a headline nor text"):
        read_entry(job(replace(ENTRY, title="", summary="")))


def test_the_address_tells_opinion_from_news():
    assert read_entry(job(replace(ENTRY, url="https://a.example/opinion/ferry"))).genre is Genre.OPINION


def test_the_longest_text_of_a_feed_counts():
    assert feed_text(replace(ENTRY, summary="<p>Short.</p>", content="<p>Rather longer.</p>")) == "Rather longer."


def test_what_is_no_feed_is_dropped_with_a_sentence():
    with pytest.raises(DropItem, match="not a feed"):
        read_feed(b"<html><body>no</body></html>", "https://a.example/feed", "text/html", 10)
