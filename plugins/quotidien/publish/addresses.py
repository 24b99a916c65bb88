"""An address once published answers for ever: with its page, a redirect, or a page that says it is gone."""

from pathlib import Path

from quotidien.publish.built import Built, Finding, address

LASTING = (".html", ".atom", ".rss", ".json", ".opml", ".xml", ".txt", ".epub")
"""What people and machines come back to. Stylesheets, images and search indexes may change their names."""


def published_addresses(output: Path) -> tuple[str, ...]:
    """Return the addresses that the output answers and must answer for ever, sorted, below the site's own (`/…`)."""
    return tuple(sorted(address(path) for path in Built.read(output, "").files if path.endswith(LASTING)))


def check_addresses(output: Path, previous: Path) -> tuple[Finding, ...]:
    """Return the addresses in the list `previous` (one a line, as `published_addresses` has them) that answer no more.

    A list that is missing holds none: nothing was published yet.
    """
    built = Built.read(output, "https://site.invalid")
    listed = previous.read_text(encoding="utf-8").splitlines() if previous.is_file() else []
    lost = (line for line in listed if line and built.locate(line, f"{built.url}/").fault)
    return tuple(Finding(line, "addresses", "was published and answers no more") for line in lost)
