"""Every kind of page as Chromium shows it: on a phone and at a desk, by day and by night."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quotidien.commands import collect, demo, digest
from quotidien.commands.newsroom import Newsroom
from quotidien.config import Project
from quotidien.content.library import read_library
from quotidien.model.articles import Rights
from quotidien.site import pages
from tests.site import browser
from tests.site.browser import Look

ROOT = Path(__file__).parents[2]
WIDTHS = (390, 1280)

PAGES = {
    "today": "index.html",
    "today, in French": "fr/index.html",
    "edition": "2026/11/22/index.html",
    "archive": "archive/index.html",
    "year": "2026/index.html",
    "month": "2026/11/index.html",
    "story": "stories/*/*/*/*/index.html",
    "article, our own": "articles/*/*/*/how-this-digest-is-made/index.html",
    "draft": "drafts/*/index.html",
    "page": "pages/*/index.html",
    "region": "regions/africa/index.html",
    "region, a month": "regions/africa/2026/11/index.html",
    "topic": "topics/*/index.html",
    "crossing": "regions/*/topics/*/index.html",
    "language": "languages/ar/index.html",
    "source": "sources/*/index.html",
    "source, Arabic, a month": "sources/sawt-al-marfa/2026/11/index.html",
    "source, Arabic": "sources/sawt-al-marfa/index.html",
    "regions": "regions/index.html",
    "topics": "topics/index.html",
    "languages": "languages/index.html",
    "sources": "sources/index.html",
    "about": "about/index.html",
    "policies": "policies/index.html",
    "subscribe": "subscribe/index.html",
    "missing": "404.html",
}
"""A page of each kind: the first file that fits."""

ARTICLES = {
    "article, an excerpt": ("en", Rights.EXCERPT),
    "article, whole": ("en", Rights.FULL),
    "article, Arabic": ("ar", Rights.EXCERPT),
    "article, Japanese": ("ja", Rights.LINK),
}
RIGHT_TO_LEFT = ("article, Arabic", "language", "source, Arabic", "source, Arabic, a month")

UNSEEN = {"gone"}
"""Kinds of page that the demo has none of: nothing was taken down."""

BAD = """<!doctype html>
<title></title>
<nav><a href="/">x</a></nav>
<main style="font-size: 12px">
<p>A paragraph before the headline, in words too small to read.</p>
<h1>First</h1>
<h1>لبنان</h1>
<p dir="rtl">5:20 PM · source</p>
<p style="color: #ccc; background: #fff">Pale.</p>
<div style="inline-size: 2000px">Wide.</div>
</main>
<p>Outside of every landmark.</p>
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the demo's project, built."""
    if not browser.chromium():
        told = pytest.fail if os.environ.get("CI") else pytest.skip
        told("Chromium is not installed: no page can be looked at")
    work = tmp_path_factory.mktemp("demo")
    with Newsroom(ROOT / "demo" / "newsroom", slow_s=0.0) as newsroom:
        project = replace(demo.prepare(ROOT, work, newsroom.port), output=work / "output")
        digest.run(project, collect.instant(demo.NOW))
    (project.output / "bad.html").write_text(BAD, "utf-8")
    return project


@pytest.fixture(scope="module")
def looks(site: Project) -> dict[str, dict[str, Look]]:
    """Return, for each kind of page, what each view showed."""
    kinds = {**dict(_found(site)), "bad": "/bad.html"}
    shown: dict[str, dict[str, Look]] = {kind: {} for kind in kinds}
    with browser.served(site.output, site.site.base) as address:
        for scheme in browser.SCHEMES:
            seen = browser.look(address, scheme, kinds.values(), WIDTHS)
            for kind, path in kinds.items():
                shown[kind] |= {f"{scheme}, {width} px": seen[path, width] for width in WIDTHS}
    return shown


def _found(site: Project) -> Iterator[tuple[str, str]]:
    articles = read_library(site.content, "UTC").articles
    for kind, pattern in PAGES.items():
        page = min(site.output.glob(pattern)).relative_to(site.output).as_posix()
        yield kind, f"/{page.removesuffix('index.html')}"
    for kind, wanted in ARTICLES.items():
        path = min(each.path for each in articles if each.source and (each.language, each.rights) == wanted)
        yield kind, f"/{path.removesuffix('.md')}/"


@pytest.fixture(params=[*PAGES, *ARTICLES])
def views(request: pytest.FixtureRequest, looks: dict[str, dict[str, Look]]) -> dict[str, Look]:
    """Return what one kind of page showed in each view."""
    return looks[request.param]


@pytest.fixture
def bad(looks: dict[str, dict[str, Look]]) -> Look:
    """Return what a page with every fault showed on a phone."""
    return looks["bad"]["light, 390 px"]


def _faults(views: dict[str, Look], name: str) -> dict[str, object]:
    return {view: found for view, look in views.items() if (found := getattr(look, name))}


def test_every_declared_kind_of_page_is_looked_at():
    assert {kind.name for kind in pages.KINDS} - UNSEEN == {kind.partition(",")[0] for kind in (*PAGES, *ARTICLES)}


def test_a_page_answers_in_every_view(views):
    assert {look.status for look in views.values()} == {200}
    assert len(views) == 4


def test_nothing_makes_a_page_scroll_sideways(views):
    assert {view: look.scroll for view, look in views.items() if look.scroll[0] > look.scroll[1]} == {}
    assert _faults(views, "outside") == {}


def test_running_text_is_18_to_19_px(views):
    assert {px for look in views.values() for px in look.paragraphs_px if not 18 <= px <= 19} == set()


def test_a_page_has_one_headline_and_it_stands_first_in_main(views):
    for look in views.values():
        assert look.headings == (look.first,)


def test_links_in_navigation_are_large_enough_for_a_finger(views):
    assert _faults(views, "small") == {}


def test_words_stand_in_the_direction_of_their_script(views):
    assert _faults(views, "scrambled") == {}


@pytest.mark.parametrize("kind", RIGHT_TO_LEFT)
def test_arabic_headlines_are_read_from_the_right(looks, kind):
    assert {direction for look in looks[kind].values() for direction in look.right_to_left} == {"rtl"}


def test_axe_finds_no_violation(views):
    assert _faults(views, "violations") == {}


def test_a_page_is_dark_where_the_reader_wants_it(views):
    papers = {scheme: {look.paper for view, look in views.items() if scheme in view} for scheme in browser.SCHEMES}
    assert len(papers["light"]) == len(papers["dark"]) == 1
    assert papers["light"] != papers["dark"]


def test_the_harness_finds_what_is_wrong_with_a_bad_page(bad):
    assert bad.scroll == (2008, 390)
    assert [each.split()[0] for each in bad.outside] == ["div."]
    assert set(bad.paragraphs_px) == {16, 12}
    assert bad.headings == ("h1. First", "h1. لبنان")
    assert bad.first.startswith("p.")
    assert len(bad.small) == 1
    assert [each.split()[0] for each in bad.scrambled] == ["h1.", "p."]
    assert bad.right_to_left == ("ltr",)


@pytest.mark.parametrize("rule", ["document-title", "html-has-lang", "color-contrast", "region"])
def test_axe_finds_what_is_wrong_with_a_bad_page(bad, rule):
    assert [each for each in bad.violations if each.startswith(f"{rule}:")]
