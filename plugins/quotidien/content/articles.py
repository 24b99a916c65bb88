"""An article's Markdown file to an `Article` and back."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TypeVar

from quotidien.content import header, tags
from quotidien.model import dates
from quotidien.model.articles import Article, Genre, Status
from quotidien.model.sources import Rights

FOLDER = "articles"
NONE: tuple[str, ...] = ()
"""What an empty `Regions:` or `Topics:` says: none, whatever the record holds."""

_KEYS = (
    "Title", "Subtitle", "Date", "Modified", "Collected", "Lang", "Authors", "Source", "Source_url", "Guid", "Regions",
    "Topics", "Genre", "Summary", "Image", "Image_credit", "Rights", "Status", "Slug", "Story", "Access",
)  # fmt: skip
_LOWER = frozenset(key.lower() for key in _KEYS) | {"author"}
_MAY_BE_EMPTY = frozenset({"Regions", "Topics"})
Choice = TypeVar("Choice", bound=StrEnum)


def parse_article(text: str, path: str, zone: str) -> Article:
    """Read one article. `path` is below `content/`; a date without a zone is taken in `zone`.

    Raises FixConfiguration with file and line for a header that cannot be read.
    """
    sheet = header.parse(text, f"content/{path}")

    def when(value: str) -> datetime:
        return dates.parse(value, zone)

    return Article(
        path=path,
        title=sheet.need("Title", str, "every article has a headline"),
        published=sheet.need("Date", when, "write when it was published, such as 2026-11-24 06:30"),
        subtitle=sheet.get("subtitle"),
        updated=sheet.read("Modified", when, None),
        collected=sheet.read("Collected", when, None),
        language=sheet.read("Lang", tags.language, "en"),
        authors=header.names(sheet.get("authors") or sheet.get("author")),
        source=sheet.get("source"),
        url=sheet.get("source_url"),
        guid=sheet.get("guid"),
        regions=sheet.read("Regions", tags.regions, NONE) if sheet.has("Regions") else None,
        topics=sheet.read("Topics", tags.topics, NONE) if sheet.has("Topics") else None,
        genre=sheet.read("Genre", _genre, Genre.NEWS),
        summary=sheet.get("summary"),
        image=sheet.get("image"),
        image_credit=sheet.get("image_credit"),
        rights=sheet.read("Rights", _rights, Rights.EXCERPT if sheet.get("source") else Rights.FULL),
        status=sheet.read("Status", _status, Status.PUBLISHED),
        slug=sheet.get("slug") or PurePosixPath(path).stem,
        story=sheet.get("story"),
        subscription=sheet.get("access") == "subscription",
        body=sheet.body,
        extra=sheet.others(_LOWER),
    )


def format_article(article: Article) -> str:
    """Return the file of an article; `parse_article` reads it back to the same value, lines with folded white space."""
    values: tuple[str | None, ...] = (
        article.title,
        article.subtitle,
        dates.iso(article.published),
        dates.iso(article.updated) if article.updated else "",
        dates.iso(article.collected) if article.collected else "",
        article.language,
        header.join_names(article.authors),
        article.source,
        article.url,
        article.guid,
        None if article.regions is None else header.join_names(article.regions),
        None if article.topics is None else header.join_names(article.topics),
        article.genre.value,
        article.summary,
        article.image,
        article.image_credit,
        article.rights.value,
        article.status.value,
        article.slug,
        article.story,
        "subscription" if article.subscription else "",
    )
    lines = [
        (key, value or "")
        for key, value in zip(_KEYS, values, strict=True)
        if value or (value is not None and key in _MAY_BE_EMPTY)
    ]
    return header.format_sheet([*lines, *article.extra], article.body)


def article_path(published: datetime, slug: str) -> str:
    """Return the file of an article first published at `published` (UTC), below `content/`."""
    return f"{FOLDER}/{published:%Y/%m/%d}/{slug}.md"


def article_files(content: Path) -> list[str]:
    """Return the paths of all article files below `content`, sorted."""
    return sorted(path.relative_to(content).as_posix() for path in (content / FOLDER).rglob("*.md"))


def _one_of(kind: type[Choice]) -> Callable[[str], Choice]:
    choices = {choice.value: choice for choice in kind}

    def read(value: str) -> Choice:
        if choice := choices.get(value.lower()):
            return choice
        raise ValueError(f"{value!r} is none of {', '.join(kind)}")

    return read


_genre, _rights, _status = _one_of(Genre), _one_of(Rights), _one_of(Status)
