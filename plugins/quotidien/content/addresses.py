"""`content/addresses.txt`: every address that was ever published, one a line, for ever."""

from collections.abc import Iterable
from pathlib import Path

from quotidien.content import files

FILE = "addresses.txt"


def read_addresses(content: Path) -> tuple[str, ...]:
    """Return the addresses, below the site's own (`/about/`), sorted; none before the first publication."""
    path = content / FILE
    return tuple(sorted(path.read_text("utf-8").split())) if path.is_file() else ()


def add_addresses(content: Path, published: Iterable[str]) -> None:
    """Add what was published."""
    every = sorted({*read_addresses(content), *published})
    files.write(content / FILE, "".join(f"{address}\n" for address in every))
