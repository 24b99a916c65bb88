"""Scores of article text on four public sets of pages, each by its own published metric."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml.html import document_fromstring

from quotidien.commands.quality.labelled import load
from quotidien.commands.quality.measures import Overlap, averaged_f1, characters, overlap, words
from quotidien.commands.quality.samples import Extract, Sample, by_language, read_all, read_page, require
from quotidien.commands.quality.scores import Score

WITHOUT_SPACES = frozenset("bo ja km lo my th zh".split())
"""Languages (base tags) without spaces between words: there a run of letters is a sentence, so characters count."""
_INLINE = frozenset(
    "a abbr b bdi bdo cite code dfn em font i ins kbd mark q s samp small span strong sub sup u var wbr".split()
)
"""Elements that do not end a word."""


@dataclass(frozen=True, slots=True)
class Segments:
    """How many segments that a text should hold it does and does not, and how many it does that it should not."""

    right: int
    missed: int
    wrong: int


def articles_aeb(folder: Path, *, extract: Extract = read_page) -> Score:
    """Score `ground-truth.json` and `html/ID.html.gz`, as scrapinghub/article-extraction-benchmark's evaluate.py does.

    Raises FixConfiguration where a file is missing, as each of these scorers does.
    """
    samples = [
        Sample(folder / "html" / f"{key}.html.gz", entry.get("url", ""), entry.get("articleBody", ""))
        for key, entry in sorted(load(folder / "ground-truth.json").items())
    ]
    return _by_shingles("articles_aeb", samples, extract)


def articles_readability(folder: Path, *, extract: Extract = read_page) -> Score:
    """Score mozilla/readability's `PAGE/source.html.gz` by shingles of the text of `PAGE/expected.html.gz`.

    Its expectations are the output of Readability.js: the figure is agreement, not truth.
    """
    expected = {path: path.with_name("expected.html.gz") for path in sorted(folder.glob("*/source.html.gz"))}
    require(list(expected.values()))
    samples = [
        Sample(path, f"https://example.com/{path.parent.name}", _visible(gzip.decompress(wanted.read_bytes())))
        for path, wanted in expected.items()
    ]
    return _by_shingles("articles_readability", samples, extract)


def articles_newspaper4k(folder: Path, *, extract: Extract = read_page) -> Score:
    """Score newspaper4k's `html/X.html.gz` by shingles of `txt/X.txt`: of words, of characters where none are spaced.

    `metadata/X.json` gives the URL where it is there.
    """
    pages = {path: path.name.removesuffix(".html.gz") for path in sorted(folder.glob("html/*.html.gz"))}
    texts = {path: folder / "txt" / f"{name}.txt" for path, name in pages.items()}
    require(list(texts.values()))
    samples = [Sample(path, _address(folder, pages[path]), text.read_text("utf-8")) for path, text in texts.items()]
    return _by_shingles("articles_newspaper4k", samples, extract, characters_in=WITHOUT_SPACES)


def articles_trafilatura(folder: Path, *, extract: Extract = read_page) -> Score:
    """Score `evaldata.json` and `html/FILE.gz` by segments found, as trafilatura's tests/eval_common.py does.

    F1 is over all segments together; white space is folded before a segment is looked for.
    """
    pages = sorted(load(folder / "evaldata.json").items())
    samples = [Sample(folder / "html" / f"{page['file']}.gz", url, "\n".join(page["with"])) for url, page in pages]
    readings = read_all(samples, extract)
    counts = [
        _segments(page["with"], page["without"], reading.page.text)
        for (_, page), reading in zip(pages, readings, strict=True)
    ]
    hits = {"f1": sum(not each.missed and not each.wrong for each in counts)}
    parts = by_language(readings, counts, _segments_f1)
    return Score("articles_trafilatura", len(counts), _segments_f1(counts), parts, hits)


def _by_shingles(
    name: str, samples: Sequence[Sample], extract: Extract, *, characters_in: frozenset[str] = frozenset()
) -> Score:
    """Return the score by shingles of words, in some languages of characters; a hit is a text without a difference."""
    readings, overlaps = read_all(samples, extract), list[Overlap]()
    for sample, reading in zip(samples, readings, strict=True):
        split = characters if reading.language in characters_in else words
        overlaps.append(overlap(split(sample.wanted), split(reading.page.text)))
    hits = {"f1": sum(each.exact for each in overlaps)}
    return Score(name, len(samples), _shingles_f1(overlaps), by_language(readings, overlaps, _shingles_f1), hits)


def _shingles_f1(overlaps: Sequence[Overlap]) -> dict[str, float]:
    return {"f1": averaged_f1(overlaps)}


def _segments(wanted: Sequence[str], unwanted: Sequence[str], text: str) -> Segments:
    searched = _folded(text)
    right = sum(_folded(segment) in searched for segment in wanted)
    return Segments(right, len(wanted) - right, sum(_folded(segment) in searched for segment in unwanted))


def _segments_f1(counts: Sequence[Segments]) -> dict[str, float]:
    right = sum(each.right for each in counts)
    errors = sum(each.missed + each.wrong for each in counts)
    return {"f1": 2 * right / (2 * right + errors) if right else 0.0}


def _folded(text: str) -> str:
    return " ".join(text.split())


def _address(folder: Path, name: str) -> str:
    path = folder / "metadata" / f"{name}.json"
    said = load(path).get("url") if path.is_file() else ""
    return said or f"https://example.com/{name}"


def _visible(document: bytes) -> str:
    """Return the text of an HTML fragment (UTF-8), a line for each block, so that no two words grow together."""
    tree = document_fromstring(f"<div>{document.decode()}</div>")
    for element in tree.iter():
        if element.tag not in _INLINE:
            element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
    return str(tree.xpath("string()"))
