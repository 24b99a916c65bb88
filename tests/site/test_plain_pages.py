from dataclasses import replace

import pytest

from quotidien.site import plain_pages
from quotidien.site.newsroom import open_newsroom
from quotidien.site.scopes import AboutScope, GoneScope
from tests.site import samples


def test_about_counts_what_there_is(desk):
    page = desk.page("/about/")
    assert page["counts"] == {"sources": 4, "articles": 5, "stories": 1, "editions": 3, "languages": 4}
    assert page["first"].isoformat() == "2026-10-31"


def test_a_digest_without_editions_has_no_first_day(desk):
    page = desk.page("/fr/about/")
    assert (page["first"], page["counts"]["editions"], page["digest"].slug) == (None, 0, "fr")


def test_policies_hold_the_real_numbers(desk):
    page = desk.page("/policies/")
    assert (page["digest"].size, page["limits"].age_h) == (desk.room.digest("world").size, 48)
    assert page["rights"] == {"full": 1, "excerpt": 2, "link": 1}


def test_a_source_that_is_collected_no_more_is_not_counted(desk):
    retired = tuple(replace(each, enabled=each.slug != "matin") for each in samples.SOURCES)
    room = open_newsroom(replace(samples.project(), sources=retired))
    (scope, *_) = desk.scopes(AboutScope)
    (about,), (policies,) = plain_pages.about(room, scope), plain_pages.policies(room, scope)
    assert about.inputs["counts"]["sources"] == 3
    assert policies.inputs["rights"] == {"full": 0, "excerpt": 2, "link": 1}


def test_the_corrections_log_leads_to_each_edition(desk):
    (line,) = desk.page("/policies/")["corrections"]
    assert (line.path, line.when) == ("/2026/11/23/", "2026-11-23T10:00:00Z")
    assert line.what == "The brief named the wrong stop."


def test_the_corrections_log_of_another_digest_leads_below_its_path(desk):
    (scope,) = (each for each in desk.scopes(AboutScope) if each.digest == "world")
    french = AboutScope("fr", 0, 0, 0, 0, None, scope.corrections)
    (page,) = plain_pages.policies(desk.room, french)
    assert [line.path for line in page.inputs["corrections"]] == ["/fr/2026/11/23/"]


def test_subscribe_leads_to_every_feed(desk):
    page = desk.page("/subscribe/")
    assert page["main"].folder == "/"
    assert page["sources"][0].path == "/sources/matin/"
    listed = [link for kind in ("regions", "topics", "languages", "sources") for link in page[kind]]
    assert {f"{link.path}feed.atom" for link in listed} <= desk.files().keys()


def test_there_is_one_page_for_missing_addresses(desk):
    assert [page.path for page in desk.pages("missing")] == ["/404.html"]


@pytest.mark.parametrize("address", ["/articles/2026/11/01/gone/", "/old.html"])
def test_an_address_whose_page_is_gone_answers(desk, address: str):
    (page,) = plain_pages.gone(desk.room, GoneScope(address))
    assert page.where == {"path": address}


def test_a_file_that_is_gone_has_no_page(desk):
    assert list(plain_pages.gone(desk.room, GoneScope("/regions/chad/feed.atom"))) == []
