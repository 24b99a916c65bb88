"""An entry as a feed gave it, the article made from it, and the record of what was decided about it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from quotidien.model.sources import Rights
from quotidien.model.urls import identifier


class Genre(StrEnum):
    """What kind of writing an article is."""

    NEWS = "news"
    OPINION = "opinion"
    ANALYSIS = "analysis"
    LIVE = "live"
    SATIRE = "satire"
    RELEASE = "release"
    SPONSORED = "sponsored"


class Status(StrEnum):
    """Where an article stands; only a published one appears in listings and feeds."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class Verdict(StrEnum):
    """What became of an entry."""

    KEPT = "kept"
    DUPLICATE = "duplicate"
    NOT_NEWS = "not news"
    REFUSED = "refused"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as its feed gave it: text may hold markup, dates are aware or absent, `url` is absolute or ""."""

    feed: str
    guid: str
    url: str
    title: str
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    categories: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What the decisions about an article read: plain text, its language, and what the source says of it.

    `text` is the body where the rights let us read it, else ""; `categories` are the source's own words for it.
    """

    title: str
    summary: str
    text: str
    language: str
    url: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a tag was given: the words that matched (at most 8), where, and how much they weigh together."""

    code: str
    weight: float
    words: tuple[str, ...]
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of `content/records/YYYY/MM/DD.jsonl`: one entry that was seen and decided, kept or not.

    `guid` is the hash of source and guid, `feed` the address of the feed that gave the entry, `entry` the hash of its
    words there (it moves when the source changes them), `path` the Markdown file below `content/`, `hash` that file's
    hash as written, `story` the id of its story, `grouping` why it joined it (its code is that id, `where` the nearest
    article's path), `of` the path that a duplicate repeats, `also` other addresses of the same article, `rules` the
    version of the tagging rules. Times are ISO 8601 in UTC.
    """

    guid: str
    url: str
    source: str
    verdict: Verdict
    collected: str
    reason: str = ""
    of: str = ""
    published: str = ""
    feed: str = ""
    entry: str = ""
    path: str = ""
    hash: str = ""
    story: str = ""
    grouping: tuple[Evidence, ...] = ()
    language: str = ""
    regions: tuple[Evidence, ...] = ()
    topics: tuple[Evidence, ...] = ()
    rules: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One published piece, cleaned: one Markdown file.

    `path` is that file below `content/` (`articles/2026/11/24/slug.md`); `published`, `updated` and `collected` are
    aware, in UTC; `regions` and `topics` are codes, the main one first; `source` is a source's slug, "" when our
    own; `url` the canonical URL at the source, "" when our own; `subscription` says that the source asks for one;
    `summary` is plain text: all that we may show where the rights are an excerpt, and what lists show; `body` is
    Markdown, empty where the rights do not grant the text. `None` in `regions` or `topics` means that the file does
    not say, so that the record decides. `extra` keeps header keys that we do not know.
    """

    path: str
    title: str
    published: datetime
    subtitle: str = ""
    updated: datetime | None = None
    collected: datetime | None = None
    language: str = "en"
    authors: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    guid: str = ""
    regions: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    genre: Genre = Genre.NEWS
    summary: str = ""
    image: str = ""
    image_credit: str = ""
    rights: Rights = Rights.EXCERPT
    status: Status = Status.PUBLISHED
    slug: str = ""
    story: str = ""
    subscription: bool = False
    body: str = ""
    extra: tuple[tuple[str, str], ...] = field(default=())

    @property
    def id(self) -> str:
        """The 12 hexadecimal digits that stand for the article, and for its story while it stands alone."""
        return identifier(self.url or self.path)
