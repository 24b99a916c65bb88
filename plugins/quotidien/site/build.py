"""Build the site through Pelican, in this process, with the settings that plain `pelican` has."""

import gc
import locale
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from pelican import Pelican
from pelican.log import console
from pelican.settings import read_settings

from quotidien.config import Project
from quotidien.errors import ReportBug
from quotidien.site.builder import Built, Wish
from quotidien.site.settings import OPEN, REPORT, WISH, pelican_settings


def build(project: Project, wish: Wish = Wish()) -> Built:  # noqa: B008 - a value
    """Build `project` into its output folder.

    Raises FixConfiguration for what a person must mend, ReportBug where Pelican logged an error or left us out.
    """
    reports: list[Built] = []
    with _quietly() as errors, _uncollected(), ExitStack() as left_open:
        own = {WISH: wish, REPORT: reports.append, OPEN: left_open}
        pelican = Pelican(read_settings(override=pelican_settings(project) | own))
        if "quotidien" not in pelican.settings["PLUGINS"]:
            raise ReportBug("Pelican did not register the plugin `quotidien`: " + "; ".join(errors))
        pelican.run()
    if errors or not reports:
        raise ReportBug("Pelican reported: " + ("; ".join(errors) or "nothing, and built nothing"))
    return reports[0]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles out of a build: it takes a tenth of the time and finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Errors(logging.Handler):
    """Keeps what is logged as an error: Pelican itself goes on and exits with 0 (getpelican/pelican#3172)."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _quietly() -> Iterator[list[str]]:
    """Let Pelican run without a word, and put back what it changes of the process: its logger, locale, path."""
    logger, handler = logging.getLogger("pelican"), _Errors()
    quiet, place, path = console.quiet, locale.setlocale(locale.LC_ALL), list(sys.path)
    logger.addHandler(handler)
    console.quiet = True
    try:
        yield handler.lines
    finally:
        logger.removeHandler(handler)
        console.quiet = quiet
        locale.setlocale(locale.LC_ALL, place)
        sys.path[:] = path
