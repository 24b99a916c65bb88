from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from quotidien.site import sitemap_files
from quotidien.site.scopes import CatalogueScope, MapsScope, SitemapScope
from tests.site import samples

SITE = "https://ledger.example/news"


@pytest.fixture(scope="module")
def files(desk) -> dict[str, bytes]:
    return desk.files()


def locations(content: bytes) -> list[str]:
    return [node.text for node in etree.fromstring(content).findall(".//{*}loc")]


def test_a_month_names_its_stories_editions_and_our_own_articles(files):
    named = locations(files["/sitemaps/2026-11.xml"])
    assert named == sorted(
        f"{SITE}/{path}/" for path in ("2026/11/23", "2026/11/24", "articles/2026/11/23/how", "stories/2026/11/23/tram")
    )


def test_a_month_runs_by_the_clock_of_utc():
    last = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    late = samples.article("late", source="", url="", published=last)
    files = samples.newsdesk(late).files()
    assert f"{SITE}/articles/2026/11/23/late/" in locations(files["/sitemaps/2026-11.xml"])
    assert "/sitemaps/2026-12.xml" not in files


def test_a_page_is_dated_by_its_last_change(files):
    entry = etree.fromstring(files["/sitemaps/2026-11.xml"]).find(
        "{*}url[{*}loc='" + f"{SITE}/stories/2026/11/23/tram/']"
    )
    assert entry.find("{*}lastmod").text == "2026-11-24T00:00:00Z"


def test_articles_that_lead_to_their_source_are_left_out(files):
    written = b"".join(content for path, content in files.items() if path.startswith("/sitemap"))
    assert b"/articles/2026/11/23/how/" in written
    assert b"/articles/2026/11/23/mina/" not in written


def test_the_index_names_every_sitemap(files):
    named = locations(files["/sitemap.xml"])
    assert sorted(named) == sorted(SITE + path for path in files if path.startswith("/sitemaps/"))
    assert f"{SITE}/sitemaps/2026-10.xml" in named


def test_lists_are_named_where_they_hold_something(files):
    named = locations(files["/sitemaps/lists.xml"])
    assert f"{SITE}/regions/kenya/" in named
    assert f"{SITE}/fr/regions/japan/" not in named
    assert {f"{SITE}/", f"{SITE}/fr/", f"{SITE}/about/", f"{SITE}/sources/", f"{SITE}/sources/radio/"} <= set(named)


def test_every_named_page_is_there(desk, files):
    pages = {page.path for page in desk.pages()}
    named = [url for path, content in files.items() if path.startswith("/sitemaps/") for url in locations(content)]
    assert {url.removeprefix(SITE) for url in named} <= pages


def test_news_are_those_of_the_two_days_before_the_newest_cut(files):
    content = files["/sitemaps/news.xml"]
    assert locations(content) == [f"{SITE}/articles/2026/11/23/how/", f"{SITE}/stories/2026/11/23/tram/"]
    assert b"<news:name>The Ledger</news:name>" in content


@pytest.mark.parametrize(("published", "is_news"), [(samples.CUT, True), (samples.CUT + timedelta(seconds=1), False)])
def test_what_was_published_after_the_newest_cut_is_no_news_yet(published: datetime, is_news: bool):
    own = samples.article("own", source="", url="", published=published)
    named = locations(samples.newsdesk(own).files()["/sitemaps/news.xml"])
    assert (f"{SITE}/articles/2026/11/23/own/" in named) is is_news


def test_old_stories_are_no_news():
    later = samples.edition(samples.CUT.date() + timedelta(days=9))
    assert locations(samples.newsdesk(editions=(later,)).files()["/sitemaps/news.xml"]) == []
    assert locations(samples.newsdesk(articles=(), stories=()).files()["/sitemaps/news.xml"]) == []


def test_a_month_is_one_file(desk):
    (document,) = sitemap_files.of_month(desk.room, SitemapScope("2026-11", ()))
    assert (document.path, locations(document.content)) == ("/sitemaps/2026-11.xml", [])


def test_two_digests_name_a_source_once(desk):
    both = tuple(CatalogueScope(slug, (), (), (), samples.SOURCES) for slug in ("world", "fr"))
    lists, *_ = sitemap_files.of_maps(desk.room, MapsScope((), both, ()))
    assert locations(lists.content).count(f"{SITE}/sources/radio/") == 1


def test_robots_may_read_everything(files):
    assert files["/robots.txt"].decode().endswith(f"Sitemap: {SITE}/sitemap.xml\n")
