"""The plugin: one generator, which reads `content/` and writes everything that Pelican's own do not."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.plugins import signals

import quotidien
from quotidien.config import Project
from quotidien.content.library import read_library
from quotidien.errors import Fault, FixConfiguration
from quotidien.site.addresses import output_file
from quotidien.site.feed_files import all_feeds
from quotidien.site.newsroom import Newsroom, open_newsroom
from quotidien.site.pages import all_pages
from quotidien.site.settings import PROJECT
from quotidien.site.sitemap_files import all_sitemaps
from quotidien.site.theme import Theme
from quotidien.site.writer import MARK, Output


class SiteGenerator(Generator):  # type: ignore[misc]
    """Pelican's view of the site: read in `generate_context`, written in `generate_output`."""

    def generate_context(self) -> None:
        """Read the library, and tell Pelican's StaticGenerator which files the bodies show.

        Raises FixConfiguration with every file that cannot be read and every link that leads nowhere.
        """
        self.project: Project = self.settings[PROJECT]
        content = Path(self.path)
        self.room = open_newsroom(self.project, read_library(content, self.project.site.zone))
        if faults := list(_dangling(self.room, content)):
            raise FixConfiguration(tuple(faults))
        for body in self.room.bodies.values():
            self.context["static_links"].update(body.statics)

    def generate_output(self, writer: object) -> None:
        """Write what changed, and delete what nothing makes any more; Pelican's own writer is not used."""
        del writer
        output = Output(Path(self.output_path))
        theme = Theme(Path(self.theme), self.project.site, self.settings["THEME_TEMPLATES_OVERRIDES"])
        static = set(_static_files(self.context, Path(self.theme)))
        counts: Counter[str] = Counter()
        for page in all_pages(self.room):
            counts[page.inputs["kind"]] += 1
            output.write(output_file(page.path), theme.render(page))
        for document in (*all_feeds(self.room), *all_sitemaps(self.room)):
            if output_file(document.path) not in static:
                output.write(output_file(document.path), document.content)
        output.write(MARK, _build_json(counts))
        output.sweep(static)


def _dangling(room: Newsroom, content: Path) -> Iterator[Fault]:
    for path, body in room.bodies.items():
        missing = [f"{{static}}/{each}" for each in body.statics if not (content / each).is_file()]
        for link in (*body.dangling, *missing):
            yield Fault(f"content/{path}", _line_of(content / path, link), f"nothing is at {link!r}: mend the link")


def _line_of(file: Path, link: str) -> int:
    """Return the line in which a link stands, by its last part: the rest may be written in another way."""
    last = re.split(r"[/}|]", link)[-1]
    lines = file.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if last in line), 1)


def _static_files(context: dict[str, Any], theme: Path) -> Iterator[str]:
    """Yield the names below the output of all that Pelican's StaticGenerator copies."""
    yield from (Path(each.save_as).as_posix() for each in context.get("staticfiles", ()))
    folder = theme / "static"
    yield from (f"theme/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*") if path.is_file())


def _build_json(counts: Counter[str]) -> bytes:
    """Return what this build was made with and how many pages of each kind it made; no times."""
    document = {
        "quotidien": quotidien.__version__,
        "pelican": version("pelican"),
        "pages": dict(sorted(counts.items())),
    }
    return json.dumps(document, indent=1).encode() + b"\n"


def generators(_pelican: object) -> type[Generator]:
    """Answer Pelican's question for generators."""
    return SiteGenerator


def connect() -> None:
    """Listen to Pelican's signals; twice is as good as once."""
    signals.get_generators.connect(generators)
