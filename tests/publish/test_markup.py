import pytest


def test_headings_that_go_down_and_up_by_steps_are_fine(on_page):
    assert on_page("<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2><h3>E</h3><h4>F</h4>") == []


@pytest.mark.parametrize(
    ("main", "fault"),
    [
        ("<p>No heading</p>", "has 0 h1, not one"),
        ("<h1>A</h1><h1>B</h1>", "has 2 h1, not one"),
        ("<h1>A</h1><h3>B</h3>", "h3 follows h1"),
        ("<h1>A</h1><h2>B</h2><h5>C</h5>", "h5 follows h2"),
        ("<h2>A</h2><h1>B</h1>", "h2 stands before any h1"),
        ('<h1>A</h1><img src="/base/feed.rss">', "image without alt: /base/feed.rss"),
        ('<h1 id="x">A</h1><p id="x">B</p>', "id 'x' stands 2 times"),
        ('<h1>A</h1><a href="/base/"> \n </a>', "link without text: /base/"),
        ('<h1>A</h1><a href="/base/"><img src="/base/feed.rss" alt=""></a>', "link without text: /base/"),
        ('<h1>A</h1><a href="/base/" aria-label=" "></a>', "link without text: /base/"),
    ],
)
def test_a_fault_of_markup_is_found(on_page, main, fault):
    assert on_page(main) == [f"{fault} (markup)"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/base/"><img src="/base/feed.rss" alt="Today"></a>',
        '<a href="/base/" aria-label="Today"></a>',
        '<a href="/base/"><svg role="img" aria-label="Today"></svg></a>',
        '<a href="/base/"><svg><title>Today</title></svg></a>',
        '<a name="no-link"></a>',
    ],
)
def test_a_link_may_get_its_text_from_an_image_or_a_label(on_page, link):
    assert on_page(f"<h1>A</h1>{link}") == []


@pytest.mark.parametrize("lang", ["fr", "zh-Hant", "pt-BR"])
def test_a_page_in_any_language_says_so(on_page, lang):
    assert on_page("<h1>A</h1>", lang=lang) == []


@pytest.mark.parametrize("lang", ["", "english please"])
def test_a_page_without_a_language_is_found(on_page, lang):
    assert on_page("<h1>A</h1>", lang=lang) == ["html has no lang, or none that is a language tag (markup)"]


@pytest.mark.parametrize("head", ["", "<title> </title>"])
def test_a_page_without_a_title_is_found(findings, head):
    text = f'<html lang="en"><head>{head}</head><body><h1>A</h1><svg><title>Picture</title></svg></body></html>'
    assert findings({"more.html": text}) == ["more.html: has no title (markup)"]
