"""All that is published, read once: articles with their tags, stories with their coverage, editions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from quotidien.content import articles, editions, header, records, stories
from quotidien.errors import DropItem, Fault, FixConfiguration
from quotidien.model.articles import Article, Record, Status, Verdict
from quotidien.model.editions import Edition
from quotidien.model.stories import Story

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Library:
    """Everything under `content/`.

    `articles` newest first, drafts left out, each with regions, topics and story as they stand after person and
    machine; `records` by article path; `stories` newest first, their `articles` completed from the records;
    `editions` oldest first.
    """

    articles: tuple[Article, ...]
    records: Mapping[str, Record]
    stories: tuple[Story, ...]
    editions: tuple[Edition, ...]
    drafts: tuple[Article, ...] = ()


def read_library(content: Path, zone: str) -> Library:
    """Read everything below `content`. Raises FixConfiguration with the faults of all files at once."""
    faults: list[Fault] = []
    kept = {record.path: record for record in records.read_records(content) if record.verdict is Verdict.KEPT}

    def read_all(paths: Iterable[str], parse: Callable[[str, str], T]) -> list[T]:
        return [value for path in paths for value in _read(content, path, parse, faults)]

    story_list = read_all(stories.story_files(content), stories.parse_story)
    listed = {path: story.id for story in story_list for path in story.articles}
    found = [
        resolved(article, kept.get(article.path), listed.get(article.path, ""))
        for article in read_all(
            articles.article_files(content), lambda text, path: articles.parse_article(text, path, zone)
        )
    ]
    published = sorted((each for each in found if each.status is Status.PUBLISHED), key=_newest_first)
    coverage: defaultdict[str, list[str]] = defaultdict(list)
    for article in sorted(published, key=lambda each: (each.published, each.path)):
        coverage[article.story].append(article.path)
    edition_list = read_all(editions.edition_files(content), editions.parse_edition)
    if faults:
        raise FixConfiguration(tuple(sorted(faults, key=lambda fault: (fault.file, fault.line))))
    return Library(
        articles=tuple(published),
        records=kept,
        stories=tuple(sorted((_covered(each, coverage[each.id]) for each in story_list), key=_newest_first)),
        editions=tuple(sorted(edition_list, key=lambda each: (each.digest, each.day))),
        drafts=tuple(each for each in found if each.status is Status.DRAFT),
    )


def _read(content: Path, path: str, parse: Callable[[str, str], T], faults: list[Fault]) -> list[T]:
    try:
        return [parse(header.read_text((content / path).read_bytes(), f"content/{path}"), path)]
    except FixConfiguration as error:
        faults.extend(error.faults)
    except DropItem as error:
        faults.append(Fault(error.url, 1, str(error)))
    return []


def resolved(article: Article, record: Record | None, listed: str = "") -> Article:
    """Fill in from the record what the file does not say; what a person wrote stands.

    `listed` is the id of the story whose file lists the article, "" where none does.
    """
    return replace(
        article,
        regions=_either(article.regions, tuple(each.code for each in record.regions) if record else ()),
        topics=_either(article.topics, tuple(each.code for each in record.topics) if record else ()),
        story=article.story or listed or (record.story if record else ""),
    )


def _either(person: tuple[str, ...] | None, machine: tuple[str, ...]) -> tuple[str, ...]:
    return machine if person is None else person


def _covered(story: Story, paths: list[str]) -> Story:
    first = [path for path in story.articles if path in paths]
    return replace(story, articles=(*first, *(path for path in paths if path not in first)))


def _newest_first(value: Article | Story) -> tuple[float, str]:
    return -value.published.timestamp(), value.path
