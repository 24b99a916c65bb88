"""The index over records, and what a person did to the files since."""

from dataclasses import replace

from quotidien.model.articles import Record, Verdict
from quotidien.pipeline.known import Found, Known, is_touched, reconcile

A = Record("g1", "https://a.example/1", "a", Verdict.KEPT, "2026-11-23T09:00:00Z", path="articles/2026/11/23/one.md")
B = Record("g2", "https://a.example/2", "a", Verdict.REFUSED, "2026-11-24T09:00:00Z", also=("https://a.example/two",))


def write(folder, path, header):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(f"{header}\n\nText.\n", "utf-8")


def test_a_record_is_found_by_guid_address_and_file():
    known = Known([A, B])
    assert known.find("g1", "") is A
    assert known.find("", "https://a.example/two") is B
    assert known.at(A.path) is A
    assert known.find("g3", "https://a.example/3") is None


def test_only_the_days_that_changed_are_written_again():
    known = Known([A, B])
    known.put(A)
    assert known.changed() == []
    known.put(replace(A, reason="because"))
    assert known.changed() == [replace(A, reason="because")]


def test_an_address_that_was_ever_used_stays_taken():
    known = Known([replace(A, verdict=Verdict.REMOVED)])
    assert known.is_taken(A.path)
    assert known.at(A.path) is None


def test_a_missing_file_is_removed_and_a_moved_one_found_again(tmp_path):
    write(tmp_path, "articles/2026/11/23/moved.md", f"Title: One\nDate: 2026-11-23\nSource_url: {A.url}")
    moved, gone = A, replace(A, guid="g4", url="https://a.example/4", path="articles/2026/11/23/four.md")
    known = Known([moved, gone])
    found = reconcile(known, tmp_path)
    assert (found.unrecorded, [record.guid for record in found.removed]) == ((), ["g4"])
    assert known.find("g1", "").path == "articles/2026/11/23/moved.md"
    assert known.find("g4", "").verdict is Verdict.REMOVED


def test_a_file_without_record_is_told_even_when_its_header_is_broken(tmp_path):
    write(tmp_path, "articles/own.md", "no header")
    assert reconcile(Known([]), tmp_path) == Found(("articles/own.md",), ())


def test_a_file_is_touched_once_its_bytes_differ(tmp_path):
    write(tmp_path, A.path, "Title: One")
    assert is_touched(A, tmp_path)
