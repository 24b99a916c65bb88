"""What a person reads at the end of a run: the tables."""

from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console

from quotidien.commands import results
from quotidien.model.editions import Edition, Item, Section
from quotidien.model.sources import Source
from quotidien.pipeline.admission import Kind
from quotidien.pipeline.collect import Collected, Outcome

REPORT = Path("reports/run.json")
SOURCE = Source("alpha", "Alpha", "https://alpha.example/", ())


def outcome(**counts: int) -> Outcome:
    kinds = tuple(sorted((kind.value, counts[kind.name]) for kind in Kind if kind.name in counts))
    return Outcome(SOURCE, kinds, sum(counts.values()), 0, 0, (), ())


def screen(width: int = 100) -> Console:
    return Console(record=True, width=width, highlight=False, file=None, quiet=False)


def shown(console: Console) -> str:
    return console.export_text()


def test_the_table_counts_what_each_source_gave():
    console = screen()
    results.show_collected(
        console, Collected((outcome(NEW=3, UPDATED=1, UNCHANGED=7, DUPLICATE=2),), 0, 0, 0, 4), REPORT
    )
    line = next(line for line in shown(console).splitlines() if "alpha" in line)
    assert line.split()[:5] == ["alpha", "3", "1", "7", "2"]
    assert "2 duplicate" in line


def test_a_quiet_source_is_wholly_unchanged():
    console = screen()
    results.show_collected(console, Collected((Outcome(SOURCE, (), 0, 0, 1, (), ()),), 0, 0, 0, 0), REPORT)
    assert "all" in shown(console)


def test_failures_and_notes_stand_whole_under_the_table_with_their_source():
    failed = Outcome(SOURCE, (), 0, 0, 0, ("https://alpha.example/feed answers [404]",), ("x: has no link",))
    console = screen(60)
    results.show_collected(console, Collected((failed,), 1, 2, 0, 0), REPORT)
    text = shown(console)
    assert "alpha: https://alpha.example/feed answers [404]" in text
    assert "alpha: x: has no link" in text
    assert "Written by hand: 1 new. Removed by hand: 2." in text


def test_of_many_notes_the_rest_is_in_the_report():
    noted = Outcome(SOURCE, (), 0, 0, 0, (), tuple(f"note {n}" for n in range(20)))
    console = screen()
    results.show_collected(console, Collected((noted,), 0, 0, 0, 0), REPORT)
    assert "and 8 more, in reports/run.json" in shown(console)


def test_a_run_that_reached_nobody_asks_whether_the_machine_is_connected():
    failed = Outcome(SOURCE, (), 0, 0, 0, ("https://alpha.example/feed did not answer",), ())
    console = screen()
    results.show_collected(console, Collected((failed,), 0, 0, 0, 0), REPORT)
    assert "Is this machine connected?" in shown(console)


def test_an_edition_is_told_by_its_counts_and_first_headline():
    item = Item("i", "articles/x", "Mombasa [opens] its terminal", "", "en", ())
    edition = Edition(
        "editions/world/2026-11-24.md", "world", "T", date(2026, 11, 24), datetime(2026, 11, 24, tzinfo=UTC), "UTC",
        "en",
        (Section("", "", (item,)),), stories=1, articles=2, sources=3, minutes=4,
    )  # fmt: skip
    console = screen()
    results.show_editions(console, [edition])
    line = next(line for line in shown(console).splitlines() if "world" in line)
    assert line.split()[:6] == ["world", "2026-11-24", "1", "2", "3", "4"]
    assert "Mombasa [opens] its terminal" in line


def test_no_edition_is_said_in_words():
    console = screen()
    results.show_editions(console, [])
    assert "No edition was due" in shown(console)
