from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_time
from babel.messages.pofile import read_po
from hypothesis import assume, given
from hypothesis import strategies as st
from jinja2.ext import babel_extract

from quotidien import data
from quotidien.site import words
from quotidien.site.words import Words
from tests.site import samples

THEME = samples.ROOT / "theme"
ZONES = ["UTC", "Europe/Paris", "Asia/Kathmandu", "America/St_Johns"]
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def _messages() -> set[str | tuple[str, str]]:
    found: set[str | tuple[str, str]] = set()
    options = {"newstyle_gettext": "true", "silent": "false", "trimmed": "true"}
    for path in sorted((THEME / "templates").rglob("*.html")):
        with path.open("rb") as file:
            for _, function, message, _ in babel_extract(file, ("_", "gettext", "ngettext"), [], options):
                parts = message if isinstance(message, tuple) else (message,)
                found.add((parts[0], parts[1]) if function == "ngettext" else parts[0])
    return found


@pytest.mark.parametrize("file", sorted((THEME / "translations").rglob("*.po")), ids=lambda path: path.parts[-3])
def test_each_catalogue_has_every_word_of_the_templates_and_no_other(file: Path):
    catalogue = {each.id: each for each in read_po(BytesIO(file.read_bytes())) if each.id}
    assert set(catalogue) == _messages()
    assert all(all(each.string) if each.pluralizable else each.string for each in catalogue.values())


@pytest.mark.parametrize("file", sorted((THEME / "translations").rglob("*.po")), ids=lambda path: path.parts[-3])
def test_each_translation_keeps_the_places_of_its_values(file: Path):
    for each in read_po(BytesIO(file.read_bytes())):
        assert not list(each.check()), each.id


def test_french_words_come_from_the_catalogue():
    assert words.catalogue(THEME / "translations", "fr").gettext("Regions") == "Régions"


def test_a_regional_language_takes_its_base_languages_catalogue():
    assert words.catalogue(THEME / "translations", "fr-CA").gettext("Today") == "Aujourd’hui"


def test_a_language_without_a_catalogue_reads_english():
    assert words.catalogue(THEME / "translations", "tlh").gettext("Regions") == "Regions"


def test_plurals_follow_the_catalogues_rule():
    french = words.catalogue(THEME / "translations", "fr")
    assert french.ngettext("%(count)s story", "%(count)s stories", 0) == "%(count)s sujet"
    assert french.ngettext("%(count)s story", "%(count)s stories", 2) == "%(count)s sujets"


def test_a_catalogue_is_compiled_in_memory():
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Today"\nmsgstr "Hodiaŭ"\n'
    assert words.compiled(po.encode()).gettext("Today") == "Hodiaŭ"


def test_days_are_counted_in_the_zone_of_the_page():
    assert Words("en", "Europe/Paris").day(NEW_YEAR) == "Friday, January 1, 2027"
    assert Words("en", "UTC").day(NEW_YEAR) == "Thursday, December 31, 2026"


def test_a_plain_date_has_no_zone():
    assert Words("fr", "Asia/Tokyo").day(date(2026, 11, 24)) == "mardi 24 novembre 2026"


@pytest.mark.parametrize(
    ("written", "shown"),
    [("2026-11-23T10:00:00Z", "Nov 23, 2026"), ("2026-11-23", "Nov 23, 2026"), ("on Monday", "on Monday")],
)
def test_a_date_that_a_person_wrote_is_shown_as_well_as_it_can_be_read(written: str, shown: str):
    assert Words("en").dated(written) == shown


def test_a_time_is_shown_with_its_zone():
    paris = Words("fr", "Europe/Paris")
    assert (paris.time(NEW_YEAR), paris.zone_name(NEW_YEAR)) == ("00:30", "CET")


def test_regions_topics_and_languages_are_named_in_the_pages_language():
    french = Words("fr")
    assert french.region(data.regions()["014"]) == "Afrique orientale"
    assert french.region(data.regions()["001"]) == "Monde"
    assert french.topic(data.topics()[samples.ECONOMY]).startswith("Économie")
    assert french.language_name("pt-BR") == "portugais brésilien"


def test_a_language_that_cldr_does_not_know_is_named_by_its_tag():
    assert Words("en").language_name("qaa-x") == "qaa-x"


def test_an_unknown_interface_language_falls_back_to_english():
    assert Words("tlh").month(date(2026, 11, 1)) == "November 2026"


def test_weeks_begin_as_the_language_has_it():
    assert Words("fr").weekdays()[0] == ("lu", "lundi")
    assert Words("en-US").weekdays()[0] == ("Su", "Sunday")


def test_names_are_listed_as_the_language_does():
    assert Words("fr").listed(["a", "b", "c"]) == "a, b et c"
    assert Words("fr").number(12345) == "12\u202f345"


@given(
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(["ar", "bn", "en", "fr", "ja", "zh-Hant"]),
    st.sampled_from(ZONES),
)
def test_a_time_of_day_reads_as_cldr_writes_the_instant_itself(moment: datetime, language: str, zone: str):
    assume(1 < moment.year < 9999)
    expected = format_time(moment, "short", tzinfo=ZoneInfo(zone), locale=words.locale_of(language))
    assert Words(language, zone).time(moment) == expected


def test_a_number_is_written_as_short_as_it_is():
    assert [Words("en").number(each) for each in (1, 1.5, 1.0, 1234567)] == ["1", "1.5", "1", "1,234,567"]


def test_each_language_has_its_own_dates_and_numbers():
    found = [(Words(each).short_day(date(2026, 11, 24)), Words(each).number(0.5)) for each in ("en", "fr", "en")]
    assert found == [("Nov 24, 2026", "0.5"), ("24 nov. 2026", "0,5"), ("Nov 24, 2026", "0.5")]


@given(st.text())
def test_sorting_ignores_case_and_accents(name: str):
    assert words.sort_key(name) == words.sort_key(words.sort_key(name))
