"""A small site that passes every check, and what a test changes in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quotidien.publish.checks import check_site

URL = "https://digest.example/base"


def page(main: str = "<h1>Today</h1>", *, head: str = "", lang: str = "en", body: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>World</title>'
        f'<link rel="stylesheet" href="/base/theme/style.css">{head}</head><body{body}>{main}</body></html>\n'
    )


ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:feed</id><title>World</title><updated>2026-11-24T06:00:00Z</updated>
<link rel="self" href="{URL}/feed.atom"/><author><name>Press</name></author>
<entry><id>urn:1</id><title>Rain</title><updated>2026-11-24T06:00:00Z</updated>
<link href="{URL}/stories/rain/"/></entry>
<entry><id>urn:2</id><title>Wind</title><updated>2026-11-24T06:00:00Z</updated><link href="{URL}/"/></entry>
</feed>
"""
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>World</title><link>{URL}/</link>
<description/><atom:link rel="self" href="{URL}/feed.rss"/>
<item><title>Rain</title><link>{URL}/stories/rain/</link><guid isPermaLink="false">urn:1</guid></item>
</channel></rss>
"""
JSON = f"""{{"version": "https://jsonfeed.org/version/1.1", "title": "World", "feed_url": "{URL}/feed.json",
"items": [{{"id": "urn:1", "url": "{URL}/stories/rain/", "content_text": "Rain"}}]}}
"""
SITEMAP = f"""<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{URL}/stories/rain/</loc></url></urlset>
"""
OPML = f"""<opml version="2.0"><head><title>Feeds</title></head><body>
<outline text="World" type="rss" xmlUrl="{URL}/feed.atom"/><outline text="Times" xmlUrl="https://times.example/feed"/>
</body></opml>
"""
SITE = {
    "index.html": page(
        '<h1>Today</h1><p><a href="/base/stories/rain/#end">Rain</a> <a href="https://x.example/">X</a></p>'
    ),
    "stories/rain/index.html": page('<h1>Rain</h1><h2 id="end">End</h2><a href="../../">Today</a>'),
    "theme/style.css": "body { margin: 0 }\n",
    "feed.atom": ATOM,
    "feed.rss": RSS,
    "feed.json": JSON,
    "sitemap.xml": SITEMAP,
    "feeds.opml": OPML,
    "build.json": "{}\n",
}


def write_files(folder: Path, files: dict[str, str | bytes]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path / "output", SITE)
    return tmp_path / "output"


@pytest.fixture
def findings(site: Path) -> Callable[[dict[str, str | bytes]], list[str]]:
    """What the checks say of the small site with these files put into it."""

    def check(changes: dict[str, str | bytes]) -> list[str]:
        write_files(site, changes)
        return [str(finding) for finding in check_site(site, URL)]

    return check


@pytest.fixture
def on_page(findings) -> Callable[..., list[str]]:
    """What the checks say of one more page, without the page's name."""

    def check(main: str, **kind: str) -> list[str]:
        prefix = "more/index.html: "
        return [text.removeprefix(prefix) for text in findings({"more/index.html": page(main, **kind)})]

    return check
