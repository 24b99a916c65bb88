"""`invoke check`: what stops a site from being published."""

import pytest

from quotidien.commands import check
from quotidien.content import editions
from quotidien.content.addresses import add_addresses
from quotidien.errors import FixConfiguration


def test_a_whole_site_passes(project, capsys):
    check.run(project)
    assert "every link leads somewhere" in capsys.readouterr().out


def test_a_dead_link_is_named_with_its_page(project):
    page = project.output / "about" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", '<a href="/nowhere/">Nowhere</a></main>'), "utf-8")
    with pytest.raises(FixConfiguration, match=r"about/index\.html.*nowhere"):
        check.run(project)


def test_an_edition_that_changed_after_its_cut_is_named(project):
    (path, *_) = editions.edition_files(project.content)
    file = project.content / path
    file.write_text(file.read_text("utf-8").replace("### A ", "### The "), "utf-8")
    with pytest.raises(FixConfiguration, match=r"2026-11-24\.md.*changed after its cut"):
        check.run(project)


def test_a_correction_explains_a_change(project):
    (path, *_) = editions.edition_files(project.content)
    file = project.content / path
    text = file.read_text("utf-8").replace("### A ", "### The ")
    file.write_text(text.replace("Seal:", "Corrections: 2026-11-24T09:00Z Headlines were wrong.\nSeal:"), "utf-8")
    check.run(project)


def test_a_published_address_that_answers_no_more_is_named(project):
    add_addresses(project.content, ["/stories/2020/01/01/gone/"])
    with pytest.raises(FixConfiguration, match=r"gone.*answers no more"):
        check.run(project)
