"""What the entries of our feeds say: one a story in listings, one an article for a source, an edition's frozen words.

Ids never change with link, date or host; `updated` follows from the files under `content/` alone.
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from quotidien import data
from quotidien.model import urls
from quotidien.model.articles import Article
from quotidien.model.sources import Source
from quotidien.site import addresses
from quotidien.site.feeds import FeedEntry, FeedSource
from quotidien.site.newsroom import Newsroom
from quotidien.site.scopes import Issued, Listed, Told
from quotidien.site.words import Words

_REMEMBERED = 8_192


class Entries:
    """Makes feed entries for the feeds of one digest, or of the root (""): each once, for all feeds that show it."""

    def __init__(self, room: Newsroom, digest: str) -> None:
        self._room = room
        self._home = room.frames[digest].home
        self._digest = digest
        self._words: Words = room.frames[digest].words
        self._by_name = {source.name: source for source in room.sources.values()}
        self._entry: Callable[[str, Listed], FeedEntry] = lru_cache(_REMEMBERED)(self._make)

    def of_event(self, listed: Listed) -> FeedEntry:
        """Return the entry of a story, or of an article that stands alone."""
        return self._entry("story", listed)

    def of_article(self, listed: Listed) -> FeedEntry:
        """Return the entry of an article as a source's feed has it."""
        return self._entry("article", listed)

    def _make(self, kind: str, listed: Listed) -> FeedEntry:
        event = listed.event
        alone = event.articles[0] if event.story is None else None
        return FeedEntry(
            id=urls.urn(kind, event.id),
            title=event.title,
            url=self._room.absolute(event.path),
            published=event.published,
            updated=event.updated,
            language=event.language,
            via=tuple(article.url for article in event.articles if article.url),
            summary=event.summary,
            content_html=self._content(listed),
            authors=alone.authors if alone else (),
            categories=self._categories(event.regions, event.topics),
            sources=self._sources(event.articles),
        )

    def of_item(self, told: Told) -> FeedEntry:
        """Return the entry of a story in an edition: its frozen words, dated by the cut."""
        item = told.item
        page = told.page or addresses.edition(self._home, told.day)
        named = [self._by_name[each.name] for each in item.references if each.name in self._by_name]
        return FeedEntry(
            id=urls.urn("story", item.id),
            title=item.headline,
            url=self._room.absolute(page),
            published=told.cut,
            updated=told.cut,
            language=item.language,
            via=tuple(reference.url for reference in item.references),
            summary=item.brief,
            categories=self._categories(told.regions, told.topics),
            sources=tuple(_feed_source(source) for source in dict.fromkeys(named)),
        )

    def of_edition(self, issued: Issued) -> FeedEntry:
        """Return the entry of a whole edition: its headlines in order."""
        return FeedEntry(
            id=urls.urn("edition", f"{self._digest}/{issued.day.isoformat()}"),
            title=issued.title,
            url=self._room.absolute(addresses.edition(self._home, issued.day)),
            published=issued.cut,
            updated=issued.cut,
            language=issued.language,
            summary=" · ".join(issued.headlines),
        )

    def _content(self, listed: Listed) -> str:
        """Return an article's HTML, its own links made absolute."""
        site = self._room.project.site
        origin = site.url.removesuffix(site.base)
        body = listed.body.replace('href="#', f'href="{self._room.absolute(listed.event.path)}#')
        return body.replace('href="/', f'href="{origin}/').replace('src="/', f'src="{origin}/')

    def _categories(self, regions: Iterable[str], topics: Iterable[str]) -> tuple[tuple[str, str], ...]:
        places = [(code, self._words.region(data.regions()[code])) for code in regions]
        return (*places, *((code, self._words.topic(data.topics()[code])) for code in topics))

    def _sources(self, articles: Iterable[Article]) -> tuple[FeedSource, ...]:
        found = {each.source: self._room.source(each.source, each.url) for each in articles if each.source}
        return tuple(map(_feed_source, found.values()))


@cache
def _feed_source(source: Source) -> FeedSource:
    feed = source.feeds[0] if source.feeds else source.homepage
    return FeedSource(source.name, source.homepage, feed, feed)
