from quotidien.site import plain_pages
from tests.site import samples

ROOM = samples.newsroom()


def first(instances):
    return next(iter(instances)).inputs


def test_about_counts_what_there_is():
    page = first(plain_pages.about(ROOM))
    assert page["counts"] == {"sources": 4, "articles": 5, "stories": 1, "editions": 3, "languages": 4}
    assert page["first"].isoformat() == "2026-10-31"


def test_policies_hold_the_real_numbers():
    page = first(plain_pages.policies(ROOM))
    assert (page["digest"].size, page["limits"].age_h) == (samples.WORLD.size, 48)
    assert page["rights"] == {"full": 1, "excerpt": 2, "link": 1}


def test_the_corrections_log_leads_to_each_edition():
    (line,) = first(plain_pages.policies(ROOM))["corrections"]
    assert (line.path, line.when) == ("/2026/11/23/", "2026-11-23T10:00:00Z")
    assert line.what == "The brief named the wrong stop."


def test_subscribe_leads_to_every_feed():
    page = first(plain_pages.subscribe(ROOM))
    assert page["main"].folder == "/"
    assert page["sources"][0].path == "/sources/matin/"
    assert {"regions", "topics", "languages"} <= set(page)


def test_there_is_one_page_for_missing_addresses():
    assert len(list(plain_pages.missing(ROOM))) == 1
