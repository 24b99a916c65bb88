"""Events, which listings list, and cards, which is how a list shows them.

An event is a story with its coverage or an article that stands alone: a reader meets each thing that happened once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from quotidien.model.articles import Article
from quotidien.model.sources import Rights
from quotidien.model.stories import Story
from quotidien.site.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class Event:
    """What a listing lists: a story with its coverage, or an article that stands alone.

    `path` is its page; `articles` are oldest first, `regions` and `topics` codes, the main one first; `summary` plain
    text, "" where the rights are a link only; `updated` moves with the words and, once a day, with the coverage.
    """

    id: str
    path: str
    title: str
    language: str
    summary: str
    published: datetime
    updated: datetime
    articles: tuple[Article, ...]
    regions: tuple[str, ...]
    topics: tuple[str, ...]
    story: Story | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """One article of an event at its source: the source's name, the address there ("" for our own), its language."""

    name: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Card:
    """An event in a list: where it is, its words, when, and who reported it."""

    path: str
    title: str
    language: str
    summary: str
    published: datetime
    credits: tuple[Credit, ...]

    def __hash__(self) -> int:
        """Hash the path alone: a list shows one card of each page, and hashes it often."""
        return hash(self.path)


def of_story(story: Story, coverage: Iterable[Article], path: str) -> Event:
    """Return the event of a story; where the story names no tags, those of its articles count."""
    articles = tuple(sorted(coverage, key=lambda article: (article.published, article.path)))
    grown = max(article.collected or article.published for article in articles).astimezone(UTC)
    return Event(
        id=story.id,
        path=path,
        title=story.title,
        language=story.language,
        summary=" ".join(sentence.text for sentence in story.summary),
        published=story.published,
        updated=max(story.published, grown.replace(hour=0, minute=0, second=0, microsecond=0)),
        articles=articles,
        regions=story.regions or _union(article.regions for article in articles),
        topics=story.topics or _union(article.topics for article in articles),
        story=story,
    )


def of_article(article: Article, path: str) -> Event:
    """Return the event of an article that stands alone."""
    return Event(
        id=article.id,
        path=path,
        title=article.title,
        language=article.language,
        summary=shown_summary(article),
        published=article.published,
        updated=max(article.updated or article.published, article.published),
        articles=(article,),
        regions=article.regions or (),
        topics=article.topics or (),
    )


def shown_summary(article: Article) -> str:
    """Return what a list may say of an article beside its headline: nothing where the rights are a link only."""
    return "" if article.rights is Rights.LINK else article.summary or article.subtitle


def card_of(room: Newsroom, event: Event) -> Card:
    """Return an event as a list shows it; an article without a source is the publisher's own."""
    credits_ = [
        Credit(room.source(each.source).name if each.source else room.project.site.publisher, each.url, each.language)
        for each in event.articles
    ]
    return Card(event.path, event.title, event.language, event.summary, event.published, tuple(dict.fromkeys(credits_)))


def _union(tags: Iterable[tuple[str, ...] | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(each or () for each in tags)))
