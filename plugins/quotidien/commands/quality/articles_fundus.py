"""Scores of article pages on fundus's expectations: body, title, day and authors, from publishers of many countries."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from quotidien.commands.quality.labelled import load
from quotidien.commands.quality.measures import Overlap, averaged_f1, mean, micro_f1, overlap, words
from quotidien.commands.quality.samples import Extract, Sample, by_language, read_all, read_page
from quotidien.commands.quality.scores import Part, Score
from quotidien.errors import Fault, FixConfiguration
from quotidien.sources.pages import Page

FEWEST_PAGES = 3
"""A language of fewer pages says nothing of how that language is read."""
_DATED = re.compile(r"(.+)_\d{4}_\d\d_\d\d\.html\.gz")
_SINGLE_QUOTES = "‘’‚‛‹›′`´"
_DOUBLE_QUOTES = "“”„‟«»″"
_QUOTES = str.maketrans(dict.fromkeys(_SINGLE_QUOTES, "'") | dict.fromkeys(_DOUBLE_QUOTES, '"'))


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a page agrees with what is expected of it: titles and days by `None` where nothing is expected."""

    body: Overlap
    title: bool | None
    date: bool | None
    authors: tuple[set[str], set[str]]

    @property
    def exact(self) -> Mapping[str, bool]:
        """Which figures' parts of the page are wholly right."""
        wanted, found = self.authors
        return {
            "body_f1": self.body.exact,
            "title": bool(self.title),
            "date": bool(self.date),
            "authors_f1": wanted == found,
        }


def articles_fundus(folder: Path, *, extract: Extract = read_page) -> Score:
    """Score `COUNTRY/PUBLISHER_YYYY_MM_DD.html.gz` by `COUNTRY/PUBLISHER.json`, with the URLs in `meta.json`.

    Body by shingles of summary, headlines and paragraphs as `articles_aeb` counts them; title equal when quotes and
    spaces are folded; date the same day; F1 over all authors' names together; the lowest body F1 of the languages
    with three pages or more. Raises FixConfiguration where a file is missing or a publisher's pages do not pair off.
    """
    addresses = load(folder / "meta.json")
    pages = _paired(folder)
    samples = [
        Sample(path, addresses.get(path.relative_to(folder).as_posix(), {}).get("url", ""), _body(expected))
        for path, expected in pages
    ]
    readings = read_all(samples, extract)
    agreements = [
        _agreement(expected, sample.wanted, reading.page)
        for (_, expected), sample, reading in zip(pages, samples, readings, strict=True)
    ]
    parts = by_language(readings, agreements, _figures)
    figures = _figures(agreements)
    hits = {name: sum(each.exact[name] for each in agreements) for name in figures}
    return Score("articles_fundus", len(pages), {**figures, "worst_body_f1": _worst(parts)}, parts, hits)


def _paired(folder: Path) -> list[tuple[Path, Mapping[str, Any]]]:
    """Return each page with its expectation: the n-th version belongs to the publisher's n-th page by date."""
    pairs, faults = list[tuple[Path, Mapping[str, Any]]](), list[Fault]()
    for expectations in sorted(folder.glob("*/*.json")):
        versions = sorted(load(expectations).items(), key=lambda version: _numbers(version[0]))
        pages = [
            path for path in sorted(expectations.parent.glob("*.html.gz")) if _publisher(path) == expectations.stem
        ]
        if len(versions) != len(pages):
            what = f"has {len(versions)} versions for {len(pages)} pages: fetch the set again"
            faults.append(Fault(str(expectations), 0, what))
        pairs += [(path, expected) for path, (_, expected) in zip(pages, versions, strict=False)]
    if faults:
        raise FixConfiguration(tuple(faults))
    return pairs


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _publisher(path: Path) -> str:
    dated = _DATED.fullmatch(path.name)
    return dated[1] if dated else ""


def _body(expected: Mapping[str, Any]) -> str:
    body = expected.get("body") or {}
    blocks = list(body.get("summary", ()))
    for section in body.get("sections", ()):
        blocks += [*section["headline"], *section["paragraphs"]]
    return "\n".join(blocks)


def _agreement(expected: Mapping[str, Any], body: str, page: Page) -> Agreement:
    title, written = expected.get("title"), expected.get("publishing_date")
    return Agreement(
        overlap(words(body), words(page.text)),
        _folded(title) == _folded(page.title) if title else None,
        _same_day(datetime.fromisoformat(written), page.published) if written else None,
        (set(map(_folded, expected.get("authors") or ())), set(map(_folded, page.authors))),
    )


def _folded(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())


def _same_day(expected: datetime, found: datetime | None) -> bool:
    """Say whether both name one day in the expected zone; midnight in UTC is a date whose page says no time."""
    if found is None:
        return False
    local = found.astimezone(expected.tzinfo) if expected.tzinfo and found.time() != time() else found
    return local.date() == expected.date()


def _figures(agreements: Sequence[Agreement]) -> dict[str, float]:
    return {
        "body_f1": averaged_f1([each.body for each in agreements]),
        "title": mean(each.title for each in agreements if each.title is not None),
        "date": mean(each.date for each in agreements if each.date is not None),
        "authors_f1": micro_f1([each.authors for each in agreements]),
    }


def _worst(parts: Mapping[str, Part]) -> float:
    large = [part for part in parts.values() if part.n >= FEWEST_PAGES]
    return min(part.figures["body_f1"] for part in large or parts.values())
