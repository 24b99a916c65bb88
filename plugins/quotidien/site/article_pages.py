"""Pages of single things, each once at the root: articles, drafts, stories, and the editor's own pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from quotidien.model.articles import Article, Evidence, Status
from quotidien.model.sources import Rights
from quotidien.site import addresses
from quotidien.site.events import Event, card_of
from quotidien.site.frames import (
    Frame,
    Instance,
    Link,
    language_link,
    region_crumbs,
    region_link,
    topic_crumbs,
    topic_link,
)
from quotidien.site.newsroom import Newsroom
from quotidien.site.scopes import ArticleScope, PageScope, StoryScope


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a tag stands there: its link, and the words that spoke for it; no words where a person set it."""

    tag: Link
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as its page shows it: `body` is HTML, `image` a path on this site or "", `minutes` 0 without a text.

    `own` says that it is the newsroom's, `whole` that the text is the source's, republished under its licence.
    """

    path: str
    article: Article
    source: Link
    licence: str
    body: str
    image: str
    minutes: int
    own: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One article in a story's coverage: whose, from where, and its page with us."""

    piece: Link
    source: Link
    country: Link | None
    article: Article


@dataclass(frozen=True, slots=True)
class Moment:
    """One day of a story and what was published on it."""

    day: date
    reports: tuple[Report, ...]


def articles(room: Newsroom, scope: ArticleScope) -> Iterator[Instance]:
    """Yield a published article's page; `related` are the others of its story."""
    if scope.article.status is Status.PUBLISHED:
        yield Instance(room.frames[""], _article_inputs(room, scope), _where(scope.address))


def drafts(room: Newsroom, scope: ArticleScope) -> Iterator[Instance]:
    """Yield a draft's page: reachable by who knows its address, listed nowhere."""
    if scope.article.status is Status.DRAFT:
        yield Instance(room.frames[""], _article_inputs(room, scope), {"slug": addresses.slug(scope.article.slug)})


def _where(path: str) -> Mapping[str, str]:
    _, _, *day, slug, _ = path.split("/")
    return {"day": "/".join(day), "slug": slug}


def _article_inputs(room: Newsroom, scope: ArticleScope) -> Mapping[str, Any]:
    frame, article = room.frames[""], scope.article
    return {
        "piece": _piece(room, scope),
        "crumbs": _crumbs(frame, article.regions or (), article.topics or ()),
        "language": language_link(frame, article.language),
        "regions": _reasons(frame, article.regions or (), scope.regions),
        "topics": _reasons(frame, article.topics or (), scope.topics),
        "story": scope.story,
        "related": scope.related,
    }


def _piece(room: Newsroom, scope: ArticleScope) -> Piece:
    article = scope.article
    source = room.source(article.source, article.url) if article.source else None
    whole = article.rights is Rights.FULL and bool(scope.body)
    return Piece(
        path=scope.address,
        article=article,
        source=_source_link(room, article.source),
        licence=source.licence if source else "",
        body=scope.body,
        image=_image(article.image),
        minutes=scope.minutes,
        own=source is None,
        whole=whole and source is not None,
    )


def _image(written: str) -> str:
    """Return the path of an image that lies in `content/images/`; pages ask nobody else for one."""
    path = written.removeprefix("{static}").lstrip("/")
    return f"/{path}" if path.startswith("images/") else ""


def _source_link(room: Newsroom, slug: str) -> Link:
    return Link(room.source(slug).name, addresses.source(slug)) if slug else Link(room.project.site.publisher, "")


def _crumbs(frame: Frame, regions: tuple[str, ...], topics: tuple[str, ...]) -> tuple[Link, ...]:
    if regions and regions[0] != "001":
        return region_crumbs(frame, regions[0])
    return topic_crumbs(frame, topics[0]) if topics else ()


def _reasons(frame: Frame, codes: Iterable[str], evidence: Iterable[Evidence]) -> tuple[Reason, ...]:
    words = {each.code: each.words for each in evidence}
    return tuple(
        Reason(topic_link(frame, code) if ":" in code else region_link(frame, code), words.get(code, ()))
        for code in codes
    )


def stories(room: Newsroom, scope: StoryScope) -> Iterator[Instance]:
    """Yield a story's page; `moved` is where one that was merged or shrank to one article leads."""
    event = scope.event
    inputs = {"moved": scope.moved} if event is None else {"moved": "", **_story_inputs(room, scope, event)}
    yield Instance(room.frames[""], inputs, _where(scope.address))


def _story_inputs(room: Newsroom, scope: StoryScope, event: Event) -> Mapping[str, Any]:
    frame = room.frames[""]
    reports = tuple(_report(room, *each) for each in zip(event.articles, scope.addresses, strict=True))
    return {
        "card": card_of(room, event),
        "crumbs": _crumbs(frame, event.regions, event.topics),
        "updated": max(each.article.published for each in reports),
        "sentences": tuple((each.text, _source_link(room, each.source)) for each in scope.story.summary),
        "reports": reports,
        "timeline": _timeline(frame, reports),
        "regions": _story_reasons(frame, event.regions, scope.evidence),
        "topics": _story_reasons(frame, event.topics, scope.evidence),
        "earlier": scope.earlier,
    }


def _timeline(frame: Frame, reports: Iterable[Report]) -> tuple[Moment, ...]:
    days = groupby(reports, key=lambda report: frame.words.local(report.article.published).date())
    return tuple(Moment(day, tuple(group)) for day, group in days)


def _report(room: Newsroom, article: Article, address: str) -> Report:
    country = room.source(article.source).country if article.source else ""
    return Report(
        piece=Link(article.title, address, language=article.language),
        source=_source_link(room, article.source),
        country=region_link(room.frames[""], country) if country else None,
        article=article,
    )


def _story_reasons(frame: Frame, codes: Iterable[str], evidence: Iterable[Evidence]) -> tuple[Reason, ...]:
    """Return a story's tags with the words from all its articles, at most eight a tag."""
    words: dict[str, dict[str, None]] = {}
    for each in evidence:
        words.setdefault(each.code, {}).update(dict.fromkeys(each.words))
    shown = [Evidence(code, 0.0, tuple(found)[:8], ()) for code, found in words.items()]
    return _reasons(frame, codes, shown)


def pages(room: Newsroom, scope: PageScope) -> Iterator[Instance]:
    """Yield an editor's own page."""
    frame = room.frames[""]
    inputs = {"title": scope.title, "lang": scope.language or frame.language, "body": scope.body}
    yield Instance(frame, inputs, {"slug": scope.address.split("/")[2]})
