"""Scopes by key, composed from the ledger. The one place that reads it for pages."""

from collections.abc import Callable, Mapping

import msgspec

from quotidien.model.stories import Story
from quotidien.site import events
from quotidien.site.frames import Link
from quotidien.site.issues import Issues
from quotidien.site.ledger import Ledger
from quotidien.site.newsroom import Newsroom
from quotidien.site.overviews import Overviews
from quotidien.site.pieces import Pieces, as_article, as_evidence, as_story
from quotidien.site.scopes import ArticleScope, PageScope, PeriodScope, RootScope, Scope, StoryScope, YearScope
from quotidien.site.shelves import Shelves

_as_page = msgspec.msgpack.Decoder(tuple[str, str]).decode


class Composer:
    """Composes scopes from one ledger, which must not change meanwhile."""

    def __init__(self, ledger: Ledger, room: Newsroom) -> None:
        self._ledger = ledger
        self._room = room
        self._pieces = Pieces(ledger, room)
        self.shelves = Shelves(ledger, room, self._pieces)
        issues = Issues(ledger, room, self._pieces)
        whole = Overviews(ledger, room, self._pieces, self.shelves, issues)
        self._kinds: Mapping[str, Callable[[str], Scope | None]] = {
            "article": self._article,
            "story": self._story,
            "page": self._page,
            "edition": issues.edition,
            "period": lambda key: issues.period(key, PeriodScope),
            "year": lambda key: issues.period(key, YearScope),
            "head": self.shelves.head,
            "month": self.shelves.month,
            "sitemap": whole.sitemap,
            "front": whole.front,
            "catalogue": whole.catalogue,
            "archive": whole.archive,
            "about": whole.about,
            "sources": lambda _: whole.sources(),
            "maps": lambda _: whole.maps(),
            "root": lambda _: RootScope(),
        }

    def compose(self, key: str) -> Scope | None:
        """Return the scope of a key ("article articles/2026/11/24/rain.md"), `None` where it is of nothing now."""
        kind, _, rest = key.partition(" ")
        return self._kinds[kind](rest)

    def _article(self, path: str) -> ArticleScope | None:
        row = self._ledger.one(
            "SELECT id, address, story, value, evidence FROM piece WHERE path = ? AND status IN ('published', 'draft')",
            path,
        )
        if row is None:
            return None
        id_, address, story, value, evidence = row
        body, minutes = self._pieces.body(id_)
        regions, topics = as_evidence(evidence)
        event = self._pieces.event_of(story) if story else None
        return ArticleScope(
            address=address,
            article=as_article(value),
            body=body,
            minutes=minutes,
            regions=regions,
            topics=topics,
            story=Link(event.title, event.path, len(event.articles), event.language) if event else None,
            related=tuple(
                events.card_of(self._room, events.of_article(each, self._pieces.address(each.path)))
                for each in (event.articles if event else ())
                if each.path != path
            ),
        )

    def _story(self, path: str) -> StoryScope | None:
        row = self._ledger.one("SELECT address, status, value FROM piece WHERE path = ?", path)
        if row is None:
            return None
        address, status, value = row
        story = as_story(value)
        event = self._pieces.told(story, address) if status == "story" else None
        earlier = self._pieces.named(story.earlier)
        return StoryScope(
            address=address,
            story=story,
            event=event,
            addresses=tuple(self._pieces.address(each.path) for each in event.articles) if event else (),
            evidence=self._pieces.evidence(story.id) if event else (),
            earlier=Link(earlier[0].title, earlier[1], language=earlier[0].language) if earlier and event else None,
            moved="" if event else self._successor(story),
        )

    def _successor(self, story: Story) -> str:
        """Return the address that a story without a page of its own leads to: its heir, its last article, else home."""
        if heir := self._pieces.named(story.merged_into):
            return heir[1]
        own = self._ledger.column(
            "SELECT path FROM piece WHERE story = ? AND status = 'published' ORDER BY rank DESC, path", story.id
        )
        first = [path for path in story.articles if path in own]
        return self._pieces.address([*first, *own][0]) if own else self._room.frames[""].home

    def _page(self, path: str) -> PageScope | None:
        row = self._ledger.one("SELECT id, address, value FROM piece WHERE path = ?", path)
        if row is None:
            return None
        title, language = _as_page(row[2])
        return PageScope(row[1], title, language, self._pieces.body(row[0])[0])
