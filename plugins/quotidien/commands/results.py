"""What a run came to, as tables: what each source gave, what each edition holds."""

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from quotidien.model.editions import Edition
from quotidien.pipeline.admission import Kind
from quotidien.pipeline.collect import Collected, Outcome

_MOST_NOTES = 12


def show_collected(screen: Console, collected: Collected, report: Path) -> None:
    """Print what each source gave, what was refused and why, and what a person should look at.

    `report` is the file that holds every sentence, also those that there is no room for here.
    """
    table = _table("Sources", "source", ("new", "updated", "unchanged", "refused"), "remarks")
    for outcome in collected.outcomes:
        table.add_row(*_row(outcome))
    screen.print(table)
    if collected.by_hand or collected.removed:
        screen.print(f"Written by hand: {collected.by_hand} new. Removed by hand: {collected.removed}.\n")
    for title, lines in (
        ("Feeds that failed", [(outcome, line) for outcome in collected.outcomes for line in outcome.failures]),
        ("To look at", [(outcome, line) for outcome in collected.outcomes for line in outcome.notes]),
    ):
        _show_lines(screen, title, [f"{outcome.source.slug}: {line}" for outcome, line in lines], report)
    if collected.outcomes and all(outcome.failures for outcome in collected.outcomes):
        screen.print("No source answered without a failure. Is this machine connected?\n", style="bold")


def show_editions(screen: Console, editions: Sequence[Edition]) -> None:
    """Print what each edition that was cut holds."""
    if not editions:
        screen.print("No edition was due, or none had material.")
        return
    table = _table("Editions cut", "edition", ("stories", "articles", "sources", "minutes"), "first story")
    for edition in editions:
        first = next((item.headline for section in edition.sections for item in section.items), "")
        counts = (edition.stories, edition.articles, edition.sources, edition.minutes)
        table.add_row(f"{edition.digest} {edition.day}", *map(str, counts), escape(first))
    screen.print(table)


def _table(title: str, name: str, counts: Sequence[str], words: str) -> Table:
    """Return an empty table: a name, counts to the right, and words that fold where there is little room."""
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    table.add_column(name, no_wrap=True)
    for count in counts:
        table.add_column(count, justify="right", no_wrap=True, min_width=len(count))
    table.add_column(words, overflow="fold")
    return table


def _row(outcome: Outcome) -> tuple[str, ...]:
    unchanged = str(outcome.count(Kind.UNCHANGED)) if outcome.entries or not outcome.quiet else "all"
    refused = sum(outcome.count(kind) for kind in (Kind.REFUSED, Kind.NOT_NEWS, Kind.DUPLICATE))
    new, updated = outcome.count(Kind.NEW), outcome.count(Kind.UPDATED)
    return outcome.source.slug, str(new), str(updated), unchanged, str(refused), escape(_remarks(outcome))


def _remarks(outcome: Outcome) -> str:
    kinds = (Kind.DUPLICATE, Kind.NOT_NEWS, Kind.REFUSED, Kind.EDITED)
    parts = [f"{count} {kind.value}" for kind in kinds if (count := outcome.count(kind))]
    if outcome.waiting:
        parts.append(f"{outcome.waiting} wait for a page that does not answer")
    if outcome.failures:
        parts.append("1 feed failed" if len(outcome.failures) == 1 else f"{len(outcome.failures)} feeds failed")
    return ", ".join(parts)


def _show_lines(screen: Console, title: str, lines: Sequence[str], report: Path) -> None:
    """Print the first lines whole, and where the rest stands."""
    if not lines:
        return
    screen.print(title, style="bold")
    for line in lines[:_MOST_NOTES]:
        screen.print(f"  {escape(line)}", soft_wrap=True)
    if len(lines) > _MOST_NOTES:
        screen.print(f"  and {len(lines) - _MOST_NOTES} more, in {report}", soft_wrap=True)
    screen.print()
