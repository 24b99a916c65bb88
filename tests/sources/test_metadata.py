"""What a page says about its article."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from quotidien.sources.metadata import Metadata
from quotidien.sources.metadata import read as read_tree

URL = "https://news.example/a"


def read(head: str, url: str = URL, body: str = "<p>a</p>") -> Metadata:
    return read_tree(document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), url)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("https://news.example/b?utm_medium=x", "https://news.example/b"),
        ("https://elsewhere.test/b", URL),
        ("/b", URL),
        ("https://news.example/", URL),
        ("javascript:x", URL),
        ("http://[", URL),
        ("", URL),
    ],
)
def test_only_an_absolute_address_on_the_same_site_is_canonical(link: str, canonical: str):
    assert read(f'<link rel="canonical" href="{link}">').canonical == canonical


def test_another_host_of_the_same_registered_domain_is_the_same_site():
    canonical = '<link rel="canonical" href="https://www.news.co.uk/b">'
    assert read(canonical, "https://m.news.co.uk/a").canonical == "https://www.news.co.uk/b"
    assert read(canonical, "https://other.co.uk/a").canonical == "https://other.co.uk/a"


@pytest.mark.parametrize(
    ("head", "published", "date_from"),
    [
        (ld('{"@type": "Article", "datePublished": "2026-11-24T06:00:00Z"}'), "2026-11-24T06:00:00+00:00", "json-ld"),
        ('<meta property="article:published_time" content="2026-11-24">', "2026-11-24T00:00:00+00:00", "meta"),
        ('<meta itemprop="datePublished" content="2026-11-24">', "2026-11-24T00:00:00+00:00", "meta"),
        (ld('{"@type": "Article", "datePublished": "soon"}'), None, ""),
        (ld('{"@type": "WebSite", "datePublished": "2026-11-24"}'), None, ""),
    ],
)
def test_a_date_says_who_gave_it(head: str, published: str | None, date_from: str):
    page = read(head)
    assert page.date_from == date_from
    assert (page.published.isoformat() if page.published else None) == published


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ('"Ada"', ("Ada",)),
        ('{"name": "Ada"}', ("Ada",)),
        ('[{"name": "Ada"}, {"name": ["Bo", "Cy"]}, "Dee"]', ("Ada", "Bo", "Cy", "Dee")),
        ('"https://social.example/ada"', ()),
        ('{"name": 5}', ()),
        ("[[[]]]", ()),
    ],
)
def test_json_ld_names_authors_in_many_ways(author: str, authors: tuple[str, ...]):
    assert read(ld(f'{{"@type": "NewsArticle", "author": {author}}}')).authors == authors


@pytest.mark.parametrize(
    ("head", "paywalled"),
    [
        (ld('{"@type": "NewsArticle", "isAccessibleForFree": false}'), True),
        (ld('{"@type": "NewsArticle", "isAccessibleForFree": "http://schema.org/False"}'), True),
        (ld('{"@type": "NewsArticle", "isAccessibleForFree": true}'), False),
        ('<meta property="article:content_tier" content="locked">', True),
        ('<meta property="article:content_tier" content="free">', False),
        ("", False),
    ],
)
def test_a_page_that_is_not_free_says_so(head: str, paywalled: bool):
    assert read(head).paywalled is paywalled


@pytest.mark.parametrize(
    ("head", "reserved"),
    [
        ('<meta name="tdm-reservation" content="1">', True),
        ('<meta name="tdm-reservation" content="0">', False),
        ('<meta name="robots" content="index, noai">', True),
        ('<meta name="robots" content="noarchive">', False),
    ],
)
def test_a_page_may_reserve_text_and_data_mining(head: str, reserved: bool):
    assert read(head).reserved is reserved


@pytest.mark.parametrize("body", ["[" * 100_000, '{"@graph": ' * 500, '{"@type": {"@type": []}}', "null", "", "{"])
def test_json_ld_of_any_shape_is_survived(body: str):
    assert read(ld(body)).authors == ()


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            '<meta property="og:title" content="Ferry strike ends - Post">',
            "<h1>Ferry strike ends</h1>",
            "Ferry strike ends",
        ),
        ('<meta property="og:title" content="Ferry strike ends">', "<h1>Strike</h1>", "Ferry strike ends"),
        (ld('{"@type": "Article", "headline": "A &amp; <i>B</i>"}'), "", "A & B"),
        ("", "<h1>Ferry strike ends</h1>", ""),
    ],
)
def test_a_title_loses_the_sites_name(head: str, body: str, title: str):
    assert read(head, body=body).title == title


@pytest.mark.parametrize("kind", ["subtitle", "article__subtitle", "sub-title big", "chapo", "standfirst"])
def test_a_subtitle_is_known_by_its_class(kind: str):
    assert read("", body=f'<p class="{kind}">Crews <b>return</b></p>').subtitle == "Crews return"


@pytest.mark.parametrize("kind", ["desktop", "deckchair", "untitled"])
def test_other_classes_make_no_subtitle(kind: str):
    assert read("", body=f'<p class="{kind}">Crews return</p>').subtitle == ""


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["Article", "2026-11-24", "false", "https://x.example/"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "@type", "@graph"]), inner),
    max_leaves=8,
)
KEYS = "headline alternativeHeadline datePublished dateModified author description articleSection inLanguage".split()


@given(st.dictionaries(st.sampled_from([*KEYS, "isAccessibleForFree", "mainEntity"]), JSON))
def test_json_ld_of_any_types_is_survived(node: dict[str, object]):
    found = read(ld(json.dumps({"@type": "Article", **node})))
    assert found.date_from in {"", "json-ld"}
    assert found.canonical == URL
