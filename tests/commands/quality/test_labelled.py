"""What the files of a labelled set may look like, and the documents made from them."""

import gzip
import json
from pathlib import Path

import pytest

from quotidien.commands.quality import labelled
from quotidien.errors import FixConfiguration
from quotidien.model.text import word_count


def test_rows_come_from_all_matching_files_in_their_order_gzipped_or_not(tmp_path):
    (tmp_path / "b.jsonl").write_text('{"id": 3}\n', "utf-8")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"id": 1}\n\n{"id": 2}\n'))

    assert [row["id"] for row in labelled.rows(tmp_path, "*.jsonl", "*.jsonl.gz")] == [1, 2, 3]


def test_a_row_may_hold_every_line_separator_that_json_allows(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "one\u2028two\x85three"}, ensure_ascii=False), "utf-8")

    assert labelled.rows(tmp_path, "a.jsonl") == [{"text": "one\u2028two\x85three"}]


def test_a_missing_folder_is_named_with_what_it_should_hold(tmp_path):
    with pytest.raises(FixConfiguration, match=r"nowhere.*holds no docs\.jsonl"):
        labelled.rows(tmp_path / "nowhere", "docs.jsonl")


def test_a_file_without_documents_is_a_fault(tmp_path):
    (tmp_path / "docs.jsonl").write_text("\n", "utf-8")

    with pytest.raises(FixConfiguration, match="holds no documents"):
        labelled.rows(tmp_path, "docs.jsonl")


@pytest.mark.parametrize(("line", "what"), [("{", "is no JSON"), ("[1]", "is no JSON object")])
def test_a_broken_line_is_named_by_file_and_line(tmp_path, line, what):
    (tmp_path / "docs.jsonl").write_text(f'{{"id": 1}}\n{line}\n', "utf-8")

    with pytest.raises(FixConfiguration, match=rf"docs\.jsonl:2: {what}"):
        labelled.rows(tmp_path, "docs.jsonl")


def test_a_file_that_is_not_gzip_by_its_content_is_a_fault(tmp_path):
    (tmp_path / "docs.jsonl.gz").write_bytes(b"plain")

    with pytest.raises(FixConfiguration, match="cannot be read"):
        labelled.rows(tmp_path, "docs.jsonl.gz")


def test_a_listed_file_holds_one_array(tmp_path):
    (tmp_path / "list.json").write_text('[{"cca2": "KE"}]', "utf-8")
    (tmp_path / "one.json").write_text('{"cca2": "KE"}', "utf-8")

    assert labelled.listed(tmp_path / "list.json") == [{"cca2": "KE"}]
    with pytest.raises(FixConfiguration, match="no JSON array"):
        labelled.listed(tmp_path / "one.json")


def test_a_table_keeps_quoted_quotes_and_line_ends(tmp_path):
    (tmp_path / "a.tsv").write_bytes(b'category\ttext\r\nsport\t"She said ""go"".\nThey went."\r\n')

    assert labelled.table(tmp_path / "a.tsv") == [{"category": "sport", "text": 'She said "go".\nThey went.'}]


def test_a_document_gets_its_first_whole_sentences_as_its_summary():
    body = "One sentence stands here. " * 40

    document = labelled.document("Title", body, "en", url="https://news.example/a")

    assert document.summary
    assert word_count(document.summary) <= 60
    assert body.startswith(document.summary)
    assert (document.title, document.text, document.language) == ("Title", body, "en")


def test_a_short_summary_of_the_sources_own_goes_before_the_text():
    assert labelled.document("", "The text.", "en", summary="The teaser.").summary == "The teaser."


def test_a_summary_of_one_endless_sentence_gives_way_to_the_text():
    assert labelled.document("", "The text.", "en", summary="word " * 80).summary == "The text."


def test_files_are_sorted_and_found_once(tmp_path: Path):
    for name in ("b.tsv", "a.tsv"):
        (tmp_path / name).touch()

    assert [path.name for path in labelled.files(tmp_path, "*.tsv", "a.*")] == ["a.tsv", "b.tsv"]
