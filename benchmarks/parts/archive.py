"""The archive that `build` is measured on: one newsroom's content/ for us and stock Pelican, the same for Hugo.

Every article stands under a country or two, the areas around them, its source and its language: 200 listings in all,
which are tags to the others. A day has 50 articles and an edition that holds them.
"""

import json
import random
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from parts import prose
from parts.measuring import BENCHMARKS, ROOT
from quotidien import data
from quotidien.content import articles, editions, files, records
from quotidien.model import urls
from quotidien.model.articles import Article, Evidence, Record, Verdict
from quotidien.model.editions import Edition, Item, Reference, Section
from quotidien.model.regions import with_ancestors
from quotidien.model.sources import Rights
from quotidien.site.pages import KINDS

LISTINGS = 200
A_DAY = 50
NEW = 20
"""Articles of the day that is added, with its edition, before the incremental build."""
FIRST = datetime(2026, 11, 23, tzinfo=UTC)
"""The newest day of the archive; older ones go back from here."""
SOURCES = tuple("alpha beta gamma delta epsilon zeta eta theta iota kappa".split())
_SOURCE = """
[[source]]
slug = "{0}"
name = "{0}"
homepage = "https://{0}.example/"
feeds = ["https://{0}.example/feed"]
languages = ["en"]
rights = "full"
"""
_SITE = """[site]
name = "Benchmark"
url = "https://digest.example"
contact = "editor@digest.example"
publisher = "Benchmark Press"

[[digest]]
slug = "world"
name = "Benchmark"
"""


def write(folder: str, count: int, theme: str) -> int:
    """Write our project with its theme to `folder`/ours and Hugo's to `folder`/hugo; return how many listings.

    Stock Pelican reads our content/.
    """
    ours, hugo = Path(folder, "ours"), Path(folder, "hugo")
    _write(ours / "quotidien.toml", _SITE)
    _write(ours / "sources.toml", "".join(_SOURCE.format(slug) for slug in SOURCES))
    shutil.copy(ROOT / "tasks.py", ours)
    if theme == "site":
        shutil.copytree(ROOT / "theme", ours / "theme")
    else:
        _plain_theme(ours / "theme")
    shutil.copytree(BENCHMARKS / "themes" / "hugo", hugo)
    made = list(_articles(count))
    _write_ours(ours / "content", made)
    for article in made:
        _write(hugo / "content" / article.path, _for_hugo(article))
    return LISTINGS


def extend(folder: str, count: int) -> int:
    """Add the day after an archive of `count` articles to our project, with its edition; return how many articles."""
    _write_ours(Path(folder, "ours", "content"), [_article(count + number, _day(-1), number) for number in range(NEW)])
    return NEW


def retract(folder: str) -> None:
    """Take away what `extend` added."""
    content, day = Path(folder, "ours", "content"), _day(-1)
    shutil.rmtree(content / "articles" / f"{day:%Y/%m/%d}")
    (content / editions.edition_path("world", day.date())).unlink()
    (content / records.FOLDER / f"{day:%Y/%m/%d}.jsonl").unlink()


def _plain_theme(theme: Path) -> None:
    """Write a theme of one small template for each thing that the others render too, and one for all the rest."""
    plain, templates = BENCHMARKS / "themes" / "plain", theme / "templates"
    (theme / "static").mkdir(parents=True)
    templates.mkdir()
    for shared in ("base.html", "item.html"):
        shutil.copy(plain / shared, templates)
    named = {"article": "article", "draft": "article", "today": "edition", "edition": "edition"}
    named |= dict.fromkeys(("region", "topic", "crossing", "language", "source"), "listing")
    for kind in KINDS:
        shutil.copy(plain / f"{named.get(kind.name, 'page')}.html", templates / kind.template)


def _day(number: int) -> datetime:
    return FIRST - timedelta(days=number)


def _articles(count: int) -> Iterator[Article]:
    for number in range(count):
        yield _article(number, _day(number // A_DAY), number % A_DAY)


def _article(number: int, day: datetime, place: int) -> Article:
    """Return the article of that number: what it says follows from the number alone."""
    chance, writer = random.Random(number), prose.Invented(number)
    published = day + timedelta(minutes=10 + 28 * place)
    countries = _countries()
    places = (number, number + chance.randrange(1, len(countries)))
    regions = tuple(countries[place % len(countries)] for place in places)
    source, slug = chance.choice(SOURCES), f"article-{number}"
    paragraphs = writer.paragraphs(3)
    return Article(
        articles.article_path(published, slug),
        writer.sentence(8).rstrip("."),
        published,
        collected=published,
        source=source,
        url=f"https://{source}.example/{number}",
        regions=regions,
        topics=(),
        rights=Rights.FULL,
        summary=writer.sentence(20),
        slug=slug,
        body="\n\n".join(paragraphs),
        extra=(("Tags", ", ".join(_tags(regions, source))),),
    )


def _tags(regions: Iterable[str], source: str) -> list[str]:
    """Return the listings that an article stands in, as tags."""
    table = data.regions()
    return [*(table[code].slug for code in with_ancestors(regions, table)), source, "en"]


@cache
def _countries() -> tuple[str, ...]:
    """Return so many countries that they, their areas, the sources and the language make 200 listings."""
    table = data.regions()
    chosen: list[str] = []
    for code in sorted(filter(str.isalpha, table)):
        if len(with_ancestors([*chosen, code], table)) <= LISTINGS - len(SOURCES) - 1:
            chosen.append(code)
    return tuple(chosen)


def _write_ours(content: Path, made: list[Article]) -> None:
    texts = {article.path: articles.format_article(article) for article in made}
    for path, text in texts.items():
        _write(content / path, text)
    records.write_records(content, [_record(article, texts[article.path]) for article in made])
    days: dict[datetime, list[Article]] = {}
    for article in made:
        days.setdefault(article.published.replace(hour=0, minute=0), []).append(article)
    for day, listed in days.items():
        edition = _edition(day, listed)
        _write(content / edition.path, editions.format_edition(edition))


def _record(article: Article, text: str) -> Record:
    moment = f"{article.published:%Y-%m-%dT%H:%M:%SZ}"
    return Record(
        guid=urls.identifier(article.url),
        url=article.url,
        source=article.source,
        verdict=Verdict.KEPT,
        collected=moment,
        published=moment,
        path=article.path,
        hash=files.hash_of(text),
        language="en",
        regions=tuple(Evidence(code, 3.0, (data.regions()[code].name,), ("title",)) for code in article.regions or ()),
    )


def _edition(day: datetime, listed: list[Article]) -> Edition:
    items = tuple(
        Item(
            id=article.id,
            page=article.path.removesuffix(".md"),
            headline=article.title,
            brief=article.summary,
            language="en",
            references=(Reference(article.source, article.url, "en"),),
        )
        for article in listed
    )
    return Edition(
        path=editions.edition_path("world", day.date()),
        digest="world",
        title=f"Benchmark, {day:%Y-%m-%d}",
        day=day.date(),
        cut=day + timedelta(hours=23, minutes=59),
        zone="UTC",
        language="en",
        sections=(Section("", "", items),),
        stories=len(items),
        articles=len(items),
        sources=len({article.source for article in listed}),
        minutes=10,
    )


def _for_hugo(article: Article) -> str:
    """Return the same article with Hugo's front matter; a day page is a taxonomy's there."""
    front = {
        "title": article.title,
        "date": article.published.isoformat(),
        "summary": article.summary,
        "source": article.source,
        "source_url": article.url,
        "tags": _tags(article.regions or (), article.source),
        "days": [f"{article.published:%Y-%m-%d}"],
    }
    return f"{json.dumps(front, indent=1)}\n\n{article.body}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
