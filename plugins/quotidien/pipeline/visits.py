"""The network part of collecting: visit the feeds of a source, and the pages of the entries that are new or changed.

A visit decides nothing that lasts: it can be broken off at any instant and made again without harm.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from quotidien.config import Project
from quotidien.content import files
from quotidien.errors import DropItem, TryLater
from quotidien.model import languages, text, urls
from quotidien.model.articles import Entry, Record, Verdict
from quotidien.model.sources import Rights, Source
from quotidien.pipeline.known import Known
from quotidien.pipeline.reading import Job, Reading, feed_text, read_entry, read_feed
from quotidien.sources.feeds import Feed
from quotidien.sources.fetch import Fetcher, Request, Response, fresh_s
from quotidien.sources.robots import Robots, reserves_text_mining
from quotidien.store.state import FeedState

ENOUGH_WORDS = 120
"""A feed that gives so many words of an entry makes its page unneeded."""
PATIENCE = timedelta(hours=24)
"""How long an entry waits for a page that does not answer before it is kept with the feed's words alone."""

LONGEST_DELAY_S = 30.0
"""A robots.txt that wants more time than this between two pages gets no request for one: the feed's words suffice."""

T = TypeVar("T")
_NO_PAGE = Response("", 204)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry that a visit found new or changed; `record` is what is known of it, `problem` why it has no reading.

    `guid` is the hash of source and guid, `hash` that of the entry's words.
    """

    source: Source
    entry: Entry
    guid: str
    hash: str
    record: Record | None
    reading: Reading | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one source gave: items to decide, how many entries were unchanged or wait, sentences about failures.

    `quiet` counts the feeds that had not changed, `notes` are for a person, `states` are the validators to keep once
    all items are written.
    """

    source: Source
    items: tuple[Item, ...] = ()
    entries: int = 0
    unchanged: int = 0
    waiting: int = 0
    quiet: int = 0
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    states: tuple[FeedState, ...] = ()


@dataclass(frozen=True, slots=True)
class Visitor:
    """Visits sources: knows how to reach them, where to run the reading, and what was decided before."""

    project: Project
    fetcher: Fetcher
    robots: Robots
    executor: Executor
    known: Known
    states: Mapping[str, FeedState]
    now: datetime
    _languages: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        tags = {languages.base(tag) for source in self.project.sources for tag in source.languages}
        object.__setattr__(self, "_languages", tuple(sorted(tags)))

    async def visit(self, source: Source) -> Visit:
        """Return what the source gives now. No DigestError escapes: a failure is a sentence in the visit."""
        return _merge(source, [await self._visit_feed(source, url) for url in source.feeds])

    async def _visit_feed(self, source: Source, url: str) -> Visit:
        state, now = self.states.get(url, FeedState(url)), self.now.timestamp()
        if now < state.rest_until:
            return Visit(source, quiet=1)
        try:
            response = await self.fetcher.fetch(self._request(source, state))
            after = _state(url, response, now)
            if response.status == 304 or after.hash == state.hash:
                return Visit(source, quiet=1, states=(replace(after, hash=state.hash),))
            content_type = response.headers.get("content-type", "")
            feed = await self._run(read_feed, response.body, response.url, content_type, self.project.limits.entries)
        except TryLater as error:
            rest = (replace(state, rest_until=now + error.retry_after_s),) if error.retry_after_s else ()
            return Visit(source, failures=(str(error),), states=rest)
        except DropItem as error:
            return Visit(source, failures=(str(error),))
        visit = await self._visit_entries(source, feed, after)
        moved = f"{url} has moved for good to {response.url}: write that in sources.toml"
        return replace(visit, notes=(*visit.notes, moved)) if response.permanent and response.url != url else visit

    def _request(self, source: Source, state: FeedState) -> Request:
        most_bytes, pace_s = self.project.limits.feed_bytes, self._pace(source)
        return Request(state.url, source.slug, state.etag, state.last_modified, most_bytes, pace_s)

    async def _visit_entries(self, source: Source, feed: Feed, after: FeedState) -> Visit:
        items = [self._item(source, entry) for entry in feed.entries]
        fresh = [item for item in _first_by_guid(items) if _is_fresh(item)]
        read = await asyncio.gather(*(self._read(item) for item in fresh))
        decided = tuple(item for item in read if item)
        waiting = len(fresh) - len(decided)
        return Visit(
            source,
            decided,
            entries=len(items),
            unchanged=len(items) - len(fresh),
            waiting=waiting,
            notes=tuple(f"{after.url}: {fault}" for fault in feed.faults),
            states=() if waiting else (after,),
        )

    def _item(self, source: Source, entry: Entry) -> Item:
        url = urls.canonical(entry.url)
        guid = urls.identifier(f"{source.slug} {entry.guid or url or entry.title}")
        words = files.hash_of(text.plain(f"{entry.title} {entry.summary} {entry.content}"))
        return Item(source, entry, guid, words, self.known.find(guid, url))

    async def _read(self, item: Item) -> Item | None:
        """Return the item with its reading or its problem; `None` where it waits for the next run."""
        if item.record and item.record.guid != item.guid:
            return item
        if not item.entry.url:
            return replace(item, problem="has no link")
        page, reserved, problem = _NO_PAGE, False, ""
        try:
            if self._wants_page(item):
                reserved = await self.robots.reserves(item.entry.url, item.source.slug)
                page = _NO_PAGE if reserved else await self._page(item)
        except TryLater as error:
            if item.entry.published and self.now - item.entry.published < PATIENCE:
                return None
            problem = str(error)
        except DropItem as error:
            problem = str(error)
        reserved = reserved or reserves_text_mining(page.headers)
        content_type = page.headers.get("content-type", "")
        job = Job(item.entry, item.source, page.body, page.url, content_type, reserved, self._languages, self.now)
        try:
            return replace(item, reading=await self._run(read_entry, job), problem=problem)
        except DropItem as error:
            return replace(item, problem=str(error))

    def _wants_page(self, item: Item) -> bool:
        """Say whether rights allow the page and the feed gives too little without it."""
        return item.source.rights is not Rights.LINK and text.word_count(feed_text(item.entry)) < ENOUGH_WORDS

    async def _page(self, item: Item) -> Response:
        """Return the entry's page, an empty one where robots.txt keeps us out or wants us slower than a run can be."""
        url, slug = item.entry.url, item.source.slug
        delay_s = await self.robots.crawl_delay_s(url, slug)
        if delay_s > LONGEST_DELAY_S or not await self.robots.allows(url, slug):
            return _NO_PAGE
        pace_s = max(self._pace(item.source), delay_s)
        return await self.fetcher.fetch(Request(url, slug, most_bytes=self.project.limits.page_bytes, pace_s=pace_s))

    def _pace(self, source: Source) -> float:
        return source.pace_s or self.project.limits.pace_s

    async def _run(self, call: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.executor, call, *arguments)


def _is_fresh(item: Item) -> bool:
    """Say whether an entry is to be decided: never seen, or kept and changed in the feed that gave it.

    What another feed of its source says of it is no change: two feeds may word one entry differently for ever.
    """
    record = item.record
    if record is None:
        return True
    if record.guid != item.guid:
        return record.source != item.source.slug
    return record.verdict is Verdict.KEPT and record.feed == item.entry.feed and record.entry != item.hash


def _state(url: str, response: Response, now: float) -> FeedState:
    """Return what to remember of an answer."""
    etag, modified = (response.headers.get(name, "") for name in ("etag", "last-modified"))
    return FeedState(
        url, etag, modified, files.hash_of(response.body.decode("latin-1")), now + fresh_s(response.headers)
    )


def _first_by_guid(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items without those whose guid stood before: an entry counts once, as it was met first."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.guid, item)
    return tuple(found.values())


def _merge(source: Source, visits: Iterable[Visit]) -> Visit:
    """Return the visits to a source's feeds as one."""
    listed = list(visits)
    return Visit(
        source,
        _first_by_guid(item for visit in listed for item in visit.items),
        entries=sum(visit.entries for visit in listed),
        unchanged=sum(visit.unchanged for visit in listed),
        waiting=sum(visit.waiting for visit in listed),
        quiet=sum(visit.quiet for visit in listed),
        failures=tuple(failure for visit in listed for failure in visit.failures),
        notes=tuple(note for visit in listed for note in visit.notes),
        states=tuple(state for visit in listed for state in visit.states),
    )
