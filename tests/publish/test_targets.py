import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotidien.errors import FixConfiguration
from quotidien.publish import targets
from quotidien.publish.targets import Published, publish_directory

FILES = st.dictionaries(
    st.sampled_from(["index.html", "a/index.html", "a/b/c.css", "feed.atom", "é à.html"]), st.binary(max_size=8)
)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in {"build.json": b"{}", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def output(tmp_path):
    return fill(tmp_path / "output", {"index.html": b"new", "same/index.html": b"same"})


@pytest.fixture
def target(tmp_path):
    """A site that was published before."""
    return fill(tmp_path / "www/public", {"index.html": b"old", "same/index.html": b"same", "gone/index.html": b"x"})


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def test_a_first_publication_makes_the_folder_and_those_above_it(output, tmp_path):
    target = tmp_path / "www/digest/public"
    assert publish_directory(output, target) == Published(files=3, changed=3, removed=0)
    assert tree(target) == tree(output)


def test_an_empty_folder_may_be_published_to(output, tmp_path):
    (tmp_path / "public").mkdir()
    publish_directory(output, tmp_path / "public")
    assert tree(tmp_path / "public") == tree(output)


def test_a_second_publication_counts_what_changed_and_what_went(output, target):
    assert publish_directory(output, target) == Published(files=3, changed=1, removed=1)
    assert tree(target) == tree(output)


def test_publishing_the_same_again_changes_nothing(output, target):
    publish_directory(output, target)
    assert publish_directory(output, target) == Published(files=3, changed=0, removed=0)


def test_an_unchanged_file_keeps_its_date_so_that_readers_need_not_ask_again(output, target):
    os.utime(target / "same/index.html", (1_000, 1_000))
    publish_directory(output, target)
    assert (target / "same/index.html").stat().st_mtime == 1_000


def test_the_published_files_are_not_the_output_s(output, target):
    publish_directory(output, target)
    (output / "same/index.html").write_bytes(b"changed by the next build")
    assert (target / "same/index.html").read_bytes() == b"same"


def test_nothing_is_left_beside_the_target(output, target):
    publish_directory(output, target)
    assert beside(target) == ["public"]


def test_a_link_in_the_target_s_place_is_followed_and_kept(output, target, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(target)
    publish_directory(output, link)
    assert link.is_symlink()
    assert tree(target) == tree(output)


def test_a_reader_who_holds_the_old_folder_open_reads_on(output, target):
    with (target / "index.html").open("rb") as page:
        publish_directory(output, target)
        assert page.read() == b"old"


@pytest.mark.parametrize("name", ["thesis.doc", "sub/notes.md"])
def test_a_folder_that_quotidien_did_not_write_is_left_alone(output, tmp_path, name):
    foreign = fill(tmp_path / "home", {name: b"mine"})
    (foreign / "build.json").unlink()
    with pytest.raises(FixConfiguration, match="did not write"):
        publish_directory(output, foreign)
    assert tree(foreign) == {name: b"mine"}


def test_the_root_of_the_file_system_is_left_alone(output):
    with pytest.raises(FixConfiguration, match="stand apart"):
        publish_directory(output, Path("/"))


def test_a_git_checkout_is_left_alone(output, target):
    (target / ".git").mkdir()
    with pytest.raises(FixConfiguration, match="git checkout"):
        publish_directory(output, target)
    assert (target / "index.html").read_bytes() == b"old"


def test_a_file_in_the_target_s_place_is_left_alone(output, tmp_path):
    (tmp_path / "public").write_text("mine")
    with pytest.raises(FixConfiguration, match="is a file"):
        publish_directory(output, tmp_path / "public")


def test_an_output_that_is_no_build_is_not_published(target, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(FixConfiguration, match="build the site first"):
        publish_directory(tmp_path / "empty", target)
    assert (target / "index.html").read_bytes() == b"old"


@pytest.mark.parametrize("target", ["output", "output/public", "."])
def test_output_and_target_may_not_stand_in_each_other(output, tmp_path, target):
    with pytest.raises(FixConfiguration, match="stand apart"):
        publish_directory(output, tmp_path / target)
    assert (output / "index.html").read_bytes() == b"new"


def test_a_place_that_cannot_be_written_is_named(output, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FixConfiguration, match="cannot be written"):
        publish_directory(output, tmp_path / "file/public")


@pytest.mark.parametrize("word", ["new", "old"])
def test_what_a_kill_left_beside_the_target_is_removed(output, target, word):
    fill(target.with_name(f".public.quotidien-{word}"), {"half.html": b"half"})
    publish_directory(output, target)
    assert beside(target) == ["public"]
    assert tree(target) == tree(output)


def test_after_a_kill_between_two_renames_the_next_run_goes_on(output, target):
    target.rename(target.with_name(".public.quotidien-old"))
    assert publish_directory(output, target) == Published(files=3, changed=1, removed=1)
    assert beside(target) == ["public"]


def test_after_a_kill_between_two_renames_even_a_run_that_refuses_puts_the_old_tree_back(target, tmp_path):
    former = tree(target)
    target.rename(target.with_name(".public.quotidien-old"))
    with pytest.raises(FixConfiguration, match="build the site first"):
        publish_directory(tmp_path / "none", target)
    assert tree(target) == former


def test_the_folders_change_places_without_a_moment_between(tmp_path):
    one, other = fill(tmp_path / "one", {"x": b"1"}), fill(tmp_path / "other", {"x": b"2"})
    if not targets._exchange(one, other):
        pytest.skip("this system cannot exchange two folders in one step")
    assert (tree(one)["x"], tree(other)["x"]) == (b"2", b"1")


def test_where_they_cannot_the_old_folder_makes_way_for_the_new(tmp_path):
    fresh, target = fill(tmp_path / "fresh", {"x": b"new"}), fill(tmp_path / "public", {"x": b"old"})
    targets._rename_both(fresh, target, tmp_path / "former")
    assert tree(target)["x"] == b"new"
    assert tree(tmp_path / "former")["x"] == b"old"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(before=FILES, after=FILES)
def test_whatever_stood_there_the_target_is_the_output(tmp_path, before, after):
    output, target = fill(tmp_path / "output", after), fill(tmp_path / "public", before)
    published = publish_directory(output, target)
    assert tree(target) == tree(output)
    assert published.files == len(after) + 1
    assert published.changed == sum(before.get(path) != data for path, data in after.items())
    assert published.removed == len(before.keys() - after.keys())
