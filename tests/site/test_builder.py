import dataclasses
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from quotidien.config import Project
from quotidien.content import articles, files
from quotidien.content.addresses import add_addresses
from quotidien.errors import FixConfiguration
from quotidien.site.builder import Builder, Built, Wish, trust
from quotidien.site.rendering import Setting
from quotidien.site.scopes import ArticleScope, MapsScope
from tests.site import samples
from tests.site.samples import Newsdesk

TRAM_PAGE = "articles/2026/11/23/tram/index.html"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small newsroom's files, not yet built."""
    own = samples.project(tmp_path)
    samples.shelve(own.content, samples.library())
    return own


def setting(project: Project) -> Setting:
    return Setting(project, (), project.output, project.theme, ())


def build(project: Project, wish: Wish = Wish(), copied: str = "") -> Built:  # noqa: B008 - a value
    """Build, with one file of the editor's that is copied to `copied`."""
    builder = Builder(setting(project), wish)
    builder.prepare()
    files.write(project.content / "extra" / (copied or "none"), "the editor's\n")
    built = builder.finish({copied: project.content / "extra" / copied} if copied else {})
    if copied:
        files.write(project.output / copied, "the editor's\n")
    return built


def put(project: Project, article: object) -> None:
    files.write(project.content / article.path, articles.format_article(article))


def tree(project: Project) -> dict[str, bytes]:
    found = (path for path in project.output.rglob("*") if path.is_file())
    return {path.relative_to(project.output).as_posix(): path.read_bytes() for path in found}


# What is read


def test_bodies_are_rendered_with_the_sites_folder(desk, project: Project):
    body = desk.page("/articles/2026/11/23/how/")["piece"].body
    assert 'href="/news/articles/2026/11/23/tram/#main"' in body
    assert 'src="/news/images/mark.png"' in body


def test_the_files_that_bodies_show_are_told(project: Project):
    builder = Builder(setting(project), Wish())
    assert builder.prepare() == {"images/mark.png"}
    builder.finish({})


def test_the_order_of_the_input_does_not_matter(desk):
    turned = tuple(reversed(samples.library().articles))
    assert samples.newsdesk(articles=turned).scopes() == desk.scopes()


def test_two_files_at_one_address_are_both_named():
    with pytest.raises(FixConfiguration) as caught:
        samples.newsdesk(samples.article("twin", slug="tram"))
    assert "content/articles/2026/11/23/twin.md:1" in str(caught.value)
    assert "content/articles/2026/11/23/tram.md" in str(caught.value)


def test_two_editions_of_one_day_are_both_named():
    again = dataclasses.replace(samples.EDITIONS[0], path="editions/world/again.md")
    with pytest.raises(FixConfiguration) as caught:
        samples.newsdesk(editions=(*samples.EDITIONS, again))
    assert "editions/world/2026-10-31.md" in str(caught.value)
    assert "editions/world/again.md" in str(caught.value)


def test_what_is_wrong_is_named_until_it_is_mended(project: Project):
    build(project)
    before = tree(project)
    (project.content / "articles/bad.md").write_text("Title: Bad\nDate: 2026-11-22\n\n[x]({filename}gone.md)\n")
    for _ in range(2):
        with pytest.raises(FixConfiguration, match=r"content/articles/bad\.md:4: nothing is at .*gone\.md"):
            build(project)
    assert tree(project) == before
    (project.content / "articles/bad.md").unlink()
    assert build(project).rendered == 0


def test_an_edition_of_a_digest_that_is_configured_no_more_has_no_page():
    closed = samples.edition(date(2026, 11, 24), digest="old", path="editions/old/2026-11-24.md")
    assert samples.newsdesk(editions=(closed,)).pages("edition") == []


# What time it is


def news(desk: Newsdesk) -> list[str]:
    (scope,) = desk.scopes(MapsScope)
    return [each.loc.removeprefix("https://ledger.example/news") for each in scope.news]


def test_the_builds_now_is_the_newest_cut(desk):
    later = samples.article("later", collected=samples.CUT + timedelta(days=9))
    assert news(samples.newsdesk(later)) == news(desk) == ["/articles/2026/11/23/how/", "/stories/2026/11/23/tram/"]


def test_without_an_edition_now_is_the_newest_collection(desk):
    assert news(samples.newsdesk(editions=())) == news(desk)
    later = samples.article("later", collected=samples.CUT + timedelta(days=9))
    assert news(samples.newsdesk(later, editions=())) == []


def test_an_empty_newsroom_has_a_now_too():
    empty = samples.newsdesk(articles=(), stories=(), editions=(), records={})
    assert news(empty) == []
    assert empty.page("/")["newest"] == ()


# What is done


def test_a_build_says_what_it_did(project: Project):
    done = build(project)
    made = tree(project)
    htmls = [name for name in made if name.endswith(".html")]
    assert done == Built(project.output, read=9, rendered=len(htmls), pages=len(htmls), removed=0)
    counts = json.loads(made["build.json"])["counts"]
    assert {kind: counts[kind] for kind in ("article", "edition", "story")} == {"article": 5, "edition": 3, "story": 1}


def test_where_nothing_changed_nothing_is_read_or_rendered(project: Project):
    first = build(project)
    assert build(project) == dataclasses.replace(first, read=0, rendered=0)


def test_a_file_that_was_only_touched_is_the_same(project: Project):
    first = build(project)
    (project.content / samples.TRAM.path).touch()
    assert build(project) == dataclasses.replace(first, read=0, rendered=0)


def test_a_changed_article_costs_the_pages_that_show_it(project: Project):
    first = build(project)
    put(project, dataclasses.replace(samples.HARBOUR, title="خط جديد"))
    done = build(project)
    assert (done.read, done.pages) == (1, first.pages)
    assert 0 < done.rendered < first.pages / 3
    assert "خط جديد".encode() in (project.output / "regions/egypt/index.html").read_bytes()


def test_words_that_no_other_page_shows_cost_one_page(project: Project):
    build(project)
    put(project, dataclasses.replace(samples.HARBOUR, body="كلمات أخرى."))
    done = build(project)
    assert (done.read, done.rendered) == (1, 1)


def test_what_is_gone_is_removed_and_what_is_left_is_as_if_it_had_never_been(project: Project, tmp_path: Path):
    build(project)
    put(project, samples.article("brief", regions=("TZ",)))
    build(project)
    (project.content / "articles/2026/11/23/brief.md").unlink()
    done = build(project)
    # its page, and head, month and feeds of two regions in two digests
    assert done.removed > 1
    assert not (project.output / "articles/2026/11/23/brief").exists()
    clean = samples.project(tmp_path / "clean")
    samples.shelve(clean.content, samples.library())
    build(clean)
    assert tree(clean) == tree(project)


def test_however_many_processes_take_part_the_bytes_are_the_same(project: Project, tmp_path: Path):
    trees = []
    for processes in (1, 2):
        limits = dataclasses.replace(project.limits, processes=processes)
        own = dataclasses.replace(project, limits=limits, output=tmp_path / f"output-{processes}")
        build(own)
        trees.append(tree(own))
    assert trees[0] == trees[1]


def test_whoever_watches_is_told_how_far_it_is(project: Project):
    told: dict[str, list[tuple[int, int]]] = {}
    build(project, Wish(watch=lambda stage, done, all_: told.setdefault(stage, []).append((done, all_))))
    assert set(told) == {"read", "render"}
    assert told["read"][-1][0] == told["read"][-1][1]
    assert [done for done, _ in told["render"]] == list(range(1, told["render"][0][1] + 1))


# What the output holds


def test_an_altered_output_is_mended_where_that_is_asked_for(project: Project):
    build(project)
    before = tree(project)
    (project.output / TRAM_PAGE).write_bytes(b"altered")
    (project.output / "regions/kenya/feed.atom").unlink()
    (project.output / "stray.html").write_bytes(b"x")
    build(project)
    assert (project.output / TRAM_PAGE).read_bytes() == b"altered"
    done = build(project, Wish(verify=True))
    assert tree(project) == before
    assert done.removed == 1


def test_an_output_with_another_mark_is_looked_at_unasked(project: Project):
    build(project)
    before = tree(project)
    (project.output / "build.json").write_text('{"quotidien": "0"}')
    (project.output / TRAM_PAGE).write_bytes(b"altered")
    build(project)
    assert tree(project) == before


def test_a_folder_of_somebody_else_is_not_touched(project: Project):
    project.output.mkdir()
    (project.output / "thesis.txt").write_text("years of work")
    with pytest.raises(FixConfiguration, match="not a site of ours"):
        build(project)
    assert tree(project) == {"thesis.txt": b"years of work"}


def test_a_file_of_the_editors_stands_in_for_a_page_until_it_is_gone(project: Project):
    own = project.output / "404.html"
    build(project)
    page = own.read_bytes()
    own.write_bytes(b"mine")
    build(project, copied="404.html")
    assert own.read_bytes() == b"the editor's\n"
    build(project)
    assert own.read_bytes() == page


def test_a_file_of_the_editors_that_is_gone_is_removed(project: Project):
    build(project)
    (project.output / "CNAME").write_bytes(b"ledger.example")
    build(project, copied="CNAME")
    assert (project.output / "CNAME").exists()
    assert build(project).removed == 1
    assert not (project.output / "CNAME").exists()


def test_an_address_that_was_published_answers_for_ever(project: Project):
    add_addresses(project.content, ["/articles/2026/11/01/old/", "/regions/chad/feed.atom", "/about/"])
    build(project)
    kept = (project.output / "about/index.html").read_bytes()
    assert (project.output / "articles/2026/11/01/old/index.html").is_file()
    assert b"<feed" in (project.output / "regions/chad/feed.atom").read_bytes()
    put(project, samples.article("old", path="articles/2026/11/01/old.md"))
    build(project)
    assert b"Headline old" in (project.output / "articles/2026/11/01/old/index.html").read_bytes()
    (project.content / "articles/2026/11/01/old.md").unlink()
    build(project)
    assert b"Headline old" not in (project.output / "articles/2026/11/01/old/index.html").read_bytes()
    assert (project.output / "about/index.html").read_bytes() == kept


# What is trusted


def test_another_configuration_makes_everything_anew(project: Project):
    first = build(project)
    site = dataclasses.replace(project.site, tagline="Another")
    assert build(dataclasses.replace(project, site=site)).rendered == first.pages


def test_the_same_configuration_is_trusted_and_each_change_of_it_is_not(project: Project, tmp_path: Path):
    same = trust(setting(project))
    assert trust(setting(dataclasses.replace(project))) == same
    (tmp_path / "theme/templates").mkdir(parents=True)
    others = (
        dataclasses.replace(setting(project), theme=tmp_path / "theme"),
        dataclasses.replace(setting(project), output=tmp_path / "elsewhere"),
        setting(dataclasses.replace(project, sources=project.sources[1:])),
        setting(dataclasses.replace(project, digests=project.digests[:1])),
    )
    assert len({same, *map(trust, others)}) == 5


def test_a_changed_template_is_not_trusted(project: Project, tmp_path: Path):
    folder = tmp_path / "overrides"
    folder.mkdir()
    overridden = dataclasses.replace(setting(project), overrides=(str(folder),))
    before = trust(overridden)
    (folder / "404.html").write_text("Ours")
    first = trust(overridden)
    (folder / "404.html").write_text("Ours too")
    assert len({before, first, trust(overridden)}) == 3


def test_an_article_is_read_from_its_file_and_its_record(desk):
    found = {each.article.path: each for each in desk.scopes(ArticleScope)}
    assert [each.words for each in found[samples.TRAM.path].topics] == [("tram", "fare")]
    assert found[samples.TRAM.path].article == dataclasses.replace(samples.TRAM, story=samples.STORY.id, body="")
