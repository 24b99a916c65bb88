"""What a person sees while a run goes on."""

import io

from rich.console import Console

from quotidien.commands import terminal


def test_progress_away_from_a_terminal_draws_nothing():
    console = Console(record=True, force_terminal=False)
    with terminal.progress(console) as watch:
        watch("collect", 1, 2)
        watch("collect", 2, 2)
    assert console.export_text().strip() == ""


def test_progress_at_a_terminal_draws_a_bar_a_stage():
    drawn = io.StringIO()
    with terminal.progress(Console(file=drawn, force_terminal=True, width=80)) as watch:
        watch("read", 1, 2)
        watch("render", 2, 2)
    assert "Reading what changed" in drawn.getvalue()
    assert "2/2" in drawn.getvalue()
