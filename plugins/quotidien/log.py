"""Log lines: a constant sentence and key=value fields, on standard error.

One INFO line a stage, DEBUG an item, WARNING when a person should look. What a person at a terminal
sees besides (progress, the closing table) belongs to `commands`.
"""

import logging
import sys
from typing import Any

_level: list[int] = []
"""The level that was asked for, until the first line is written."""


class Logger:
    """The logger of one module. Most runs write no line: structlog is loaded with the first that is written."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, method: str) -> Any:
        """Return `debug`, `info`, `warning` or `error` of structlog's logger."""
        import structlog  # noqa: PLC0415 - it takes a tenth of a command's start

        while _level:
            _configure(_level.pop())
        return getattr(structlog.get_logger(self._name), method)


def get(name: str) -> Logger:
    """Return the logger of one module."""
    return Logger(name)


def configure(level: str = "INFO") -> None:
    """Send lines of `level` and above to standard error: coloured at a terminal, plain elsewhere."""
    _level[:] = [logging.getLevelNamesMapping()[level]]


def _configure(level: int) -> None:
    import structlog  # noqa: PLC0415 - as above

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
