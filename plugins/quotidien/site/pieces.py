"""Articles and stories as the ledger keeps them: addresses, bodies, events. What several scopes are composed from."""

from collections.abc import Callable
from functools import lru_cache

import msgspec

from quotidien.errors import ReportBug
from quotidien.model.articles import Article, Evidence
from quotidien.model.stories import Story
from quotidien.site import events
from quotidien.site.events import Card, Event
from quotidien.site.facts import settled
from quotidien.site.ledger import Ledger, Row
from quotidien.site.newsroom import Newsroom

as_article = msgspec.msgpack.Decoder(Article).decode
as_story = msgspec.msgpack.Decoder(Story).decode
as_card = msgspec.msgpack.Decoder(Card).decode
as_evidence = msgspec.msgpack.Decoder(tuple[tuple[Evidence, ...], tuple[Evidence, ...]]).decode
_REMEMBERED = 8_192


class Pieces:
    """The pieces of one ledger, which must not change meanwhile.

    Each has a card and an event: a story those of its coverage, an article its own.
    """

    def __init__(self, ledger: Ledger, room: Newsroom) -> None:
        self._ledger = ledger
        self._room = room
        self.card: Callable[[int], Card] = lru_cache(_REMEMBERED)(self._card)
        self.event: Callable[[int], Event] = lru_cache(_REMEMBERED)(self._event)
        self.html: Callable[[int], str] = lru_cache(_REMEMBERED)(lambda piece: self.body(piece)[0])

    def address(self, path: str) -> str:
        """Return the address of the page that a file has, "" where it has none."""
        found = self._ledger.one("SELECT address FROM piece WHERE path = ?", path)
        return str(found[0]) if found else ""

    def body(self, id_: int) -> tuple[str, int]:
        """Return the HTML of a piece, and its reading time in minutes; ("", 0) where it shows no text."""
        found = self._ledger.one("SELECT html, minutes FROM body WHERE id = ?", id_)
        return (self.settled(found[0]), found[1]) if found else ("", 0)

    def settled(self, html: str) -> str:
        """Return HTML whose links to files have become addresses."""
        return settled(html, self._room.project.site.base, self.address)

    def event_of(self, story: str) -> Event | None:
        """Return the event of a story that has two articles or more, `None` where it has none of its own."""
        row = self._ledger.one("SELECT address, value FROM piece WHERE story = ? AND status = 'story'", story)
        return self.told(as_story(row[1]), row[0]) if row else None

    def told(self, story: Story, address: str) -> Event | None:
        """Return the event of a story, `None` while fewer than two of its articles are published."""
        values = self._ledger.column("SELECT value FROM piece WHERE story = ? AND status = 'published'", story.id)
        return events.of_story(story, map(as_article, values), address) if len(values) > 1 else None

    def named(self, name: str) -> tuple[Story, str] | None:
        """Return the story that an id or a path names, with its address."""
        if not name:
            return None
        row = self._ledger.one(
            "SELECT value, address FROM piece WHERE (story = ? OR path = ?) AND status IN ('story', 'merged') "
            "ORDER BY rank, path LIMIT 1",
            name, name,
        )  # fmt: skip
        return (as_story(row[0]), row[1]) if row else None

    def evidence(self, story: str) -> tuple[Evidence, ...]:
        """Return the evidence of all articles of a story, oldest article first."""
        found = self._ledger.column(
            "SELECT evidence FROM piece WHERE story = ? AND status = 'published' ORDER BY rank DESC, path", story
        )
        return tuple(each for blob in found for tags in as_evidence(blob) for each in tags)

    def _card(self, piece: int) -> Card:
        return as_card(self._row("card", piece)[0])

    def _event(self, piece: int) -> Event:
        address, status, value = self._row("address, status, value", piece)
        event = self.told(as_story(value), address) if status == "story" else None
        return event or events.of_article(as_article(value), address)

    def _row(self, columns: str, piece: int) -> Row:
        row = self._ledger.one(f"SELECT {columns} FROM piece WHERE id = ?", piece)  # noqa: S608 - ours
        if row is None:
            raise ReportBug(f"the ledger lists a piece {piece} that it does not hold: delete it and build again")
        return row

    def event_at(self, path: str) -> Event | None:
        """Return the event that a file's page is about, `None` where it has none now."""
        row = self._ledger.one("SELECT id, address, status, story, value FROM piece WHERE path = ?", path)
        if row is None:
            return None
        id_, address, status, story, value = row
        if status in {"story", "merged"}:
            return self.told(as_story(value), address) if status == "story" else None
        if status != "published":
            return None
        return (self.event_of(story) if story else None) or self.event(id_)
