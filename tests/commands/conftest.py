"""A small project with a built site, for the commands that come after the build."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from quotidien.commands import build, collect, cut
from quotidien.config import Project, load

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return the shipped configuration with two hand-written articles, an edition, and no source."""
    for name in ("quotidien.toml", "sources.toml"):
        shutil.copy(ROOT / name, tmp_path)
    content = tmp_path / "content" / "articles" / "2026" / "11" / "23"
    content.mkdir(parents=True)
    (content / "ferry.md").write_text("Title: A ferry\nDate: 2026-11-23 09:00\n\nIt sails from Mombasa.\n", "utf-8")
    (content / "lake.md").write_text("Title: A lake\nDate: 2026-11-23 10:00\n\nIt rises in Kenya.\n", "utf-8")
    found = replace(load(tmp_path), theme=ROOT / "theme")
    cut.run(found, collect.instant("2026-11-24T07:00:00Z"))
    build.run(found)
    return found
