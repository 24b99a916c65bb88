"""All checks on a built output folder. Nothing raises for a bad file: what is wrong comes back as findings."""

from collections.abc import Mapping
from pathlib import Path

from quotidien.errors import DropItem
from quotidien.publish import budgets, feeds, links, markup, pages, sitemaps
from quotidien.publish.addresses import check_addresses, published_addresses
from quotidien.publish.budgets import Weight
from quotidien.publish.built import Built, Examined, Finding

__all__ = ["Finding", "check_addresses", "check_site", "published_addresses"]


def check_site(output: Path, site_url: str) -> tuple[Finding, ...]:
    """Check every page, feed, sitemap and stylesheet below `output`, a site that will stand at `site_url`.

    Returns what must be put right, sorted by file; empty means that the site may be published.
    """
    built = Built.read(output, site_url)
    if not built.files:
        return (Finding(".", "output", "holds no file: build the site first"),)
    stylesheets = sorted(path for path in built.files if path.endswith(".css"))
    weights = {path: budgets.weigh((output / path).read_bytes()) for path in stylesheets}
    examined = {path: _examine(path, built, weights) for path in sorted(built.files)}
    found = [finding for file in examined.values() for finding in file.findings]
    return tuple(sorted({*found, *links.check(built, examined), *_used_stylesheets(built, examined)}))


def _examine(path: str, built: Built, weights: Mapping[str, Weight]) -> Examined:
    if not path.endswith((".html", ".xml", ".opml")) and not feeds.is_feed(path):
        return Examined()
    data = (built.output / path).read_bytes()
    if path.endswith(".html"):
        return _examine_page(path, data, built, weights)
    if feeds.is_feed(path):
        return feeds.check(path, data, built.address(path))
    return sitemaps.check(path, data, built)


def _examine_page(path: str, data: bytes, built: Built, weights: Mapping[str, Weight]) -> Examined:
    try:
        page = pages.read(path, data)
    except DropItem as error:
        return Examined((Finding(path, "markup", str(error)),))
    findings = markup.check(page) + budgets.check(page, built, weights)
    return Examined(findings, frozenset(page.links()), frozenset(page.ids()))


def _used_stylesheets(built: Built, examined: Mapping[str, Examined]) -> tuple[Finding, ...]:
    used = {
        place.path
        for path, file in examined.items()
        if path.endswith(".html") and not budgets.is_search(path)
        for link in file.links
        if ".css" in link and (place := built.locate(link, built.address(path))).path.endswith(".css")
    }
    return budgets.check_stylesheets(built, used)
