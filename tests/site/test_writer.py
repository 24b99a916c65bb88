import os
from pathlib import Path

import pytest

from quotidien.errors import FixConfiguration, ReportBug
from quotidien.site.writer import Output, is_ours

MARK = b'{"quotidien": "0"}'


def finished(folder: Path, **files: bytes) -> Output:
    output = Output(folder)
    for name, content in files.items():
        output.write(name.replace("__", "/"), content)
    output.write("build.json", MARK)
    return output


def test_a_file_is_written_with_its_folders(tmp_path: Path):
    finished(tmp_path / "out", a__b__index=b"x")
    assert (tmp_path / "out/a/b/index").read_bytes() == b"x"
    assert not list(tmp_path.rglob("*.part"))


def test_a_file_with_the_same_bytes_is_not_touched(tmp_path: Path):
    finished(tmp_path, page=b"x")
    os.utime(tmp_path / "page", (1, 1))
    again = finished(tmp_path, page=b"x")
    assert (again.changed, (tmp_path / "page").stat().st_mtime) == (0, 1)


def test_a_file_with_other_bytes_is_replaced(tmp_path: Path):
    finished(tmp_path, page=b"x")
    assert finished(tmp_path, page=b"y").changed == 1
    assert (tmp_path / "page").read_bytes() == b"y"


def test_what_nothing_makes_any_more_is_deleted_with_its_folders(tmp_path: Path):
    finished(tmp_path, old__deep__index=b"x", kept=b"x")
    assert finished(tmp_path, kept=b"x").sweep(set()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build.json", "kept"]


def test_files_that_pelican_copies_are_kept(tmp_path: Path):
    finished(tmp_path, theme__style=b"x")
    assert finished(tmp_path).sweep({"theme/style"}) == 0


def test_dot_files_at_the_top_are_left_alone(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    (tmp_path / ".nojekyll").write_text("")
    assert finished(tmp_path).sweep(set()) == 0
    assert (tmp_path / ".git/config").exists()


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(FixConfiguration, match="not a site of ours"):
        Output(tmp_path)


@pytest.mark.parametrize("mark", [b"", b"[]", b"{}", b"\xff"])
def test_a_mark_that_is_not_ours_does_not_count(tmp_path: Path, mark: bytes):
    (tmp_path / "build.json").write_bytes(mark)
    assert not is_ours(tmp_path)


def test_two_pages_for_one_file_are_a_bug(tmp_path: Path):
    output = Output(tmp_path)
    output.write("index.html", b"x")
    with pytest.raises(ReportBug, match=r"index\.html"):
        output.write("index.html", b"x")


def test_what_a_killed_build_left_half_written_is_deleted(tmp_path: Path):
    finished(tmp_path)
    (tmp_path / ".index.html.part").write_bytes(b"ha")
    assert finished(tmp_path).sweep(set()) == 1
