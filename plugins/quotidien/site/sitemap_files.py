"""Which pages the sitemaps name: editions, stories, our own articles, and every listing that holds something."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby

from quotidien.site import addresses, sitemaps
from quotidien.site.events import Event
from quotidien.site.feed_files import Document
from quotidien.site.frames import frame_of, root_frame
from quotidien.site.index_pages import tag_links
from quotidien.site.newsroom import Newsroom
from quotidien.site.sitemaps import SitemapNews, SitemapUrl

NEWS = timedelta(days=2)
"""The age up to which a news sitemap names a page (Google's rule)."""


def all_sitemaps(room: Newsroom) -> Iterator[Document]:
    """Yield a sitemap a month, one of the lists, one of the last two days' news, their index, and robots.txt.

    Articles that only lead to their source are not ours to have indexed.
    """
    url = room.project.site.url
    stories = _ours(room)
    dated = [(event.published.date(), SitemapUrl(url + event.path, event.updated)) for event in stories]
    for view in room.views:
        dated += [
            (edition.day, SitemapUrl(f"{url}{view.home}{edition.day:%Y/%m/%d}/", edition.cut))
            for edition in view.editions
        ]
    maps: list[tuple[str, bytes]] = []
    by_month = sorted(dated, key=lambda each: (f"{each[0]:%Y-%m}", each[1].loc))
    for month, group in groupby(by_month, key=lambda each: f"{each[0]:%Y-%m}"):
        maps.append((f"/sitemaps/{month}.xml", sitemaps.sitemap(each for _, each in group)))
    maps.append(("/sitemaps/lists.xml", sitemaps.sitemap(SitemapUrl(url + path) for path in _lists(room))))
    maps.append(("/sitemaps/news.xml", sitemaps.sitemap(_news(room, stories))))
    yield from (Document(path, content) for path, content in maps)
    yield Document("/sitemap.xml", sitemaps.sitemap_index([(url + path, None) for path, _ in maps]))
    yield Document("/robots.txt", sitemaps.robots_txt(f"{url}/sitemap.xml"))


def _lists(room: Newsroom) -> list[str]:
    found = [link.path for link in root_frame(room).pages]
    found += [addresses.source(slug) for slug in room.sources]
    found.append(addresses.SOURCES)
    for view in room.views:
        frame = frame_of(room, view)
        listed = tag_links(room, view, frame)
        found += [link.path for links in listed.values() for link in links if link.count]
        patterns = (addresses.REGIONS, addresses.TOPICS, addresses.LANGUAGES, addresses.ARCHIVE, addresses.TODAY)
        words = (addresses.ABOUT, addresses.POLICIES, addresses.SUBSCRIBE)
        found += [pattern.format(home=view.home) for pattern in (*patterns, *words)]
    return sorted(found)


def _news(room: Newsroom, stories: Iterable[Event]) -> Iterator[SitemapUrl]:
    site = room.project.site
    fresh = [event for event in stories if timedelta(0) <= room.now - event.published <= NEWS]
    for event in fresh[: sitemaps.MOST_NEWS]:
        news = SitemapNews(site.name, event.language, event.published, event.title)
        yield SitemapUrl(site.url + event.path, event.updated, news)


def _ours(room: Newsroom) -> list[Event]:
    """Return the events whose page is ours to have indexed, newest first."""
    found = {event.path: event for event in room.events.values() if event.story or not event.articles[0].source}
    return sorted(found.values(), key=lambda event: (-event.published.timestamp(), event.path))
