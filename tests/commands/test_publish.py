"""`invoke publish`: checked, put in place, remembered."""

import pytest

from quotidien.commands import build, check, publish
from quotidien.content import editions
from quotidien.content.addresses import read_addresses
from quotidien.errors import FixConfiguration


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_target_holds_what_was_built_and_its_addresses_are_kept(project, capsys):
    publish.run(project, "directory")
    assert tree(project.root / "public") == tree(project.output)
    assert "/about/" in read_addresses(project.content)
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


def test_what_a_person_deletes_after_publication_leaves_a_page_that_says_so(project):
    publish.run(project, "directory")
    for path in (project.content / "articles").rglob("lake.md"):
        path.unlink()
    build.run(project)
    check.run(project)
    page = (project.output / "articles" / "2026" / "11" / "23" / "lake" / "index.html").read_text("utf-8")
    assert "noindex" in page
    assert "rises in Kenya" not in page
    publish.run(project, "directory")
    assert tree(project.root / "public") == tree(project.output)
