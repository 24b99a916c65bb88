"""Where each page lives: the patterns that page kinds and links share, and the address that follows from a file.

A path begins with a slash, counts from the site's root (without the folder that `[site].url` may end in) and names a
page by a slash at its end. An address once published never changes, so neither does a pattern.
"""

import re
from datetime import date
from pathlib import PurePosixPath

from unidecode import unidecode

from quotidien.model import urls
from quotidien.model.articles import Article
from quotidien.model.editions import Digest
from quotidien.model.regions import Region
from quotidien.model.topics import Topic

TODAY = "{home}"
EDITION = "{home}{day}/"
ARCHIVE = "{home}archive/"
YEAR = "{home}{year}/"
MONTH = "{home}{month}/"
STORY = "/stories/{day}/{slug}/"
ARTICLE = "/articles/{day}/{slug}/"
DRAFT = "/drafts/{slug}/"
REGION = "{home}regions/{region}/"
TOPIC = "{home}topics/{topic}/"
CROSSING = "{home}regions/{region}/topics/{topic}/"
LANGUAGE = "{home}languages/{language}/"
SOURCE = "/sources/{source}/"
PAGE = "/pages/{slug}/"
REGIONS, TOPICS, LANGUAGES, SOURCES = "{home}regions/", "{home}topics/", "{home}languages/", "/sources/"
ABOUT, POLICIES, SUBSCRIBE, MISSING = "{home}about/", "{home}policies/", "{home}subscribe/", "/404.html"
PART = "{part}"
"""What follows a listing's own address: "" for its head, "2026/11/" for a month, "2026/11/2/" for its second page."""

_DATED = re.compile(r"(?:articles|stories)/(\d{4}/\d{2}/\d{2})/[^/]+\.md")


def home(digest: Digest, *, first: bool) -> str:
    """Return the path of a digest: the first lives at the root."""
    return "/" if first else f"/{digest.slug}/"


def day_of(path: str) -> str:
    """Return the date in a content path as addresses write it, "" where the file lies in no dated folder.

    >>> day_of("stories/2026/11/24/rain.md"), day_of("articles/rain.md")
    ('2026/11/24', '')
    """
    found = _DATED.fullmatch(path)
    return found[1] if found else ""


def edition(home: str, day: date) -> str:
    """Return the path of a digest's edition of `day`.

    >>> edition("/fr/", date(2026, 11, 24))
    '/fr/2026/11/24/'
    """
    return EDITION.format(home=home, day=f"{day:%Y/%m/%d}")


def slug(text: str) -> str:
    """Return `text` as one part of a path: ASCII, lower case, nothing but letters, digits and hyphens.

    >>> slug("../Straße in Łódź!"), slug("..")
    ('strasse-in-lodz', '5ec1f7e700f3')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", unidecode(text).lower()).strip("-")
    return plain or urls.identifier(text)


def of_article(article: Article) -> str:
    """Return an article's path: from its folder, else from its first publication (UTC)."""
    day = day_of(article.path) or f"{article.published:%Y/%m/%d}"
    return ARTICLE.format(day=day, slug=slug(article.slug or PurePosixPath(article.path).stem))


def of_story(path: str) -> str:
    """Return the path of the story in a file below `content/`.

    >>> of_story("stories/2026/11/24/rain.md")
    '/stories/2026/11/24/rain/'
    """
    return "/" + path.removesuffix(".md") + "/"


def of_page(path: str) -> str:
    """Return the path of an editor's own page, from its file below `content/pages/`.

    >>> of_page("house/our-team.md")
    '/pages/house-our-team/'
    """
    return PAGE.format(slug=slug(path.removesuffix(".md")))


def region(home: str, region: Region) -> str:
    """Return the path of a region's listing."""
    return REGION.format(home=home, region=region.slug)


def topic(home: str, topic: Topic) -> str:
    """Return the path of a topic's listing."""
    return TOPIC.format(home=home, topic=topic.slug)


def language(home: str, tag: str) -> str:
    """Return the path of a language's listing.

    >>> language("/", "pt-BR")
    '/languages/pt-br/'
    """
    return LANGUAGE.format(home=home, language=tag.lower())


def source(slug: str) -> str:
    """Return the path of a source's page."""
    return SOURCE.format(source=slug)


def output_file(path: str) -> str:
    """Return the file, below the output folder, that a web server answers `path` with.

    >>> output_file("/"), output_file("/2026/11/24/"), output_file("/feed.atom")
    ('index.html', '2026/11/24/index.html', 'feed.atom')
    """
    return path.lstrip("/") + ("index.html" if path.endswith("/") else "")
