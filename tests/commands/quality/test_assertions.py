"""Assertions in feedparser's words, held against feeds that the product read."""

import pytest

from quotidien.commands.quality.assertions import KEPT, Assertion, as_feedparser
from quotidien.errors import DropItem

ATOM = b"""<!--
Description: a case
Header:      Content-Location: http://harbour.example/news/feed
Expect:      not bozo
-->
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-KE"><title>Harbour</title><link href="/"/>
<entry><id>tag:harbour.example,2026:1</id><title>The crane</title><link href="crane"/>
<author><name>Nora Wick</name></author><author><name>Ben Ode</name></author><category term="harbour"/>
<published>2026-11-24T06:30:00Z</published><updated>2026-11-24T07:00:00+01:00</updated>
<summary type="html">&lt;p>It is &lt;b>back&lt;/b>.&lt;/p></summary></entry>
<entry><id>2</id><content type="text">A line.</content></entry></feed>"""


def holds(expression: str, body: bytes = ATOM) -> bool:
    return Assertion("case.xml", expression).holds(as_feedparser(body))


@pytest.mark.parametrize(
    "expression",
    [
        "not bozo",
        "feed['title'] == 'Harbour' and feed.link == 'http://harbour.example/' and feed.language == 'en-KE'",
        "len(entries) == 2",
        "entries[0]['title'] == 'The crane' and entries[0].title_detail.language == 'en-KE'",
        "entries[0]['link'] == 'http://harbour.example/news/crane'",
        "entries[0]['id'] == entries[0]['guid'] == 'tag:harbour.example,2026:1'",
        "entries[0]['summary'] == entries[0]['summary_detail']['value'] == 'It is back.'",
        "entries[1]['description'] == 'A line.' == entries[1]['content'][0]['value']",
        "entries[0].author == 'Nora Wick, Ben Ode' and entries[0].authors[1].name == 'Ben Ode'",
        "entries[0].author_detail.name == 'Nora Wick'",
        "entries[0]['published_parsed'] == (2026, 11, 24, 6, 30, 0, 1, 328, 0)",
        "entries[0].updated_parsed[3] == 6 and entries[1].updated_parsed == None",
        "len(entries[0].tags) == 1 and entries[0].tags[0].term == entries[0].category == 'harbour'",
        "1",
    ],
)
def test_what_the_product_keeps_has_feedparsers_names(expression: str):
    assert Assertion("case.xml", expression).is_kept
    assert holds(expression)


def test_faults_are_what_bozo_means():
    assert holds("bozo", ATOM.replace(b"</title>", b"</tittle>"))


@pytest.mark.parametrize(
    "expression",
    [
        "feed['title'] == 'Another'",
        "entries[7]['title'] == 'x'",
        "nothing['title']",
        "entries[0].pages",
        "sum([1])",
        "open('/etc/hostname')",
        "().__class__.__base__",
    ],
)
def test_what_is_not_true_or_not_there_does_not_hold(expression: str):
    assert not holds(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "encoding == 'utf-8'",
        "version == 'atom10'",
        "feed['subtitle'] == 'x'",
        "entries[0]['title_detail']['type'] == 'text/html'",
        "entries[0].links[0].href == 'x'",
        "entries[0].get('title') == 'x'",
        "entries[0]['title'] == '<b>x</b>'",
        "entries[0]['summary'] == 'a &amp; b'",
        "not 'modified' in locals()",
        "feed['title'] = 'x'",
    ],
)
def test_what_no_feed_keeps_does_not_count(expression: str):
    assert not Assertion("case.xml", expression).is_kept


@pytest.mark.parametrize("name", sorted(KEPT - {"bozo"}))
def test_each_kept_name_has_a_value(name: str):
    whole = ATOM.replace(b"</entry>\n", b'<content type="text">More.</content></entry>\n')
    places = {"entries": "entries[0]", "content": "content[0]", "authors": "authors[0]", "tags": "tags[0]"}
    *parents, last = name.split(".")
    assert holds(".".join([places.get(parent, parent) for parent in parents] + [last]), whole)


def test_what_is_no_feed_is_refused_as_the_product_does():
    with pytest.raises(DropItem):
        as_feedparser(b"<p>no feed")
