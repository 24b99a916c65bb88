from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.content import records
from quotidien.errors import FixConfiguration
from quotidien.model.articles import Evidence, Record, Verdict

KEPT = Record(
    guid="95bbca1f9b4b",
    url="https://rift.example/tram",
    source="rift",
    verdict=Verdict.KEPT,
    collected="2026-11-24T06:00:00Z",
    published="2026-11-23T18:00:00Z",
    entry="0123456789abcdef",
    path="articles/2026/11/23/tram.md",
    hash="fedcba9876543210",
    story="95bbca1f9b4b",
    grouping=(Evidence("95bbca1f9b4b", 0.0, ("nairobi", "東京"), ("articles/2026/11/23/a.md",)),),
    language="en",
    regions=(Evidence("KE", 1.5, ("Nairobi",), ("title", "text")),),
    topics=(Evidence("medtop:04000000", 0.25, ("tram",), ("title",)),),
    rules="1",
    also=("https://rift.example/tram?page=1",),
)
REFUSED = Record(
    "a" * 12, "", "rift", Verdict.REFUSED, "2026-11-24T06:00:00Z", reason="has neither a headline nor text"
)
LATER = replace(KEPT, guid="b" * 12, url="https://rift.example/rain", collected="2026-11-25T06:00:00Z")
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
EVIDENCE = st.builds(
    Evidence, WORDS, st.floats(0, 9), st.lists(WORDS, max_size=3).map(tuple), st.lists(WORDS, max_size=3).map(tuple)
)
RECORDS = st.builds(
    Record,
    guid=st.uuids().map(lambda id_: id_.hex[:12]),
    url=WORDS,
    source=WORDS,
    verdict=st.sampled_from(Verdict),
    collected=st.sampled_from(["2026-11-24T06:00:00Z", "2026-11-24T18:00:00Z", "2027-01-01T00:00:00Z"]),
    reason=WORDS,
    published=st.sampled_from(["", "2026-11-24T06:00:00Z"]),
    grouping=st.lists(EVIDENCE, max_size=2).map(tuple),
    regions=st.lists(EVIDENCE, max_size=2).map(tuple),
    also=st.lists(WORDS, max_size=2).map(tuple),
)


def test_records_lie_in_the_file_of_the_day_they_were_collected_on(tmp_path: Path) -> None:
    assert records.write_records(tmp_path, [KEPT, REFUSED, LATER]) == 2
    found = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.jsonl")}
    assert {path: text.count("\n") for path, text in found.items()} == {
        "records/2026/11/24.jsonl": 2,
        "records/2026/11/25.jsonl": 1,
    }


def test_records_are_read_back_with_all_their_evidence(tmp_path: Path) -> None:
    records.write_records(tmp_path, [KEPT, REFUSED, LATER])
    assert records.read_records(tmp_path) == (REFUSED, KEPT, LATER)


@given(found=st.lists(RECORDS, unique_by=lambda record: record.guid, max_size=6))
def test_any_record_survives_being_written_and_read(tmp_path_factory, found: list[Record]) -> None:
    folder = tmp_path_factory.mktemp("content")
    records.write_records(folder, found)
    assert sorted(records.read_records(folder), key=lambda record: record.guid) == sorted(
        found, key=lambda record: record.guid
    )


def test_the_bytes_do_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    records.write_records(tmp_path / "a", [KEPT, REFUSED])
    records.write_records(tmp_path / "b", [REFUSED, KEPT])
    assert (tmp_path / "a/records/2026/11/24.jsonl").read_bytes() == (
        tmp_path / "b/records/2026/11/24.jsonl"
    ).read_bytes()


def test_a_second_write_of_the_same_records_changes_no_file(tmp_path: Path) -> None:
    records.write_records(tmp_path, [KEPT, REFUSED, LATER])
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*.jsonl")}
    assert records.write_records(tmp_path, records.read_records(tmp_path)) == 0
    assert {path: path.stat().st_ino for path in tmp_path.rglob("*.jsonl")} == before


def test_a_changed_decision_rewrites_its_own_day_alone(tmp_path: Path) -> None:
    records.write_records(tmp_path, [KEPT, REFUSED, LATER])
    assert records.write_records(tmp_path, [KEPT, REFUSED, replace(LATER, verdict=Verdict.REMOVED)]) == 1
    assert records.read_records(tmp_path)[-1].verdict is Verdict.REMOVED


def test_what_may_be_left_out_is_where_it_is_empty_and_other_scripts_stay_legible(tmp_path: Path) -> None:
    records.write_records(tmp_path, [REFUSED, replace(KEPT, collected=LATER.collected)])
    assert (tmp_path / "records/2026/11/24.jsonl").read_text() == (
        '{"guid":"aaaaaaaaaaaa","url":"","source":"rift","verdict":"refused","collected":"2026-11-24T06:00:00Z",'
        '"reason":"has neither a headline nor text"}\n'
    )
    assert "東京" in (tmp_path / "records/2026/11/25.jsonl").read_text("utf-8")


def test_a_folder_without_records_has_none(tmp_path: Path) -> None:
    assert records.read_records(tmp_path) == ()
    assert records.write_records(tmp_path, []) == 0


@pytest.mark.parametrize(
    "line",
    [b"{", b"", b"[]", b'{"guid": 3}', b'{"guid": "a"}', b"<<<<<<< HEAD", b"\xff\xfe", b'{"verdict": "odd"}'],
    ids=["half", "empty", "list", "number", "incomplete", "conflict", "not UTF-8", "unknown verdict"],
)
def test_a_broken_line_is_named_with_its_file_and_number(tmp_path: Path, line: bytes) -> None:
    records.write_records(tmp_path, [KEPT, REFUSED])
    path = tmp_path / "records/2026/11/24.jsonl"
    path.write_bytes(path.read_bytes() + line + b"\n")
    with pytest.raises(FixConfiguration) as caught:
        records.read_records(tmp_path)
    assert str(caught.value).startswith("content/records/2026/11/24.jsonl:3: is no record (")


def test_all_broken_lines_are_reported_at_once(tmp_path: Path) -> None:
    records.write_records(tmp_path, [KEPT, REFUSED, LATER])
    for path in tmp_path.rglob("*.jsonl"):
        path.write_bytes(b"x\n" + path.read_bytes() + b"y\n")
    with pytest.raises(FixConfiguration) as caught:
        records.read_records(tmp_path)
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [
        ("content/records/2026/11/24.jsonl", 1),
        ("content/records/2026/11/24.jsonl", 4),
        ("content/records/2026/11/25.jsonl", 1),
        ("content/records/2026/11/25.jsonl", 3),
    ]
