import importlib.util
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

import quotidien
from quotidien.config import Project
from quotidien.site import plugin
from tests.site import samples


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, html.HtmlElement]:
    return {
        path.relative_to(site).as_posix(): html.fromstring(path.read_bytes()) for path in sorted(site.rglob("*.html"))
    }


def text(page: html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


def test_the_package_registers_under_its_own_name_only(tmp_path: Path):
    spec = importlib.util.spec_from_file_location("plugins_quotidien", samples.ROOT / "plugins/quotidien/__init__.py")
    second = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(second)
    with pytest.raises(ImportError, match="plugins_quotidien"):
        second.register()
    quotidien.register()
    assert plugin.generators(None) is plugin.SiteGenerator


def test_every_link_inside_the_site_leads_somewhere(pages: dict[str, html.HtmlElement], site: Path):
    missing = []
    for name, page in pages.items():
        for link in page.xpath("//a/@href | //link/@href | //img/@src"):
            if link.startswith("/"):
                path, _, fragment = link.removeprefix("/news").partition("#")
                file = site / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
                known = file.is_file() and (not fragment or f'id="{fragment}"' in file.read_text("utf-8"))
                missing += [] if known else [(name, link)]
    assert missing == []


def test_every_page_begins_with_its_one_headline_and_skips_no_level(pages: dict[str, html.HtmlElement]):
    for name, page in pages.items():
        levels = [int(each.tag[1]) for each in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert Counter(levels)[1] == 1, name
        assert levels[0] == 1, name
        assert all(below <= above + 1 for above, below in pairwise(levels)), name


def test_every_page_says_its_language_title_address_and_feeds(pages: dict[str, html.HtmlElement]):
    for name, page in pages.items():
        assert page.get("lang") == ("fr" if name.startswith("fr/") else "en"), name
        assert page.xpath("string(//title)").strip(), name
        assert len(page.xpath("//link[@rel='canonical']/@href")) == 1, name
        assert len(page.xpath("//link[@rel='alternate'][starts-with(@type, 'application/')]")) in {3, 6}, name


def test_no_page_runs_a_script_or_asks_anybody_else(pages: dict[str, html.HtmlElement]):
    for name, page in pages.items():
        assert not page.xpath("//script | //iframe | //@style"), name
        assert not [each for each in page.xpath("//img/@src | //link[@rel='stylesheet']/@href") if "//" in each], name


def test_the_front_page_is_the_latest_edition(pages: dict[str, html.HtmlElement]):
    page = pages["index.html"]
    assert page.xpath("string(//h1)") == "The Ledger of 2026-11-24"
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://ledger.example/news/"]
    assert "/news/2026/11/24/" in page.xpath("//main//a/@href")
    assert "That is the whole edition." in text(page)
    assert page.xpath("//a[@rel='prev']/@href") == ["/news/2026/11/23/"]


def test_each_item_links_our_page_and_straight_to_each_source(pages: dict[str, html.HtmlElement]):
    item = pages["2026/11/24/index.html"].xpath("//article[@class='item']")[0]
    assert item.xpath(".//h3/a/@href") == ["/news/stories/2026/11/23/tram/"]
    assert item.xpath(".//ul/li/a/@href") == [samples.TRAM.url, samples.TRAMWAY.url]
    assert item.xpath(".//ul/li/a/@hreflang") == ["en", "fr"]
    assert item.xpath(".//ul/li[2]/span/text()") == ["French", "subscription"]


def test_an_item_whose_page_is_gone_links_its_sources_only(pages: dict[str, html.HtmlElement]):
    item = pages["2026/11/24/index.html"].xpath("//article[@class='item']")[1]
    assert item.xpath(".//h3/a") == []
    assert item.xpath(".//h3/@lang | .//h3/@dir") == ["ar", "rtl"]
    assert item.xpath(".//li/a/@href") == [samples.HARBOUR.url]


def test_corrections_stand_on_the_edition(pages: dict[str, html.HtmlElement]):
    assert "The brief named the wrong stop." in text(pages["2026/11/23/index.html"])
    assert "The brief named the wrong stop." in text(pages["policies/index.html"])


def test_an_excerpt_is_not_indexed_and_keeps_its_own_address(pages: dict[str, html.HtmlElement]):
    page = pages["articles/2026/11/23/tram/index.html"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://ledger.example/news/articles/2026/11/23/tram/"]
    assert page.xpath("//p[@class='go']/a/@href") == [samples.TRAM.url]
    assert page.xpath("string(//p[@class='go']/a)") == "Read at Radio Rift"
    assert page.xpath("string(//div[@class='body'])").strip() == "Excerpt of tram."
    assert page.xpath("string(//p[@class='subtitle'])") == "Ten stops"


def test_whole_text_is_canonical_to_its_source(pages: dict[str, html.HtmlElement]):
    page = pages["articles/2026/11/23/tramway/index.html"]
    assert page.xpath("//link[@rel='canonical']/@href") == [samples.TRAMWAY.url]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    assert page.xpath("//main//article/@lang") == ["fr"]


def test_our_own_article_is_indexed(pages: dict[str, html.HtmlElement]):
    page = pages["articles/2026/11/23/how/index.html"]
    assert page.xpath("//meta[@name='robots']") == []
    assert page.xpath("//main//table//td[@class='right']/text()") == ["2"]


def test_a_right_to_left_article_says_its_direction(pages: dict[str, html.HtmlElement]):
    article = pages["articles/2026/11/23/mina/index.html"].xpath("//main//article")[0]
    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")
    assert article.xpath(".//div[@class='meta']/@dir") == ["ltr"]


def test_where_the_rights_are_a_link_the_page_has_headline_and_link(pages: dict[str, html.HtmlElement]):
    page = pages["articles/2026/11/23/minato/index.html"]
    assert "must not be shown" not in text(page)
    assert page.xpath("//p[@class='go']/a/@href") == [samples.QUIET.url]


def test_a_breadcrumb_leads_from_home_and_stands_before_the_headline(pages: dict[str, html.HtmlElement]):
    page = pages["articles/2026/11/23/tram/index.html"]
    assert page.xpath("//nav[@class='crumbs']//a/text()") == ["Home", "Africa", "Kenya"]
    assert not page.xpath("//main//nav[@class='crumbs']")


def test_a_draft_is_reachable_and_listed_nowhere(pages: dict[str, html.HtmlElement], site: Path):
    assert pages["drafts/draft/index.html"].xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    naming = [path for path in site.rglob("*") if path.is_file() and b"drafts/draft" in path.read_bytes()]
    assert [path.relative_to(site).as_posix() for path in naming] == ["drafts/draft/index.html"]


def test_files_of_the_editor_are_copied(site: Path, built: Project):
    assert (site / "CNAME").read_text() == "ledger.example\n"
    assert (site / "images/mark.png").is_file()
    assert (site / "theme/style.css").read_bytes() == (built.theme / "static/style.css").read_bytes()


def test_the_editors_own_pages_are_linked_from_everywhere(pages: dict[str, html.HtmlElement]):
    assert pages["pages/team/index.html"].xpath("string(//h1)") == "The team"
    for name, page in pages.items():
        assert page.xpath("//footer//a[@href='/news/pages/team/']/text()") == ["The team"], name


def test_the_french_digest_speaks_french(pages: dict[str, html.HtmlElement]):
    page = pages["fr/index.html"]
    assert "Aucune édition n’a encore paru." in text(page)
    assert page.xpath("//nav//a[@href='/news/fr/regions/']/text()") == ["Régions"]


def test_calendars_are_tables_with_caption_and_headers(pages: dict[str, html.HtmlElement]):
    page = pages["2026/11/index.html"]
    assert page.xpath("//table/caption/text()") == ["November 2026"]
    assert len(page.xpath("//table/thead//th[@scope='col'][@abbr]")) == 7
    assert page.xpath("//table//a/@href") == ["/news/2026/11/23/", "/news/2026/11/24/"]


def test_the_build_says_what_made_it_and_no_time(site: Path):
    made = json.loads((site / "build.json").read_bytes())
    assert made["quotidien"] == quotidien.__version__
    assert (made["counts"]["article"], made["counts"]["page"], made["counts"]["draft"]) == (5, 1, 1)
    assert not re.search(rb"20\d\d-", (site / "build.json").read_bytes())


def test_the_stylesheet_keeps_its_budget_and_its_logical_properties():
    style = (samples.ROOT / "theme/static/style.css").read_text("utf-8")
    assert len(style.encode()) <= 8 * 1024
    assert not re.search(r"(?:margin|padding|border)-(?:left|right|top|bottom)|url\(|@import", style)
