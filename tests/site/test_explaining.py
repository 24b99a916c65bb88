from dataclasses import replace
from pathlib import Path

import pytest

from quotidien.config import Project
from quotidien.content import articles, files
from quotidien.content.addresses import add_addresses
from quotidien.errors import FixConfiguration
from quotidien.site.build import build
from quotidien.site.builder import Builder, Wish
from quotidien.site.explaining import explain
from quotidien.site.rendering import Setting
from tests.site import samples

TRAM = "articles/2026/11/23/tram/index.html"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A newsroom that was built twice: an article changed between, and an address is gone. Nobody writes into it."""
    project = samples.project(tmp_path_factory.mktemp("own"))
    samples.shelve(project.content, samples.library())
    add_addresses(project.content, ["/articles/2026/11/01/old/"])
    build(project)
    changed = replace(samples.HARBOUR, body="كلمات أخرى.")
    files.write(project.content / changed.path, articles.format_article(changed))
    build(project)
    return project


@pytest.mark.parametrize(
    "place",
    [
        "/articles/2026/11/23/tram/", "articles/2026/11/23/tram/", "/articles/2026/11/23/tram",
        "articles/2026/11/23/tram/index.html", "output/articles/2026/11/23/tram/index.html",
        "https://ledger.example/news/articles/2026/11/23/tram/", "https://ledger.example/news/articles/2026/11/23/tr%61m/#x",
    ],
)  # fmt: skip
def test_a_page_is_found_by_its_address_and_by_its_file(own: Project, place: str):
    found = explain(own, place)
    assert (found.name, found.kind) == (TRAM, "article")


@pytest.mark.parametrize(
    ("place", "name", "kind"),
    [
        ("/", "index.html", "today"),
        ("https://ledger.example/news/", "index.html", "today"),
        ("/feed.atom", "feed.atom", "feed"),
        ("404.html", "404.html", "missing"),
        ("regions/kenya", "regions/kenya/index.html", "region"),
    ],
)
def test_pages_and_files_of_every_kind_are_found(own: Project, place: str, name: str, kind: str):
    found = explain(own, place)
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    ("place", "sources"),
    [
        (
            "/articles/2026/11/23/tram/",
            [
                f"content/{samples.TRAM.path}", "content/records/2026/11/23.jsonl", f"content/{samples.TRAMWAY.path}",
                f"content/{samples.STORY.path}",
            ],
        ),
        ("/articles/2026/11/23/how/", [f"content/{samples.OWN.path}", f"content/{samples.TRAM.path}"]),
        ("/2026/11/24/", ["content/editions/world/2026-11-24.md", f"content/{samples.STORY.path}"]),
        ("/regions/kenya/", ["the newest of 2 in the region 'KE' of the digest 'world', and its counts"]),
        ("/sources/radio/2026/11/", ["2026-11 in the source 'radio'"]),
        ("/", ["everything under content/ that counts in the scope 'front world'"]),
    ],
)  # fmt: skip
def test_it_is_said_from_what_a_page_was_made(own: Project, place: str, sources: list[str]):
    *made_from, shared = explain(own, place).made_from
    assert made_from == sources
    assert "the theme" in shared


def test_of_a_page_that_was_rendered_it_is_said_why(own: Project):
    assert explain(own, "/articles/2026/11/23/mina/").decided == (
        f"looked at in the last build (2), since {samples.HARBOUR.path} changed; rendered: what it shows is other"
    )


def test_of_a_page_that_was_looked_at_in_vain_it_is_said_why(own: Project):
    decided = explain(own, "/regions/egypt/").decided
    assert decided.endswith(f"since {samples.HARBOUR.path} changed; not rendered: what it shows is as it was")


def test_of_a_page_that_was_not_looked_at_the_last_time_is_told(own: Project):
    assert explain(own, "/articles/2026/11/23/tram/").decided == (
        "not looked at in the last build (2): nothing that it is made from changed; "
        "last in build 1, since it was the first build"
    )


def test_a_page_that_is_gone_is_explained_too(own: Project):
    found = explain(own, "/articles/2026/11/01/old/")
    assert (found.kind, found.decided) == (
        "gone", "it answers for a published address that nothing else makes any more"
    )  # fmt: skip


def test_an_unknown_place_is_an_error_that_names_those_near(own: Project):
    with pytest.raises(FixConfiguration) as caught:
        explain(own, "/articles/2026/11/22/tram/")
    assert "no build made a file 'articles/2026/11/22/tram/index.html'; there are " in str(caught.value)
    assert TRAM in str(caught.value)


def test_where_nothing_is_near_nothing_is_named(own: Project):
    with pytest.raises(FixConfiguration) as caught:
        explain(own, "/nowhere/")
    assert str(caught.value) == "--explain: no build made a file 'nowhere/index.html'"


def test_before_the_first_build_it_is_said_what_to_do(tmp_path: Path):
    with pytest.raises(FixConfiguration, match="run it without --explain first"):
        explain(samples.project(tmp_path), "/")


def test_explaining_while_a_build_is_at_work_reads_what_was_before(own: Project):
    builder = Builder(Setting(own, (), own.output, own.theme, ()), Wish())
    builder.prepare()
    assert explain(own, "/").name == "index.html"
    builder.close()
