"""What a person at a terminal sees while work goes on. A pipe gets plain lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console

Watch = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""
_REDRAW_S = 0.1
_STAGES = {
    "collect": "Visiting sources", "write": "Writing articles", "read": "Reading what changed", "render": "Rendering"
}  # fmt: skip


def console() -> Console:
    """Return the terminal that results go to: standard output, 100 columns wide where it is a pipe."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=100)


@contextmanager
def progress(screen: Console) -> Iterator[Watch]:
    """Give a callback that draws a bar a stage at a terminal, and nothing elsewhere."""
    if not screen.is_terminal:
        yield lambda _stage, _done, _total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - slow

    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True, auto_refresh=False) as bars:  # without a thread of its own
        tasks = {}
        drawn = 0.0

        def watch(stage: str, done: int, total: int) -> None:
            nonlocal drawn
            if stage not in tasks:
                tasks[stage] = bars.add_task(_STAGES.get(stage, stage), total=total)
            is_time = done == total or monotonic() > drawn + _REDRAW_S
            drawn = monotonic() if is_time else drawn
            bars.update(tasks[stage], completed=done, total=total, refresh=is_time)

        yield watch
