import sys

import pytest
import structlog

from quotidien import log


@pytest.fixture(autouse=True)
def _as_before():
    yield
    structlog.reset_defaults()


def test_a_line_is_a_sentence_and_its_fields_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()
    log.get("quotidien.example").info("Collected", source="rift", new=3)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "Collected" in captured.err
    assert captured.err.rstrip().endswith("new=3 source=rift")


def test_a_pipe_gets_no_colours(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()
    log.get("quotidien.example").warning("Begun anew", path="state.sqlite")
    assert "\x1b" not in capsys.readouterr().err


def test_a_terminal_gets_colours(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    log.configure()
    log.get("quotidien.example").warning("Begun anew")
    assert "\x1b[" in capsys.readouterr().err


@pytest.mark.parametrize(("level", "shown"), [("DEBUG", 4), ("INFO", 3), ("WARNING", 2), ("ERROR", 1)])
def test_only_lines_of_the_level_and_above_are_shown(level: str, shown: int, capsys) -> None:
    log.configure(level)
    logger = log.get("quotidien.example")
    for write in (logger.debug, logger.info, logger.warning, logger.error):
        write("A line")
    assert capsys.readouterr().err.count("A line") == shown


def test_a_logger_made_before_the_configuration_obeys_it(capsys: pytest.CaptureFixture[str]) -> None:
    logger = log.get("quotidien.example")
    log.configure("WARNING")
    logger.info("Not shown")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("hostile", ["one\ntwo", "red \x1b[31m alert", "back\rover"])
def test_a_value_from_outside_can_neither_forge_a_line_nor_command_the_terminal(hostile: str, capsys) -> None:
    log.configure()
    log.get("quotidien.example").warning("Refused", title=hostile)
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert "\x1b" not in line
    assert "\r" not in line


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(KeyError):
        log.configure("LOUD")
