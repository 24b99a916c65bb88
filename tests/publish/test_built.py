from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quotidien.publish.built import Built, Place, address

URL = "https://digest.example/base"
SEGMENT = st.text(st.characters(codec="utf-8", exclude_characters="/\x00"), min_size=1, max_size=12)
PATH = st.lists(SEGMENT.filter(lambda text: text.strip(". ")), min_size=1, max_size=4).map("/".join)


def test_files_are_listed_as_paths_below_the_output(site):
    assert {"index.html", "stories/rain/index.html"} < Built.read(site, URL).files


def test_a_link_to_a_file_that_is_gone_is_no_file(tmp_path):
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    assert Built.read(tmp_path, URL).files == frozenset()


@given(PATH)
def test_a_file_is_found_at_its_own_address(path):
    built = Built(Path("out"), URL, frozenset({path}))
    assert built.locate(built.address(path), f"{URL}/") == Place(path)


@given(PATH)
def test_a_folder_answers_with_its_index_with_and_without_a_slash(folder):
    built = Built(Path("out"), URL, frozenset({f"{folder}/index.html"}))
    for link in (built.address(f"{folder}/index.html"), built.address(folder)):
        assert built.locate(link, f"{URL}/").path == f"{folder}/index.html"


@given(st.text(), st.text())
def test_any_link_leads_somewhere_or_has_a_fault(link, fragment):
    place = Built(Path("out"), URL, frozenset({"index.html"})).locate(f"{link}#{fragment}", f"{URL}/")
    assert place.path in {"", "index.html"}
    assert not (place.path and place.fault)


@given(PATH)
def test_an_address_is_rooted_ascii(path):
    assert address(path).startswith("/")
    assert address(path).isascii()
