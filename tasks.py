"""The commands of Quotidien, for `invoke`. Each is one call into `quotidien.commands`."""

import gc
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

gc.disable()  # until everything is loaded: nothing of it would be freed

from invoke import Context, Exit, task

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "plugins"))

from quotidien import commands, log
from quotidien.config import load
from quotidien.errors import DigestError


def command(call: Callable[..., None]) -> Callable[..., None]:
    """Make a task of `call`: an error that a person can act on is one message and exit code 1."""

    @wraps(call)
    def run(*arguments: object, **options: object) -> None:
        gc.enable()
        log.configure("WARNING")
        try:
            call(*arguments, **options)
        except DigestError as error:
            raise Exit(f"{error}", code=1) from error

    return task(run)


@command
def demo(_context: Context, keep: bool = False) -> None:
    """Build a site from the bundled sample newsroom, served on loopback (--keep: over the last demo's content)."""
    commands.demo.run(ROOT, keep=keep)


@command
def digest(_context: Context, now: str = "", since: str = "") -> None:
    """Collect from sources.toml, cut the editions that are due (--since DATE: also past ones), and build the site."""
    commands.digest.run(load(ROOT), commands.collect.instant(now), commands.collect.day(since))


@command
def collect(_context: Context, now: str = "") -> None:
    """Fetch what is new from every source into content/."""
    commands.collect.run(load(ROOT), commands.collect.instant(now))


@command
def cut(_context: Context, now: str = "", since: str = "") -> None:
    """Write the editions that are due into content/editions/."""
    commands.cut.run(load(ROOT), commands.collect.instant(now), commands.collect.day(since))


@command
def build(_context: Context, verify: bool = False, explain: str = "") -> None:
    """Render what changed (--verify: mend what was altered in output/; --explain PATH: say why a page is as it is)."""
    if explain:
        commands.build.explain(load(ROOT), explain)
    else:
        commands.build.run(load(ROOT), verify=verify)


@command
def serve(_context: Context, port: int = 8000) -> None:
    """Show the site at http://127.0.0.1:8000/, built anew at every change, until interrupted."""
    commands.serve.run(load(ROOT), port)


@command
def check(_context: Context) -> None:
    """Check links, feeds, markup, budgets, published addresses and frozen editions."""
    commands.check.run(load(ROOT))


@command
def publish(_context: Context, to: str = "directory") -> None:
    """Check the site, then put it in the folder that quotidien.toml names under [publish]."""
    commands.publish.run(load(ROOT), to)


@command
def quality(_context: Context, name: str, data: str = "", raise_: bool = False) -> None:
    """Score labelled data: one set (--data its folder) or all (--data the folder of all); --raise raises the floors."""
    folder = ROOT.parent / "shared" / "data"
    commands.scoring.run(
        ROOT, name, Path(data) if data else folder if name == "all" else folder / name, raise_floors=raise_
    )


@command
def bench(  # noqa: PLR0917 - a task's flags are its parameters
    _context: Context,
    name: str,
    json: bool = False,
    quick: bool = False,
    articles: int = 0,
    theme: str = "",
    data: str = "",
    profile: bool = False,
) -> None:
    """Measure build, collect, digest, extract, feeds, group or tag (--quick: under a minute; --json: one line)."""
    options = {"quick": quick, "articles": articles, "theme": theme, "data": data, "profile": profile}
    commands.bench.run(ROOT, name, options, as_json=json)


@command
def test(_context: Context, only: str = "") -> None:
    """Run the linters and all tests (--only PATH: the tests in one place)."""
    commands.development.test(ROOT, only)


@command
def lint(_context: Context) -> None:
    """Run ruff and mypy."""
    commands.development.lint(ROOT)
