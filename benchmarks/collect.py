"""Collecting from many hosts over loopback, beside the bare fetch of the same feeds.

Every host is a port of its own with one feed, and answers after the latency. The feeds give whole texts, so that no
page is fetched. The floor fetches the same feeds with httpx2, as many at once, and does nothing with them. `cold_s` is
the first run, `unchanged_s` the next one, in which nothing is new; `cpu_s` and `peak_mb` (of the largest process) are
the cold run's, start-up and workers included.
"""

import argparse
import asyncio
import sys
import time
from pathlib import Path

import httpx2
from parts.feeds import NOW
from parts.hosts import serving
from parts.measuring import Figures, Option, alone, median_of, scratch, start

from quotidien.config import Limits, Project, Publish, Site
from quotidien.model.editions import Digest
from quotidien.model.sources import Source
from quotidien.pipeline.admission import Kind
from quotidien.pipeline.collect import Collected, Tools, collect, user_agent
from quotidien.pipeline.executors import open_executor
from quotidien.sources.fetch import HttpFetcher
from quotidien.store.state import Store


def main(parameters: argparse.Namespace) -> Figures:
    """Collect by turns with the bare fetch, each in a process of its own; medians."""
    entries = parameters.hosts * parameters.entries
    with serving(parameters.hosts, parameters.entries, parameters.latency_ms) as feeds:
        figures = median_of([_round(feeds, entries, parameters.concurrency) for _ in range(parameters.runs)])
    return {**figures, "entries_per_s": round(entries / figures["cold_s"])}


def _round(feeds: list[str], entries: int, concurrency: int) -> Figures:
    with scratch() as folder:
        floor, _ = alone("collect", "fetch", feeds, concurrency)
        cold, run = alone("collect", "run", str(folder), feeds, concurrency)
        unchanged, again = alone("collect", "run", str(folder), feeds, concurrency)
    if cold["new"] != entries or unchanged["quiet"] != len(feeds):
        sys.exit(f"{cold['new']} of {entries} entries were new, then {unchanged['quiet']} of {len(feeds)} feeds quiet")
    return {
        "cold_s": cold["s"],
        "unchanged_s": unchanged["s"],
        "floor_s": floor["s"],
        "unchanged_vs_floor": unchanged["s"] / floor["s"],
        "cpu_s": run.cpu_s,
        "unchanged_cpu_s": again.cpu_s,
        "peak_mb": run.peak_mb,
    }


def run(folder: str, feeds: list[str], concurrency: int) -> Figures:
    """Collect once; return seconds, new articles, feeds that had not changed."""
    started = time.perf_counter()
    collected = asyncio.run(_collect(_project(Path(folder), feeds, concurrency)))
    return {
        "s": time.perf_counter() - started,
        "new": sum(outcome.count(Kind.NEW) for outcome in collected.outcomes),
        "quiet": sum(outcome.quiet for outcome in collected.outcomes),
    }


def fetch(feeds: list[str], concurrency: int) -> Figures:
    """Fetch every feed once and drop it; return seconds."""
    started = time.perf_counter()
    asyncio.run(_fetch(feeds, concurrency))
    return {"s": time.perf_counter() - started}


async def _fetch(feeds: list[str], concurrency: int) -> None:
    slots = asyncio.Semaphore(concurrency)
    async with httpx2.AsyncClient(limits=httpx2.Limits(max_connections=concurrency), trust_env=False) as client:

        async def get(address: str) -> None:
            async with slots:
                (await client.get(address)).raise_for_status()

        await asyncio.gather(*map(get, feeds))


async def _collect(project: Project) -> Collected:
    with Store(project.cache / "store.sqlite") as store, open_executor(project.limits.processes) as executor:
        async with HttpFetcher(project.limits, user_agent(project)) as fetcher:
            return await collect(project, store, Tools(fetcher, executor, lambda *_: None), NOW)


def _project(root: Path, feeds: list[str], concurrency: int) -> Project:
    (root / "content").mkdir(exist_ok=True)
    return Project(
        root=root,
        site=Site("Benchmark", "https://digest.example", "editor@digest.example", "Benchmark Press"),
        digests=(Digest("world", "World"),),
        sources=tuple(
            Source(f"s{place}", f"Source {place}", feed.removesuffix("feed"), (feed,), languages=("en",))
            for place, feed in enumerate(feeds)
        ),
        limits=Limits(private_addresses=True, pace_s=0.0, requests=concurrency),
        publish=Publish(),
        output=root / "output",
        theme=root / "theme",
    )


if __name__ == "__main__":
    start(
        main,
        Option("hosts", 500, 100, "how many hosts, each with one feed"),
        Option("entries", 10, 5, "entries in each feed"),
        Option("latency_ms", 50, 50, "milliseconds until a host answers"),
        Option("concurrency", 32, 32, "requests under way at once"),
        Option("runs", 3, 1, "how often everything runs"),
    )
