"""Collecting, from the list of sources to Markdown files and records.

Everything before the writing may be broken off and run again; the files are written first, then the records, then
what the network said, so that a kill at any instant loses nothing and collects nothing twice.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime

from quotidien import __version__, log
from quotidien.config import Project
from quotidien.content import articles, files, records
from quotidien.model.articles import Article
from quotidien.model.sources import Source
from quotidien.pipeline.admission import Admission, Kind, admit, record_by_hand
from quotidien.pipeline.known import Known, reconcile
from quotidien.pipeline.stories import changed_stories
from quotidien.pipeline.visits import Visit, Visitor
from quotidien.sources.fetch import Fetcher
from quotidien.sources.robots import Robots, RobotsFile
from quotidien.store.state import Store

AGENT = "Quotidien"
Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how much is done, and how much there is to do."""

_log = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did with one source: counts by kind, entries that wait, feeds that were quiet, sentences to read."""

    source: Source
    counts: tuple[tuple[str, int], ...]
    entries: int
    waiting: int
    quiet: int
    failures: tuple[str, ...]
    notes: tuple[str, ...]

    def count(self, kind: Kind) -> int:
        """Return how many entries became that."""
        return dict(self.counts).get(kind.value, 0)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a run did: the outcomes by source, hand-written articles recorded, files that a person removed."""

    outcomes: tuple[Outcome, ...]
    by_hand: int
    removed: int
    stories: int
    files_written: int


@dataclass(frozen=True, slots=True)
class Tools:
    """What collecting acts with: the network, the workers, and where progress is shown."""

    fetcher: Fetcher
    executor: Executor
    progress: Progress


def user_agent(project: Project) -> str:
    """Return the honest name that every request carries."""
    return f"{AGENT}/{__version__} (+{project.site.url}; {project.site.contact})"


async def collect(project: Project, store: Store, tools: Tools, now: datetime) -> Collected:
    """Collect every enabled source once; `now` is the run's one instant. Raises FixConfiguration for broken content."""
    known = Known(records.read_records(project.content))
    found = reconcile(known, project.content)
    by_hand = _record_by_hand(project, known, found.unrecorded, now)
    visits = await _visit_all(project, store, tools, known, now)
    items = [item for visit in visits for item in visit.items]
    tools.progress("write", 0, len(items))
    admitted = admit(items, known, project.content, now)
    written = {each.article.path: each.article for each in admitted if each.article}
    fresh = [each.article for each in admitted if each.article and each.kind is Kind.NEW] + by_hand
    lost = frozenset(record.story for record in found.removed)
    story_files = changed_stories(project, known, fresh, written, lost)
    for article in written.values():
        files.write(project.content / article.path, articles.format_article(article))
    for path, text in story_files:
        files.write(project.content / path, text)
    days = records.write_records(project.content, known.changed())
    store.save_feeds(state for visit in visits for state in visit.states)
    tools.progress("write", len(items), len(items))
    _log.info("Collected", articles=len(written), stories=len(story_files), record_days=days)
    return Collected(
        outcomes=tuple(_outcome(visit, admitted) for visit in visits),
        by_hand=len(by_hand),
        removed=len(found.removed),
        stories=len(story_files),
        files_written=len(written) + len(story_files) + days,
    )


async def _visit_all(project: Project, store: Store, tools: Tools, known: Known, now: datetime) -> list[Visit]:
    """Visit all enabled sources at once, each at its own pace; robots.txt files go into the store."""
    enabled = [source for source in project.sources if source.enabled]
    cache = {origin: RobotsFile(text, fetched) for origin, (text, fetched) in store.robots().items()}
    robots = Robots(tools.fetcher, user_agent(project), cache, now.timestamp())
    states = {url: store.feed_state(url) for source in enabled for url in source.feeds}
    visitor = Visitor(project, tools.fetcher, robots, tools.executor, known, states, now)
    done = 0

    async def visit(source: Source) -> Visit:
        nonlocal done
        found = await visitor.visit(source)
        done += 1
        tools.progress("collect", done, len(enabled))
        return found

    tools.progress("collect", 0, len(enabled))
    visits = await asyncio.gather(*(visit(source) for source in enabled))
    store.save_robots({origin: (file.text, file.fetched) for origin, file in cache.items()})
    return list(visits)


def _record_by_hand(project: Project, known: Known, paths: Iterable[str], now: datetime) -> list[Article]:
    """Give a record to every file that has none; a file that cannot be read is the build's to complain about."""
    sources = {source.slug: source for source in project.sources}
    found: list[Article] = []
    for path in paths:
        text = (project.content / path).read_text("utf-8")
        article = articles.parse_article(text, path, project.site.zone)
        known.put(record_by_hand(article, text, sources, now))
        found.append(article)
    return found


def _outcome(visit: Visit, admitted: Iterable[Admission]) -> Outcome:
    own = [each for each in admitted if each.source == visit.source.slug]
    counts = Counter(each.kind.value for each in own)
    counts[Kind.UNCHANGED.value] += visit.unchanged
    notes = [": ".join(part for part in (each.record.url, each.note) if part) for each in own if each.note]
    return Outcome(
        source=visit.source,
        counts=tuple(sorted(counts.items())),
        entries=visit.entries,
        waiting=visit.waiting,
        quiet=visit.quiet,
        failures=visit.failures,
        notes=(*visit.notes, *notes),
    )
