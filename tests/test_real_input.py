"""The whole way on real input, where it lies beside the checkout: feeds and pages that nobody here wrote.

Served on loopback, collected, tagged, cut, built and checked; then run again after what people and machines do.
"""

import asyncio
import csv
import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import pytest

from quotidien.commands.check import findings
from quotidien.config import Limits, Project, Publish, Site
from quotidien.content import editions, records
from quotidien.errors import TryLater
from quotidien.model.articles import Verdict
from quotidien.model.editions import Digest
from quotidien.model.sources import Rights, Source
from quotidien.pipeline.admission import Kind
from quotidien.pipeline.collect import Collected, Tools, collect
from quotidien.pipeline.cut import cut
from quotidien.pipeline.executors import open_executor
from quotidien.site.build import build
from quotidien.sources.fetch import HttpFetcher, Request, Response
from quotidien.store.state import Store

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
NOW = datetime(2026, 2, 18, 12, tzinfo=UTC)
"""Shortly after the newest of the feeds was fetched."""

pytestmark = pytest.mark.skipif(
    not (DATA / "feeds_real").is_dir() or not (DATA / "articles_fundus").is_dir(),
    reason="the real feeds and pages (../shared/data) are not beside this checkout",
)


class _Handler(BaseHTTPRequestHandler):
    """Serves a table of path → (body, content type), with ETags."""

    def __init__(self, *arguments: object, bodies: dict[str, tuple[bytes, str]]) -> None:
        self._bodies = bodies
        super().__init__(*arguments)

    def do_GET(self) -> None:
        body, kind = self._bodies.get(urlsplit(self.path).path, (b"", ""))
        etag = f'"{len(body)}-{hash(body)}"'
        status = 404 if not kind else 304 if self.headers.get("If-None-Match") == etag else 200
        self.send_response(status)
        if status == 200:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", etag)
        self.end_headers()
        if status == 200:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Loopback(HttpFetcher):
    """The true fetcher, in a world that ends at this machine."""

    async def fetch(self, request: Request) -> Response:
        if urlsplit(request.url).hostname != "127.0.0.1":
            raise TryLater("no network beyond loopback", source=request.source, url=request.url)
        return await super().fetch(request)


@dataclass
class World:
    """A project, the server that all its sources answer from, and how many entries each feed is known to hold."""

    project: Project
    expected: dict[str, int]
    collected: list[Collected] = field(default_factory=list)

    def run(self, now: datetime) -> Collected:
        self.collected.append(asyncio.run(self._collect(now)))
        return self.collected[-1]

    async def _collect(self, now: datetime) -> Collected:
        with Store(self.project.cache / "store.sqlite") as store, open_executor(0) as executor:
            async with _Loopback(self.project.limits, "Quotidien/test (+https://example.org)") as fetcher:
                return await collect(self.project, store, Tools(fetcher, executor, lambda *_: None), now)

    def tree(self, folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _real_feeds() -> list[tuple[str, bytes, str, int]]:
    """Return (name, body, content type, entries known) of every feed that the reference could parse, and JSON feeds."""
    with (DATA / "feeds_real" / "manifest.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = []
    for row in rows:
        body = gzip.decompress((DATA / "feeds_real" / "feeds" / f"{row['name']}.gz").read_bytes())
        kind = "application/feed+json" if row["version"] == "jsonfeed" else "application/xml"
        found.append((row["name"], body, kind, int(row["feedparser_entries"])))
    return found


def _fundus_feed(base: str) -> tuple[bytes, dict[str, tuple[bytes, str]]]:
    """Return a feed of ours over the real pages, and the pages by path."""
    listed = json.loads((DATA / "articles_fundus" / "meta.json").read_text("utf-8"))
    pages, items = {}, []
    for number, (name, facts) in enumerate(sorted(listed.items())):
        path = f"/page/{number}.html"
        pages[path] = (gzip.decompress((DATA / "articles_fundus" / name).read_bytes()), "text/html; charset=utf-8")
        crawled = datetime.fromisoformat(facts["crawl_date"]).replace(tzinfo=UTC)
        items.append(
            f"<item><title>{escape(name)}</title><link>{base}{path}</link>"
            f"<pubDate>{format_datetime(min(crawled, NOW))}</pubDate></item>"
        )
    channel = f"<title>Real pages</title><link>{base}/</link>{''.join(items)}"
    return f'<rss version="2.0"><channel>{channel}</channel></rss>'.encode(), pages


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    root = tmp_path_factory.mktemp("real")
    (root / "content").mkdir()
    bodies: dict[str, tuple[bytes, str]] = {}
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, bodies=bodies)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        sources, expected = [], {}
        for place, (name, body, kind, count) in enumerate(_real_feeds()):
            slug = f"feed-{place:03}"
            bodies[f"/{slug}"] = (body, kind)
            rights = tuple(Rights)[place % 3]
            sources.append(Source(slug, name, f"{base}/", (f"{base}/{slug}",), rights=rights))
            expected[slug] = count
        fundus, pages = _fundus_feed(base)
        bodies |= {"/fundus": (fundus, "application/rss+xml"), **pages}
        sources.append(Source("fundus", "Real pages", f"{base}/", (f"{base}/fundus",)))
        expected["fundus"] = len(pages)
        yield World(_project(root, tuple(sources)), expected)
        server.shutdown()


def _project(root: Path, sources: tuple[Source, ...]) -> Project:
    return Project(
        root=root,
        site=Site("Real", "https://digest.example", "editor@digest.example", "Real Press"),
        digests=(Digest("world", "World"), Digest("fr", "Monde", language="fr", languages=("fr",))),
        sources=sources,
        limits=replace(Limits(), private_addresses=True, pace_s=0.0, entries=1000),
        publish=Publish(),
        output=root / "output",
        theme=ROOT / "theme",
    )


def test_the_whole_way_on_real_input(world: World) -> None:
    first = world.run(NOW)
    by_slug = {outcome.source.slug: outcome for outcome in first.outcomes}
    parsable = {slug: count for slug, count in world.expected.items() if count}
    yielded = sum(min(by_slug[slug].entries, count) for slug, count in parsable.items())
    assert yielded >= 0.99 * sum(parsable.values())
    assert by_slug["fundus"].count(Kind.NEW) >= 0.95 * world.expected["fundus"]

    assert cut(world.project, NOW)
    build(world.project)
    assert [str(finding) for finding in findings(world.project)] == []

    content = world.tree(world.project.content)
    second = world.run(NOW + timedelta(hours=1))
    assert (second.files_written, sum(outcome.count(Kind.NEW) for outcome in second.outcomes)) == (0, 0)
    assert world.tree(world.project.content) == content

    edited, deleted = (world.project.content / path for path in _two_articles(world.project.content))
    edited.write_text(edited.read_text("utf-8") + "\nA line that a person added.\n", "utf-8")
    words = edited.read_bytes()
    deleted.unlink()
    third = world.run(NOW + timedelta(hours=2))
    assert third.removed == 1
    assert edited.read_bytes() == words
    assert not deleted.exists()

    build(world.project)
    site = world.tree(world.project.output)
    content = world.tree(world.project.content)
    shutil.rmtree(world.project.cache)
    fourth = world.run(NOW + timedelta(hours=3))
    assert sum(outcome.count(Kind.NEW) for outcome in fourth.outcomes) == 0
    assert world.tree(world.project.content) == content
    build(world.project)
    assert world.tree(world.project.output) == site


def _two_articles(content: Path) -> tuple[str, str]:
    """Return two kept articles that stand in no edition, so that deleting one leaves no edition's link behind."""
    carried = "".join((content / path).read_text("utf-8") for path in editions.edition_files(content))
    kept = [record for record in records.read_records(content) if record.verdict is Verdict.KEPT]
    alone = [record.path for record in kept if record.path.removesuffix(".md") not in carried]
    return alone[0], alone[-1]
