"""`invoke demo`: serve the sample newsroom on loopback and run the true pipeline against it."""

import shutil
from dataclasses import replace
from pathlib import Path

from quotidien.commands import collect, digest, terminal
from quotidien.commands.newsroom import PORT, Newsroom
from quotidien.config import Project, load

NOW = "2026-11-22T18:00:00Z"
"""The evening of the sample newsroom's last day: the demo's one instant."""


def run(root: Path, *, keep: bool = False) -> None:
    """Build the sample newsroom's site into `root/output`; `root/content` stays as it is.

    Works in `root/.cache/demo`, begun anew unless `keep`, which shows what a second run over unchanged sources does.
    """
    work = root / ".cache" / "demo"
    if not keep:
        shutil.rmtree(work, ignore_errors=True)
    screen = terminal.console()
    with Newsroom(root / "demo" / "newsroom", port=PORT) as newsroom:
        project = prepare(root, work, newsroom.port)
        screen.print(f"A sample newsroom of {len(project.sources)} sources answers at {newsroom.url}")
        digest.run(project, collect.instant(NOW))
    screen.print("View it: .venv/bin/invoke serve", soft_wrap=True)


def prepare(root: Path, work: Path, port: int) -> Project:
    """Return the demo's project in `work`, its sources at `port`, built into `root/output` with `root/theme`."""
    shutil.copytree(root / "demo" / "content", work / "content", dirs_exist_ok=True)
    shutil.copy(root / "demo" / "quotidien.toml", work)
    sources = (root / "demo" / "sources.toml").read_text("utf-8")
    (work / "sources.toml").write_text(sources.replace(f":{PORT}/", f":{port}/"), "utf-8")
    return replace(load(work), output=root / "output", theme=root / "theme")
