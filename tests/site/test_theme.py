from pathlib import Path

import pytest

from quotidien.errors import FixConfiguration, ReportBug
from quotidien.site.pages import Page
from quotidien.site.theme import Theme
from tests.site import samples


def render(folder: Path, template: str, language: str = "en", **inputs: object) -> str:
    (folder / "test.html").write_text(template, encoding="utf-8")
    theme = Theme(samples.ROOT / "theme", samples.SITE, [str(folder)])
    return theme.render(Page("/x/", "test.html", language, "Europe/Paris", inputs)).decode()


def test_what_comes_from_outside_is_escaped(tmp_path: Path):
    assert render(tmp_path, "{{ title }}", title="<b>&") == "&lt;b&gt;&amp;"
    assert render(tmp_path, '{{ _("By %(names)s", names=title) }}', title="<b>") == "By &lt;b&gt;"


def test_rendered_bodies_are_markup(tmp_path: Path):
    assert render(tmp_path, "{{ body|html }}", body="<p>x</p>") == "<p>x</p>"


def test_a_misspelt_name_is_an_error_that_names_template_and_page(tmp_path: Path):
    with pytest.raises(ReportBug, match=r"test\.html cannot show /x/.*titel"):
        render(tmp_path, "{{ titel }}", title="x")


def test_a_template_that_cannot_be_read_names_file_and_line(tmp_path: Path):
    with pytest.raises(FixConfiguration, match=r"test\.html:2: "):
        render(tmp_path, "fine\n{% if %}")


def test_addresses_carry_the_folder_of_the_site(tmp_path: Path):
    assert render(tmp_path, '{{ "/a/"|href }} {{ "/a/"|absolute }}') == "/news/a/ https://ledger.example/news/a/"


def test_words_dates_and_numbers_follow_the_language_of_the_page(tmp_path: Path):
    template = '{{ _("Regions") }} {{ moment|day }} {{ moment|time }} {{ n|number }} {{ "ar"|language }}'
    assert render(tmp_path, template, "fr", moment=samples.CUT, n=1234.5) == (
        "Régions mardi 24 novembre 2026 06:00 1\u202f234,5 arabe"
    )


def test_names_in_a_list_keep_their_own_direction_and_are_escaped(tmp_path: Path):
    template = '{{ _("because of %(words)s", words=names|listed) }}'
    shown = render(tmp_path, template, names=("<b>", "مغربي"))
    assert shown == "because of <bdi>&lt;b&gt;</bdi> and <bdi>مغربي</bdi>"


def test_a_template_of_the_editor_wins(tmp_path: Path):
    (tmp_path / "404.html").write_text("Ours", encoding="utf-8")
    theme = Theme(samples.ROOT / "theme", samples.SITE, [str(tmp_path)])
    assert theme.render(Page("/404.html", "404.html", "en", "UTC", {})) == b"Ours"


@pytest.mark.parametrize(("tag", "marks"), [("en", ""), ("fr", ' lang="fr"'), ("ar", ' lang="ar" dir="rtl"'), ("", "")])
def test_what_is_in_another_language_says_so(tmp_path: Path, tag: str, marks: str):
    template = '{% from "parts/words.html" import tongue %}<p{{ tongue(tag) }}>'
    assert render(tmp_path, template, tag=tag) == f"<p{marks}>"


def test_left_to_right_words_say_so_on_an_arabic_page(tmp_path: Path):
    template = '{% from "parts/words.html" import tongue %}<p{{ tongue("en") }}>'
    assert render(tmp_path, template, "ar") == '<p lang="en" dir="ltr">'
