from quotidien.site import index_pages
from quotidien.site.scopes import CatalogueScope
from tests.site import samples


def test_regions_stand_in_a_tree_with_their_counts(desk):
    africa, asia = desk.page("/regions/")["branches"]
    assert (africa.link.text, africa.link.count, asia.link.text) == ("Africa", 3, "Asia")
    names = [branch.link.text for branch in africa.inside]
    assert names == ["Northern Africa", "Sub-Saharan Africa"]


def test_regions_without_news_are_left_out_of_the_tree(desk):
    scope = CatalogueScope("world", (("002", 1), ("150", 0), ("EG", 0), ("015", 1)), (), (), ())
    (page,) = index_pages.regions(desk.room, scope)
    (africa,) = page.inputs["branches"]
    assert [(each.link.text, each.inside) for each in africa.inside] == [("Northern Africa", ())]


def test_topics_are_listed_even_without_events(desk):
    counts = {branch.link.path: branch.link.count for branch in desk.page("/topics/")["branches"]}
    assert counts["/topics/sport/"] == 1
    assert 0 in counts.values()


def test_languages_are_listed_by_name_with_their_tags(desk):
    tongues = desk.page("/languages/")["tongues"]
    assert [(link.text, link.count, tag) for link, tag in tongues][:2] == [("Arabic", 1, "ar"), ("English", 2, "en")]


def test_the_index_of_sources_says_what_came_last_and_how_many(desk):
    rows = {row.source.slug: row for row in desk.page("/sources/")["rows"]}
    assert (rows["radio"].link.count, rows["radio"].last, rows["radio"].tongues) == (1, samples.NOON, ("English",))


def test_sources_stand_in_order_of_name(desk):
    assert [row.link.text for row in desk.page("/sources/")["rows"]] == ["Le Matin", "Radio Rift", "صحيفة", "港新聞"]


def test_a_source_without_articles_has_no_last_one():
    desk = samples.newsdesk(articles=(), stories=())
    rows = desk.page("/sources/")["rows"]
    assert [(row.last, row.link.count) for row in rows] == [(None, 0)] * len(samples.SOURCES)


def test_all_listings_of_a_digest_can_be_linked_to(desk):
    (scope,) = (each for each in desk.scopes(CatalogueScope) if each.digest == "fr")
    links = index_pages.tag_links(desk.room, scope)
    assert "/fr/regions/japan/" in [link.path for link in links["regions"]]
    names = [link.text for link in links["languages"]]
    assert names == ["Anglais", "Arabe", "Français", "Japonais"]
    assert {link.path for kind in links.values() for link in kind} <= {page.path for page in desk.pages()}
