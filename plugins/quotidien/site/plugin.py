"""The plugin: one generator, which stands between Pelican and a build of ours. Pelican's own generators idle."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.plugins import signals

from quotidien.content import header
from quotidien.errors import DropItem, FixConfiguration
from quotidien.site import addresses
from quotidien.site.builder import Builder, Wish
from quotidien.site.frames import Link
from quotidien.site.rendering import Setting
from quotidien.site.settings import OPEN, PROJECT, REPORT, WISH


class SiteGenerator(Generator):  # type: ignore[misc]
    """Pelican's view of the site: what changed is read in `generate_context`, rendered in `generate_output`."""

    def generate_context(self) -> None:
        """Take in what changed, and tell Pelican's StaticGenerator which files the bodies show."""
        setting = _setting(self.settings, Path(self.output_path), Path(self.theme))
        self.builder = Builder(setting, self.settings.get(WISH, Wish()))
        self.settings.get(OPEN, ExitStack()).callback(self.builder.close)
        self.context["static_links"].update(self.builder.prepare())

    def generate_output(self, writer: object) -> None:
        """Write what changed, and delete what nothing makes any more; Pelican's own writer is not used."""
        del writer
        built = self.builder.finish(dict(_static_files(self.context, Path(self.theme))))
        self.settings.get(REPORT, lambda _built: None)(built)


def _setting(settings: dict[str, Any], output: Path, theme: Path) -> Setting:
    project = settings[PROJECT]
    return Setting(
        project, tuple(_own_pages(project.content)), output, theme, tuple(settings["THEME_TEMPLATES_OVERRIDES"])
    )


def _own_pages(content: Path) -> Iterator[Link]:
    """Yield a link to each of the editor's own pages; what is wrong in one is reported when it is read."""
    for file in sorted((content / "pages").rglob("*.md")):
        name = file.relative_to(content / "pages").as_posix()
        with suppress(FixConfiguration, DropItem):
            sheet = header.parse(header.read_text(file.read_bytes(), name), name)
            yield Link(sheet.get("title") or name, addresses.of_page(name), language=sheet.get("lang"))


def _static_files(context: dict[str, Any], theme: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name below the output of each file that Pelican's StaticGenerator copies, and where it lies."""
    yield from ((Path(each.save_as).as_posix(), Path(each.source_path)) for each in context.get("staticfiles", ()))
    folder = theme / "static"
    yield from ((f"theme/{path.relative_to(folder).as_posix()}", path) for path in folder.rglob("*") if path.is_file())


def generators(_pelican: object) -> type[Generator]:
    """Answer Pelican's question for generators."""
    return SiteGenerator


def connect() -> None:
    """Listen to Pelican's signals; twice is as good as once."""
    signals.get_generators.connect(generators)
