import dataclasses
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from markupsafe import Markup

from quotidien.errors import FixConfiguration, ReportBug
from quotidien.site.events import Card, Credit
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


def test_a_message_is_a_format_with_values_and_without(tmp_path: Path):
    template = '{{ _("100%%") }} {{ _("%(n)d of %(all)s", n=3, all="<9>") }}'
    assert render(tmp_path, template) == "100% 3 of &lt;9&gt;"
    assert render(tmp_path, '{{ ngettext("%(num)s <i>day</i>", "%(num)s days", n) }}', n=1) == "1 <i>day</i>"
    assert render(tmp_path, "{% trans n=2 %}{{ n }} day{% pluralize %}{{ n }} days{% endtrans %}") == "2 days"


@pytest.mark.parametrize(("tag", "marks"), [("en", ""), ("fr", ' lang="fr"'), ("ar", ' lang="ar" dir="rtl"'), ("", "")])
def test_what_is_in_another_language_says_so(tmp_path: Path, tag: str, marks: str):
    assert render(tmp_path, "<p{{ tag|tongue }}>", tag=tag) == f"<p{marks}>"


def test_left_to_right_words_say_so_on_an_arabic_page(tmp_path: Path):
    assert render(tmp_path, '<p{{ "en"|tongue }}>', "ar") == '<p lang="en" dir="ltr">'


@pytest.mark.parametrize(("tag", "around", "inside"), [("ar", "rtl", "ltr"), ("fr", "", ""), ("", "", "")])
def test_what_flows_the_other_way_says_so_and_our_words_inside_turn_back(
    tmp_path: Path, tag: str, around: str, inside: str
):
    marks = [f' dir="{each}"' if each else "" for each in (around, inside)]
    assert render(tmp_path, "<p{{ tag|flow }}><b{{ tag|ours }}>", tag=tag) == "<p{}><b{}>".format(*marks)


def test_a_language_tag_from_outside_is_escaped(tmp_path: Path):
    assert render(tmp_path, "<p{{ tag|tongue }}>", tag='x"y') == '<p lang="x&#34;y">'


def test_everything_that_can_be_called_is(tmp_path: Path):
    (tmp_path / "above.html").write_text("{% block a %}<a>{% endblock %}{{ self.a() }}", encoding="utf-8")
    shown = render(
        tmp_path,
        """{% extends "above.html" %}
{% macro around(word, last="!") %}{{ word }}{{ caller("<") }}{{ last }}{% endmacro %}
{% block a %}{{ super() }}{% set b = "b" %}{% call(sign) around("w", last="?") %}{{ sign }}{{ b }}{% endcall %}
{% for each in [[1], []] recursive %}{{ loop(each) if each is iterable }}{{ loop.index }}{% endfor %}{% endblock %}""",
    )
    assert shown == "<a>w&lt;b?112" * 2


def test_a_block_without_escaping_has_none(tmp_path: Path):
    assert render(tmp_path, "{% autoescape false %}{{ title }}{% endautoescape %}{{ title }}", title="<") == "<&lt;"


class Told:
    """A value that counts how often a template showed it."""

    def __init__(self) -> None:
        self.times = 0

    def tell(self) -> str:
        self.times += 1
        return "<told>"


class Site:
    """A theme with these templates over the real ones."""

    def __init__(self, folder: Path, cache: Path | None = None, **templates: str) -> None:
        folder.mkdir(exist_ok=True)
        for name, text in templates.items():
            (folder / f"{name}.html").write_text(text, encoding="utf-8")
        self.theme = Theme(samples.ROOT / "theme", samples.SITE, [str(folder)], cache)

    def show(self, name: str = "page", language: str = "en", **inputs: object) -> str:
        return self.theme.render(Page("/x/", f"{name}.html", language, "UTC", inputs)).decode()


SHOW = "{% macro show(it, mark='.') %}{{ it.tell() }}{{ mark }}{% endmacro %}"


def test_a_macro_is_called_once_for_a_value_however_many_pages_show_it(tmp_path: Path):
    told, other = Told(), Told()
    page = '{% from "one.html" import show %}{{ show|once(it) }}'
    site = Site(tmp_path, one=SHOW, page=page, list=f"{page}{page}")
    assert site.show(it=told) == "&lt;told&gt;."
    assert site.show("list", it=told) == "&lt;told&gt;." * 2
    assert site.show(it=other) == "&lt;told&gt;."
    assert (told.times, other.times) == (1, 1)


def test_other_arguments_and_another_macro_of_that_name_have_results_of_their_own(tmp_path: Path):
    told = Told()
    page = """{% from "one.html" import show %}{{ show|once(it) }}{{ show|once(it, "!") }}{{ show|once(it, mark="?") }}
{% from "two.html" import show %}{{ show|once(it) }}"""
    site = Site(tmp_path, one=SHOW, two="{% macro show(it) %}two{% endmacro %}", page=page)
    assert site.show(it=told) == "&lt;told&gt;.&lt;told&gt;!&lt;told&gt;?\ntwo"
    assert told.times == 3


def test_values_that_are_equal_and_look_different_are_shown_as_they_are(tmp_path: Path):
    macro = "{% macro show(it) %}{{ it }}{% endmacro %}"
    page = '{% from "one.html" import show %}{% for each in all %}{{ show|once(each) }} {% endfor %}'
    site = Site(tmp_path, one=macro, page=page)
    assert site.show(all=[1, True, 1.0, Markup("<b>"), "<b>"]) == "1 True 1.0 <b> &lt;b&gt; "


def test_a_value_that_may_change_is_shown_as_it_is_now(tmp_path: Path):
    site = Site(
        tmp_path,
        one="{% macro show(all) %}{{ all|join }}{% endmacro %}",
        page='{% from "one.html" import show %}{{ show|once(all) }}',
    )
    all_ = ["a"]
    assert site.show(all=all_) == "a"
    all_.append("b")
    assert site.show(all=all_) == "ab"


def test_a_macro_that_sees_the_page_is_called_for_each_page(tmp_path: Path):
    site = Site(
        tmp_path,
        page="{% macro show(it) %}{{ it }} {{ title }}{% endmacro %}{{ show|once(1) }}",
        other='{% from "one.html" import show with context %}{{ show|once(1) }}',
        one="{% macro show(it) %}{{ it }} {{ title }}{% endmacro %}",
    )
    for name in ("page", "other"):
        assert [site.show(name, title=title) for title in "ab"] == ["1 a", "1 b"]


def test_what_a_macro_shows_is_in_the_language_of_each_page(tmp_path: Path):
    macro = '{% macro show(day) %}{{ _("Regions") }} {{ day|month }}{% endmacro %}'
    site = Site(tmp_path, one=macro, page='{% from "one.html" import show %}{{ show|once(day) }}')
    shown = [site.show(language=each, day=samples.CUT.date()) for each in ("en", "fr", "en")]
    assert shown == ["Regions November 2026", "Régions novembre 2026", "Regions November 2026"]


def test_a_misspelt_value_for_a_macro_is_an_error(tmp_path: Path):
    site = Site(tmp_path, one=SHOW, page='{% from "one.html" import show %}{{ show|once(its) }}')
    with pytest.raises(ReportBug, match="its"):
        site.show(it=Told())


def test_a_card_is_the_same_in_every_list_and_the_first_ones_are_with_their_brief(tmp_path: Path):
    cards = [
        Card(
            f"/{each}/",
            each,
            "en",
            f"Brief of {each}.",
            samples.NOON,
            (Credit("Radio", f"https://r.example/{each}", "fr"),),
        )
        for each in "abc"
    ]
    site = Site(
        tmp_path,
        page='{% from "parts/lists.html" import days as by_day %}{{ by_day(days, briefs) }}{{ by_day(days, 0) }}',
    )
    today = samples.NOON.date()
    shown = site.show(days=[(today, cards[:2]), (today, cards[2:])], briefs=2)
    assert [shown.count(f"Brief of {each}.") for each in "abc"] == [1, 1, 0]
    assert [shown.count(f'<h3><a href="/news/{each}/">{each}</a></h3>') for each in "abc"] == [2, 2, 2]
    assert shown == site.show(days=[(today, cards[:2]), (today, cards[2:])], briefs=2)


def changed(cache: Path, change: Callable[[bytes], bytes]) -> None:
    for file in cache.iterdir():
        file.write_bytes(change(file.read_bytes()))


def resealed(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Return what puts `new` for `old` into a compiled template and makes it whole again."""

    def change(content: bytes) -> bytes:
        code = content[32:].replace(old, new)
        return sha256(code).digest() + code

    return change


def test_a_compiled_template_is_read_from_the_cache(tmp_path: Path):
    cache = tmp_path / "deep" / "cache"
    assert Site(tmp_path / "t", cache, page="Hello").show() == "Hello"
    changed(cache, resealed(b"Hello", b"Jello"))
    assert Site(tmp_path / "t", cache).show() == "Jello"


def test_a_template_that_changed_is_compiled_anew_in_the_same_file(tmp_path: Path):
    cache = tmp_path / "cache"
    assert Site(tmp_path / "t", cache, page="Hello").show() == "Hello"
    assert Site(tmp_path / "t", cache, page="Good bye").show() == "Good bye"
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda content: content[:40],
        lambda content: content[:-1],
        lambda content: content.replace(b"Hello", b"Jello"),
        lambda content: content[32:],
        lambda _: b"j2 is none of ours" * 9,
    ],
    ids=["empty", "begun", "cut", "altered", "unsealed", "foreign"],
)
def test_a_broken_compiled_template_is_replaced(tmp_path: Path, change: Callable[[bytes], bytes]):
    cache = tmp_path / "cache"
    Site(tmp_path / "t", cache, page="Hello").show()
    whole = next(cache.iterdir()).read_bytes()
    changed(cache, change)
    assert Site(tmp_path / "t", cache).show() == "Hello"
    assert [file.read_bytes() for file in cache.iterdir()] == [whole]


def test_a_cache_that_cannot_be_there_is_not_used(tmp_path: Path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert Site(tmp_path / "t", tmp_path / "file" / "cache", page="Hello").show() == "Hello"
    assert Site(tmp_path / "t", tmp_path / "file", page="Hello").show() == "Hello"


def test_a_folder_in_the_place_of_a_compiled_template_does_no_harm(tmp_path: Path):
    cache = tmp_path / "cache"
    Site(tmp_path / "t", cache, page="Hello").show()
    file = next(cache.iterdir())
    file.unlink()
    file.mkdir()
    assert Site(tmp_path / "t", cache).show() == "Hello"
    assert list(cache.iterdir()) == [file]


def test_languages_and_addresses_share_compiled_templates(tmp_path: Path):
    cache = tmp_path / "cache"
    page = '{{ "ar"|language }} {{ "/a/"|href }} {{ _("Regions") }}{% if "ar"|language == "arabe" %} oui{% endif %}'
    site = Site(tmp_path / "t", cache, page=page)
    assert site.show() == "Arabic /news/a/ Regions"
    assert site.show(language="fr") == "arabe /news/a/ Régions oui"
    moved = dataclasses.replace(samples.SITE, url="https://ledger.example")
    theme = Theme(samples.ROOT / "theme", moved, [str(tmp_path / "t")], cache)
    assert theme.render(Page("/x/", "page.html", "en", "UTC", {})) == b"Arabic /a/ Regions"
    assert len(list(cache.iterdir())) == 1
