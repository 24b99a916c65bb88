"""Bytes to text, whatever a source says about its encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.sources.charsets import decode

RUSSIAN = "Новый мост открыт для движения, и первые автобусы прошли по нему утром."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-be"])
def test_unicode_needs_no_label(encoding: str):
    assert decode(f"<p>{RUSSIAN}</p>".encode(encoding)) == f"<p>{RUSSIAN}</p>"


@pytest.mark.parametrize("label", ["windows-1251", "CP1251", '"windows-1251"', "windows-1251; boundary=x"])
def test_a_header_is_believed(label: str):
    assert decode(RUSSIAN.encode("cp1251"), f"text/html; charset={label}") == RUSSIAN


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="koi8-r">',
        '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
        '<?xml version="1.0" encoding="koi8-r"?>',
    ],
)
def test_a_declaration_is_believed_where_no_header_speaks(head: str):
    text = f"{head}<p>{RUSSIAN}</p>"
    assert decode(text.encode("koi8-r"), "text/html") == text


@pytest.mark.parametrize("content_type", ["text/html; charset=iso-8859-1", "text/html; charset=shift_jis", ""])
def test_what_looks_like_utf8_is_utf8(content_type: str):
    assert decode(f'<meta charset="latin1">{RUSSIAN}'.encode(), content_type).endswith(RUSSIAN)


def test_one_stray_byte_spoils_one_character():
    assert decode(RUSSIAN.encode() + b"\xff") == f"{RUSSIAN}\ufffd"


def test_latin1_means_what_browsers_read():
    assert decode(b"\x93quoted\x94 \x80 5", "text/html; charset=iso-8859-1") == "“quoted” € 5"


def test_a_label_that_the_bytes_contradict_is_passed_over():
    body = '<meta charset="shift_jis"><p>港の灯台が修理される。市は来年の春までに工事を終える。</p>'.encode("cp932")
    assert "灯台" in decode(body, "text/html; charset=us-ascii-utf8-or-so")


@pytest.mark.parametrize(
    "label", ["rot13", "hex", "base64", "idna", "punycode", "unicode_escape", "utf-7", "zlib", "\0", "x" * 999]
)
def test_a_codec_that_is_no_encoding_is_never_used(label: str):
    assert decode(b"abc +AGE- \\x41", f"text/html; charset={label}") == "abc +AGE- \\x41"


@given(
    st.binary(max_size=300),
    st.text(max_size=20),
    st.sampled_from(["", "utf-8", "utf-16", "big5", "gb2312", "hz", "euc-kr"]),
)
def test_it_never_raises(body: bytes, noise: str, label: str):
    assert isinstance(decode(body, f"text/html; charset={label}{noise}"), str)


@given(st.text(st.characters(min_codepoint=0x80, exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_utf8_comes_back_as_it_was(text: str):
    assert decode(f"<p>{text}</p>".encode(), "text/html; charset=iso-8859-1") == f"<p>{text}</p>"
