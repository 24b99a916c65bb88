"""`invoke cut`: write the editions that are due."""

from datetime import date, datetime

from quotidien.commands import results, terminal
from quotidien.config import Project
from quotidien.model.editions import Edition
from quotidien.pipeline.cut import cut


def run(project: Project, now: datetime, since: date | None = None) -> tuple[Edition, ...]:
    """Cut what is due at `now`, from `since` on where it is given, and show what the editions hold."""
    written = cut(project, now, since)
    results.show_editions(terminal.console(), written)
    return written
