"""Log lines: a constant sentence and key=value fields, on standard error.

One INFO line a stage, DEBUG an item, WARNING when a person should look. What a person at a terminal
sees besides (progress, the closing table) belongs to `commands`.
"""

import logging
import sys

import stamina
import structlog

Logger = structlog.stdlib.BoundLogger


def get(name: str) -> Logger:
    """Return the logger of one module."""
    logger: Logger = structlog.get_logger(name)
    return logger


def configure(level: str = "INFO") -> None:
    """Send lines of `level` and above to standard error: coloured at a terminal, plain elsewhere."""
    stamina.instrumentation.set_on_retry_hooks(())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
