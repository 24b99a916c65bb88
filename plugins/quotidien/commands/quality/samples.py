"""Pages of a labelled set: read from their files as they are, extracted, each with its language.

Knows how sets keep pages (raw bytes in gzip files) and how their languages are told. Does not know any set's labels.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TypeVar

from quotidien.commands.quality.scores import Part
from quotidien.editorial.languages import detect_language
from quotidien.errors import DropItem, Fault, FixConfiguration
from quotidien.model.languages import base, canonical
from quotidien.pipeline.executors import SerialExecutor, open_executor
from quotidien.sources.pages import Page, extract_page

FEW_PAGES = 25
"""Up to so many pages are read in this process: starting others takes as long."""
SURE = 0.9
"""How probable another language must be before a page that is declared English counts as that."""
_TEMPLATES_SAY = "en"
_DECLARED = re.compile(rb"<html\b[^>]*?[\s:]lang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)

Extract = Callable[[bytes, str], Page]
"""The system under test: a page's bytes and URL to the article on it; DropItem where it refuses them.

For more than a few pages it runs in other processes, so that it has to be a module's function."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sample:
    """A page of a set: its gzip file, its URL, and the text that is wanted of it, which tells its language too."""

    path: Path
    url: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the system under test made of a sample, and the base tag of the sample's language."""

    page: Page
    language: str


def read_page(body: bytes, url: str) -> Page:
    """Return the article on a page, as the product reads it."""
    return extract_page(body, url=url)


def read_all(samples: Sequence[Sample], under_test: Extract) -> list[Reading]:
    """Return a reading of each sample, in their order; a page that is refused reads as an empty one.

    Raises FixConfiguration where there is no sample, or a page's file is missing.
    """
    require([sample.path for sample in samples])
    with open_executor(0) if len(samples) > FEW_PAGES else SerialExecutor() as executor:
        read = list(executor.map(_read, samples, repeat(under_test), chunksize=4))
    return [
        Reading(page, _language(declared, sample.wanted))
        for sample, (page, declared) in zip(samples, read, strict=True)
    ]


def _language(declared: str, wanted: str) -> str:
    """Return what `<html lang>` says; without it, and where it says what templates come with, the text decides."""
    if declared not in ("", _TEMPLATES_SAY):
        return declared
    found = detect_language(wanted)
    return found.language if not declared or found.probability > SURE else declared


def require(paths: Sequence[Path]) -> None:
    """Raise FixConfiguration with all files of a set that are missing, or where it names none."""
    if not paths:
        raise FixConfiguration((Fault("--data", 0, "holds no page of this set: see the set's README for its format"),))
    if missing := [Fault(str(path), 0, "is missing: fetch the set again") for path in paths if not path.is_file()]:
        raise FixConfiguration(tuple(missing))


def by_language(
    readings: Sequence[Reading], items: Sequence[T], figures: Callable[[Sequence[T]], Mapping[str, float]]
) -> dict[str, Part]:
    """Return the figures of the items (one a reading) of each language."""
    parts: defaultdict[str, list[T]] = defaultdict(list)
    for reading, item in zip(readings, items, strict=True):
        parts[reading.language].append(item)
    return {language: Part(len(part), figures(part)) for language, part in sorted(parts.items())}


def _read(sample: Sample, under_test: Extract) -> tuple[Page, str]:
    body = gzip.decompress(sample.path.read_bytes())
    declared = _DECLARED.search(body)
    language = base(canonical(declared[1].decode("ascii", "replace"))) if declared else ""
    try:
        return under_test(body, sample.url), language
    except DropItem:
        return Page.empty(), language
