"""`invoke build`: render the site through Pelican, and say what that came to; `--explain` says it of one page."""

from collections.abc import Callable
from time import perf_counter

from quotidien.commands import terminal
from quotidien.config import Project
from quotidien.site import explaining
from quotidien.site.build import build
from quotidien.site.builder import Built, Wish


def run(project: Project, *, verify: bool = False, clock: Callable[[], float] = perf_counter) -> Built:
    """Build into the project's output folder; with `verify` look at every file there and mend what is not as made."""
    screen, start = terminal.console(), clock()
    with terminal.progress(screen) as watch:
        built = build(project, Wish(verify, watch))
    screen.print(f"{summary(built)}, {clock() - start:.1f} s: {built.output}", soft_wrap=True)
    return built


def explain(project: Project, place: str) -> None:
    """Say of one page, by its address or its file, what it was made from and why it was or was not rendered."""
    found = explaining.explain(project, place)
    screen = terminal.console()
    screen.print(f"{found.name} ({found.kind})", style="bold", soft_wrap=True)
    screen.print("made from")
    for source in found.made_from:
        screen.print(f"  {source}", soft_wrap=True, markup=False)
    screen.print(found.decided, soft_wrap=True, markup=False)


def summary(built: Built) -> str:
    """Return what a build did: "read 23, rendered 412 of 26,412 pages, removed 2"."""
    return f"read {built.read:,}, rendered {built.rendered:,} of {built.pages:,} pages, removed {built.removed:,}"
