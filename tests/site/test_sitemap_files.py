from datetime import timedelta

from lxml import etree

from quotidien.site.sitemap_files import all_sitemaps
from tests.site import samples

ROOT = "https://ledger.example/news"


def files(room) -> dict[str, bytes]:
    return {document.path: document.content for document in all_sitemaps(room)}


def locations(content: bytes) -> list[str]:
    return [node.text for node in etree.fromstring(content).findall(".//{*}loc")]


def test_a_month_names_its_stories_editions_and_our_own_articles():
    named = locations(files(samples.newsroom())["/sitemaps/2026-11.xml"])
    assert named == sorted(
        f"{ROOT}/{path}/" for path in ("2026/11/23", "2026/11/24", "articles/2026/11/23/how", "stories/2026/11/23/tram")
    )


def test_articles_that_lead_to_their_source_are_left_out():
    written = b"".join(files(samples.newsroom()).values())
    assert b"/articles/2026/11/23/mina/" not in written


def test_the_index_names_every_sitemap():
    made = files(samples.newsroom())
    assert locations(made["/sitemap.xml"]) == [ROOT + path for path in made if path.startswith("/sitemaps/")]


def test_lists_are_named_where_they_hold_something():
    named = locations(files(samples.newsroom())["/sitemaps/lists.xml"])
    assert f"{ROOT}/regions/kenya/" in named
    assert f"{ROOT}/fr/regions/japan/" not in named
    assert {f"{ROOT}/", f"{ROOT}/fr/", f"{ROOT}/about/", f"{ROOT}/sources/"} <= set(named)


def test_news_are_those_of_the_two_days_before_the_newest_cut():
    content = files(samples.newsroom())["/sitemaps/news.xml"]
    assert locations(content) == [f"{ROOT}/articles/2026/11/23/how/", f"{ROOT}/stories/2026/11/23/tram/"]
    assert b"<news:name>The Ledger</news:name>" in content


def test_old_stories_are_no_news():
    later = samples.edition(samples.CUT.date() + timedelta(days=9))
    assert locations(files(samples.newsroom(editions=(later,)))["/sitemaps/news.xml"]) == []
    assert locations(files(samples.newsroom(articles=(), stories=()))["/sitemaps/news.xml"]) == []


def test_robots_may_read_everything():
    assert files(samples.newsroom())["/robots.txt"].decode().endswith(f"Sitemap: {ROOT}/sitemap.xml\n")
