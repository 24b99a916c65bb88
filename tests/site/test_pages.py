import re
from dataclasses import FrozenInstanceError

import pytest

from quotidien.site import pages
from quotidien.site.frames import Instance, root_frame
from quotidien.site.pages import KINDS, PageKind
from quotidien.site.theme import Theme
from tests.site import samples

ROOM = samples.newsroom(drafts=(samples.article("soon"),))


def test_a_kind_of_page_is_added_by_one_entry(tmp_path):
    (tmp_path / "hello.html").write_text(
        "{{ greeting }} from {{ frame.name }} at {{ path|absolute }}", encoding="utf-8"
    )
    kind = PageKind(
        "hello",
        "/hello/{who}/",
        "hello.html",
        lambda room: [Instance(root_frame(room), {"greeting": "Hi"}, {"who": "you"})],
    )
    (page,) = pages.all_pages(ROOM, [kind])
    theme = Theme(samples.ROOT / "theme", samples.SITE, [str(tmp_path)])
    assert theme.render(page) == b"Hi from The Ledger at https://ledger.example/news/hello/you/"


def test_kinds_have_names_and_templates_of_their_own():
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    folder = samples.ROOT / "theme" / "templates"
    assert all((folder / kind.template).is_file() for kind in KINDS)


def test_every_kind_but_an_editors_page_occurs_in_a_small_newsroom():
    room = samples.newsroom(
        *(samples.article(f"n{n}", regions=("TZ",)) for n in range(3)), drafts=(samples.article("soon"),)
    )
    seen = {page.inputs["kind"] for page in pages.all_pages(room)}
    assert {kind.name for kind in KINDS} - seen == {"page"}


def test_no_two_pages_share_a_path():
    paths = [page.path for page in pages.all_pages(ROOM)]
    assert len(paths) == len(set(paths))


def test_every_path_is_filled_in():
    for page in pages.all_pages(ROOM):
        assert re.fullmatch(r"/([a-z0-9-]+/)*(404\.html)?", page.path), page.path


def test_every_permalink_is_a_page():
    paths = {page.path for page in pages.all_pages(ROOM)}
    assert set(ROOM.permalinks.values()) <= paths


def test_a_page_cannot_be_changed():
    page = next(pages.all_pages(ROOM))
    with pytest.raises(FrozenInstanceError):
        page.path = "/"


def test_pages_come_in_the_same_order_every_time():
    assert [page.path for page in pages.all_pages(ROOM)] == [page.path for page in pages.all_pages(ROOM)]


@pytest.mark.parametrize(
    "name",
    "index article page archives period_archives author authors category categories tag tags".split(),
)
def test_the_template_names_that_pelican_expects_exist(name: str):
    assert (samples.ROOT / "theme" / "templates" / f"{name}.html").is_file()
