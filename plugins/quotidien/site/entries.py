"""What the entries of our feeds say: one a story in listings, one an article for a source, an edition's frozen words.

Ids never change with link, date or host; `updated` follows from the files under `content/` alone.
"""

from collections.abc import Callable, Iterable
from functools import cache

from quotidien import data
from quotidien.model import urls
from quotidien.model.articles import Article
from quotidien.model.editions import Edition, Item
from quotidien.model.sources import Rights, Source
from quotidien.site import addresses
from quotidien.site.events import Event, event_id, of_article, shown_summary
from quotidien.site.feeds import FeedEntry, FeedSource
from quotidien.site.newsroom import Newsroom, View
from quotidien.site.words import Words


class Entries:
    """Makes feed entries in one language; each event's is made once."""

    def __init__(self, room: Newsroom, words: Words) -> None:
        self._room = room
        self._words = words
        self._by_name = {source.name: source for source in room.sources.values()}
        self._event: Callable[[str], FeedEntry] = cache(self._make_event)
        self._events: dict[str, Event] = {}

    def of_event(self, event: Event) -> FeedEntry:
        """Return the entry of a story, or of an article that stands alone."""
        self._events[event.path] = event
        return self._event(event.path)

    def _make_event(self, path: str) -> FeedEntry:
        event = self._events[path]
        alone = event.articles[0] if event.story is None else None
        return FeedEntry(
            id=urls.urn("story", event.id),
            title=event.title,
            url=self.absolute(event.path),
            published=event.published,
            updated=event.updated,
            language=event.language,
            via=tuple(article.url for article in event.articles if article.url),
            summary=event.summary,
            content_html=self._content(alone) if alone else "",
            authors=alone.authors if alone else (),
            categories=self._categories(event.regions, event.topics),
            sources=self._sources(event.articles),
        )

    def of_article(self, article: Article) -> FeedEntry:
        """Return the entry of an article as a source's feed has it."""
        event = of_article(article, self._room.permalinks[article.path])
        return FeedEntry(
            id=urls.urn("article", event_id(article)),
            title=article.title,
            url=self.absolute(event.path),
            published=event.published,
            updated=event.updated,
            language=article.language,
            via=(article.url,) if article.url else (),
            summary=shown_summary(article),
            content_html=self._content(article),
            authors=article.authors,
            categories=self._categories(event.regions, event.topics),
            sources=self._sources([article]),
        )

    def of_item(self, view: View, edition: Edition, item: Item) -> FeedEntry:
        """Return the entry of a story in an edition: its frozen words, dated by the cut."""
        page = self._room.permalinks.get(f"{item.page}.md") or self._edition_path(view, edition)
        event = self._room.events.get(f"{item.page}.md")
        named = [self._by_name[each.name] for each in item.references if each.name in self._by_name]
        return FeedEntry(
            id=urls.urn("story", item.id),
            title=item.headline,
            url=self.absolute(page),
            published=edition.cut,
            updated=edition.cut,
            language=item.language,
            via=tuple(reference.url for reference in item.references),
            summary=item.brief,
            categories=self._categories(event.regions, event.topics) if event else (),
            sources=tuple(_feed_source(source) for source in dict.fromkeys(named)),
        )

    def of_edition(self, view: View, edition: Edition) -> FeedEntry:
        """Return the entry of a whole edition: its headlines in order."""
        headlines = [item.headline for section in edition.sections for item in section.items]
        return FeedEntry(
            id=urls.urn("edition", f"{edition.digest}/{edition.day.isoformat()}"),
            title=edition.title,
            url=self.absolute(self._edition_path(view, edition)),
            published=edition.cut,
            updated=edition.cut,
            language=edition.language,
            summary=" · ".join(headlines),
        )

    def absolute(self, path: str) -> str:
        """Return the whole address of a path on the site."""
        return self._room.project.site.url + path

    def _edition_path(self, view: View, edition: Edition) -> str:
        return addresses.EDITION.format(home=view.home, day=f"{edition.day:%Y/%m/%d}")

    def _content(self, article: Article) -> str:
        """Return an article's HTML where its rights are full, its own links made absolute."""
        if article.rights is not Rights.FULL or article.path not in self._room.bodies:
            return ""
        site = self._room.project.site
        origin = site.url.removesuffix(site.base)
        body = self._room.bodies[article.path].html
        body = body.replace('href="#', f'href="{self.absolute(self._room.permalinks[article.path])}#')
        return body.replace('href="/', f'href="{origin}/').replace('src="/', f'src="{origin}/')

    def _categories(self, regions: Iterable[str], topics: Iterable[str]) -> tuple[tuple[str, str], ...]:
        places = [(code, self._words.region(data.regions()[code])) for code in regions]
        return (*places, *((code, self._words.topic(data.topics()[code])) for code in topics))

    def _sources(self, articles: Iterable[Article]) -> tuple[FeedSource, ...]:
        slugs = dict.fromkeys(article.source for article in articles if article.source)
        return tuple(_feed_source(self._room.sources[slug]) for slug in slugs)


@cache
def _feed_source(source: Source) -> FeedSource:
    feed = source.feeds[0] if source.feeds else source.homepage
    return FeedSource(source.name, source.homepage, feed, feed)
