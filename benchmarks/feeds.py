"""Entries parsed a second, on one core, beside feedparser on the same bytes.

Of `--data` (a folder like `feeds_real`: `feeds/NAME.gz`) those feeds are measured that both can read. feedparser runs
as its users call it: it also resolves and cleans the HTML inside entries, which we do later and for fewer.
"""

import argparse
import gzip
import sys
from pathlib import Path

import feedparser
from parts.feeds import feed
from parts.measuring import Figures, Option, figure, medians, start

from quotidien.errors import DropItem
from quotidien.sources.feeds import parse_feed

MOST_ENTRIES = 100_000
ADDRESS = "https://source.example/feed"


def main(parameters: argparse.Namespace) -> Figures:
    """Parse all feeds with both by turns; medians."""
    bodies = _read(Path(parameters.data)) if parameters.data else _invent(parameters.feeds)
    shared = [body for body in bodies if _ours(body) and feedparser.parse(body).entries]
    if not shared:
        sys.exit(f"no feed in {parameters.data}: it wants a folder like feeds_real, with feeds/NAME.gz in it")
    ours_s, theirs_s = medians(
        parameters.runs,
        lambda: [_ours(body) for body in shared],
        lambda: [feedparser.parse(body) for body in shared],
    )
    ours_n = sum(map(_ours, shared))
    theirs_n = sum(len(feedparser.parse(body).entries) for body in shared)
    return {
        "parsed": len(shared),
        "left_out": len(bodies) - len(shared),
        "entries": ours_n,
        "feedparser_entries": theirs_n,
        "entries_per_s": figure(ours_n / ours_s),
        "feedparser_entries_per_s": figure(theirs_n / theirs_s),
        "time_vs_feedparser": figure(ours_s / theirs_s),
    }


def _ours(body: bytes) -> int:
    """Return how many entries we find, 0 where it is no feed."""
    try:
        return len(parse_feed(body, url=ADDRESS, most_entries=MOST_ENTRIES).entries)
    except DropItem:
        return 0


def _read(folder: Path) -> list[bytes]:
    return [gzip.decompress(path.read_bytes()) for path in sorted((folder / "feeds").glob("*.gz"))]


def _invent(count: int) -> list[bytes]:
    return [feed(number, 30, "https://source.example/", whole=number % 2 == 0) for number in range(count)]


if __name__ == "__main__":
    start(
        main,
        Option("data", "", "", "a folder like feeds_real; without one, feeds are invented"),
        Option("feeds", 60, 20, "how many feeds are invented, thirty entries each"),
        Option("runs", 3, 1, "how often each parses all"),
    )
