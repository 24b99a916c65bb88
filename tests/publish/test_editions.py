"""Frozen editions on disk."""

from datetime import UTC, date, datetime

from quotidien.content import editions, files
from quotidien.model.editions import Edition, Item, Section
from quotidien.publish.editions import check_editions, seal_corrected

EDITION = Edition(
    "editions/world/2026-11-24.md", "world", "Tuesday", date(2026, 11, 24), datetime(2026, 11, 24, 6, tzinfo=UTC),
    "UTC", "en", (Section("", "", (Item("i", "articles/x", "Headline", "Brief.", "en", ()),)),), 1, 1, 1, 1,
)  # fmt: skip


def write(content, text):
    files.write(content / EDITION.path, text)


def test_an_edition_as_it_was_cut_is_in_order(tmp_path):
    write(tmp_path, editions.format_edition(EDITION))
    assert check_editions(tmp_path) == ()


def test_a_changed_brief_needs_a_correction(tmp_path):
    changed = editions.format_edition(EDITION).replace("Brief.", "Other brief.")
    write(tmp_path, changed)
    assert [finding.path for finding in check_editions(tmp_path)] == ["content/editions/world/2026-11-24.md"]
    write(tmp_path, changed.replace("Seal:", "Corrections: 2026-11-24T09:00Z The brief was wrong.\nSeal:"))
    assert check_editions(tmp_path) == ()


def test_a_missing_seal_is_a_change(tmp_path):
    lines = editions.format_edition(EDITION).splitlines(keepends=True)
    write(tmp_path, "".join(line for line in lines if not line.startswith("Seal:")))
    assert len(check_editions(tmp_path)) == 1


def test_only_corrected_editions_are_sealed_anew(tmp_path):
    write(tmp_path, editions.format_edition(EDITION))
    assert seal_corrected(tmp_path) == 0
    changed = editions.format_edition(EDITION).replace("Brief.", "Other brief.")
    write(tmp_path, changed.replace("Seal:", "Corrections: 2026-11-24T09:00Z The brief was wrong.\nSeal:"))
    assert seal_corrected(tmp_path) == 1
    write(tmp_path, (tmp_path / EDITION.path).read_text("utf-8").replace("Other brief.", "Third brief."))
    assert len(check_editions(tmp_path)) == 1
