"""Sitemaps, their index, and robots.txt as bytes (https://www.sitemaps.org/protocol.html).

Knows the formats and their limits; which pages belong in a sitemap is decided by who calls.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quotidien.errors import ReportBug
from quotidien.model import dates, languages
from quotidien.site.feeds import element, xml_bytes

MOST_URLS = 50_000
MOST_NEWS = 1_000
"""Google's limit for a news sitemap."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True)
class SitemapNews:
    """What a news sitemap says of an article: the publication's name, the language, the instant and the headline."""

    name: str
    language: str
    published: datetime
    title: str


@dataclass(frozen=True, slots=True)
class SitemapUrl:
    """One page: its absolute address, when it last changed, and its news where it is for a news sitemap."""

    loc: str
    lastmod: date | datetime | None = None
    news: SitemapNews | None = None


def sitemap(urls: Iterable[SitemapUrl]) -> bytes:
    """Return a sitemap in the order given.

    Raises ReportBug above 50,000 addresses, or 1,000 with news: who calls must split.
    """
    listed = tuple(urls)
    with_news = sum(1 for url in listed if url.news)
    _hold("sitemap", len(listed), MOST_URLS)
    _hold("news sitemap", with_news, MOST_NEWS)
    news = f' xmlns:news="{_NEWS}"' if with_news else ""
    nodes = [f"<url>\n{_located(url.loc, url.lastmod)}{_news(url.news)}</url>\n" for url in listed]
    return xml_bytes(f'<urlset xmlns="{_NAMESPACE}"{news}>\n{"".join(nodes)}</urlset>\n')


def sitemap_index(sitemaps: Sequence[tuple[str, date | datetime | None]]) -> bytes:
    """Return the index of sitemaps, each an absolute address and when it last changed, in the order given.

    Raises ReportBug above 50,000 sitemaps.
    """
    _hold("sitemap index", len(sitemaps), MOST_URLS)
    nodes = [f"<sitemap>\n{_located(loc, lastmod)}</sitemap>\n" for loc, lastmod in sitemaps]
    return xml_bytes(f'<sitemapindex xmlns="{_NAMESPACE}">\n{"".join(nodes)}</sitemapindex>\n')


def robots_txt(sitemap_url: str) -> bytes:
    """Return a robots.txt (RFC 9309) that opens the whole site and names its sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap_url}\n".encode()


def _hold(what: str, count: int, most: int) -> None:
    if count > most:
        raise ReportBug(f"a {what} holds at most {most} addresses, not {count}")


def _located(loc: str, lastmod: date | datetime | None) -> str:
    if not lastmod:
        return element("loc", loc)
    return element("loc", loc) + element("lastmod", _w3c(lastmod))


def _w3c(moment: date | datetime) -> str:
    return dates.iso(moment) if isinstance(moment, datetime) else moment.isoformat()


def _news(news: SitemapNews | None) -> str:
    if not news:
        return ""
    publication = element("news:name", news.name) + element("news:language", _news_language(news.language))
    article = element("news:publication_date", dates.iso(news.published)) + element("news:title", news.title)
    return f"<news:news>\n<news:publication>\n{publication}</news:publication>\n{article}</news:news>\n"


def _news_language(tag: str) -> str:
    """Return the code that Google's news sitemap wants: ISO 639, but two kinds of Chinese told apart.

    >>> _news_language("pt-BR"), _news_language("zh-Hant"), _news_language("zh")
    ('pt', 'zh-tw', 'zh-cn')
    """
    if languages.base(tag) != "zh":
        return languages.base(tag)
    parts = set(tag.split("-"))
    return "zh-tw" if "Hans" not in parts and parts & {"Hant", "TW", "HK", "MO"} else "zh-cn"
