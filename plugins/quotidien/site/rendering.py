"""Scopes to files: what one process does of a build, with a ledger to read and a folder to write to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from quotidien.config import Project
from quotidien.site import facts
from quotidien.site.addresses import output_file
from quotidien.site.composing import Composer
from quotidien.site.facts import Facts, Reading
from quotidien.site.frames import Link
from quotidien.site.ledger import FILE, Ledger
from quotidien.site.newsroom import Newsroom, open_newsroom
from quotidien.site.outputs import Made
from quotidien.site.pages import documents_of, pages_of
from quotidien.site.scopes import Scope
from quotidien.site.theme import Theme
from quotidien.site.writer import Output


@dataclass(frozen=True, slots=True)
class Setting:
    """All that a process has to know before it takes part in a build."""

    project: Project
    pages: tuple[Link, ...]
    output: Path
    theme: Path
    overrides: tuple[str, ...]


class Order(msgspec.Struct, frozen=True, array_like=True):
    """A scope to render: what is known of it, and the names that the editor's own files have taken."""

    key: str
    known: bytes = b""
    taken: frozenset[str] = frozenset()


class Rendered(msgspec.Struct, frozen=True, array_like=True):
    """What became of an order: the scope's fingerprint, b"" where it is of nothing now, and what was made.

    `made` is `None` where the fingerprint is the known one, so that nothing had to be.
    """

    key: str
    fingerprint: bytes
    made: tuple[Made, ...] | None


class Desk:
    """One process's share in a build."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._output = Output(setting.output)

    @cached_property
    def room(self) -> Newsroom:
        """What all pages share."""
        return open_newsroom(self._setting.project, self._setting.pages)

    @cached_property
    def _theme(self) -> Theme:
        setting = self._setting
        return Theme(setting.theme, setting.project.site, setting.overrides, setting.project.cache / "templates")

    @cached_property
    def _ledger(self) -> Ledger:
        return Ledger(self._setting.project.cache / FILE, readonly=True)

    @cached_property
    def _composer(self) -> Composer:
        """Reads the ledger as it stood when it was first asked."""
        return Composer(self._ledger, self.room)

    def close(self) -> None:
        """Let go of the ledger."""
        if "_ledger" in vars(self):
            self._ledger.close()

    def read(self, readings: Iterable[Reading]) -> list[Facts]:
        """Read files."""
        return [facts.read(self.room, reading) for reading in readings]

    def render(self, orders: Iterable[Order]) -> list[Rendered]:
        """Compose scopes, and write what each makes where its fingerprint is not the known one."""
        return [self._render(order) for order in orders]

    def _render(self, order: Order) -> Rendered:
        scope = self._composer.compose(order.key)
        if scope is None:
            return Rendered(order.key, b"", ())
        fingerprint = facts.hash_of(facts.encode(scope))
        if fingerprint == order.known:
            return Rendered(order.key, fingerprint, None)
        return Rendered(order.key, fingerprint, self.make(scope, order.taken))

    def make(self, scope: Scope, taken: frozenset[str]) -> tuple[Made, ...]:
        """Write all that is made from a scope, but what the editor's own files stand in for."""
        pages = ((page.inputs["kind"], page.path, self._theme.render(page)) for page in pages_of(self.room, scope))
        files = ((kind, each.path, each.content) for kind, each in documents_of(self.room, scope))
        return tuple(self._write(kind, output_file(path), content, taken) for kind, path, content in (*pages, *files))

    def _write(self, kind: str, name: str, content: bytes, taken: frozenset[str]) -> Made:
        if name not in taken:
            self._output.write(name, content)
        return Made(name, kind, hash_of(name, content))


def hash_of(name: str, content: bytes) -> bytes:
    """Return what tells one output from another: its name and its bytes."""
    return facts.hash_of(name.encode() + b"\0" + content)
