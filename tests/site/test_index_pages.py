from quotidien.site import frames, index_pages
from tests.site import samples

ROOM = samples.newsroom()


def first(instances):
    return next(iter(instances)).inputs


def test_regions_stand_in_a_tree_with_their_counts():
    africa, asia = first(index_pages.regions(ROOM))["branches"]
    assert (africa.link.text, africa.link.count, asia.link.text) == ("Africa", 3, "Asia")
    names = [branch.link.text for branch in africa.inside]
    assert names == ["Northern Africa", "Sub-Saharan Africa"]


def test_topics_are_listed_even_without_events():
    branches = first(index_pages.topics(ROOM))["branches"]
    counts = {branch.link.path: branch.link.count for branch in branches}
    assert counts["/topics/sport/"] == 1
    assert 0 in counts.values()


def test_languages_are_listed_by_name_with_their_tags():
    tongues = first(index_pages.languages(ROOM))["tongues"]
    assert [(link.text, link.count, tag) for link, tag in tongues][:2] == [("Arabic", 1, "ar"), ("English", 2, "en")]


def test_the_index_of_sources_says_what_came_last_and_how_many():
    rows = {row.source.slug: row for row in first(index_pages.sources(ROOM))["rows"]}
    assert (rows["radio"].link.count, rows["radio"].last, rows["radio"].tongues) == (1, samples.NOON, ("English",))


def test_a_source_without_articles_has_no_last_one():
    room = samples.newsroom(articles=(), stories=())
    assert {row.last for row in first(index_pages.sources(room))["rows"]} == {None}


def test_all_listings_of_a_digest_can_be_linked_to():
    view = ROOM.views[1]
    links = index_pages.tag_links(ROOM, view, frames.frame_of(ROOM, view))
    assert "/fr/regions/japan/" in [link.path for link in links["regions"]]
    names = [link.text for link in links["languages"]]
    assert names == ["Anglais", "Arabe", "Français", "Japonais"]
