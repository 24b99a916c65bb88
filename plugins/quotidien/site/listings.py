"""Which listings an event or an article stands in, and in which of their months.

Every kind of listing is declared here: what it lists, and by which clock its months run.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from quotidien import data
from quotidien.config import Project
from quotidien.editorial.digests import belongs
from quotidien.model.articles import Article
from quotidien.model.regions import with_ancestors
from quotidien.site.events import Event
from quotidien.site.newsroom import Newsroom
from quotidien.site.scopes import Listing

TAGS = ("region", "topic", "language")
"""The kinds of listing that stay for ever."""
MAIN = 60
"""So many stories stand in the feed of a digest."""
HEAD = 40
"""So many of a listing's newest events stand on its head."""
CROSSED = 3
"""A topic inside a region has a page of its own from so many events on."""
EVERYTHING, STORIES, OURS = "everything", "stories", "ours"
"""The listings without a page: all events of a digest, those that several sources report, what sitemaps name."""


@lru_cache(maxsize=10_000)
def with_areas(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return region codes and all areas that contain them, sorted."""
    return with_ancestors(codes, data.regions())


@lru_cache(maxsize=10_000)
def with_parents(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return topic codes and all topics above them, sorted."""
    return with_ancestors(codes, data.topics())


def of_event(room: Newsroom, event: Event) -> Iterator[tuple[Listing, str]]:
    """Yield each listing that an event stands in, with the month ("2026-11") in which it does."""
    for digest in room.digests:
        if any(belongs(digest, article) for article in event.articles):
            month = month_of(event.published, digest.zone)
            languages = tuple(sorted({article.language for article in event.articles}))
            for listing in _listings(digest.slug, event.regions, event.topics, languages):
                yield listing, month
            if event.story:
                yield Listing(digest.slug, STORIES, ""), month
    if event.story or not event.articles[0].source:
        yield Listing("", OURS, ""), month_of(event.published, "UTC")


def of_article(room: Newsroom, article: Article) -> Iterator[tuple[Listing, str]]:
    """Yield the listing of an article's source, which lists articles whether or not a story tells of them."""
    if article.source:
        yield Listing("", "source", article.source), month_of(article.published, room.project.site.zone)


def crossing(region: str, topic: str) -> str:
    """Return the code of a topic inside a region."""
    return f"{region} {topic}"


def month_of(moment: datetime, zone: str) -> str:
    """Return the month that a calendar in `zone` shows at `moment`.

    >>> month_of(datetime.fromisoformat("2026-10-31T23:30Z"), "Europe/Paris")
    '2026-11'
    """
    local = moment if zone == "UTC" else moment.astimezone(ZoneInfo(zone))
    return f"{local.year:04}-{local.month:02}"


def first_day(month: str) -> date:
    """Return the first day of a month ("2026-11") or a year ("2026").

    >>> first_day("2026-11"), first_day("2026")
    (datetime.date(2026, 11, 1), datetime.date(2026, 1, 1))
    """
    year, _, number = month.partition("-")
    return date(int(year), int(number or 1), 1)


@lru_cache(maxsize=10_000)
def _listings(
    digest: str, regions: tuple[str, ...], topics: tuple[str, ...], languages: tuple[str, ...]
) -> tuple[Listing, ...]:
    areas, subjects = with_areas(regions), with_parents(topics)
    top = [code for code in subjects if not data.topics()[code].parent]
    return (
        Listing(digest, EVERYTHING, ""),
        *(Listing(digest, "region", code) for code in areas),
        *(Listing(digest, "topic", code) for code in subjects),
        *(Listing(digest, "language", tag) for tag in languages),
        *(Listing(digest, "crossing", crossing(region, topic)) for region in areas for topic in top),
    )


def around(inner: Listing) -> list[Listing]:
    """Return the listings whose pages lead to this one as a part of them."""
    if inner.kind == "crossing":
        region, _, topic = inner.code.partition(" ")
        return [Listing(inner.digest, "region", region), Listing(inner.digest, "topic", topic)]
    if inner.kind in {"region", "topic"}:
        table = data.regions() if inner.kind == "region" else data.topics()
        return [Listing(inner.digest, inner.kind, table[inner.code].parent)]
    return []


def span_of(month: str, zone: str) -> tuple[int, int]:
    """Return the first second of a month by the clock of `zone`, and that of the next month, since the epoch.

    >>> span_of("2026-11", "UTC")
    (1793491200, 1796083200)
    """
    first = first_day(month)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    start, end = (datetime(day.year, day.month, 1, tzinfo=ZoneInfo(zone)) for day in (first, after))
    return int(start.timestamp()), int(end.timestamp())


def constant_codes(project: Project) -> set[tuple[str, str]]:
    """Return the codes that have a listing whatever stands under `content/`: those of the configuration."""
    spoken = {tag for digest in project.digests for tag in (digest.language, *digest.languages)}
    spoken |= {tag for source in project.sources if source.enabled for tag in source.languages}
    countries = tuple(sorted({source.country for source in project.sources if source.country}))
    return {
        *(("region", code) for code in with_areas(("001", *countries))),
        *(("topic", topic.code) for topic in data.topics().values() if not topic.parent),
        *(("language", tag) for tag in spoken),
    }
