"""Invented feeds: RSS 2.0, half of them with the entries' whole text, and Atom, by turns."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from parts import prose
from quotidien import data

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
_WHOLE_WORDS = 10
"""Paragraphs of a whole text: 450 words, so that nobody needs the page."""


def feed(number: int, entries: int, home: str, *, whole: bool = True) -> bytes:
    """Return the feed of that number, its entries an hour apart, the newest from just before NOW."""
    writer = prose.Invented(number)
    countries = [region.name for code, region in sorted(data.regions().items()) if code.isalpha()]
    render = _atom if number % 3 == 2 else _rss
    parts = []
    for place in range(entries):
        country = countries[(number + place) % len(countries)].replace("&", "and")
        title = f"{writer.sentence(7).rstrip('.')} in {country}"
        text = "".join(f"&lt;p&gt;{each}&lt;/p&gt;" for each in writer.paragraphs(_WHOLE_WORDS)) if whole else ""
        published = NOW - timedelta(hours=place, minutes=number % 60)
        parts.append(render(f"{home}{number}-{place}", title, writer.sentence(25), text, published))
    frame = _ATOM if render is _atom else _RSS
    return frame.format(number=number, home=home, items="".join(parts)).encode()


_RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Feed {number}</title><link>{home}</link><description>A feed to measure with</description><language>en</language>
{items}</channel></rss>
"""
_ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Feed {number}</title><id>{home}</id><link href="{home}"/><updated>2026-11-24T09:00:00Z</updated>
{items}</feed>
"""


def _rss(link: str, title: str, summary: str, text: str, published: datetime) -> str:
    whole = f"<content:encoded>{text}</content:encoded>" if text else ""
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><category>Politics</category>"
        f"<pubDate>{format_datetime(published)}</pubDate><description>{summary}</description>{whole}</item>\n"
    )


def _atom(link: str, title: str, summary: str, text: str, published: datetime) -> str:
    whole = f'<content type="html">{text}</content>' if text else ""
    return (
        f'<entry><title>{title}</title><link href="{link}"/><id>{link}</id><category term="Politics"/>'
        f"<updated>{published:%Y-%m-%dT%H:%M:%SZ}</updated><published>{published:%Y-%m-%dT%H:%M:%SZ}</published>"
        f"<author><name>A. Writer</name></author><summary>{summary}</summary>{whole}</entry>\n"
    )
