"""A story: one event, and the articles that report it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a story's summary and the slug of the source that wrote it."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Story:
    """One event with two articles or more: one Markdown file.

    `id` is the founding article's id and never changes; `path` is the file below `content/`
    (`stories/2026/11/24/slug.md`); `articles` are paths, the founding one first; `language` is that of headline and
    summary; `seal` is the hash of the file as the machine wrote it, so that a person's touch shows.
    """

    id: str
    path: str
    title: str
    published: datetime
    language: str
    articles: tuple[str, ...]
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    summary: tuple[Sentence, ...] = ()
    earlier: str = ""
    merged_into: str = ""
    former_urls: tuple[str, ...] = ()
    seal: str = ""
