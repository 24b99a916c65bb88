"""Editions are frozen: words that changed after the cut need a correction that says when, what and why."""

from pathlib import Path

from quotidien.content import editions, files
from quotidien.publish.built import Finding


def check_editions(content: Path) -> tuple[Finding, ...]:
    """Return a finding for each edition below `content` that was changed without a new `Corrections:` line."""
    found = []
    for path in editions.edition_files(content):
        text = (content / path).read_text("utf-8")
        if editions.is_changed(text) and not editions.is_explained(text):
            what = "changed after its cut: add a line `Corrections: WHEN what and why`, or restore it"
            found.append(Finding(f"content/{path}", "editions", what))
    return tuple(found)


def seal_corrected(content: Path) -> int:
    """Seal anew every edition whose change a correction explains, once it is published; return how many those were."""
    count = 0
    for path in editions.edition_files(content):
        text = (content / path).read_text("utf-8")
        if editions.is_changed(text) and editions.is_explained(text):
            files.write(content / path, editions.sealed(text))
            count += 1
    return count
