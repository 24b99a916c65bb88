import os
from pathlib import Path

import pytest

from quotidien.errors import FixConfiguration
from quotidien.site.writer import Output, hold, is_ours

MARK = b'{"quotidien": "0"}'


def finished(folder: Path, **files: bytes) -> Output:
    output = Output(folder)
    for name, content in files.items():
        output.write(name.replace("__", "/"), content)
    output.write("build.json", MARK)
    return output


def test_a_file_is_written_with_its_folders(tmp_path: Path):
    assert Output(tmp_path / "out").write("a/b/index", b"x")
    assert (tmp_path / "out/a/b/index").read_bytes() == b"x"
    assert not list(tmp_path.rglob("*.part"))


def test_a_file_with_the_same_bytes_is_not_touched(tmp_path: Path):
    output = finished(tmp_path, page=b"x")
    os.utime(tmp_path / "page", (1, 1))
    assert not output.write("page", b"x")
    assert (tmp_path / "page").stat().st_mtime == 1


def test_a_file_with_other_bytes_is_replaced(tmp_path: Path):
    output = finished(tmp_path, page=b"x")
    reader = (tmp_path / "page").open("rb")
    assert output.write("page", b"longer")
    assert (tmp_path / "page").read_bytes() == b"longer"
    with reader:
        assert reader.read() == b"x"
    assert not list(tmp_path.rglob("*.part"))


def test_a_file_is_read_where_there_is_one(tmp_path: Path):
    output = finished(tmp_path, page=b"x")
    assert output.read("page") == b"x"
    assert (output.read("none"), output.read("page/index.html")) == (None, None)


def test_what_nothing_makes_any_more_is_deleted_with_its_folders(tmp_path: Path):
    output = finished(tmp_path, old__deep__index=b"x", kept=b"x")
    assert output.delete(["old/deep/index"]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build.json", "kept"]


def test_a_folder_that_holds_something_else_stays(tmp_path: Path):
    output = finished(tmp_path, old__deep__index=b"x", old__kept=b"x")
    output.delete(["old/deep/index"])
    assert [path.name for path in (tmp_path / "old").iterdir()] == ["kept"]


def test_what_is_gone_already_is_not_counted_and_its_empty_folders_go(tmp_path: Path):
    output = finished(tmp_path, old__deep__index=b"x")
    (tmp_path / "old/deep/index").unlink()
    assert output.delete(["old/deep/index", "page/index"]) == 0
    assert not (tmp_path / "old").exists()


def test_the_output_itself_stays_however_empty(tmp_path: Path):
    output = Output(tmp_path / "out")
    output.write("page", b"x")
    output.delete(["page"])
    assert (tmp_path / "out").is_dir()


def test_what_is_not_known_is_found(tmp_path: Path):
    output = finished(tmp_path, theme__style=b"x", old__index=b"x", stray=b"x")
    assert output.others({"theme/style", "build.json"}) == ["old/index", "stray"]


def test_dot_files_at_the_top_are_left_alone(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    (tmp_path / ".nojekyll").write_text("")
    assert finished(tmp_path).others({"build.json"}) == []


def test_dot_files_further_down_are_not(tmp_path: Path):
    assert finished(tmp_path, **{"old__.DS_Store": b"x"}).others({"build.json"}) == ["old/.DS_Store"]


def test_what_a_killed_build_left_half_written_is_found(tmp_path: Path):
    output = finished(tmp_path)
    (tmp_path / "page").mkdir()
    for name in (".index.html.part", "page/.index.html.part"):
        (tmp_path / name).write_bytes(b"ha")
    assert output.others({"build.json"}) == [".index.html.part", "page/.index.html.part"]


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(FixConfiguration, match="not a site of ours"):
        hold(tmp_path)


def test_a_folder_that_is_absent_empty_or_ours_is_taken(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/.git").mkdir()
    finished(tmp_path / "ours", page=b"x")
    for name in ("absent", "empty", "ours"):
        hold(tmp_path / name)


@pytest.mark.parametrize("mark", [b"", b"[]", b"{}", b"\xff"])
def test_a_mark_that_is_not_ours_does_not_count(tmp_path: Path, mark: bytes):
    (tmp_path / "build.json").write_bytes(mark)
    assert not is_ours(tmp_path)
