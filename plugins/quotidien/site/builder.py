"""One build, from what changed under `content/` to the files of the output.

First the ledger takes in what changed and commits which scopes may be others; then they are rendered; the ledger's
word that they are stands last. A build that is killed leaves whole files and a ledger that knows what is still to do.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import quotidien
from quotidien import log
from quotidien.content.addresses import FILE as ADDRESSES
from quotidien.site import changes, facts
from quotidien.site.addresses import output_file
from quotidien.site.changes import Seen
from quotidien.site.intake import Intake
from quotidien.site.ledger import FILE, Ledger, alone, remove
from quotidien.site.outputs import GONE, Outputs
from quotidien.site.pages import KINDS
from quotidien.site.rendering import Order, Rendered, Setting, hash_of
from quotidien.site.scopes import GoneScope
from quotidien.site.workers import READ, RENDER, Workers
from quotidien.site.writer import MARK, Output, hold

T = TypeVar("T")
Watch = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""
_LIBRARIES = ("pelican", "jinja2", "babel", "comrak", "nh3", "pygments", "msgspec", "unidecode")
_PACKAGE = Path(quotidien.__file__).parent
_NEVER_OURS = ("images/", "theme/")
"""Where no page lives: what is copied there takes no page's place."""
_AT_HAND = 10_000
"""So many tasks are made ready at a time: memory stays bounded, whatever the archive holds."""
_PAGES = frozenset(kind.name for kind in KINDS)
_WEIGHTS = {"article": 1, "month": 3, "head": 20, "front": 20}
"""What rendering a scope of a kind costs, in articles; others cost as much as ten."""
_log = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a build is asked for besides the site: to look at every output file, and whom to tell how far it is."""

    verify: bool = False
    watch: Watch = field(default=lambda _stage, _done, _all: None)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: files read, pages rendered of how many there are, output files removed."""

    output: Path
    read: int = 0
    rendered: int = 0
    pages: int = 0
    removed: int = 0


class Builder:
    """One build in two halves, as Pelican has them: `prepare`, then `finish`."""

    def __init__(self, setting: Setting, wish: Wish) -> None:
        self._setting = setting
        self._project = setting.project
        self._wish = wish
        self._output = Output(setting.output)
        self._open = ExitStack()
        self._is_open = self._goes_on = False
        self._read = 0

    def prepare(self) -> set[str]:
        """Take in what changed; return the files below `content/` that bodies show.

        Raises FixConfiguration with every file that cannot be read and every link that leads nowhere.
        """
        hold(self._setting.output)
        return self._trying(self._prepare)

    def finish(self, copied: Mapping[str, Path]) -> Built:
        """Render what may have changed and delete what nothing makes any more.

        `copied` are the files that are copied into the output, by their name there: those of the editor and the theme.
        """

        def again() -> Built:
            if not self._is_open:
                self._prepare()
            return self._finish(copied)

        with self._open:
            return self._trying(again)

    def _trying(self, step: Callable[[], T]) -> T:
        """Take a step; once more, with a new ledger, where the one at hand turns out to be damaged."""
        try:
            try:
                return step()
            except sqlite3.DatabaseError as error:
                _log.warning("the ledger is damaged: building everything anew", error=str(error))
                self.close()
                remove(self._project.cache / FILE)
                return step()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of ledger, lock and processes; twice is as good as once."""
        self._is_open = False
        self._open.close()

    def _prepare(self) -> set[str]:
        self._open.enter_context(alone(self._project.cache))
        self.ledger, self._new = Ledger.open(self._project.cache / FILE, trust(self._setting))
        self._open.callback(self.ledger.close)
        self._workers = self._open.enter_context(Workers(self._setting))
        self._is_open, self._read = True, 0
        self._goes_on = not self._new and self.ledger.one("SELECT 1 FROM dirty") is not None
        self.ledger.run("UPDATE dirty SET forced = 1")
        intake = Intake(self.ledger, self._workers.desk.room, new=self._new)
        self._take_in(intake, changes.look(self.ledger, self._project.content))
        statics = self._judge_links(intake)
        intake.settle()
        return statics

    def _take_in(self, intake: Intake, seen: Seen) -> None:
        """Read what may have changed: records and stories first, since what an article is depends on them."""
        gone = [(path, "") for path in seen.gone]
        anew: set[str] = set()
        later: list[str] = []
        for path, stamp in (*gone, *seen.stamps.items()):
            if path == ADDRESSES or path.startswith("records/"):
                data = (self._project.content / path).read_bytes() if path in seen.stamps else b""
                anew |= intake.take_lines(path, data, stamp)
            elif not path.startswith("articles/"):
                later.append(path)
        before = intake.listed_by(later)
        for path in seen.gone:
            if path in later or path.startswith("articles/"):
                intake.drop(path)
        self._read_all(intake, seen, [path for path in later if path in seen.stamps], set())
        after = intake.listed_by(later)
        anew |= {path for path, _ in before ^ after}
        written = {path for path in seen.stamps if path.startswith("articles/")}
        self._read_all(intake, seen, sorted(written | {path for path in anew if intake.knows(path)}), anew)

    def _read_all(self, intake: Intake, seen: Seen, paths: Sequence[str], anew: set[str]) -> None:
        for start in range(0, len(paths), _AT_HAND):
            readings = [intake.reading(path, anew=path in anew) for path in paths[start : start + _AT_HAND]]
            for done, found in enumerate(self._workers.map(READ, readings), start + 1):
                intake.take(found, seen.stamps.get(found.path))
                self._read += not found.is_same
                self._wish.watch("read", done, len(paths))

    def _judge_links(self, intake: Intake) -> set[str]:
        """Return the files that bodies show; what leads to nothing becomes a fault."""
        content, statics = self._project.content, set()
        for target, holder in self.ledger.all(
            "SELECT target, holder FROM link LEFT JOIN piece ON piece.path = target "
            "WHERE hard = 1 AND coalesce(address, '') = '' ORDER BY holder, target"
        ):
            path = target.removeprefix(facts.STATIC)
            if path != target and (content / path).is_file():
                statics.add(path)
            else:
                kind = "static" if path != target else "filename"
                intake.faults.append(facts.dangling(content, holder, f"{{{kind}}}/{path}"))
        return statics

    def _finish(self, copied: Mapping[str, Path]) -> Built:
        taken = frozenset(name for name in copied if not name.startswith(_NEVER_OURS))
        known = self.ledger.meta("mark")
        mark = self._output.read(MARK)
        trusted = not self._new and mark is not None and facts.hash_of(mark).hex() == known
        if mark is None:
            self._output.write(MARK, b'{"quotidien": "being built"}\n')
        self._free(copied)
        if self._wish.verify or not (trusted or self._new):
            self._verify(taken)
        self.ledger.commit()
        outputs = Outputs(self.ledger, new=self._new)
        rendered = self._render(outputs, taken)
        self._answer_gone(outputs, taken)
        stale = outputs.unmade() | {name for name in self._given_back if not outputs.owner(name)}
        if self._wish.verify or self._goes_on or not (trusted or mark is None):
            names = self.ledger.column("SELECT path FROM output")
            stale |= set(self._output.others({*names, *copied, MARK}))
        removed = self._output.delete(sorted(stale - copied.keys()))
        self._note(outputs)
        pages = sum(count for kind, count in outputs.counts.items() if kind in _PAGES)
        return Built(self._setting.output, self._read, rendered, pages, removed)

    def _free(self, copied: Mapping[str, Path]) -> None:
        """Have made again what the editor's own files stand in for no more, and unmade what they do now.

        A copy that is not of its file as it is now is deleted, since Pelican copies only what is newer.
        """
        before = dict(self.ledger.run("SELECT path, stamp FROM copied"))
        now = {name: changes.stamp(file) for name, file in copied.items()}
        for name in before.keys() ^ now.keys():
            self._force(name, "a file of the editor's came or went there")
        for name, file in copied.items():
            altered = self._wish.verify and self._output.read(name) != file.read_bytes()
            if altered or not now[name] or before.get(name) != now[name]:
                self._output.delete([name])
        self._given_back = before.keys() - now.keys()
        self.ledger.run("DELETE FROM copied")
        self.ledger.run_all("INSERT INTO copied VALUES (?, ?)", now.items())

    def _force(self, name: str, reason: str) -> None:
        for scope in self.ledger.column("SELECT scope FROM output WHERE path = ?", name):
            self.ledger.run("INSERT OR REPLACE INTO dirty VALUES (?, ?, 1)", (scope, reason))

    def _verify(self, taken: frozenset[str]) -> None:
        """Have made again every output that is not what it was when it was made."""
        for name, hash_ in self.ledger.all("SELECT path, hash FROM output"):
            content = None if name in taken else self._output.read(name)
            if name not in taken and (content is None or hash_of(name, content) != hash_):
                self._force(name, "its file was deleted or altered")

    def _render(self, outputs: Outputs, taken: frozenset[str]) -> int:
        """Render the dirty scopes; return how many pages were."""
        rows = self.ledger.all(
            "SELECT dirty.scope, CASE WHEN forced THEN x'' ELSE coalesce(fingerprint, x'') END, dirty.reason "
            "FROM dirty LEFT JOIN scope ON scope.key = dirty.scope WHERE dirty.scope NOT LIKE 'gone %'"
        )
        rows.sort(key=lambda row: _turn(row[0]))
        build = int(self.ledger.meta("build") or 0) + 1
        self.ledger.set_meta("build", str(build))
        pages = 0
        for start in range(0, len(rows), _AT_HAND):
            orders = [Order(key, known, taken) for key, known, _ in rows[start : start + _AT_HAND]]
            for done, result in enumerate(self._workers.map(RENDER, orders, _weight), start):
                pages += self._take_back(outputs, result, rows[done][2], build)
                self._wish.watch("render", done + 1, len(rows))
        return pages

    def _take_back(self, outputs: Outputs, result: Rendered, reason: str, build: int) -> int:
        if result.made is not None:
            outputs.replace(result.key, result.made)
        if result.fingerprint:
            row = (result.key, result.fingerprint, reason, build, result.made is not None)
            self.ledger.insert("INSERT OR REPLACE INTO scope VALUES (?, ?, ?, ?, ?)", row)
        else:
            self.ledger.run("DELETE FROM scope WHERE key = ?", (result.key,))
        return sum(1 for each in result.made or () if each.kind in _PAGES)

    def _answer_gone(self, outputs: Outputs, taken: frozenset[str]) -> None:
        """Make a page or an empty feed for every published address that nothing makes any more."""
        marked = self.ledger.column("SELECT substr(scope, 6) FROM dirty WHERE scope LIKE 'gone %'")
        for address in sorted({*marked, *(_address_of(name) for name in outputs.stale)}):
            owner = outputs.owner(output_file(address))
            lost = not owner or owner.startswith(GONE)
            if lost and self.ledger.one("SELECT 1 FROM published WHERE address = ?", address):
                outputs.replace(GONE + address, self._workers.desk.make(GoneScope(address), taken))
            elif lost:
                outputs.replace(GONE + address, ())

    def _note(self, outputs: Outputs) -> None:
        """Write what the whole output is, and let the ledger's word stand."""
        document = {"quotidien": quotidien.__version__, "pelican": version("pelican"), **outputs.summary()}
        mark = json.dumps(document, indent=1).encode() + b"\n"
        self._output.write(MARK, mark)
        outputs.save()
        self.ledger.set_meta("mark", facts.hash_of(mark).hex())
        self.ledger.run("DELETE FROM dirty")
        self.ledger.commit()


def trust(setting: Setting) -> str:
    """Return what the whole ledger depends on besides `content/`: where this differs, everything is made anew."""
    program, project = blake2b(digest_size=12), setting.project
    own = (_PACKAGE / name for name in ("content", "data", "model", "site"))
    theme = (*map(Path, setting.overrides), setting.theme / "templates", setting.theme / "translations")
    for path in (each for folder in (*own, *theme) for each in sorted(folder.rglob("*")) if each.is_file()):
        if path.suffix != ".pyc":
            program.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    shared = (project.site, project.digests, project.sources, project.limits, setting.pages)
    output = os.path.relpath(setting.output, project.root)
    versions = (quotidien.__version__, *map(version, _LIBRARIES))
    return facts.hash_of(facts.encode((shared, output, program.hexdigest(), versions))).hex()


def _turn(key: str) -> tuple[int, str, str]:
    """Return what scopes are sorted by: the costly first, then months, each with all of its listings together."""
    kind, _, rest = key.partition(" ")
    if kind == "month":
        listing, _, month = rest.partition(" ")
        return 1, month, listing
    return (0 if _WEIGHTS.get(kind, 0) > 1 else 2), kind, rest


def _weight(order: Order) -> int:
    return _WEIGHTS.get(order.key.partition(" ")[0], 10)


def _address_of(name: str) -> str:
    """Return the address that a file answers.

    >>> _address_of("about/index.html"), _address_of("feed.atom")
    ('/about/', '/feed.atom')
    """
    return "/" + name.removesuffix("index.html")
