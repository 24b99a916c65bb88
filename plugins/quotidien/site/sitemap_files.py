"""Which pages the sitemaps name: editions, stories, our own articles, and every listing that holds something."""

from collections.abc import Iterator

from quotidien.site import addresses, sitemaps
from quotidien.site.feed_files import Document
from quotidien.site.index_pages import source_links, tag_links
from quotidien.site.newsroom import Newsroom
from quotidien.site.scopes import MapsScope, SitemapScope
from quotidien.site.sitemaps import SitemapUrl


def of_month(_room: Newsroom, scope: SitemapScope) -> Iterator[Document]:
    """Yield the sitemap of a month. Articles that only lead to their source are not ours to have indexed."""
    yield Document(_path(scope.month), sitemaps.sitemap(scope.urls))


def of_maps(room: Newsroom, scope: MapsScope) -> Iterator[Document]:
    """Yield the sitemap of the lists, that of the last two days' news, the index of all, and robots.txt."""
    url = room.project.site.url
    yield Document("/sitemaps/lists.xml", sitemaps.sitemap(SitemapUrl(url + path) for path in _lists(room, scope)))
    yield Document("/sitemaps/news.xml", sitemaps.sitemap(scope.news))
    paths = [*map(_path, scope.months), "/sitemaps/lists.xml", "/sitemaps/news.xml"]
    yield Document("/sitemap.xml", sitemaps.sitemap_index([(url + path, None) for path in paths]))
    yield Document("/robots.txt", sitemaps.robots_txt(f"{url}/sitemap.xml"))


def _path(month: str) -> str:
    return f"/sitemaps/{month}.xml"


def _lists(room: Newsroom, scope: MapsScope) -> list[str]:
    found = [link.path for link in room.frames[""].pages]
    found.append(addresses.SOURCES)
    found += {link.path: None for each in scope.catalogues for link in source_links(each)}
    for each in scope.catalogues:
        found += [link.path for links in tag_links(room, each).values() for link in links if link.count]
        patterns = (addresses.REGIONS, addresses.TOPICS, addresses.LANGUAGES, addresses.ARCHIVE, addresses.TODAY)
        words = (addresses.ABOUT, addresses.POLICIES, addresses.SUBSCRIBE)
        found += [pattern.format(home=room.homes[each.digest]) for pattern in (*patterns, *words)]
    return sorted(set(found))
