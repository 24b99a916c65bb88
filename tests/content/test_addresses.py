"""The list of published addresses only grows."""

from quotidien.content.addresses import add_addresses, read_addresses


def test_before_the_first_publication_there_is_none(tmp_path):
    assert read_addresses(tmp_path) == ()


def test_what_was_published_once_stays_listed(tmp_path):
    add_addresses(tmp_path, ["/b/", "/a/"])
    add_addresses(tmp_path, ["/c/", "/a/"])
    assert read_addresses(tmp_path) == ("/a/", "/b/", "/c/")
