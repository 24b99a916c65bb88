"""An address once published answers for ever: with its page, a redirect, or a page that says it is gone."""

from collections.abc import Iterable
from pathlib import Path

from quotidien.publish.built import Built, Finding, address

LASTING = (".html", ".atom", ".rss", ".json", ".opml", ".epub")
"""What people and machines come back to. Stylesheets, images and search indexes may change their names."""


def published_addresses(output: Path) -> tuple[str, ...]:
    """Return the addresses that the output answers and must answer for ever, sorted, below the site's own (`/…`)."""
    return tuple(sorted(address(path) for path in Built.read(output, "").files if path.endswith(LASTING)))


def check_addresses(output: Path, published: Iterable[str]) -> tuple[Finding, ...]:
    """Return a finding for each of the addresses (as `published_addresses` has them) that answers no more."""
    built = Built.read(output, "https://site.invalid")
    lost = (address for address in published if built.locate(address, f"{built.url}/").fault)
    return tuple(Finding(address, "addresses", "was published and answers no more") for address in lost)
