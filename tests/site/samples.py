"""A small newsroom in memory and on disk: what the tests of the site share."""

import dataclasses
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from quotidien.config import Limits, Project, Publish, Site, load
from quotidien.content import articles, editions, files, records, stories
from quotidien.content.library import Library, read_library
from quotidien.model import urls
from quotidien.model.articles import Article, Evidence, Record, Verdict
from quotidien.model.editions import Correction, Digest, Edition, Item, Reference, Section
from quotidien.model.sources import Rights, Source
from quotidien.model.stories import Sentence, Story
from quotidien.site.newsroom import Newsroom, open_newsroom

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
        "pages": (),
        "drafts": (),
    }
    return Library(**(values | fields))  # type: ignore[arg-type]


def newsroom(*more: Article, digests: tuple[Digest, ...] = (WORLD, FRENCH), **fields: object) -> Newsroom:
    """Return the newsroom of `library`."""
    return open_newsroom(project(digests=digests), library(*more, **fields))


def on_disk(root: Path) -> Project:
    """Write the same newsroom, with a draft, a page, an image and an extra file, into `root`; return its project."""
    content = root / "content"
    for each in (*COLLECTED, OWN):
        text = articles.format_article(dataclasses.replace(each, regions=None, topics=None) if each.source else each)
        files.write(content / each.path, text)
    files.write(content / STORY.path, stories.format_story(STORY))
    for each in EDITIONS:
        files.write(content / each.path, editions.format_edition(each))
    records.write_records(content, [dataclasses.replace(record(each), story="") for each in COLLECTED])
    files.write(content / "articles/draft.md", "Title: Not yet\nDate: 2026-11-22\nStatus: draft\n\nSoon.\n")
    files.write(content / "pages/team.md", "Title: The team\n\nWho we are.\n")
    files.write(content / "images/mark.png", "not really a picture\n")
    files.write(content / "extra/CNAME", "ledger.example\n")
    (root / "quotidien.toml").write_text(_toml(), encoding="utf-8")
    (root / "sources.toml").write_text("\n".join(_source_toml(each) for each in SOURCES), encoding="utf-8")
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, root / name)
    for name in ("plugins", "theme"):
        (root / name).symlink_to(ROOT / name)
    return load(root)


def read(built: Project) -> Library:
    """Return the library of a project on disk."""
    return read_library(built.content, built.site.zone)


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
