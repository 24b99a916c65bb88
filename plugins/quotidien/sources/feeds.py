"""A feed document of any format to model values.

Knows which reader a document is for, and what holds for entries of all of them. Does not fetch, nor clean markup.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from quotidien.errors import DropItem
from quotidien.model.articles import Entry
from quotidien.sources import charsets, jsonfeeds, xmlfeeds
from quotidien.sources.entries import Feed

__all__ = ["Feed", "parse_feed"]

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def parse_feed(body: bytes, *, url: str, content_type: str = "", most_entries: int) -> Feed:
    """Return the feed that `body` holds: RSS 0.9x, 1.0 or 2.0, Atom, or JSON Feed.

    `url` is where it was fetched from: relative links are resolved against it. Entries keep the order of the
    document; of more than `most_entries` the newest are taken. Raises DropItem with a line that a person can act on
    where the document is no feed, and nothing else, whatever the bytes.
    """
    document = charsets.decode(body, content_type).lstrip()
    if not document.strip("\0 \t\r\n"):
        raise DropItem(f"not a feed: empty; look at {url} in a browser", url=url)
    read = jsonfeeds.read if document[0] in "{[" else xmlfeeds.read
    feed = read(document, url=url)
    entries, faults = _distinct(_newest(feed.entries, most_entries))
    return replace(feed, entries=entries, faults=feed.faults + faults)


def _newest(entries: tuple[Entry, ...], most: int) -> tuple[Entry, ...]:
    """Keep the newest; those without a date count as oldest, and equal ones are kept from the top."""
    places = sorted(range(len(entries)), key=lambda place: _when(entries[place]), reverse=True)
    return tuple(entries[place] for place in sorted(places[:most]))


def _when(entry: Entry) -> datetime:
    return entry.published or entry.updated or _NEVER


def _distinct(entries: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Blank a guid that several entries share, so that their addresses tell them apart; say so once for each."""
    counts = Counter(entry.guid for entry in entries if entry.guid)
    shared = {guid: times for guid, times in counts.items() if times > 1}
    faults = (f"guid {guid[:80]!r} stands on {n} entries: the addresses tell them apart" for guid, n in shared.items())
    return tuple(replace(each, guid="") if each.guid in shared else each for each in entries), tuple(faults)
