"""One entry and its page to everything that is decided about it alone. Pure, so that it can run in any worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quotidien.editorial.genres import genre_of
from quotidien.editorial.languages import choose_language
from quotidien.editorial.regions import tag_regions
from quotidien.editorial.topics import is_not_news, tag_topics
from quotidien.errors import DropItem
from quotidien.model import dates, text, urls
from quotidien.model.articles import Document, Entry, Evidence, Genre
from quotidien.model.sources import Rights, Source
from quotidien.pipeline.executors import deadline
from quotidien.sources.clean import to_markdown, to_text
from quotidien.sources.feeds import Feed, parse_feed
from quotidien.sources.pages import Page, extract_page

LONGEST_PARSE_S = 30.0
_HEADLINE_WORDS = 14


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs: the entry, its source, the page as fetched (b"" without one), the project's languages."""

    entry: Entry
    source: Source
    page: bytes
    page_url: str
    page_type: str
    reserved: bool
    languages: tuple[str, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """All that an entry and its page say, cleaned, with the decisions that need nothing else.

    `lead` is plain text, the excerpt; `body` is Markdown, where the rights grant the text; `not_news` a reason or "".
    `note` is a sentence about something a person may want to know (a date that was not believed, a page that could
    not be read).
    """

    title: str
    subtitle: str
    url: str
    published: datetime
    updated: datetime | None
    authors: tuple[str, ...]
    language: str
    rights: Rights
    genre: Genre
    lead: str
    body: str
    subscription: bool
    regions: tuple[Evidence, ...]
    topics: tuple[Evidence, ...]
    not_news: str
    note: str


def read_feed(body: bytes, url: str, content_type: str, most_entries: int) -> Feed:
    """Parse a feed inside the deadline. Raises DropItem where it is none or takes too long."""
    with deadline(LONGEST_PARSE_S, "parsing the feed"):
        return parse_feed(body, url=url, content_type=content_type, most_entries=most_entries)


def feed_text(entry: Entry) -> str:
    """Return the longest plain text that the feed itself gives for the entry."""
    return max(to_text(entry.content), to_text(entry.summary), key=len)


def read_entry(job: Job) -> Reading:
    """Read one entry. Raises DropItem where nothing in it can be a headline or a link."""
    page, note = _page(job)
    reserved = job.reserved or page.reserved
    rights = Rights.LINK if reserved else job.source.rights
    entry = job.entry
    url = page.canonical or urls.canonical(entry.url)
    whole = "" if rights is Rights.LINK else page.text or _whole_text(entry)
    lead, body = _words(rights, entry, page, whole)
    title = entry.title or page.title or _headline(entry)
    if not title:
        raise DropItem("has neither a headline nor text", source=job.source.slug, url=entry.url)
    language = choose_language(f"{title}. {whole or lead}", job.source.languages, job.languages).language
    categories = (*entry.categories, *page.sections)
    document = Document(title, lead, whole, language, url, categories)
    published, doubt = _published(entry, page, job.now)
    return Reading(
        title=title,
        subtitle=page.subtitle if rights is not Rights.LINK and page.subtitle != lead else "",
        url=url,
        published=published,
        updated=_updated(entry, page, published, job.now),
        authors=entry.authors or page.authors,
        language=language,
        rights=rights,
        genre=genre_of(url, categories),
        lead=lead,
        body=body,
        subscription=page.paywalled,
        regions=tag_regions(document, job.source),
        topics=tag_topics(document, job.source),
        not_news=is_not_news(document),
        note=" ".join(part for part in (note, doubt) if part),
    )


def _page(job: Job) -> tuple[Page, str]:
    """Return the page extracted, an empty one with a note where it cannot be read."""
    if not job.page:
        return Page.empty(), ""
    try:
        with deadline(LONGEST_PARSE_S, "reading the page"):
            return extract_page(job.page, url=job.page_url, content_type=job.page_type), ""
    except DropItem as error:
        return Page.empty(), f"The page was not used: {error}."


def _whole_text(entry: Entry) -> str:
    """Return the feed's text where it is the article and not a teaser: a content beside or much over a summary."""
    content = to_text(entry.content)
    return content if content and len(content) > 1.5 * len(to_text(entry.summary)) else ""


def _words(rights: Rights, entry: Entry, page: Page, whole: str) -> tuple[str, str]:
    """Return (lead, body) as the rights allow. Of a text that is not known the 15 % cannot be taken: 60 words alone."""
    if rights is Rights.LINK:
        return "", ""
    summaries = [to_text(entry.summary), page.summary, whole, to_text(entry.content)]
    offered = [text.leading_sentences(each, text.EXCERPT_WORDS) for each in summaries if _is_whole(each)]
    if rights is Rights.FULL:
        body = page.markdown or to_markdown(entry.content or entry.summary, entry.url)
        return next((each for each in offered if each), ""), body
    if whole:
        words = text.word_count(whole)
        offered = [text.excerpt(each, words) for each in summaries if _is_whole(each)]
    return next((each for each in offered if each), ""), ""


def _is_whole(summary: str) -> bool:
    """Say whether a summary is sentences, not a line cut off in the middle."""
    return bool(summary) and not summary.rstrip(" ]").endswith(("…", "...", "[&hellip;"))


def _headline(entry: Entry) -> str:
    """Return a headline for an entry that has none: its first sentence, cut after a few words."""
    first: Sequence[str] = (text.sentences(text.plain(feed_text(entry))) or [""])[0].split()
    return " ".join(first[:_HEADLINE_WORDS]) + ("…" if len(first) > _HEADLINE_WORDS else "")


def _published(entry: Entry, page: Page, now: datetime) -> tuple[datetime, str]:
    """Return when it was published (feed, then page, then the update, else now) and a note on a date in doubt."""
    witnesses = [moment for moment in (entry.published, page.published, entry.updated) if moment]
    believed = [moment for moment in witnesses if dates.is_credible(moment, now)]
    doubted = [moment for moment in witnesses if moment not in believed]
    note = f"The date {doubted[0]:%Y-%m-%d} is not believed." if doubted else ""
    return min(believed[0], now) if believed else now, note


def _updated(entry: Entry, page: Page, published: datetime, now: datetime) -> datetime | None:
    moment = entry.updated or page.updated
    return moment if moment and published < moment <= now else None
