"""`invoke collect`: fetch, parse, extract, clean, tag, group, write."""

import asyncio
from datetime import UTC, date, datetime

from quotidien.commands import results, terminal
from quotidien.commands.reports import write_report
from quotidien.config import Project
from quotidien.errors import Fault, FixConfiguration
from quotidien.model import dates
from quotidien.pipeline.collect import Collected, Progress, Tools, collect, user_agent
from quotidien.pipeline.executors import open_executor
from quotidien.sources.fetch import HttpFetcher
from quotidien.store.state import Store


def instant(now: str) -> datetime:
    """Return the run's one instant: `now` as given (ISO 8601), else the clock's; FixConfiguration for neither."""
    try:
        return dates.parse(now) if now else datetime.now(UTC).replace(microsecond=0)
    except ValueError as error:
        raise FixConfiguration((Fault("--now", 0, f"{error}: write it as 2026-11-24T06:30Z"),)) from error


def day(since: str) -> date | None:
    """Return the day that `--since` names, `None` where it is not given. Raises FixConfiguration for what is none."""
    try:
        return date.fromisoformat(since) if since else None
    except ValueError as error:
        raise FixConfiguration((Fault("--since", 0, f"{since!r} is no day: write it as 2026-11-24"),)) from error


def run(project: Project, now: datetime) -> Collected:
    """Collect once, show what came of it, leave a report."""
    screen = terminal.console()
    with terminal.progress(screen) as watch:
        collected = asyncio.run(_collect(project, watch, now))
    results.show_collected(screen, collected, write_report(project.reports, collected, now))
    return collected


async def _collect(project: Project, watch: Progress, now: datetime) -> Collected:
    with Store(project.cache / "store.sqlite") as store, open_executor(project.limits.processes) as executor:
        async with HttpFetcher(project.limits, user_agent(project)) as fetcher:
            return await collect(project, store, Tools(fetcher, executor, watch), now)
