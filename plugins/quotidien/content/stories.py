"""A story's Markdown file to a `Story` and back. Its summary is a list: one sentence an item, its source at the end."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from quotidien.content import header, tags
from quotidien.content.header import folded
from quotidien.errors import DropItem, Fault, FixConfiguration
from quotidien.model import dates
from quotidien.model.stories import Sentence, Story

FOLDER = "stories"
_PART = re.compile(r"\n(?:\s*\n|(?=[-*]\s))")
_SLUG = re.compile(r"[a-z0-9-]*")


def parse_story(text: str, path: str) -> Story:
    """Read one story. Raises FixConfiguration with file and line where its header cannot be read.

    What a person wrote into the summary without naming a source stands as a sentence of nobody's.
    """
    sheet = header.parse(text, f"content/{path}")
    return Story(
        id=sheet.need("Id", str, "a story keeps the id it was founded with"),
        path=path,
        title=sheet.need("Title", str, "every story has a headline"),
        published=sheet.need("Date", dates.parse, "write when its first article was published"),
        language=sheet.read("Lang", tags.language, "en"),
        articles=header.names(sheet.get("articles")),
        regions=sheet.read("Regions", tags.regions, ()),
        topics=sheet.read("Topics", tags.topics, ()),
        summary=tuple(_sentences(sheet.body)),
        earlier=sheet.get("earlier"),
        merged_into=sheet.get("merged_into"),
        former_urls=header.names(sheet.get("former_urls")),
        seal=sheet.get("seal"),
    )


def format_story(story: Story) -> str:
    """Return the file of a story, sealed; `parse_story` reads it back to the same value but for the seal."""
    lines = [
        ("Title", story.title),
        ("Id", story.id),
        ("Date", dates.iso(story.published)),
        ("Lang", story.language),
        ("Articles", header.join_names(story.articles)),
        ("Regions", header.join_names(story.regions)),
        ("Topics", header.join_names(story.topics)),
        ("Earlier", story.earlier),
        ("Merged_into", story.merged_into),
        ("Former_urls", header.join_names(story.former_urls)),
    ]
    body = "\n".join(f"- {folded(sentence.text)} [{sentence.source}]" for sentence in story.summary)
    text = header.format_sheet(header.given(lines), body)
    return header.format_sheet([*header.given(lines), ("Seal", seal_of(text))], body)


def seal_of(text: str) -> str:
    """Return the hash of a story's words, without its `Seal:` line: it differs from the seal once a person wrote."""
    return header.seal_of(header.parse(text, FOLDER), "seal")


def is_touched(text: str) -> bool:
    """Say whether a person changed this story's file since the machine wrote it."""
    return header.parse(text, FOLDER).get("seal") != seal_of(text)


def story_path(published: datetime, slug: str) -> str:
    """Return the file of a story whose first article was published at `published` (UTC), below `content/`."""
    return f"{FOLDER}/{published:%Y/%m/%d}/{slug}.md"


def story_files(content: Path) -> list[str]:
    """Return the paths of all story files below `content`, sorted."""
    return sorted(path.relative_to(content).as_posix() for path in (content / FOLDER).rglob("*.md"))


def read_stories(content: Path) -> list[Story]:
    """Return all stories in the order of their files. Raises FixConfiguration where one cannot be read."""
    return [_read_story(content, path) for path in story_files(content)]


def _read_story(content: Path, path: str) -> Story:
    try:
        return parse_story(header.read_text((content / path).read_bytes(), f"content/{path}"), path)
    except DropItem as error:
        raise FixConfiguration((Fault(error.url, 1, str(error)),)) from error


def _sentences(body: str) -> Iterator[Sentence]:
    for part in _PART.split(body):
        line = folded(part)
        text, source = _said(line[2:] if line.startswith(("- ", "* ")) else line)
        if text:
            yield Sentence(text, source)


def _said(line: str) -> tuple[str, str]:
    """Return what the line says and the source that it names in brackets at its end, "" where it names none."""
    text, bracket, slug = line.removesuffix("]").rpartition("[")
    if bracket and line.endswith("]") and _SLUG.fullmatch(slug):
        return text.removesuffix(" "), slug
    return line, ""
