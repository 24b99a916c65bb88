"""What becomes of an entry: kept as an article, a duplicate, not news, refused, or an update of what was kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from quotidien.content import articles, files
from quotidien.editorial.regions import RULES, tag_regions
from quotidien.editorial.slugs import free_slug
from quotidien.editorial.topics import tag_topics
from quotidien.model import dates, urls
from quotidien.model.articles import Article, Document, Record, Verdict
from quotidien.model.sources import Source
from quotidien.pipeline.known import Known, is_touched
from quotidien.pipeline.reading import Reading
from quotidien.pipeline.visits import Item


class Kind(StrEnum):
    """What a run did with an entry, as the closing table counts it."""

    NEW = "new"
    UPDATED = "updated"
    EDITED = "edited here"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    NOT_NEWS = "not news"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Admission:
    """One decision: its record, the article to write where there is one, and the note that a person may want."""

    kind: Kind
    source: str
    record: Record
    article: Article | None = None
    note: str = ""


def admit(items: Iterable[Item], known: Known, content: Path, now: datetime) -> tuple[Admission, ...]:
    """Decide all items of a run in the order (published, address), whatever order they arrived in."""
    return tuple(_admit(item, known, content, now) for item in sorted(items, key=_order))


def _order(item: Item) -> tuple[str, str, str]:
    published = item.reading.published if item.reading else item.entry.published
    return (dates.iso(published) if published else "", item.reading.url if item.reading else item.entry.url, item.guid)


def _admit(item: Item, known: Known, content: Path, now: datetime) -> Admission:
    reading = item.reading
    held = known.find(item.guid, reading.url if reading else urls.canonical(item.entry.url))
    if held and (held.guid != item.guid or held.verdict is not Verdict.KEPT):
        return _without_article(item, known, now, Verdict.DUPLICATE, f"the same address as {held.path or held.url}")
    if reading is None:
        return _without_article(item, known, now, Verdict.REFUSED, item.problem)
    if held:
        return _update(item, reading, held, known, content)
    if reading.not_news:
        return _without_article(item, known, now, Verdict.NOT_NEWS, reading.not_news)
    article = _new_article(item, reading, known, content, now)
    record = _record(item, reading, article, now)
    known.put(record)
    return Admission(Kind.NEW, item.source.slug, record, article, _note(item, reading))


def _without_article(item: Item, known: Known, now: datetime, verdict: Verdict, reason: str) -> Admission:
    url = item.reading.url if item.reading else urls.canonical(item.entry.url)
    original = known.find("", url)
    record = Record(
        guid=item.guid,
        url=url,
        source=item.source.slug,
        verdict=verdict,
        collected=dates.iso(now),
        reason=reason,
        of=original.path if original and verdict is Verdict.DUPLICATE else "",
        published=dates.iso(item.entry.published) if item.entry.published else "",
        feed=item.entry.feed,
        entry=item.hash,
    )
    known.put(record)
    note = f"“{item.entry.title}” {reason}" if verdict is Verdict.REFUSED else ""
    return Admission(Kind(verdict.value), item.source.slug, record, note=note)


def _new_article(item: Item, reading: Reading, known: Known, content: Path, now: datetime) -> Article:
    def is_taken(slug: str) -> bool:
        path = articles.article_path(reading.published, slug)
        return known.is_taken(path) or (content / path).exists()

    slug = free_slug(reading.title, urls.identifier(reading.url), is_taken)
    path = articles.article_path(reading.published, slug)
    return _article(item, reading, Article(path, reading.title, reading.published, collected=now, slug=slug))


def _article(item: Item, reading: Reading, base: Article) -> Article:
    """Return `base` (which keeps path, slug, publication and collection) with all that the reading says."""
    return replace(
        base,
        title=reading.title,
        subtitle=reading.subtitle,
        updated=reading.updated,
        language=reading.language,
        authors=reading.authors,
        source=item.source.slug,
        url=reading.url,
        guid=item.entry.guid,
        regions=tuple(each.code for each in reading.regions) or None,
        topics=tuple(each.code for each in reading.topics) or None,
        genre=reading.genre,
        summary=reading.lead,
        rights=reading.rights,
        subscription=reading.subscription,
        body=reading.body,
    )


def _record(item: Item, reading: Reading, article: Article, now: datetime) -> Record:
    entry_url = urls.canonical(item.entry.url)
    return Record(
        guid=item.guid,
        url=reading.url,
        source=item.source.slug,
        verdict=Verdict.KEPT,
        collected=dates.iso(now),
        published=dates.iso(article.published),
        feed=item.entry.feed,
        entry=item.hash,
        path=article.path,
        hash=files.hash_of(articles.format_article(article)),
        language=reading.language,
        regions=reading.regions,
        topics=reading.topics,
        rules=RULES,
        also=(entry_url,) if entry_url != reading.url else (),
    )


def _update(item: Item, reading: Reading, held: Record, known: Known, content: Path) -> Admission:
    """Rewrite the article while no person has touched it; else remember only that the source changed."""
    if is_touched(held, content):
        record = replace(held, entry=item.hash)
        known.put(record)
        return Admission(Kind.EDITED, item.source.slug, record)
    text = (content / held.path).read_text("utf-8")
    before = articles.parse_article(text, held.path, "UTC")
    article = _article(item, reading, before)
    written = files.hash_of(articles.format_article(article))
    record = replace(
        held,
        entry=item.hash,
        hash=written,
        language=reading.language,
        regions=reading.regions,
        topics=reading.topics,
        rules=RULES,
    )
    known.put(record)
    kind = Kind.UPDATED if written != held.hash else Kind.UNCHANGED
    return Admission(kind, item.source.slug, record, article if written != held.hash else None, _note(item, reading))


def _note(item: Item, reading: Reading) -> str:
    return " ".join(part for part in (item.problem, reading.note) if part)


def record_by_hand(article: Article, text: str, sources: Mapping[str, Source], now: datetime) -> Record:
    """Return the record of a file that a person wrote, tagged by the same rules; the file itself is never rewritten."""
    source = sources.get(article.source, Source(article.source, "", "", ()))
    document = Document(article.title, article.summary or article.subtitle, article.body, article.language, article.url)
    return Record(
        guid=urls.identifier(article.path),
        url=article.url,
        source=article.source,
        verdict=Verdict.KEPT,
        collected=dates.iso(now),
        published=dates.iso(article.published),
        path=article.path,
        hash="" if article.url else files.hash_of(text),
        language=article.language,
        regions=tag_regions(document, source),
        topics=tag_topics(document, source),
        rules=RULES,
    )
