"""Admission: the order of decisions, and the records of hand-written files."""

from datetime import timedelta

from quotidien.content import articles
from quotidien.model.articles import Entry
from quotidien.pipeline.admission import Kind, admit, record_by_hand
from quotidien.pipeline.known import Known
from quotidien.pipeline.visits import Item
from tests.pipeline.newsdesk import NOW, source


def refused(guid: str, hours: int) -> Item:
    entry = Entry(
        "https://a.example/feed", guid, f"https://a.example/{guid}", "Title", published=NOW + timedelta(hours=hours)
    )
    return Item(source("a"), entry, guid, "hash", None, problem="cannot be read")


def test_items_are_decided_in_the_order_of_publication_not_of_arrival(tmp_path):
    late, early = refused("late", -1), refused("early", -5)
    assert [each.record.guid for each in admit([late, early], Known([]), tmp_path, NOW)] == ["early", "late"]


def test_a_refusal_keeps_its_reason_in_the_record_and_in_the_note(tmp_path):
    (admission,) = admit([refused("x", -1)], Known([]), tmp_path, NOW)
    assert (admission.kind, admission.record.reason, admission.note) == (
        Kind.REFUSED,
        "cannot be read",
        "“Title” cannot be read",
    )


def test_a_refused_entry_is_not_decided_twice(tmp_path):
    known = Known([])
    admit([refused("x", -1)], known, tmp_path, NOW)
    assert known.find("x", "https://a.example/x").reason == "cannot be read"


def test_a_hand_written_file_that_names_its_source_is_never_rewritten():
    text = "Title: Ferry\nDate: 2026-11-23\nSource: a\nSource_url: https://a.example/1\n\nText.\n"
    article = articles.parse_article(text, "articles/2026/11/23/ferry.md", "UTC")
    record = record_by_hand(article, text, {"a": source("a")}, NOW)
    assert (record.hash, record.url, record.source) == ("", "https://a.example/1", "a")
