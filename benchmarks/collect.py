"""Entries a second over loopback, and pages extracted a second a core, each beside the bare libraries in the same run.

    .venv/bin/python benchmarks/collect.py ../shared/data

Reads `feeds_real` and `articles_fundus` in that folder. The bare side of collecting fetches with httpx2 and parses
with feedparser, in one process, and keeps nothing; ours also cleans, tags, groups and writes. The bare side of
extraction is `trafilatura.bare_extraction(with_metadata=True)`.
"""

import asyncio
import gzip
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

import feedparser
import httpx2
import trafilatura

from quotidien.config import Limits, Project, Publish, Site
from quotidien.model import dates
from quotidien.model.editions import Digest
from quotidien.model.sources import Rights, Source
from quotidien.pipeline.collect import Collected, Tools, collect
from quotidien.pipeline.executors import open_executor
from quotidien.sources.fetch import HttpFetcher
from quotidien.sources.pages import extract_page
from quotidien.store.state import Store

NOW = dates.parse("2026-02-18T12:00:00Z")


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, *arguments: object, bodies: dict[str, bytes]) -> None:
        self._bodies = bodies
        super().__init__(*arguments)

    def do_GET(self) -> None:
        body = self._bodies.get(self.path, b"")
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


async def _collect(project: Project) -> Collected:
    with Store(project.cache / "store.sqlite") as store, open_executor(0) as executor:
        async with HttpFetcher(project.limits, "Quotidien/benchmark") as fetcher:
            return await collect(project, store, Tools(fetcher, executor, lambda *_: None), NOW)


async def _bare(addresses: list[str]) -> int:
    async with httpx2.AsyncClient(limits=httpx2.Limits(max_connections=32)) as client:
        answers = await asyncio.gather(*(client.get(address) for address in addresses))
    return sum(len(feedparser.parse(answer.content).entries) for answer in answers)


def collecting(data: Path) -> dict[str, object]:
    """Collect all feeds whose sources let us keep headline and link, so that no page is fetched."""
    bodies = {f"/{path.stem}": gzip.decompress(path.read_bytes()) for path in sorted((data / "feeds").glob("*.gz"))}
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, bodies=bodies)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        started = time.perf_counter()
        bare = asyncio.run(_bare([f"{base}{path}" for path in bodies]))
        bare_s = time.perf_counter() - started
        with tempfile.TemporaryDirectory() as folder:
            project = _project(Path(folder), base, list(bodies))
            started = time.perf_counter()
            cold = asyncio.run(_collect(project))
            cold_s = time.perf_counter() - started
            started = time.perf_counter()
            asyncio.run(_collect(project))
            again_s = time.perf_counter() - started
        server.shutdown()
    entries = sum(outcome.entries for outcome in cold.outcomes)
    return {
        "bench": "collect",
        "entries": entries,
        "entries_per_s": round(entries / cold_s),
        "cold_s": round(cold_s, 2),
        "unchanged_s": round(again_s, 2),
        "bare_entries": bare,
        "bare_entries_per_s": round(bare / bare_s),
        "bare_s": round(bare_s, 2),
    }


def _project(root: Path, base: str, paths: list[str]) -> Project:
    (root / "content").mkdir()
    sources = [
        Source(f"s{place}", path, f"{base}/", (f"{base}{path}",), rights=Rights.LINK)
        for place, path in enumerate(paths)
    ]
    return Project(
        root=root,
        site=Site("Benchmark", "https://digest.example", "editor@digest.example", "Benchmark Press"),
        digests=(Digest("world", "World"),),
        sources=tuple(sources),
        limits=Limits(private_addresses=True, pace_s=0.0, entries=1000),
        publish=Publish(),
        output=root / "output",
        theme=ROOT / "theme",
    )


def extracting(data: Path) -> dict[str, object]:
    """Extract every page three times, ours and bare by turns, on one core; medians."""
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(data.rglob("*.html.gz"))]

    def ours(body: bytes) -> object:
        return extract_page(body, url="https://source.example/a", content_type="text/html")

    def bare(body: bytes) -> object:
        return trafilatura.bare_extraction(body, url="https://source.example/a", with_metadata=True)

    runs = [(_seconds(ours, pages), _seconds(bare, pages)) for _ in range(3)]
    ours_s, bare_s = (statistics.median(each) for each in zip(*runs, strict=True))
    return {
        "bench": "extract",
        "pages": len(pages),
        "pages_per_s": round(len(pages) / ours_s, 1),
        "bare_pages_per_s": round(len(pages) / bare_s, 1),
        "ours_vs_bare": round(ours_s / bare_s, 3),
    }


def _seconds(call: Callable[[bytes], object], pages: list[bytes]) -> float:
    started = time.perf_counter()
    for body in pages:
        call(body)
    return time.perf_counter() - started


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print(json.dumps(collecting(folder / "feeds_real")), flush=True)
    print(json.dumps(extracting(folder / "articles_fundus")), flush=True)
