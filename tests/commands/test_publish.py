"""`invoke publish`: checked, put in place, remembered."""

import pytest

from quotidien.commands import check, publish
from quotidien.content import editions
from quotidien.errors import FixConfiguration


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_target_holds_what_was_built_and_its_addresses_are_kept(project, capsys):
    publish.run(project, "directory")
    assert tree(project.root / "public") == tree(project.output)
    assert "/about/" in (project.reports / check.ADDRESSES).read_text("utf-8").splitlines()
    assert "Published" in capsys.readouterr().out


def test_nothing_is_published_where_a_check_fails(project):
    (project.output / "about" / "index.html").unlink()
    with pytest.raises(FixConfiguration):
        publish.run(project, "directory")
    assert not (project.root / "public").exists()


def test_an_unknown_target_is_said_with_those_that_there_are(project):
    with pytest.raises(FixConfiguration, match="'ftp' is none of: directory"):
        publish.run(project, "ftp")


def test_a_correction_explains_one_change_only(project):
    (path, *_) = editions.edition_files(project.content)
    file = project.content / path
    text = file.read_text("utf-8").replace("### A ", "### The ")
    file.write_text(text.replace("Seal:", "Corrections: 2026-11-24T09:00Z Headlines were wrong.\nSeal:"), "utf-8")
    publish.run(project, "directory")
    file.write_text(file.read_text("utf-8").replace("### The ", "### Another "), "utf-8")
    with pytest.raises(FixConfiguration, match="changed after its cut"):
        check.run(project)
