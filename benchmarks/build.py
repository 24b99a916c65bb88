"""Seconds and peak memory of a full build, beside stock Pelican on the same articles in the same run.

    .venv/bin/python benchmarks/build.py 1000 5000

Both render every article, listings of the same tags with a feed each, and archives by day, month and year. Stock
Pelican reads the same Markdown with Python-Markdown and renders with its own `simple` theme. Each build runs in a
process of its own; one JSON line a size.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from quotidien.config import load
from quotidien.content import articles, files
from quotidien.model.articles import Article
from quotidien.pipeline.cut import cut
from quotidien.site.build import build

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
REGIONS = (
    "KE FR DE JP BR US CN IN NG ZA EG TR MX AR CL CO PE ES IT PL UA RU GB IE SE NO FI AU NZ ID VN TH PH KR".split()
)
TOPICS = [f"medtop:{number:02}000000" for number in range(1, 18)]
WORDS = "harbour council river minister school market engine forest winter bridge festival court train island".split()
CONFIGURATION = """
[site]
name = "Benchmark"
url = "https://digest.example"
contact = "editor@digest.example"
publisher = "Benchmark Press"
[[digest]]
slug = "world"
name = "World"
"""
SOURCES = """
[[source]]
slug = "alpha"
name = "Alpha"
homepage = "https://alpha.example/"
feeds = ["https://alpha.example/feed"]
"""
STOCK = """
SITENAME = "Benchmark"
SITEURL = "https://digest.example"
PATH = "content"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = []
THEME = "simple"
TIMEZONE = "UTC"
DEFAULT_PAGINATION = 40
FEED_ALL_ATOM = "feed.atom"
TAG_FEED_ATOM = "tags/{slug}.atom"
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = TRANSLATION_FEED_ATOM = None
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/index.html"
DAY_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/{date:%d}/index.html"
"""


def make_project(root: Path, count: int) -> None:
    """Write a project of `count` articles over a year, with an edition a week."""
    chance = random.Random(count)
    files.write(root / "quotidien.toml", CONFIGURATION)
    files.write(root / "sources.toml", SOURCES)
    files.write(root / "stock.py", STOCK)
    for number in range(count):
        published = NOW - timedelta(minutes=number * 525_600 // count)
        title = f"{' '.join(chance.choices(WORDS, k=6)).capitalize()} {number}"
        paragraphs = [" ".join(chance.choices(WORDS, k=40)).capitalize() + "." for _ in range(3)]
        regions, topics = chance.sample(REGIONS, 2), chance.sample(TOPICS, 2)
        article = Article(
            articles.article_path(published, f"article-{number}"),
            title,
            published,
            source="alpha",
            url=f"https://alpha.example/{number}",
            regions=tuple(regions),
            topics=tuple(topics),
            summary=paragraphs[0],
            slug=f"article-{number}",
            body="\n\n".join(paragraphs),
            extra=(("Tags", ", ".join([*regions, *topics])),),
        )
        (root / "content" / article.path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / article.path).write_text(articles.format_article(article), "utf-8")
    project = load(root)
    cut(project, NOW)


def measure(which: str, root: Path) -> None:
    """Build once, here; print seconds, peak megabytes and the number of files."""
    started = time.perf_counter()
    if which == "ours":
        from dataclasses import replace  # noqa: PLC0415

        build(replace(load(root), theme=ROOT / "theme"))
        output = root / "output"
    else:
        from pelican import Pelican  # noqa: PLC0415
        from pelican.settings import read_settings  # noqa: PLC0415

        output = root / "stock"
        Pelican(read_settings(str(root / "stock.py"), override={"OUTPUT_PATH": str(output)})).run()
    seconds = time.perf_counter() - started
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = sum(1 for path in output.rglob("*") if path.is_file())
    print(json.dumps({"s": round(seconds, 2), "peak_mb": round(peak_mb), "files": count}))


def main(sizes: list[int]) -> None:
    """Print one JSON line a size."""
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            make_project(Path(folder), count)
            figures: dict[str, object] = {"bench": "build", "articles": count}
            for which in ("ours", "stock"):
                command = [sys.executable, __file__, "--one", which, folder]
                found = subprocess.run(command, capture_output=True, text=True, check=True)
                line = json.loads(found.stdout.splitlines()[-1])
                figures |= {f"{which}_{key}": value for key, value in line.items()}
            figures["ours_vs_stock"] = round(figures["ours_s"] / figures["stock_s"], 3)
            print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main([int(size) for size in sys.argv[1:]] or [1000, 5000])
