"""What stands around and inside an article without being of it."""

import pytest
from lxml.etree import fromstring, tostring
from lxml.html import document_fromstring

from quotidien.sources.boilerplate import prune, trim

NEWS = "<p>The council met on Tuesday and voted for the new bridge.</p>"


def pruned(body: str) -> str:
    tree = document_fromstring(f"<html><body>{body}</body></html>")
    prune(tree)
    return str(tree.text_content())


def trimmed(body: str, title: str = "") -> str:
    tree = fromstring(f"<body>{body}</body>")
    trim(tree, title)
    return str(tostring(tree, encoding="unicode"))


def test_a_part_that_holds_the_article_is_never_taken_for_boilerplate():
    assert "council" in pruned(f'<div class="related"><h1>Bridge</h1>{NEWS}</div>')
    assert "council" in pruned(f'<div class="comments"><article>{NEWS}</article></div>')


def test_a_telling_word_inside_a_longer_name_does_not_cost_a_page_its_text():
    assert "council" in pruned(f'<h1>Bridge</h1><div class="entry-content entry-content-read-more">{NEWS * 3}</div>')
    assert "I agree" not in pruned(f'<h1>Bridge</h1>{NEWS}<div class="comments-list">{"<p>I agree.</p>" * 50}</div>')


@pytest.mark.parametrize(
    "name",
    [
        "breadcrumb", "Breadcrumbs", "share-buttons", "social_links", "related-posts", "comments", "comment-form",
        "newsletter", "read-more", "jp-relatedposts", "sharedaddy", "akismet_comment_form_privacy_notice", "respond",
    ],
)  # fmt: skip
def test_parts_with_telling_names_go(name: str):
    assert "gone" not in pruned(f'{NEWS}<div class="post {name}"><p>gone</p></div>')
    assert "gone" not in pruned(f'{NEWS}<section id="{name}">gone</section>')


@pytest.mark.parametrize(
    "name", ["shareholders", "commentary", "relatedness", "article-body", "respondent", "adverb", ""]
)
def test_parts_with_similar_names_stay(name: str):
    assert "kept" in pruned(f'{NEWS}<div class="{name}">kept</div>')


def test_text_after_a_part_that_goes_stays():
    assert "tail" in pruned('<div>a<div class="share">gone</div>tail</div>')
    assert "tail" in trimmed("<div><p>Read more</p>tail</div>")


@pytest.mark.parametrize(
    "pointer",
    [
        "Read more: <a href='/b'>b</a>", "Related", "Lire aussi : <a href='/b'>Le pont</a>", "Mehr zum Thema",
        "Leer más: <a href='/b'>El puente</a>", "Leia também", "Читайте также: <a href='/b'>Мост</a>",
        "اقرأ أيضا: <a href='/b'>الجسر</a>", "関連記事：<a href='/b'>橋</a>", "<a href='/b'>Ada Lovelace</a>",
        "Your email address will not be published.", "This site uses Akismet to reduce spam.",
    ],
)  # fmt: skip
def test_paragraphs_that_lead_elsewhere_go(pointer: str):
    assert trimmed(f"{NEWS}<p>{pointer}</p>") == f"<body>{NEWS}</body>"


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more slowly, the minister told the children, and you will find that every page has something to say.",
        "Related costs, she said, were <a href='/b'>paid</a> by the council over a period of more than eleven years.",
        "It was <a href='/b'>planned for years</a>, said the mayor.",
    ],
)
def test_sentences_that_only_begin_like_pointers_stay(sentence: str):
    assert sentence[:7] in trimmed(f"{NEWS}<p>{sentence}</p>")


def test_a_list_of_links_goes_and_a_list_of_words_stays():
    assert "gone" not in trimmed(f"{NEWS}<ul><li><a href='/b'>gone</a></li><li><a href='/c'>gone</a></li></ul>")
    assert "kept" in trimmed(f"{NEWS}<ul><li>kept with a <a href='/b'>link</a></li></ul>")


def test_a_heading_that_repeats_the_title_goes_only_at_the_top():
    body = f"<h2>The new bridge</h2>{NEWS}{NEWS}{NEWS}<h2>The new bridge</h2>{NEWS}"
    assert trimmed(body, "The new bridge").count("The new bridge") == 1


def test_headings_with_nothing_after_them_go():
    assert trimmed(f"{NEWS}<h2>More</h2><h3>Topics</h3>") == f"<body>{NEWS}</body>"
