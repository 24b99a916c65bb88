import locale
import logging
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pelican.plugins import signals

from quotidien.config import Project, load
from quotidien.errors import FixConfiguration, ReportBug
from quotidien.publish.checks import check_site
from quotidien.site.build import build
from tests.site import samples


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_plain_pelican_builds_the_same_bytes(built: Project, tmp_path: Path):
    clone = tmp_path / "clone"
    shutil.copytree(built.root, clone, symlinks=True, ignore=shutil.ignore_patterns("output"))
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "--fatal", "errors"]
    done = subprocess.run(  # noqa: S603
        command, cwd=clone, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(clone / "output") == tree(built.output)


def test_a_built_site_passes_every_check_of_publishing(built: Project):
    assert check_site(built.output, built.site.url) == ()


def test_publishconf_is_the_same(built: Project, tmp_path: Path):
    command = [
        sys.executable,
        "-m",
        "pelican",
        "-s",
        "publishconf.py",
        "-o",
        str(tmp_path / "public"),
        "--fatal",
        "errors",
    ]
    done = subprocess.run(command, cwd=built.root, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(tmp_path / "public") == tree(built.output)


def test_a_second_build_touches_no_page(tmp_path: Path):
    project = samples.on_disk(tmp_path)
    build(project)
    pages = sorted(project.output.rglob("*.html"))
    for page in pages:
        os.utime(page, (1, 1))
    build(project)
    assert {page.stat().st_mtime for page in pages} == {1}


def test_what_was_removed_leaves_the_site_and_what_came_joins_it(tmp_path: Path):
    project = samples.on_disk(tmp_path)
    build(project)
    (project.content / samples.HARBOUR.path).unlink()
    (project.content / "images/mark.png").rename(project.content / "images/sign.png")
    own = project.content / samples.OWN.path
    own.write_text(own.read_text("utf-8").replace("mark.png", "sign.png"), encoding="utf-8")
    build(project)
    assert not (project.output / "articles/2026/11/23/mina").exists()
    assert not (project.output / "images/mark.png").exists()
    assert (project.output / "images/sign.png").exists()
    fresh = replace(project, output=tmp_path / "fresh")
    build(fresh)
    assert tree(fresh.output) == tree(project.output)


def test_a_build_says_how_many_pages_it_made(built: Project, tmp_path: Path):
    done = build(replace(built, output=tmp_path / "again"))
    htmls = [name for name in tree(done.output) if name.endswith(".html")]
    assert (done.pages, done.rendered, done.removed) == (len(htmls), len(htmls), 0)


def test_a_dangling_link_is_named_with_file_and_line(tmp_path: Path):
    project = samples.on_disk(tmp_path)
    (project.content / "articles/bad.md").write_text(
        "Title: Bad\nDate: 2026-11-22\n\nFine.\n\n[x]({filename}gone.md) and ![y]({static}/images/none.png)\n",
        encoding="utf-8",
    )
    with pytest.raises(FixConfiguration) as caught:
        build(project)
    assert str(caught.value).splitlines() == [
        "content/articles/bad.md:6: nothing is at '{filename}/articles/gone.md': mend the link",
        "content/articles/bad.md:6: nothing is at '{static}/images/none.png': mend the link",
    ]


@pytest.mark.parametrize(
    "link",
    ["{filename}gone.md#part", "|filename|../pages/gone.md", "<{filename}gone away.md>", "{filename}gone%20away.md"],
)
def test_a_dangling_link_is_found_on_its_line_however_it_is_written(tmp_path: Path, link: str):
    project = samples.on_disk(tmp_path)
    text = f"Title: Bad\nDate: 2026-11-22\n\nFine.\n\n[x]({link})\n"
    (project.content / "articles/bad.md").write_text(text, encoding="utf-8")
    with pytest.raises(FixConfiguration) as caught:
        build(project)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("content/articles/bad.md", 6)


def test_what_pelican_logs_as_an_error_is_fatal(tmp_path: Path):
    project = samples.on_disk(tmp_path)

    def complain(_pelican: object) -> None:
        logging.getLogger("pelican.test").error("the disk is on fire")

    signals.finalized.connect(complain)
    try:
        with pytest.raises(ReportBug, match="the disk is on fire"):
            build(project)
    finally:
        signals.finalized.disconnect(complain)


def test_the_process_is_left_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    before = (list(sys.path), locale.setlocale(locale.LC_ALL), list(logging.getLogger("pelican").handlers))
    build(samples.on_disk(tmp_path))
    assert (list(sys.path), locale.setlocale(locale.LC_ALL), list(logging.getLogger("pelican").handlers)) == before
    assert capsys.readouterr().out == ""


def test_an_empty_newsroom_is_a_site_too(tmp_path: Path):
    project = samples.on_disk(tmp_path)
    shutil.rmtree(project.content)
    project.content.mkdir()
    build(load(tmp_path))
    front = (project.output / "index.html").read_text("utf-8")
    assert "No edition has been cut yet." in front
