"""A small newsroom in memory and on disk: what the tests of the site share."""

import atexit
import dataclasses
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from quotidien.config import Limits, Project, Publish, Site, load
from quotidien.content import articles, editions, files, records, stories
from quotidien.content.library import Library
from quotidien.model import urls
from quotidien.model.articles import Article, Evidence, Record, Verdict
from quotidien.model.editions import Correction, Digest, Edition, Item, Reference, Section
from quotidien.model.sources import Rights, Source
from quotidien.model.stories import Sentence, Story
from quotidien.site.builder import Builder, Wish
from quotidien.site.composing import Composer
from quotidien.site.feed_files import Document
from quotidien.site.ledger import FILE, Ledger
from quotidien.site.newsroom import Newsroom, open_newsroom
from quotidien.site.pages import KINDS, Page, documents_of, pages_of
from quotidien.site.rendering import Setting
from quotidien.site.scopes import Listed, Listing, Scope

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CUT = datetime(2026, 11, 24, 5, tzinfo=UTC)
ECONOMY, SPORT = "medtop:04000000", "medtop:15000000"

SOURCES = (
    Source("matin", "Le Matin", "https://matin.example/", ("https://matin.example/rss",), "FR", ("fr",), Rights.FULL),
    Source("minato", "港新聞", "https://minato.example/", ("https://minato.example/rss",), "JP", ("ja",), Rights.LINK),
    Source("radio", "Radio Rift", "https://radio.example/", ("https://radio.example/rss",), "KE", ("en",)),
    Source("sahifa", "صحيفة", "https://sahifa.example/", ("https://sahifa.example/rss",), "EG", ("ar",)),
)
SITE = Site(
    name="The Ledger",
    url="https://ledger.example/news",
    contact="desk@ledger.example",
    publisher="Ledger Press",
    zone="Europe/Paris",
    address="1 Press Row",
    tagline="News, to its end",
)
WORLD = Digest("world", "The Ledger", zone="Europe/Paris")
FRENCH = Digest("fr", "Le Registre", language="fr", languages=("fr",), zone="Europe/Paris")


def project(root: Path = Path("nowhere"), *, digests: tuple[Digest, ...] = (WORLD, FRENCH)) -> Project:
    """Return a configuration without files, with this repository's theme."""
    return Project(root, SITE, digests, SOURCES, Limits(), Publish(), root / "output", ROOT / "theme")


def article(slug: str, /, **fields: object) -> Article:
    """Return an article of Radio Rift about Kenya's economy, with these fields changed."""
    values: dict[str, object] = {
        "path": f"articles/2026/11/23/{slug}.md",
        "title": f"Headline {slug}",
        "published": NOON,
        "collected": NOON + timedelta(minutes=30),
        "source": "radio",
        "url": f"https://radio.example/{slug}",
        "regions": ("KE",),
        "topics": (ECONOMY,),
        "summary": f"Summary of {slug}.",
        "body": f"Excerpt of {slug}.",
        "slug": slug,
    }
    return Article(**(values | fields))  # type: ignore[arg-type]


TRAM = article("tram", title="Nairobi opens its first tram line", authors=("Amina W.",), subtitle="Ten stops")
TRAMWAY = article(
    "tramway", title="Nairobi inaugure son tramway", source="matin", url="https://matin.example/tramway", language="fr",
    rights=Rights.FULL, body="Le tramway roule.\n\nIl va loin.", published=NOON + timedelta(days=1),
    collected=NOON + timedelta(days=1, hours=1),
)  # fmt: skip
HARBOUR = article(
    "mina", title="المجلس يقر خط الترام", source="sahifa", url="https://sahifa.example/1", language="ar",
    regions=("EG",), topics=(SPORT,), summary="ملخص قصير.", body="ملخص قصير.",
)  # fmt: skip
QUIET = article(
    "minato", title="港に路面電車", source="minato", url="https://minato.example/1", language="ja", regions=("JP",),
    rights=Rights.LINK, summary="must not be shown", body="",
)  # fmt: skip
OWN = article(
    "how", path="articles/how-we-count.md", title="How we count", source="", url="", rights=Rights.FULL, summary="",
    body="See [the tram]({filename}2026/11/23/tram.md#main) and ![mark]({static}/images/mark.png).\n\n"
    "| a | b |\n|---|--:|\n| 1 | 2 |\n\n```python\ndef f(): ...\n```\n\nNoted.[^1]\n\n[^1]: Foot.",
)  # fmt: skip
STORY = Story(
    id=urls.identifier(TRAM.url),
    path="stories/2026/11/23/tram.md",
    title=TRAM.title,
    published=TRAM.published,
    language="en",
    articles=(TRAM.path, TRAMWAY.path),
    regions=("KE",),
    topics=(ECONOMY,),
    summary=(Sentence("The line has ten stops.", "radio"), Sentence("It goes far.", "matin")),
)


def edition(day: date, **fields: object) -> Edition:
    """Return the world's edition of a day, with the tram story and an Arabic article."""
    front = Item(
        STORY.id, "stories/2026/11/23/tram", "Frozen headline", "Frozen brief.", "en",
        (Reference("Radio Rift", TRAM.url, "en"), Reference("Le Matin", TRAMWAY.url, "fr", subscription=True)),
    )  # fmt: skip
    second = Item(
        "gone00000000", "articles/2026/11/01/gone", "عنوان", "", "ar", (Reference("صحيفة", HARBOUR.url, "ar"),)
    )
    values: dict[str, object] = {
        "path": editions.edition_path("world", day),
        "digest": "world",
        "title": f"The Ledger of {day}",
        "day": day,
        "cut": datetime(day.year, day.month, day.day, 5, tzinfo=UTC),
        "zone": "Europe/Paris",
        "language": "en",
        "sections": (Section("Front", "", (front,)), Section("Africa", "002", (second,))),
        "stories": 2,
        "articles": 3,
        "sources": 3,
        "minutes": 4,
    }
    return Edition(**(values | fields))  # type: ignore[arg-type]


EDITIONS = (
    edition(date(2026, 10, 31)),
    edition(date(2026, 11, 23), corrections=(Correction("2026-11-23T10:00:00Z", "The brief named the wrong stop."),)),
    edition(date(2026, 11, 24), introduction="Good **morning**."),
)


def record(of: Article) -> Record:
    """Return the record of a collected article, with its evidence."""
    return Record(
        guid=urls.identifier(of.url),
        url=of.url,
        source=of.source,
        verdict=Verdict.KEPT,
        collected="2026-11-23T12:30:00Z",
        path=of.path,
        regions=tuple(Evidence(code, 1.0, ("Nairobi",), ("title",)) for code in of.regions or ()),
        topics=tuple(Evidence(code, 1.0, ("tram", "fare"), ("title",)) for code in of.topics or ()),
    )


COLLECTED = (TRAM, TRAMWAY, HARBOUR, QUIET)


def library(*more: Article, **fields: object) -> Library:
    """Return everything above, and these articles as well."""
    values: dict[str, object] = {
        "articles": (*COLLECTED, OWN, *more),
        "records": {each.path: record(each) for each in COLLECTED},
        "stories": (STORY,),
        "editions": EDITIONS,
        "drafts": (),
    }
    return Library(**(values | fields))  # type: ignore[arg-type]


@dataclasses.dataclass(frozen=True)
class Newsdesk:
    """A newsroom that was read into a ledger, and what its pages would be made from."""

    room: Newsroom
    composer: Composer
    keys: tuple[str, ...]

    @cached_property
    def _scopes(self) -> tuple[Scope, ...]:
        found = (self.composer.compose(key) for key in self.keys)
        return tuple(each for each in found if each is not None)

    def scopes(self, kind: type = object) -> list[Any]:
        """Return every scope of a kind."""
        return [each for each in self._scopes if kind in {object, type(each)}]

    def pages(self, *kinds: str) -> list[Page]:
        """Return every page of these kinds, of all kinds where none is named."""
        chosen = [kind for kind in KINDS if not kinds or kind.name in kinds]
        return [page for scope in self._scopes for page in pages_of(self.room, scope, chosen)]

    def page(self, path: str) -> Mapping[str, Any]:
        """Return the inputs of the page at an address."""
        return next(page.inputs for page in self.pages() if page.path == path)

    def documents(self) -> list[Document]:
        """Return every file for machines."""
        return [document for scope in self._scopes for _, document in documents_of(self.room, scope)]

    def files(self) -> dict[str, bytes]:
        """Return the bytes of every file for machines, by its path."""
        return {document.path: document.content for document in self.documents()}

    def newest(self, kind: str, code: str, digest: str = "world") -> list[Listed]:
        """Return what a listing holds, newest first."""
        return self.composer.shelves.newest(Listing(digest if kind != "source" else "", kind, code), 1000)

    def listed(self, kind: str, code: str, digest: str = "world") -> list[str]:
        """Return the paths of the events that a listing holds, newest first."""
        return [each.event.path for each in self.newest(kind, code, digest)]


@cache
def _room_for_desks() -> str:
    """Return a folder that lasts as long as this process."""
    folder = tempfile.mkdtemp(prefix="newsdesks-")
    atexit.register(shutil.rmtree, folder)
    return folder


def newsdesk(*more: Article, digests: tuple[Digest, ...] = (WORLD, FRENCH), **fields: object) -> Newsdesk:
    """Return the newsroom of `library`."""
    own = project(Path(tempfile.mkdtemp(dir=_room_for_desks())), digests=digests)
    shelve(own.content, library(*more, **fields))
    builder = Builder(Setting(own, (), own.output, own.theme, ()), Wish())
    builder.prepare()
    builder.ledger.commit()
    keys = tuple(builder.ledger.column("SELECT scope FROM dirty ORDER BY scope"))
    builder.close()
    room = open_newsroom(own)
    return Newsdesk(room, Composer(Ledger(own.cache / FILE, readonly=True), room), keys)


def shelve(content: Path, kept: Library) -> None:
    """Write a library's files, and an image."""
    for each in (*kept.articles, *kept.drafts):
        files.write(content / each.path, articles.format_article(each))
    for story in kept.stories:
        files.write(content / story.path, stories.format_story(story))
    for cut in kept.editions:
        files.write(content / cut.path, editions.format_edition(cut))
    records.write_records(content, kept.records.values())
    files.write(content / "images/mark.png", "not really a picture\n")


def on_disk(root: Path) -> Project:
    """Write the same newsroom, with a draft, a page and an extra file, into `root`; return its project."""
    content = root / "content"
    untagged = (dataclasses.replace(each, regions=None, topics=None) for each in COLLECTED)
    shelve(content, library(articles=(*untagged, OWN)))
    files.write(content / "articles/draft.md", "Title: Not yet\nDate: 2026-11-22\nStatus: draft\n\nSoon.\n")
    files.write(content / "pages/team.md", "Title: The team\n\nWho we are.\n")
    files.write(content / "extra/CNAME", "ledger.example\n")
    (root / "quotidien.toml").write_text(_toml(), encoding="utf-8")
    (root / "sources.toml").write_text("\n".join(_source_toml(each) for each in SOURCES), encoding="utf-8")
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, root / name)
    for name in ("plugins", "theme"):
        (root / name).symlink_to(ROOT / name)
    return load(root)


def _toml() -> str:
    keys = ("name", "url", "contact", "publisher", "zone", "language", "address", "tagline")
    site = "\n".join(f'{key} = "{getattr(SITE, key)}"' for key in keys)
    return f"""[site]
{site}
[[digest]]
slug = "world"
name = "The Ledger"
zone = "Europe/Paris"
[[digest]]
slug = "fr"
name = "Le Registre"
language = "fr"
languages = ["fr"]
zone = "Europe/Paris"
"""


def _source_toml(source: Source) -> str:
    feeds, tongues = list(source.feeds), list(source.languages)
    return (
        f'[[source]]\nslug = "{source.slug}"\nname = "{source.name}"\nhomepage = "{source.homepage}"\n'
        f'feeds = {feeds}\ncountry = "{source.country}"\nlanguages = {tongues}\nrights = "{source.rights}"\n'
    )
