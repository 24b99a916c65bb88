"""Bytes to text, whatever a source says about its encoding. Never raises."""

import codecs
import re

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)
_WIDER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874",
}  # fmt: skip
"""What browsers read where an encoding is declared (https://encoding.spec.whatwg.org/#names-and-labels)."""
_READABLE = re.compile(r"utf-(8|16|32)|iso8859|cp\d+|koi8|gb|big5|euc|shift_jis|iso2022|mac-|tis-620|johab|hz|ascii")


def decode(body: bytes, content_type: str = "") -> str:
    """Return the text: by BOM, by what looks like UTF-8, by header, by declaration, then by guessing.

    Bytes that are almost all UTF-8 are UTF-8, whatever header or declaration say: no other encoding looks like it,
    and one stray byte must not turn a whole document into another alphabet.
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body.decode(encoding, "replace").removeprefix("\ufeff")
    if not body.isascii() and (text := _mostly_utf8(body)):
        return text
    for label in _labels(body, content_type):
        try:
            return body.decode(label)
        except UnicodeDecodeError:
            continue
    return _guessed(body)


def _mostly_utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if broken * 10 < len(body) - len(text) else ""


def _labels(body: bytes, content_type: str) -> list[str]:
    header = _HEADER.search(content_type)
    declared = _DECLARED.search(body[:4096])
    found = [header[1]] if header else []
    found += [(declared[1] or declared[2]).decode("ascii", "replace")] if declared else []
    return [label for label in map(_codec, found) if label]


def _codec(label: str) -> str:
    """Return the codec that browsers mean by a label, "" for none and for Python's codecs that are no encodings."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name) if _READABLE.match(name) else ""


def _guessed(body: bytes) -> str:
    if body.isascii():
        return body.decode("ascii")
    best = charset_normalizer.from_bytes(body[:20_000]).best()
    return body.decode(best.encoding if best else "cp1252", "replace")
