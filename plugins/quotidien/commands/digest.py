"""`invoke digest`: the main job. Collect, cut, build, and say where the site is."""

from datetime import date, datetime

from quotidien.commands import build, collect, cut, terminal
from quotidien.config import Project


def run(project: Project, now: datetime, since: date | None = None) -> None:
    """Run the whole pipeline once at `now`."""
    collect.run(project, now)
    cut.run(project, now, since)
    build.run(project)
    screen = terminal.console()
    screen.print(f"The site is in {project.output}", style="bold", soft_wrap=True)
