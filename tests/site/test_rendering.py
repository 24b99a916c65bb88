from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quotidien.content import files
from quotidien.site.builder import Builder, Wish
from quotidien.site.facts import Reading
from quotidien.site.pages import KINDS
from quotidien.site.rendering import Desk, Order, Setting, hash_of
from tests.site import samples

KEY, PAGE = f"article {samples.TRAM.path}", "articles/2026/11/23/tram/index.html"


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    """A newsroom that was read, and of which nothing is rendered."""
    project = samples.project(tmp_path)
    samples.shelve(project.content, samples.library())
    found = Setting(project, (), project.output, project.theme, ())
    builder = Builder(found, Wish())
    builder.prepare()
    builder.ledger.commit()
    builder.close()
    return found


@pytest.fixture
def desk(setting: Setting) -> Iterator[Desk]:
    """One process at work there."""
    opened = Desk(setting)
    yield opened
    opened.close()


def test_a_scope_becomes_a_file_whose_hash_is_told(desk: Desk, setting: Setting):
    (done,) = desk.render([Order(KEY)])
    (made,) = done.made
    content = (setting.output / PAGE).read_bytes()
    assert (made.name, made.kind, made.hash) == (PAGE, "article", hash_of(PAGE, content))
    assert samples.TRAM.title.encode() in content


def test_a_scope_whose_fingerprint_is_known_is_not_rendered(desk: Desk, setting: Setting):
    (first,) = desk.render([Order(KEY)])
    (setting.output / PAGE).unlink()
    (second,) = desk.render([Order(KEY, first.fingerprint)])
    assert (second.fingerprint, second.made) == (first.fingerprint, None)
    assert not (setting.output / PAGE).exists()


def test_a_scope_with_another_fingerprint_is_rendered(desk: Desk, setting: Setting):
    (done,) = desk.render([Order(KEY, b"of another time")])
    assert done.made
    assert (setting.output / PAGE).exists()


def test_two_scopes_have_two_fingerprints(desk: Desk):
    done = desk.render([Order(KEY), Order(f"article {samples.HARBOUR.path}")])
    assert len({each.fingerprint for each in done}) == 2


def test_a_scope_has_the_same_fingerprint_in_every_process(desk: Desk, setting: Setting):
    orders = [Order(key) for key in (KEY, "front world", "catalogue fr", "maps")]
    other = Desk(replace(setting, output=setting.output / "other"))
    assert desk.render(orders) == other.render(orders)
    other.close()


def test_what_is_of_nothing_makes_nothing(desk: Desk):
    (done,) = desk.render([Order("article articles/none.md", b"known")])
    assert (done.fingerprint, done.made) == (b"", ())


def test_names_that_are_taken_are_told_but_not_written(desk: Desk, setting: Setting):
    files.write(setting.output / PAGE, "the editor's own\n")
    (free,), (taken,) = (desk.render([Order("root", taken=names)]) for names in (frozenset(), frozenset({"404.html"})))
    assert taken == free
    (done,) = desk.render([Order(KEY, taken=frozenset({PAGE}))])
    assert [each.name for each in done.made] == [PAGE]
    assert (setting.output / PAGE).read_text("utf-8") == "the editor's own\n"


def test_a_name_counts_in_the_hash_of_a_file():
    assert len({hash_of("a", b"x"), hash_of("b", b"x"), hash_of("a", b"y"), hash_of("ax", b"")}) == 4


def test_everything_that_a_scope_makes_is_of_a_kind_that_is_declared(desk: Desk, setting: Setting):
    done = desk.render([Order("front world"), Order("maps"), Order("root")])
    kinds = {each.name: each.kind for rendered in done for each in rendered.made}
    assert kinds["index.html"] == "today"
    assert {kinds["feed.atom"], kinds["sitemap.xml"]} == {"feed", "sitemap"}
    pages = {name for name in kinds if name.endswith(".html")}
    assert {kinds[name] for name in pages} <= {kind.name for kind in KINDS}
    assert all((setting.output / name).is_file() for name in kinds)


def test_who_only_reads_files_needs_no_ledger(tmp_path: Path):
    project = samples.project(tmp_path)
    samples.shelve(project.content, samples.library())
    desk = Desk(Setting(project, (), project.output, project.theme, ()))
    (found,) = desk.read([Reading(samples.TRAM.path)])
    desk.close()
    assert found.path == samples.TRAM.path
    assert not project.cache.exists()
