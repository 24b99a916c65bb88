from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.content import files


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "articles" / "2026" / "11" / "24" / "tram.md"
    files.write(path, "Title: Tram\n")
    assert path.read_bytes() == b"Title: Tram\n"


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "tram.md"
    files.write(path, "old\n")
    files.write(path, "new\n")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("tram.md", "new\n")]


def test_every_line_ends_in_one_line_feed(tmp_path: Path) -> None:
    files.write(tmp_path / "tram.md", "one\r\ntwo\rthree\n")
    assert (tmp_path / "tram.md").read_bytes() == b"one\ntwo\nthree\n"


def test_other_people_may_read_what_was_written(tmp_path: Path) -> None:
    files.write(tmp_path / "tram.md", "x")
    assert (tmp_path / "tram.md").stat().st_mode & 0o777 == 0o644


def test_a_write_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    path = tmp_path / "tram.md"
    files.write(path, "old\n")
    with pytest.raises(UnicodeEncodeError):
        files.write(path, "new " * 10_000 + "\ud800")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("tram.md", "old\n")]


def test_a_file_that_cannot_be_renamed_into_place_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / "tram.md" / "full").mkdir(parents=True)
    with pytest.raises(OSError, match="tram"):
        files.write(tmp_path / "tram.md", "new\n")
    assert [each.name for each in tmp_path.iterdir()] == ["tram.md"]


def test_a_hash_knows_neither_line_ends_nor_unicode_forms() -> None:
    assert files.hash_of("café\r\nx\ry") == files.hash_of("cafe\u0301\nx\ny")


@given(st.text(), st.text())
def test_texts_that_differ_otherwise_differ_in_their_hash(one: str, other: str) -> None:
    bare = [files._with_lf(text) for text in (one, other)]
    assert len(files.hash_of(one)) == 16
    assert bare[0] == bare[1] or files.hash_of("a" + bare[0]) != files.hash_of("b" + bare[1])
