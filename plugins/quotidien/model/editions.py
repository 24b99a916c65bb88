"""A digest and its editions: the finite, dated, ordered set of stories, in the words that were cut."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """One `[[digest]]` of `quotidien.toml`. The first lives at `/`, the others at `/SLUG/`.

    `language` is that of its interface; `languages`, `regions`, `topics` and `sources` filter its articles, empty
    meaning all. An edition is cut at `hour` in `zone` (an IANA name) and holds at most `size` stories.
    """

    slug: str
    name: str
    language: str = "en"
    languages: tuple[str, ...] = ()
    zone: str = "UTC"
    hour: int = 6
    size: int = 30
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """One source of an item: its name, the article's address there, and what a reader should know before the click."""

    name: str
    url: str
    language: str = ""
    subscription: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One story in an edition, in its frozen words.

    `page` is our page's path below `content/` without `.md` (`stories/2026/11/24/slug` or `articles/…`), `id` the
    story's id. Without references it is the newsroom's own article. `rank` says in words and figures why it stands
    here.
    """

    id: str
    page: str
    headline: str
    brief: str
    language: str
    references: tuple[Reference, ...]
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its items. `code` is the region or topic it stands for; the front has neither heading nor code."""

    heading: str
    code: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed after the cut: when (ISO 8601), what and why, in the editor's words."""

    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One day of one digest, frozen by the cut: one Markdown file.

    `path` is the file below `content/` (`editions/world/2026-11-24.md`), `day` the edition date in the digest's zone,
    `cut` the aware instant, `zone` its IANA name, `introduction` the editor's Markdown. The counts were made at the
    cut: `stories`, `articles`, `sources`, reading `minutes`. `seal` is the hash of the words as cut and
    the number of corrections that it took into account.
    """

    path: str
    digest: str
    title: str
    day: date
    cut: datetime
    zone: str
    language: str
    sections: tuple[Section, ...]
    stories: int
    articles: int
    sources: int
    minutes: int
    introduction: str = ""
    corrections: tuple[Correction, ...] = ()
    seal: str = ""
