import pytest

from quotidien.publish.addresses import check_addresses, published_addresses


def test_addresses_are_those_that_people_and_machines_come_back_to(site):
    assert published_addresses(site) == (
        "/",
        "/build.json",
        "/feed.atom",
        "/feed.json",
        "/feed.rss",
        "/feeds.opml",
        "/stories/rain/",
    )


def test_an_address_is_written_as_a_browser_asks_for_it(tmp_path):
    (tmp_path / "é à").mkdir()
    (tmp_path / "é à/index.html").touch()
    assert published_addresses(tmp_path) == ("/%C3%A9%20%C3%A0/",)


@pytest.fixture
def listed(site):
    return published_addresses(site)


def test_what_was_published_and_still_stands_answers(site, listed):
    assert check_addresses(site, listed) == ()


def test_an_address_that_vanished_is_found(site, listed):
    (site / "stories/rain/index.html").unlink()
    assert [str(finding) for finding in check_addresses(site, listed)] == [
        "/stories/rain/: was published and answers no more (addresses)"
    ]


def test_a_new_address_needs_no_mention(site, listed):
    (site / "new.html").touch()
    assert check_addresses(site, listed) == ()
