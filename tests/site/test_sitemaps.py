from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from quotidien.errors import ReportBug
from quotidien.site.sitemaps import SitemapNews, SitemapUrl, robots_txt, sitemap, sitemap_index

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
PAGE = "https://digest.example/2026/11/24/"
INSTANT = datetime(2026, 11, 24, 7, 30, tzinfo=timezone(timedelta(hours=1)))


def news(**changes) -> SitemapNews:
    return SitemapNews(**{"name": "World", "language": "en", "published": INSTANT, "title": "Rain & wind", **changes})


def read_news(item: SitemapNews):
    return etree.fromstring(sitemap([SitemapUrl(PAGE, None, item)])).find(f"{MAP}url/{NEWS}news")


def test_a_sitemap_lists_addresses_in_the_order_given():
    root = etree.fromstring(sitemap([SitemapUrl(PAGE + "b?x=1&y=2"), SitemapUrl(PAGE + "a")]))
    assert root.tag == f"{MAP}urlset"
    assert [node.text for node in root.iter(f"{MAP}loc")] == [PAGE + "b?x=1&y=2", PAGE + "a"]


@pytest.mark.parametrize(
    ("lastmod", "expected"),
    [(date(2026, 11, 24), "2026-11-24"), (INSTANT, "2026-11-24T06:30:00Z"), (None, None)],
)
def test_lastmod_is_a_date_or_an_instant_in_utc_or_absent(lastmod, expected):
    root = etree.fromstring(sitemap([SitemapUrl(PAGE, lastmod)]))
    assert root.findtext(f"{MAP}url/{MAP}lastmod") == expected


def test_a_sitemap_holds_50_000_addresses_and_no_more():
    full = [SitemapUrl(PAGE)] * 50_000
    assert sitemap(full).count(b"<loc>") == 50_000
    with pytest.raises(ReportBug, match="50000 addresses, not 50001"):
        sitemap([*full, SitemapUrl(PAGE)])


def test_a_news_sitemap_holds_1_000_articles_and_no_more():
    with pytest.raises(ReportBug, match="1000 addresses, not 1001"):
        sitemap([SitemapUrl(PAGE, None, news())] * 1_001)


def test_a_news_sitemap_names_publication_language_instant_and_title():
    found = read_news(news())
    assert found.findtext(f"{NEWS}publication/{NEWS}name") == "World"
    assert found.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    assert found.findtext(f"{NEWS}publication_date") == "2026-11-24T06:30:00Z"
    assert found.findtext(f"{NEWS}title") == "Rain & wind"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("pt-BR", "pt"), ("zh", "zh-cn"), ("zh-Hans-HK", "zh-cn"), ("zh-TW", "zh-tw"), ("zh-Hant", "zh-tw")],
)
def test_a_news_sitemap_writes_languages_as_google_reads_them(tag, code):
    assert read_news(news(language=tag)).findtext(f"{NEWS}publication/{NEWS}language") == code


def test_a_sitemap_without_news_does_not_speak_of_it():
    assert b"news" not in sitemap([SitemapUrl(PAGE)])


def test_an_index_lists_sitemaps_with_their_dates():
    entries = [(PAGE + "a.xml", datetime(2026, 11, 24, tzinfo=UTC)), (PAGE + "b.xml", None)]
    root = etree.fromstring(sitemap_index(entries))
    assert root.tag == f"{MAP}sitemapindex"
    found = [(node.findtext(f"{MAP}loc"), node.findtext(f"{MAP}lastmod")) for node in root]
    assert found == [(PAGE + "a.xml", "2026-11-24T00:00:00Z"), (PAGE + "b.xml", None)]


def test_an_index_holds_50_000_sitemaps_and_no_more():
    with pytest.raises(ReportBug, match="sitemap index"):
        sitemap_index([(PAGE, None)] * 50_001)


def test_robots_txt_opens_the_site_and_names_the_sitemap():
    lines = robots_txt("https://digest.example/sitemap.xml").decode().splitlines()
    assert lines == ["User-agent: *", "Allow: /", "", "Sitemap: https://digest.example/sitemap.xml"]


@pytest.mark.parametrize(("text", "expected"), [("]]> & <b>", "]]> & <b>"), ("a\x00\ud800\uffffb", "ab"), ("😀", "😀")])
def test_strange_text_reaches_who_reads_a_sitemap(text, expected):
    found = read_news(news(title=text, name=text))
    assert found.findtext(f"{NEWS}title") == found.findtext(f"{NEWS}publication/{NEWS}name") == expected
    index = etree.fromstring(sitemap_index([(text, None)]))
    assert index.findtext(f"{MAP}sitemap/{MAP}loc") == expected


def test_pages_with_and_without_news_stand_in_one_sitemap():
    nodes = etree.fromstring(sitemap([SitemapUrl(PAGE), SitemapUrl(PAGE, INSTANT, news())]))
    assert [[etree.QName(child).localname for child in node] for node in nodes] == [["loc"], ["loc", "lastmod", "news"]]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))))
def test_any_title_and_address_come_back_from_a_sitemap(text):
    root = etree.fromstring(sitemap([SitemapUrl(text, None, news(title=text))]))
    assert root.findtext(f"{MAP}url/{MAP}loc") == root.findtext(f"{MAP}url/{NEWS}news/{NEWS}title") == text


@given(st.text(st.characters()))
def test_any_title_makes_a_well_formed_news_sitemap(title):
    assert read_news(news(title=title)).find(f"{NEWS}title") is not None
