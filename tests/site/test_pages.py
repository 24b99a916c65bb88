import re
from collections import Counter
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from quotidien.model.articles import Status
from quotidien.site.feed_files import Document
from quotidien.site.frames import Instance
from quotidien.site.pages import FILES, KINDS, FileKind, PageKind, documents_of, pages_of
from quotidien.site.scopes import ArticleScope, EditionScope, GoneScope, HeadScope, PageScope, RootScope, StoryScope
from quotidien.site.theme import Theme
from tests.site import samples
from tests.site.samples import Newsdesk

TEAM = PageScope("/pages/team/", "The team", "", "<p>We.</p>")


@pytest.fixture(scope="module")
def whole() -> Newsdesk:
    """A newsroom with a draft and a topic inside a region, which is large enough for months."""
    crossed = (samples.article(f"n{n}", regions=("TZ",)) for n in range(41))
    return samples.newsdesk(*crossed, drafts=(samples.article("soon", status=Status.DRAFT),))


def test_a_kind_of_page_is_added_by_one_entry(desk, tmp_path: Path):
    words = "{{ greeting }} from {{ frame.name }} at {{ path|absolute }}"
    (tmp_path / "hello.html").write_text(words, encoding="utf-8")
    kind = PageKind(
        "hello",
        PageScope,
        "/hello/{who}/",
        "hello.html",
        lambda room, scope: [Instance(room.frames[""], {"greeting": scope.title}, {"who": "you"})],
    )
    (page,) = pages_of(desk.room, PageScope("/pages/hi/", "Hi", "", ""), kinds=[kind])
    theme = Theme(samples.ROOT / "theme", samples.SITE, [str(tmp_path)])
    assert theme.render(page) == b"Hi from The Ledger at https://ledger.example/news/hello/you/"


def test_a_kind_of_file_is_added_by_one_entry(desk):
    kind = FileKind("note", RootScope, lambda room, _: [Document("/note.txt", room.project.site.name.encode())])
    assert list(documents_of(desk.room, RootScope(), kinds=[kind])) == [("note", Document("/note.txt", b"The Ledger"))]


def test_a_kind_makes_nothing_of_another_scope(desk):
    kind = next(kind for kind in KINDS if kind.name == "page")
    assert list(pages_of(desk.room, RootScope(), kinds=[kind])) == []
    assert not [name for name, _ in documents_of(desk.room, TEAM)]


def test_kinds_have_names_and_templates_of_their_own():
    assert Counter((kind.name, kind.scope) for kind in KINDS).most_common(1)[0][1] == 1
    templates = {(kind.name, kind.template, kind.path) for kind in KINDS}
    assert len(templates) == len({kind.name for kind in KINDS})
    folder = samples.ROOT / "theme" / "templates"
    assert all((folder / kind.template).is_file() for kind in KINDS)


def test_a_listings_head_and_its_months_are_one_kind(whole):
    paths = [page.path for page in whole.pages("region") if page.path.startswith("/regions/kenya/")]
    assert sorted(paths) == ["/regions/kenya/", "/regions/kenya/2026/11/"]


def test_every_kind_occurs_in_a_small_newsroom(whole):
    given = (TEAM, GoneScope("/old/"))
    seen = {
        (page.inputs["kind"], type(scope))
        for scope in (*whole.scopes(), *given)
        for page in pages_of(whole.room, scope)
    }
    assert {(kind.name, kind.scope) for kind in KINDS} == seen


def test_every_kind_of_file_occurs_in_a_small_newsroom(whole):
    given = (GoneScope("/regions/chad/feed.atom"),)
    seen = {(name, type(scope)) for scope in (*whole.scopes(), *given) for name, _ in documents_of(whole.room, scope)}
    assert {(kind.name, kind.scope) for kind in FILES} == seen


def test_no_two_pages_share_a_path(whole):
    paths = [page.path for page in whole.pages()] + [document.path for document in whole.documents()]
    assert len(paths) == len(set(paths))


def test_every_path_is_filled_in(whole):
    for page in whole.pages():
        assert re.fullmatch(r"/([a-z0-9-]+/)*(404\.html)?", page.path), page.path


def test_a_page_is_told_its_path_its_frame_and_its_kind(desk):
    (page,) = pages_of(desk.room, TEAM)
    assert (page.path, page.template, page.language, page.zone) == ("/pages/team/", "page.html", "en", "Europe/Paris")
    shared = {"feed": None, "frame": desk.room.frames[""], "path": "/pages/team/", "kind": "page"}
    assert shared.items() <= page.inputs.items()


def test_every_permalink_is_a_page(whole):
    paths = {page.path for page in whole.pages()}
    scopes = whole.scopes()
    assert {each.address for each in scopes if isinstance(each, (ArticleScope, StoryScope))} <= paths
    assert {card.path for each in whole.scopes(ArticleScope) for card in each.related} <= paths
    assert {each.story.path for each in whole.scopes(ArticleScope) if each.story} <= paths
    assert {page for each in whole.scopes(EditionScope) for page in each.pages if page} <= paths
    assert {listed.event.path for each in whole.scopes(HeadScope) for listed in each.newest} <= paths


def test_a_page_cannot_be_changed(desk):
    page = next(iter(desk.pages()))
    with pytest.raises(FrozenInstanceError):
        page.path = "/"


def test_pages_come_in_the_same_order_every_time(desk):
    again = samples.newsdesk()
    assert [page.path for page in again.pages()] == [page.path for page in desk.pages()]


def test_equal_scopes_give_equal_pages(desk):
    again = samples.newsdesk()
    theme = Theme(samples.ROOT / "theme", samples.SITE, [])
    assert [theme.render(page) for page in again.pages()] == [theme.render(page) for page in desk.pages()]


@pytest.mark.parametrize(
    "name",
    "index article page archives period_archives author authors category categories tag tags".split(),
)
def test_the_template_names_that_pelican_expects_exist(name: str):
    assert (samples.ROOT / "theme" / "templates" / f"{name}.html").is_file()
