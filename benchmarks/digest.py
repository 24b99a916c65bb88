"""One digest run over the bundled sample newsroom: collect, cut, build. `--profile` shows where the time goes.

The profile is a page to open in a browser: the tree of calls, and the same as a flame graph over time. Under it all
runs in one process, so that the reading of pages is seen too; otherwise workers read, as they do for an editor.
"""

import argparse
import asyncio
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path

from parts.measuring import ROOT, Figures, Option, alone, median_of, need, scratch, start

from quotidien.commands import demo
from quotidien.commands.newsroom import Newsroom
from quotidien.config import Project
from quotidien.model import dates
from quotidien.pipeline.collect import Collected, Tools, collect, user_agent
from quotidien.pipeline.cut import cut
from quotidien.pipeline.executors import SerialExecutor, open_executor
from quotidien.site.build import build
from quotidien.sources.fetch import HttpFetcher
from quotidien.store.state import Store

PROFILE = ROOT / "reports" / "digest-profile.html"
_SAMPLE_S = 0.001
_FONTS = re.compile(r'https://fonts\.googleapis\.com/[^"]*')
"""What the page would ask the network for."""


def main(parameters: argparse.Namespace) -> Figures:
    """Run the digest, each time from nothing and in a process of its own; medians."""
    if parameters.profile:
        need("pyinstrument")
    with Newsroom(ROOT / "demo" / "newsroom", slow_s=0.0) as newsroom:
        runs = 1 if parameters.profile else parameters.runs
        rounds = [_round(newsroom.port, profile=parameters.profile) for _ in range(runs)]
    figures = median_of(rounds)
    return {**figures, "file": PROFILE.relative_to(ROOT).as_posix()} if parameters.profile else figures


def _round(port: int, *, profile: bool) -> Figures:
    with scratch() as folder:
        figures, cost = alone("digest", "run", str(folder), port, profile)
    return {**figures, "cpu_s": cost.cpu_s, "peak_mb": cost.peak_mb}


def run(folder: str, port: int, profile: bool) -> Figures:
    """Run the pipeline once in `folder`; return the seconds of each stage and what came of it."""
    project = replace(demo.prepare(ROOT, Path(folder), port), output=Path(folder, "output"))
    now = dates.parse(demo.NOW)
    with _profiled() if profile else _unprofiled():
        started = time.perf_counter()
        collected = asyncio.run(_collect(project, now, serial=profile))
        gathered = time.perf_counter()
        editions = cut(project, now)
        settled = time.perf_counter()
        built = build(project)
        ended = time.perf_counter()
    return {
        "digest_s": ended - started,
        "collect_s": gathered - started,
        "cut_s": settled - gathered,
        "build_s": ended - settled,
        "files_written": collected.files_written,
        "editions": len(editions),
        "pages": built.pages,
    }


async def _collect(project: Project, now: datetime, *, serial: bool) -> Collected:
    workers = SerialExecutor() if serial else open_executor(project.limits.processes)
    with Store(project.cache / "store.sqlite") as store, workers as executor:
        async with HttpFetcher(project.limits, user_agent(project)) as fetcher:
            return await collect(project, store, Tools(fetcher, executor, lambda *_: None), now)


@contextmanager
def _unprofiled() -> Iterator[None]:
    yield


@contextmanager
def _profiled() -> Iterator[None]:
    """Sample the main thread every millisecond, and leave the page."""
    profiler = import_module("pyinstrument").Profiler(interval=_SAMPLE_S, async_mode="disabled")
    profiler.start()
    yield
    profiler.stop()
    PROFILE.parent.mkdir(exist_ok=True)
    PROFILE.write_text(_FONTS.sub("data:text/css,", profiler.output_html()), "utf-8")


if __name__ == "__main__":
    start(
        main,
        Option("profile", False, False, "leave a flame graph in reports/; times then include the profiler"),
        Option("runs", 3, 1, "how often it runs"),
    )
