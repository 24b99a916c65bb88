"""A project in a temporary folder, and a network that is a script."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from quotidien.config import Project
from quotidien.errors import DigestError, DropItem
from quotidien.model.sources import Rights, Source
from quotidien.pipeline.collect import Collected, Tools, collect
from quotidien.pipeline.executors import SerialExecutor
from quotidien.sources.fetch import Request, Response
from quotidien.store.state import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WORDS = (
    "The harbour of Mombasa opened its new ferry terminal on Monday after two years of work. "
    "Kenya's transport minister cut the ribbon before a crowd of about 3,000 people. "
    "The first boat left for Likoni at nine in the morning and carried 400 passengers. "
)


@dataclass
class ScriptedFetcher:
    """Answers from a table of address → body or error; ETags are the bodies' own hashes."""

    bodies: dict[str, str | DigestError] = field(default_factory=dict)
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    async def fetch(self, request: Request) -> Response:
        await asyncio.sleep(0)
        self.requests.append(request)
        body = self.bodies.get(request.url)
        if body is None:
            raise DropItem(f"{request.url} answers 404", source=request.source, url=request.url)
        if isinstance(body, DigestError):
            raise body
        etag = f'"{len(body)}-{sum(map(ord, body))}"'
        headers = {"etag": etag, **self.headers.get(request.url, {})}
        if request.etag == etag:
            return Response(request.url, 304, headers)
        return Response(request.url, 200, headers, body.encode())

    def asked(self) -> list[str]:
        """Return the addresses of all requests but those for robots.txt and tdmrep.json, in their order."""
        return [each.url for each in self.requests if not each.url.endswith(("/robots.txt", "/tdmrep.json"))]


def _unseen(_stage: str, _done: int, _total: int) -> None:
    """Show no progress."""


@dataclass
class Newsdesk:
    """A project and its network; `run` is one run of collect."""

    project: Project
    network: ScriptedFetcher

    def run(self, now: datetime = NOW) -> Collected:
        tools = Tools(self.network, SerialExecutor(), _unseen)
        with Store(self.project.cache / "store.sqlite") as store:
            return asyncio.run(collect(self.project, store, tools, now))

    def feed(self, slug: str, *items: str) -> None:
        """Let a source's feed hold these items."""
        channel = f"<title>{slug}</title><link>https://{slug}.example/</link>{''.join(items)}"
        self.network.bodies[f"https://{slug}.example/feed"] = f'<rss version="2.0"><channel>{channel}</channel></rss>'

    def files(self) -> dict[str, str]:
        """Return every file below content/ with its text."""
        content = self.project.content
        return {
            path.relative_to(content).as_posix(): path.read_text("utf-8")
            for path in sorted(content.rglob("*"))
            if path.is_file()
        }

    def articles(self) -> list[str]:
        """Return the paths of the article files."""
        return [path for path in self.files() if path.startswith("articles/")]

    def article(self) -> Path:
        """Return the only article's file."""
        (path,) = self.articles()
        return self.project.content / path


def item(
    title: str,
    link: str,
    *,
    text: str = WORDS,
    when: str = "Mon, 23 Nov 2026 18:00:00 GMT",
    guid: str = "",
    content: str = "",
) -> str:
    """Return one RSS item."""
    body = (
        f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{escape(content)}</content:encoded>"
    )
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link>"
        f"<guid isPermaLink='false'>{guid or link}</guid>"
        f"<description>{escape(text)}</description><pubDate>{when}</pubDate>{body if content else ''}</item>"
    )


def page(title: str, paragraphs: int = 6, extra: str = "") -> str:
    """Return an article's page with so many paragraphs."""
    body = "".join(
        f"<p>{WORDS} Paragraph {n} adds what the reporters of the paper saw there.</p>" for n in range(paragraphs)
    )
    article = f"<article><h1>{title}</h1>{body}</article>"
    return f"<html lang='en'><head><title>{title}</title>{extra}</head><body>{article}</body></html>"


def source(slug: str, rights: Rights = Rights.EXCERPT, **more: object) -> Source:
    """Return a source with one feed."""
    base = Source(slug, slug.title(), f"https://{slug}.example/", (f"https://{slug}.example/feed",), languages=("en",))
    return replace(base, rights=rights, **more)
