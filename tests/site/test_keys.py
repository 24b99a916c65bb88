import pytest

from quotidien.site.keys import Marks, always, scope_of
from tests.site import samples


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("articles/2026/11/24/rain.md", "article articles/2026/11/24/rain.md"),
        ("stories/2026/11/24/rain.md", "story stories/2026/11/24/rain.md"),
        ("editions/world/2026-11-24.md", "edition editions/world/2026-11-24.md"),
        ("pages/house/team.md", "page pages/house/team.md"),
    ],
)
def test_the_scope_of_a_file_is_named_by_its_kind(path: str, key: str):
    assert scope_of(path) == key


def test_what_holds_something_of_everything_is_composed_once_for_each_digest():
    keys = list(always(samples.project()))
    assert len(keys) == len(set(keys))
    assert set(keys) == {"root", "sources", "maps"} | {
        f"{kind} {slug}" for kind in ("front", "catalogue", "archive", "about") for slug in ("world", "fr")
    }


def test_the_first_reason_stands():
    marks = Marks()
    marks.mark("root", "first")
    marks.mark("root", "second")
    assert marks.reasons == {"root": "first"}


def test_every_kind_of_scope_that_is_marked_can_be_composed(desk):
    composed = {key for key in desk.keys if desk.composer.compose(key) is not None}
    assert {key.partition(" ")[0] for key in composed} == {key.partition(" ")[0] for key in desk.keys}
