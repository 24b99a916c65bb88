"""Shapes of markup that would hang a parser, and ordinary ones that must pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.sources.bounds import excess


def feed(inner: str) -> str:
    return f'<rss version="2.0"><channel><item>{inner}</item></channel></rss>'


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        ("<d>" * 5_000, "elements inside one another"),
        ("<a " + " ".join(f'a{n}="1"' for n in range(5_000)) + "/>", "attributes on one <a>"),
        ("".join(f'<x{n}:a xmlns:x{n}="u{n}"/>' for n in range(500)), "namespaces"),
        ("".join(f"<category>{n}</category>" for n in range(5_000)), "categories"),
        (f"<author>{'a.' * 50_000}</author>", "too long for a name"),
        (f"<author>{'a. ' * 50_000}</author>", "too long for a name"),
    ],
    ids=["depth", "attributes", "namespaces", "categories", "long word", "long name"],
)
def test_a_shape_that_would_hang_the_parser_is_refused(shape: str, why: str):
    assert why in excess(feed(shape))


def test_markup_that_is_only_quoted_is_not_counted():
    quoted = f"<![CDATA[{'<div>' * 5_000}]]>" + "<!--" + "<div>" * 5_000 + "-->"
    assert excess(feed(quoted)) == ""


def test_many_ordinary_entries_are_not_an_excess():
    inner = "<category>a</category><category>b</category><author>Ada</author><description>x<br>y</description>"
    assert excess("</item><item>".join([feed(inner)] * 4_000)) == ""


@pytest.mark.parametrize("piece", ["<a '", '<a "', "<![CDATA[", "<!--", "<a b='<", "<author>", "<x:", "<"])
def test_the_look_itself_is_linear(piece: str):
    """Time is not asserted: were it quadratic, these would take hours."""
    assert isinstance(excess(piece * 200_000), str)


@given(st.text(st.sampled_from("<>/'\"= \nab!-[]:?"), max_size=200))
def test_whatever_the_markup_there_is_an_answer(markup: str):
    assert isinstance(excess(markup), str)
