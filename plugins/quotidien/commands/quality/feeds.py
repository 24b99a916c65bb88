"""Scores of feeds and subscription lists: other parsers' test suites, feeds as they were published, OPML files."""

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar

from quotidien.commands.quality.assertions import MOST_ENTRIES, Assertion, as_feedparser
from quotidien.commands.quality.measures import mean
from quotidien.commands.quality.samples import require
from quotidien.commands.quality.scores import Part, Score
from quotidien.errors import DropItem
from quotidien.model import languages, urls
from quotidien.model.articles import Entry
from quotidien.pipeline.executors import deadline
from quotidien.sources.entries import Feed
from quotidien.sources.feeds import parse_feed
from quotidien.sources.subscriptions import Subscriptions, read_opml

LONGEST_S = 20.0
"""A document that takes longer has hung the parser."""
_HUNG = "one document"
_UNDETERMINED = "und"
_FEED_ADDRESS = re.compile(r'\bxmlurl\s*=\s*"([^"]*)"', re.IGNORECASE)

Result = TypeVar("Result")
Parse = Callable[[bytes], Feed]
"""The system under test: a document to a Feed; DropItem where it is none."""


def read_feed(body: bytes) -> Feed:
    """Return the feed in a document, as the product reads it."""
    return parse_feed(body, url="https://feeds.example/", most_entries=MOST_ENTRIES)


def feeds_feedparser(
    folder: Path, *, parse: Callable[[bytes], Mapping[str, Any]] = as_feedparser, every: bool = False
) -> Score:
    """Score the assertions of `assertions.tsv` (path, description, expression) that are about what a Feed keeps.

    `parse` gives a result under feedparser's names: the bare library is `feedparser.parse`. `every` counts the
    assertions about all other names too. `crashes` are documents, with assertions or not, that raise anything but
    DropItem or take longer than 20 s. Raises FixConfiguration where a file is missing, as each scorer here does.
    """
    assertions = [Assertion(row[0], row[2].strip()) for row in _rows(folder / "assertions.tsv")]
    counted = [each for each in assertions if every or each.is_kept]
    require([folder / each.path for each in counted])
    results, crashes = _attempts(folder, parse)
    held = sum(each.holds(results.get(folder / each.path) or {}) for each in counted)
    return Score("feeds_feedparser", len(counted), {"kept_pass": held / len(counted), "crashes": crashes})


def feeds_feedvalidator(folder: Path, *, parse: Parse = read_feed) -> Score:
    """Count the documents below `folder` that crash the parser."""
    require([folder / "expectations.tsv"])
    results, crashes = _attempts(folder, parse)
    return Score("feeds_feedvalidator", len(results), {"crashes": crashes})


def feeds_gofeed(folder: Path, *, parse: Parse = read_feed) -> Score:
    """Score documents by gofeed's reading of them, field by field, and count those that crash the parser.

    Pairs are `X.xml` and `X.json`, `X.json` and `X_expected.json`, where the reading is in gofeed's universal form
    (it names a `feedType`). Of each feed title and link are compared, of each item title, link, guid, published (as
    an instant), authors' names, categories, enclosures: where either side has a value. A Feed keeps no enclosures,
    so that these never agree.
    """
    pairs = list(_pairs(folder))
    require([document for document, _ in pairs])
    results, crashes = _attempts(folder, parse)
    compared = [_compared(expected, results[document]) for document, expected in pairs]
    agreed, fields = sum(map(sum, compared)), sum(map(len, compared))
    return Score(
        "feeds_gofeed",
        len(pairs),
        {"agreement": agreed / fields if fields else 0.0, "crashes": crashes},
        hits={"agreement": sum(map(all, compared))},
    )


def feeds_real(folder: Path, *, parse: Parse = read_feed) -> Score:
    """Score `feeds/NAME.gz` by `manifest.tsv`: entries and dated entries found, of those that feedparser finds.

    What is found beyond the reference makes up for nothing that another feed lacks.
    """
    require([folder / "manifest.tsv"])
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    require([folder / "feeds" / f"{row['name']}.gz" for row in rows])
    by_language: defaultdict[str, list[Found]] = defaultdict(list)
    for row in rows:
        feed, _ = _attempt(gzip.decompress((folder / "feeds" / f"{row['name']}.gz").read_bytes()), parse)
        language = languages.base(languages.canonical(row["language"])) or _UNDETERMINED
        by_language[language].append(_found(row, feed.entries if feed else ()))
    found = [each for part in by_language.values() for each in part]
    hits = {"entries": sum(all(each.entries) for each in found), "dates": sum(all(each.dates) for each in found)}
    parts = {language: Part(len(part), _shares(part)) for language, part in by_language.items()}
    return Score("feeds_real", len(rows), _shares(found), parts, hits)


def feeds_opml(folder: Path, *, read: Callable[[bytes], Subscriptions] = read_opml) -> Score:
    """Score OPML files by the feed addresses found, of those that stand in the file or for it in `feeds.tsv`."""
    files = sorted(folder.rglob("*.opml"))
    require([folder / "feeds.tsv", *files])
    listed: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(folder / "feeds.tsv"):
        listed[row[0]].add(row[2])
    found = wanted = 0
    for file in files:
        body = file.read_bytes()
        written = listed[file.stem] | set(_FEED_ADDRESS.findall(body.decode("utf-8", "replace")))
        present = {address for each in written if (address := urls.absolute(each.replace("&amp;", "&")))}
        subscriptions, _ = _attempt(body, read)
        wanted += len(present)
        found += len(present & {each.feed for each in subscriptions.entries}) if subscriptions else 0
    return Score("feeds_opml", wanted, {"urls": found / wanted if wanted else 0.0}, hits={"urls": found})


def _attempt(body: bytes, parse: Callable[[bytes], Result]) -> tuple[Result | None, bool]:
    """Return what a parser makes of a document, `None` where it refuses it, and whether it crashed or hung."""
    try:
        with deadline(LONGEST_S, _HUNG):
            return parse(body), False
    except DropItem as error:
        return None, str(error).startswith(_HUNG)
    except Exception:  # noqa: BLE001 - any of them is what is counted
        return None, True


def _attempts(folder: Path, parse: Callable[[bytes], Result]) -> tuple[dict[Path, Result | None], int]:
    """Return what a parser makes of each document below a folder, and how many crashed it."""
    documents = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in {".tsv", ".md"}]
    require(documents)
    results, crashes = dict[Path, Result | None](), 0
    for document in documents:
        results[document], crashed = _attempt(document.read_bytes(), parse)
        crashes += crashed
    return results, crashes


def _rows(table: Path) -> Iterator[list[str]]:
    """Yield the rows of a set's table; what stands between tabs is taken as it is."""
    require([table])
    return (line.split("\t") for line in table.read_text("utf-8").split("\n") if line)


def _pairs(folder: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield each document that has a reading in gofeed's universal form, with that reading."""
    for path in sorted(folder.rglob("*.json")):
        try:
            reading = json.loads(path.read_bytes())
        except ValueError:  # a document to be read, broken on purpose
            continue
        if isinstance(reading, dict) and "feedType" in reading:
            stem = path.stem.removesuffix("_expected")
            yield path.with_name(f"{stem}.xml" if stem == path.stem else f"{stem}.json"), reading


def _compared(expected: Mapping[str, Any], feed: Feed | None) -> list[bool]:
    """Return for each field that has a value on either side whether both have the same."""
    found = feed or Feed("", "", "", ())
    link = urls.absolute(expected.get("link", ""))
    fields: list[tuple[object, object]] = [(expected.get("title", ""), found.title), (link, found.homepage)]
    for item, entry in zip_longest(expected.get("items") or (), found.entries):
        fields += zip(_expected_fields(item or {}), _fields(entry) if entry else ((),) * 7, strict=True)
    return [wanted == got for wanted, got in fields if wanted or got]


def _expected_fields(item: Mapping[str, Any]) -> Sequence[object]:
    published = item.get("publishedParsed")
    return (
        item.get("title", ""),
        urls.absolute(item.get("link", "")),
        item.get("guid", ""),
        datetime.fromisoformat(published).replace(microsecond=0) if published else None,
        tuple(author["name"] for author in item.get("authors", ()) if author.get("name")),
        tuple(item.get("categories", ())),
        tuple(enclosure.get("url") for enclosure in item.get("enclosures", ())),
    )


def _fields(entry: Entry) -> Sequence[object]:
    return (entry.title, entry.url, entry.guid, entry.published, entry.authors, entry.categories, ())


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one feed, item by item of its reference: each entry, each date."""

    entries: Sequence[bool]
    dates: Sequence[bool]


def _found(row: Mapping[str, str], entries: Sequence[Entry]) -> Found:
    dated = sum(bool(entry.published or entry.updated) for entry in entries)
    return Found(
        [place < len(entries) for place in range(int(row["feedparser_entries"]))],
        [place < dated for place in range(int(row["feedparser_dated_entries"]))],
    )


def _shares(found: Sequence[Found]) -> dict[str, float]:
    return {
        "entries": mean(entry for each in found for entry in each.entries),
        "dates": mean(date for each in found for date in each.dates),
    }
