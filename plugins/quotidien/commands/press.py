"""What the sample newsroom holds: its sites from TOML files, and every page and feed rendered from templates.

Knows nothing of the network: a path and its answer, as bytes.
"""

import hashlib
import html
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from string import Template

import msgspec
from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime as format_human

from quotidien.errors import Fault, FixConfiguration
from quotidien.model import languages, text

_ROBOTS = "User-agent: *\nDisallow: /private/\n"
_CUT = "=====\n"
"""Divides a feed's template: the frame, one entry, one category, one line of the index."""
_FORMATS = {
    "rss": "application/rss+xml",
    "rss-full": "application/rss+xml",
    "rss-0.91": "text/xml",
    "titles": "application/xml",
    "rdf": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "json-full": "application/feed+json",
    "maintenance": "text/html",
    "failure": "text/html",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a site. `title` is HTML, `text` paragraphs divided by empty lines (`## ` begins a heading).

    `event` names what it reports, for whoever measures grouping: no page or feed shows it. `link` stands for an
    address in the feed that leads to no page.
    """

    slug: str
    title: str
    subtitle: str
    author: str
    section: str
    published: datetime
    text: str
    categories: tuple[str, ...] = ()
    updated: datetime | None = None
    event: str = ""
    link: str = ""

    @property
    def changed(self) -> datetime:
        """When its words last changed."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True)
class Site:
    """One source: `feeds` maps a file name to a format, `template` names the family of its pages.

    `slow` makes its feeds wait before they answer; `zone_name` replaces the offset in its RFC 822 dates.
    """

    name: str
    language: str
    tagline: str
    template: str
    feeds: dict[str, str]
    articles: tuple[Piece, ...]
    slug: str = ""
    slow: bool = False
    zone_name: str = ""

    def path(self, piece: Piece) -> str:
        """Return the path of an article's page: `/SITE/2026/11/20/SLUG`, by the calendar of the site."""
        return f"/{self.slug}/{piece.published:%Y/%m/%d}/{piece.slug}"

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The articles that have a page, the newest first."""
        return tuple(piece for piece in self.entries if not piece.link)

    @property
    def entries(self) -> tuple[Piece, ...]:
        """What the feeds list, the newest first."""
        return tuple(sorted(self.articles, key=lambda piece: piece.published, reverse=True))

    @property
    def newest(self) -> datetime:
        """When anything on the site last changed."""
        return max((piece.changed for piece in self.articles), default=datetime(2026, 11, 16, tzinfo=UTC))


def read_sites(folder: Path) -> tuple[Site, ...]:
    """Return the sites in `folder`, by slug. Raises FixConfiguration with every file that cannot be read as one."""
    sites: list[Site] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            values = tomllib.loads(path.read_text("utf-8"))
            sites.append(msgspec.convert(values | {"slug": path.stem}, Site))
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            faults.append(Fault(path.name, 1, str(error)))
    if faults:
        raise FixConfiguration(tuple(faults))
    return tuple(sites)


@dataclass(frozen=True, slots=True)
class Resource:
    """What one path answers. `kind` is the Content-Type, `slow` whether the answer may keep the reader waiting."""

    body: bytes
    kind: str
    modified: datetime
    status: HTTPStatus = HTTPStatus.OK
    slow: bool = False

    @property
    def etag(self) -> str:
        """A weak validator: the same for the plain and the compressed body (RFC 9110, section 8.8.1)."""
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    def is_known(self, headers: Message) -> bool:
        """Say whether a reader with these request headers holds the body already (RFC 9110, section 13.2.2)."""
        if self.status is not HTTPStatus.OK:
            return False
        if known := headers.get("If-None-Match"):
            return self.etag in {tag.strip() for tag in known.split(",")}
        try:
            return parsedate_to_datetime(headers.get("If-Modified-Since", "")) >= self.modified
        except (ValueError, TypeError, OverflowError):
            return False


def render(folder: Path, base: str) -> dict[str, Resource]:
    """Return every path of the newsroom in `folder` and its answer, with links that begin with `base`."""
    press = _Press(folder, base)
    found = {"/robots.txt": Resource(_ROBOTS.encode(), "text/plain", datetime(2026, 11, 1, tzinfo=UTC))}
    for site in read_sites(folder):
        found[f"/{site.slug}/"] = press.front(site)
        for name, format_ in site.feeds.items():
            found[f"/{site.slug}/{name}"] = press.feed(site, name, format_)
        for piece in site.pieces:
            found[site.path(piece)] = press.page(site, piece)
    return found


class _Press:
    """Renders pages and feeds from the templates of one folder."""

    def __init__(self, folder: Path, base: str) -> None:
        self._base = base
        self._words: dict[str, dict[str, str]] = tomllib.loads((folder / "pages" / "words.toml").read_text("utf-8"))
        self._pages = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("pages/*.html"))}
        self._feeds = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("feeds/*"))}

    def front(self, site: Site) -> Resource:
        """Return the home page: every article's title and link."""
        values = _escaped(self._of_site(site)) | {"links": self._links(site, site.pieces)}
        return _page(self._fill("front", values), site.newest)

    def page(self, site: Site, piece: Piece) -> Resource:
        """Return an article's page, with all that surrounds an article on a real site."""
        own = self._of_site(site) | self._of_piece(site, piece)
        pieces = site.pieces
        place = pieces.index(piece)
        others = (pieces[place + 1 :] + pieces[:place])[:4]
        blocks = _blocks(piece.text)
        values = _escaped(own) | {
            "title": piece.title,
            "opening": "\n".join(blocks[:2]),
            "rest": "\n".join(blocks[2:]),
            "more_url": self._base + site.path(others[0]),
            "more_title": others[0].title,
            "related_links": self._links(site, others[1:]),
            "json_ld": self._fill("json-ld", _escaped(own, _json_text)),
        }
        return _page(self._fill(site.template, values | {"head": self._fill("head", values)}), piece.changed)

    def feed(self, site: Site, name: str, format_: str) -> Resource:
        """Return one of the site's feeds, or what stands in a feed's place where it is broken."""
        frame, entry, category, *index = self._feeds[format_].split(_CUT)
        kind = _FORMATS[format_]
        escape, comma = (_json_text, ",") if kind.endswith("json") else (html.escape, "")
        values = _escaped(self._of_site(site) | {"feed_url": f"{self._base}/{site.slug}/{name}", "index": ""}, escape)
        entries = []
        for piece in site.entries:
            own = _escaped(self._of_piece(site, piece), escape)
            tags = (Template(category.strip()).substitute(category=escape(each)) for each in piece.categories)
            entries.append(Template(entry.strip()).substitute(own, categories=comma.join(tags)))
            values["index"] += "".join(Template(line).substitute(own) for line in index)
        values["entries"] = f"{comma}\n".join(entries)
        status = HTTPStatus.INTERNAL_SERVER_ERROR if format_ == "failure" else HTTPStatus.OK
        return Resource(Template(frame).substitute(values).encode(), kind, site.newest, status, site.slow)

    def _fill(self, page: str, values: Mapping[str, str]) -> str:
        return Template(self._pages[page]).substitute(values)

    def _links(self, site: Site, pieces: Iterable[Piece]) -> str:
        return "".join(
            f'<li><a href="{self._base}{site.path(piece)}">{text.plain(piece.title)}</a></li>' for piece in pieces
        )

    def _of_site(self, site: Site) -> dict[str, str]:
        feed, format_ = next(iter(site.feeds.items()))
        return self._words[languages.base(site.language)] | {
            "slug": site.slug,
            "site": site.name,
            "tagline": site.tagline,
            "language": site.language,
            "direction": languages.direction(site.language),
            "home_url": f"{self._base}/{site.slug}/",
            "feed_url": f"{self._base}/{site.slug}/{feed}",
            "feed_kind": _FORMATS[format_],
            "newest_iso": site.newest.isoformat(),
            "newest_rfc822": format_datetime(site.newest),
        }

    def _of_piece(self, site: Site, piece: Piece) -> dict[str, str]:
        rfc822 = format_datetime(piece.published)
        return {
            "id": f"tag:{site.slug}.example,{piece.published:%Y-%m-%d}:{piece.slug}",
            "url": piece.link or self._base + site.path(piece),
            "title": piece.title,
            "plain_title": text.plain(piece.title),
            "subtitle": piece.subtitle,
            "author": piece.author,
            "section": piece.section,
            "iso": piece.published.isoformat(),
            "iso_updated": piece.changed.isoformat(),
            "rfc822": f"{rfc822.rsplit(' ', 1)[0]} {site.zone_name}" if site.zone_name else rfc822,
            "human": _human(piece.published, site.language),
            "human_updated": _human(piece.changed, site.language),
            "content": "\n".join(_blocks(piece.text)),
        }


def _page(markup: str, modified: datetime) -> Resource:
    return Resource(markup.encode(), "text/html", modified)


def _escaped(values: Mapping[str, str], escape: Callable[[str], str] = html.escape) -> dict[str, str]:
    return {key: escape(value) for key, value in values.items()}


def _json_text(value: str) -> str:
    """Return the inside of a JSON string, safe in a script element too."""
    return json.dumps(value, ensure_ascii=False)[1:-1].replace("</", "<\\/")


def _blocks(markup: str) -> list[str]:
    """Return the paragraphs and headings of an article's text as HTML."""
    blocks = [block.strip() for block in markup.strip().split("\n\n")]
    return [
        f"<h2>{html.escape(block[3:])}</h2>" if block.startswith("## ") else f"<p>{html.escape(block, quote=False)}</p>"
        for block in blocks
    ]


def _human(moment: datetime, language: str) -> str:
    """Return the instant as readers of `language` write it, in the site's own zone."""
    try:
        locale = Locale.parse(language, sep="-")
    except UnknownLocaleError:
        locale = Locale.parse(languages.base(language))
    return format_human(moment, "d MMMM y, HH:mm", locale=locale)
