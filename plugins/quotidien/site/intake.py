"""What changed under `content/`, taken into the ledger: rows, listings, counts, and which scopes may be others now.

Decides nothing about pages: it names scopes (see `composing`), and whether one really changed is told by its
fingerprint.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from quotidien.content.addresses import FILE as ADDRESSES
from quotidien.errors import Fault, FixConfiguration
from quotidien.model import dates
from quotidien.site import events, listings
from quotidien.site.events import Event
from quotidien.site.facts import Facts, Reading, encode, hash_of, read_records
from quotidien.site.issues import as_edition
from quotidien.site.keys import Marks, always, scope_of
from quotidien.site.ledger import Ledger, Row
from quotidien.site.newsroom import Newsroom
from quotidien.site.pieces import as_article, as_story
from quotidien.site.postings import NOWHERE, Numbered, Postings
from quotidien.site.scopes import Listing

_FIRST = "it was the first build"


class Intake:
    """Takes in facts one by one; `settle` draws the conclusions that need all of them.

    In a new ledger nothing was known before, so that nothing has to be asked and every scope is to be made.
    """

    def __init__(self, ledger: Ledger, room: Newsroom, *, new: bool) -> None:
        self.faults: list[Fault] = []
        self._ledger = ledger
        self._room = room
        self._new = new
        self._marks = Marks()
        self._postings = Postings(ledger, self._marks, new=new)
        self._stories: dict[str, str] = {}
        self._addresses: set[str] = set()
        self._days: dict[tuple[str, str], str] = {}
        self._tally: Counter[str] = Counter()
        self._piece = 1 + int((ledger.one("SELECT max(id) FROM piece") or (0,))[0] or 0)

    def reading(self, path: str, *, anew: bool) -> Reading:
        """Return what there is to know for reading a file."""
        known = self._ledger.one("SELECT hash FROM file WHERE path = ?", path)
        record = self._ledger.one("SELECT line FROM record WHERE path = ? ORDER BY file DESC", path)
        listed = self._ledger.one("SELECT id FROM listed WHERE article = ? ORDER BY story DESC", path)
        return Reading(
            path, known[0] if known else b"", record[0] if record else b"", listed[0] if listed else "", anew
        )

    def knows(self, path: str) -> bool:
        """Say whether the ledger knows a file."""
        return self._ledger.one("SELECT 1 FROM file WHERE path = ?", path) is not None

    def listed_by(self, paths: Iterable[str]) -> set[tuple[str, str]]:
        """Return the articles that the story files among `paths` list, each with the story's id.

        Of a new ledger nobody asks: every article is read there.
        """
        if self._new:
            return set()
        query = "SELECT article, id FROM listed WHERE story = ?"
        return {row for path in paths for row in self._ledger.all(query, path)}

    def take(self, facts: Facts, stamp: str | None) -> None:
        """Take in what a file holds now; `stamp` is `None` where the file itself was not seen to change."""
        if facts.faults:
            self.faults.extend(facts.faults)
            return
        if facts.is_same:
            self._restamp(facts.path, stamp)
            return
        self._note(facts.path, self._stamp(facts.path) if stamp is None else stamp, facts.hash, facts.codes)
        if facts.path.startswith("editions/"):
            self._take_edition(facts)
        else:
            self._take_piece(facts)

    def drop(self, path: str) -> None:
        """Take out what a file held that is gone."""
        reason = f"{path} is gone"
        self._tally.subtract(self._codes(path))
        self._ledger.run("DELETE FROM file WHERE path = ?", (path,))
        story = ""
        if path.startswith("editions/"):
            self._forget_edition(path, reason)
        elif old := self._old_piece(path):
            id_, story, posted = old
            self._stories[story] = reason
            self._postings.post(id_, posted, NOWHERE, reason)
            self._ledger.run("DELETE FROM piece WHERE id = ?", (id_,))
            self._ledger.run("DELETE FROM body WHERE id = ?", (id_,))
            self._ledger.run("DELETE FROM listed WHERE story = ?", (path,))
        self._link(Facts(path, b"", story=story), reason)

    def _note(self, path: str, stamp: str, hash_: bytes, codes: Sequence[str]) -> None:
        """Remember a file, and count the codes ("region KE") that its words give a listing to."""
        if not self._new:
            self._tally.subtract(self._codes(path))
        self._tally.update(codes)
        row = (path, path.rpartition("/")[0], stamp, hash_, "\n".join(codes))
        self._ledger.insert("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)", row)

    def _restamp(self, path: str, stamp: str | None) -> None:
        if stamp is not None:
            self._ledger.run("UPDATE file SET stamp = ? WHERE path = ?", (stamp, path))

    def _stamp(self, path: str) -> str:
        found = self._ledger.one("SELECT stamp FROM file WHERE path = ?", path)
        return str(found[0]) if found else ""

    def _codes(self, path: str) -> list[str]:
        found = self._ledger.one("SELECT codes FROM file WHERE path = ?", path)
        return found[0].split("\n") if found and found[0] else []

    def take_lines(self, path: str, data: bytes, stamp: str) -> set[str]:
        """Take in a file that holds a line for each of many things: records, or the addresses that were published.

        Return the articles that must be read anew, since their record is another now. b"" where the file is gone.
        """
        hash_ = hash_of(data)
        if self._ledger.one("SELECT 1 FROM file WHERE path = ? AND hash = ?", path, hash_):
            self._restamp(path, stamp)
            return set()
        if path == ADDRESSES:
            self._take_addresses(data)
            self._note(path, stamp, hash_, ())
            return set()
        try:
            lines, codes = read_records(data, path)
        except FixConfiguration as error:
            self.faults.extend(error.faults)
            return set()
        self._note(path, stamp, hash_, codes)
        return self._take_records(path, lines)

    def _take_records(self, path: str, lines: Mapping[str, bytes]) -> set[str]:
        before: dict[str, bytes] = {}
        if not self._new:
            before = dict(self._ledger.run("SELECT path, line FROM record WHERE file = ?", (path,)))
            self._ledger.run("DELETE FROM record WHERE file = ?", (path,))
        rows = [(article, path, line) for article, line in lines.items()]
        self._ledger.run_all("INSERT INTO record VALUES (?, ?, ?)", rows)
        return {each for each in before.keys() | lines.keys() if before.get(each) != lines.get(each)}

    def _take_addresses(self, data: bytes) -> None:
        """Take in the list of published addresses; mark those that came or went, which may be gone pages."""
        now = set(data.decode("utf-8", "replace").split())
        before = set(self._ledger.column("SELECT address FROM published"))
        self._ledger.run_all("DELETE FROM published WHERE address = ?", [(each,) for each in before - now])
        self._ledger.run_all("INSERT INTO published VALUES (?)", [(each,) for each in now - before])
        for address in now ^ before:
            self._marks.mark(f"gone {address}", f"{ADDRESSES} changed")

    def _take_piece(self, facts: Facts) -> None:
        reason = _FIRST if self._new else f"{facts.path} changed"
        old = None if self._new else self._old_piece(facts.path)
        if old:
            self._stories[old[1]] = reason
        id_ = old[0] if old else self._piece
        self._piece += not old
        posted = old[2] if old else b""
        if facts.story and self._has_story(facts.story, facts.path):
            self._stories[facts.story] = reason
        else:
            posted = self._postings.post(
                id_, posted, self._postings.numbered(facts.rank, (*facts.alone, *facts.always)), reason
            )
        if facts.path.startswith("stories/"):
            if old:
                self._ledger.run("DELETE FROM listed WHERE story = ?", (facts.path,))
            self._ledger.run_all(
                "INSERT OR REPLACE INTO listed VALUES (?, ?, ?)",
                [(each, facts.path, facts.story) for each in facts.listed],
            )
        self._ledger.insert(
            "INSERT OR REPLACE INTO piece VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (id_, facts.path, facts.address, facts.status, facts.story, facts.rank, facts.value, facts.card,
             facts.evidence, posted),
        )  # fmt: skip
        if facts.html:
            self._ledger.insert("INSERT OR REPLACE INTO body VALUES (?, ?, ?)", (id_, facts.html, facts.minutes))
        elif old:
            self._ledger.run("DELETE FROM body WHERE id = ?", (id_,))
        if facts.address and not self._new:
            self._addresses.add(facts.address)
        self._link(facts, reason)

    def _old_piece(self, path: str) -> Row | None:
        return self._ledger.one("SELECT id, story, posted FROM piece WHERE path = ?", path)

    def _has_story(self, story: str, path: str) -> bool:
        """Say whether a piece is of a story that has a file: it may be that file."""
        if path.startswith("stories/"):
            return True
        if self._new:
            return story in self._stories
        return bool(self._ledger.one("SELECT 1 FROM piece WHERE story = ? AND status IN ('story', 'merged')", story))

    def _link(self, facts: Facts, reason: str) -> None:
        """Note which files a file links to, and mark it and all that link to it."""
        path = facts.path
        if not self._new:
            self._ledger.run("DELETE FROM link WHERE holder = ?", (path,))
            for holder in self._ledger.column("SELECT holder FROM link WHERE target IN (?, ?)", path, facts.story):
                self._marks.mark(scope_of(holder), reason)
        rows = [
            *((each, path, 1) for each in (*facts.links, *facts.statics)),
            *((each, path, 0) for each in facts.named),
        ]
        if rows:
            self._ledger.run_all("INSERT OR IGNORE INTO link VALUES (?, ?, ?)", rows)
        self._marks.mark(scope_of(path), reason)

    # editions

    def _take_edition(self, facts: Facts) -> None:
        reason = f"{facts.path} changed"
        if not self._new:
            self._forget_edition(facts.path, reason)
        edition = as_edition(facts.value)
        lead = next((item for section in edition.sections for item in section.items), None)
        head = (lead.headline, lead.language, edition.stories) if lead else ("", edition.language, edition.stories)
        day, cut = edition.day.isoformat(), dates.iso(edition.cut)
        self._ledger.run(
            "INSERT INTO edition VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (facts.path, edition.digest, day, cut, len(edition.corrections), encode(head), facts.value, facts.html),
        )
        self._days[edition.digest, day] = reason
        self._link(facts, reason)

    def _forget_edition(self, path: str, reason: str) -> None:
        if old := self._ledger.one("SELECT digest, day FROM edition WHERE path = ?", path):
            self._days[old] = reason
            self._ledger.run("DELETE FROM edition WHERE path = ?", (path,))

    # conclusions

    def settle(self) -> None:
        """Draw the conclusions: stories and their coverage, neighbours, counts, listings that came or went.

        Raises FixConfiguration with everything that is wrong in what was taken in.
        """
        if self._new:
            self._ledger.index()
        for story, reason in sorted(self._stories.items()):
            if story:
                self._settle_story(story, reason)
        self._settle_editions()
        self._postings.settle()
        self._settle_listings()
        self._judge_addresses()
        if self.faults:
            raise FixConfiguration(
                tuple(sorted(set(self.faults), key=lambda fault: (fault.file, fault.line, fault.what)))
            )
        for scope in always(self._room.project):
            self._marks.mark(scope, "it is made from everything")
        rows = [(scope, reason) for scope, reason in self._marks.reasons.items()]
        self._ledger.run_all("INSERT OR IGNORE INTO dirty VALUES (?, ?, 0)", rows)
        if self._new:
            self._ledger.run("INSERT OR IGNORE INTO dirty SELECT 'head ' || id, ?, 0 FROM listing", (_FIRST,))
            self._ledger.run(
                "INSERT OR IGNORE INTO dirty SELECT CASE kind WHEN ? THEN 'sitemap ' || month ELSE "
                "'month ' || listing || ' ' || month END, ?, 0 FROM month JOIN listing ON id = listing",
                (listings.OURS, _FIRST),
            )

    def _settle_story(self, id_: str, reason: str) -> None:
        own = self._ledger.all(
            "SELECT id, path, address, status, value, posted FROM piece "
            "WHERE story = ? AND status IN ('story', 'merged') ORDER BY path",
            id_,
        )
        members = self._ledger.all(
            "SELECT id, path, address, rank, value, posted FROM piece WHERE story = ? AND status = 'published'", id_
        )
        for _, path, *_ in own[1:]:
            self.faults.append(Fault(f"content/{path}", 1, f"has the same Id: as content/{own[0][1]}: {id_}"))
        articles = [as_article(value) for *_, value, _ in members]
        for story_id, path, address, status, value, posted in own:
            event = None
            if status == "story" and len(members) > 1:
                event = events.of_story(as_story(value), articles, address)
                card = encode(events.card_of(self._room, event))
                self._ledger.run("UPDATE piece SET card = ? WHERE id = ?", (card, story_id))
            self._repost(story_id, posted, self._as_event(event), reason)
            self._marks.mark(scope_of(path), reason)
        told = any(status == "story" for *_, status, _, _ in own) and len(members) > 1
        for (piece, path, address, rank, _, posted), article in zip(members, articles, strict=True):
            alone = () if told else tuple(listings.of_event(self._room, events.of_article(article, address)))
            wanted = self._postings.numbered(rank, (*alone, *listings.of_article(self._room, article)))
            self._repost(piece, posted, wanted, reason)
            self._marks.mark(scope_of(path), reason)

    def _as_event(self, event: Event | None) -> Numbered:
        if event is None:
            return NOWHERE
        return self._postings.numbered(-int(event.published.timestamp()), listings.of_event(self._room, event))

    def _repost(self, id_: int, posted: bytes, wanted: Numbered, reason: str) -> None:
        remembered = self._postings.post(id_, posted, wanted, reason)
        if remembered != posted:
            self._ledger.run("UPDATE piece SET posted = ? WHERE id = ?", (remembered, id_))

    def _settle_editions(self) -> None:
        """Mark what shows an edition that came, went or changed: its neighbours, its month and year and theirs."""
        for (digest, day), reason in sorted(self._days.items()):
            paths = self._ledger.column(
                "SELECT path FROM edition WHERE digest = ? AND day = ? ORDER BY path", digest, day
            )
            for path in paths[1:]:
                self.faults.append(Fault(f"content/{path}", 1, f"is of the same day as content/{paths[0]}"))
            for path, _ in (*self._beside(digest, day), *((path, day) for path in paths)):
                self._marks.mark(f"edition {path}", reason)
            self._marks.mark(f"sitemap {day[:7]}", reason)
            for kind, period in (("period", day[:7]), ("year", day[:4])):
                self._marks.mark(f"{kind} {digest} {period}", reason)
                for _, other in (*self._beside(digest, period), *self._beside(digest, f"{period}~")):
                    self._marks.mark(f"{kind} {digest} {other[: len(period)]}", reason)

    def _beside(self, digest: str, day: str) -> list[Row]:
        """Return path and day of the last edition before `day` (or month, or year) and of the first after it."""
        before = "SELECT path, day FROM edition WHERE digest = ? AND day < ? ORDER BY day DESC LIMIT 1"
        after = "SELECT path, day FROM edition WHERE digest = ? AND day > ? ORDER BY day LIMIT 1"
        return [*self._ledger.all(before, digest, day), *self._ledger.all(after, digest, day)]

    def _settle_listings(self) -> None:
        """Keep the count of every code, and see that each code in use has a head in every digest."""
        for name, change in self._tally.items():
            if not change:
                continue
            kind, _, code = name.partition(" ")
            before = self._ledger.one("SELECT uses FROM tally WHERE kind = ? AND code = ?", kind, code)
            uses = (before[0] if before else 0) + change
            if uses:
                self._ledger.run("INSERT OR REPLACE INTO tally VALUES (?, ?, ?)", (kind, code, uses))
            else:
                self._ledger.run("DELETE FROM tally WHERE kind = ? AND code = ?", (kind, code))
            if kind in listings.TAGS and not (before and uses):
                for digest in self._room.homes:
                    self._marks.mark(
                        f"head {self._postings.id_of(Listing(digest, kind, code))}",
                        "its first came or its last went",
                    )
        for kind, code in listings.constant_codes(self._room.project):
            for digest in self._room.homes:
                self._postings.id_of(Listing(digest, kind, code))
        for source in self._room.sources:
            self._postings.id_of(Listing("", "source", source))

    def _judge_addresses(self) -> None:
        shared = "SELECT address FROM piece WHERE address <> '' GROUP BY address HAVING count(*) > 1"
        for address in self._ledger.column(shared) if self._new else sorted(self._addresses):
            owners = self._ledger.column("SELECT path FROM piece WHERE address = ? ORDER BY path", address)
            for path in owners[1:]:
                what = f"has the same address as content/{owners[0]}: {address}"
                self.faults.append(Fault(f"content/{path}", 1, what))
