import pytest

URL = "https://digest.example/base"


@pytest.mark.parametrize(
    "link",
    [
        "/base/",
        "/base",
        "/base/stories/rain/",
        "/base/stories/rain",
        "/base/stories/rain/index.html",
        "/base/stories/rain/?from=feed#end",
        "/base/stories/r%61in/#%65nd",
        f"{URL}/stories/rain/#end",
        "//digest.example/base/",
        "../stories/rain/",
        "",
        "#",
        "#top",
        "#here",
        "https://elsewhere.example/nothing",
        "https://digest.example/other/",
        "mailto:desk@digest.example",
        "/base/theme/style.css",
        "/base/theme/style.css#anything",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(on_page, link):
    assert on_page(f'<h1 id="here">More</h1><a href="{link}">Link</a>') == []


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("/base/stories/snow/", "leads to no file"),
        ("/base/Stories/rain/", "leads to no file"),
        ("/base/stories/", "leads to no file"),
        ("/base/index.html/", "leads to no file"),
        (f"{URL}/feed.xml", "leads to no file"),
        ("rain/", "leads to no file"),
        ("#nowhere", "names an id that more/index.html does not have"),
        ("/base/stories/rain/#start", "names an id that stories/rain/index.html does not have"),
        ("/stories/rain/", "leaves the site, which begins at /base/"),
        ("/based/", "leaves the site, which begins at /base/"),
        ("../../x/", "leaves the site, which begins at /base/"),
        ("javascript:alert(1)", "runs a script"),
        ("http://[", "is no address"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(on_page, link, fault):
    assert on_page(f'<h1>More</h1><a href="{link}">Link</a>') == [f"{link} {fault} (links)"]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/base/none" alt="">',
        '<img srcset="/base/feed.rss 1x, /base/none 2x" alt="">',
        '<source srcset="/base/none">',
        '<video poster="/base/none"></video>',
        '<object data="/base/none"></object>',
        '<form action="/base/none"></form>',
        '<link rel="next" href="/base/none">',
    ],
)
def test_every_attribute_that_names_an_address_is_followed(on_page, markup):
    assert on_page(f"<h1>More</h1>{markup}") == ["/base/none leads to no file (links)"]


@pytest.mark.parametrize("kind", ["refresh", "Refresh"])
def test_a_redirect_is_followed(on_page, kind):
    head = f'<meta http-equiv="{kind}" content="0; URL=/base/none/">'
    assert on_page("<h1>Moved</h1>", head=head) == ["/base/none/ leads to no file (links)"]


def test_a_link_repeated_on_many_pages_is_found_on_each(findings):
    pages = {f"{name}.html": '<html lang="en"><title>A</title><h1>A</h1><a href="/base/none/">A</a>' for name in "ab"}
    assert [text.split(":")[0] for text in findings(pages)] == ["a.html", "b.html"]


def test_the_same_relative_link_is_judged_where_it_stands(findings):
    text = '<html lang="en"><title>A</title><h1>A</h1><a href="rain/">A</a>'
    assert findings({"stories/index.html": text, "other/index.html": text}) == [
        "other/index.html: rain/ leads to no file (links)"
    ]


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss", "feed.json", "sitemap.xml"])
def test_links_in_feeds_and_sitemaps_are_followed(site, findings, name):
    text = (site / name).read_text().replace("/stories/rain/", "/stories/snow/")
    assert findings({name: text}) == [f"{name}: {URL}/stories/snow/ leads to no file (links)"]


def test_links_in_a_list_of_feeds_are_followed(site, findings):
    text = (site / "feeds.opml").read_text().replace("/feed.atom", "/none.atom")
    assert findings({"feeds.opml": text}) == [f"feeds.opml: {URL}/none.atom leads to no file (links)"]
