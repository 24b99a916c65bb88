"""Which country a labelled place lies in."""

import pytest

from quotidien.commands.quality import places
from quotidien.commands.quality.places import country, named


def _nowhere(latitude: float, longitude: float) -> str:
    raise AssertionError("the label names the country: nobody should look at the map")


def _kenya(latitude: float, longitude: float) -> str:
    return "KE" if (latitude, longitude) == (-1.28, 36.82) else ""


@pytest.mark.parametrize(
    ("toponym", "code"),
    [
        ({"country": "United States", "name": "Georgia", "lat": 33.0, "lon": -83.5}, "US"),
        ({"country": "Palestinian Territory", "name": "Gaza"}, "PS"),
        ({"name": "United Kingdom of Great Britain and Northern Ireland", "lat": 54.0, "lon": -4.0}, "GB"),
        ({"page": "https://en.wikipedia.org/wiki/Trinidad_and_Tobago", "lat": 11.0, "lon": -61.0}, "TT"),
        ({"phrase": "Kenya", "lat": 1.0, "lon": 38.0}, "KE"),
    ],
)
def test_a_country_that_the_label_names_is_taken_from_the_name(toponym, code):
    assert country(toponym, _nowhere) == code


@pytest.mark.parametrize("name", ["Africa", "Europe", "Middle East", "European Union", "Western Europe"])
def test_a_place_in_many_countries_is_in_none(name):
    assert country({"name": name, "lat": 1.0, "lon": 17.0}, _nowhere) == ""


def test_another_place_is_looked_up_by_its_coordinates():
    assert country({"name": "Nairobi", "lat": -1.28, "lon": 36.82}, _kenya) == "KE"
    assert country({"name": "Indian Ocean", "lat": -20.0, "lon": 80.0}, _kenya) == ""


def test_a_name_with_a_note_is_not_the_country_of_that_name():
    page = "https://en.wikipedia.org/wiki/Kenya_(river)"

    assert country({"page": page, "phrase": "Kenya", "lat": 5.0, "lon": 5.0}, _kenya) == ""


def test_a_place_that_the_set_could_not_locate_has_no_country():
    assert country({"name": "Springfield", "country": None, "lat": None, "lon": None}, _nowhere) == ""
    assert country({"phrase": "the valley"}, _nowhere) == ""


@pytest.mark.parametrize("code", sorted(set(places.SPELLINGS.values())))
def test_every_spelling_of_ours_stands_for_a_country(code):
    spelled = [name for name, each in places.SPELLINGS.items() if each == code]

    assert {named(name.title()) for name in spelled} == {code}


def test_points_are_found_on_land_and_not_at_sea():
    pytest.importorskip("tzfpy", reason="the package that knows the map is not installed")

    assert places.located(48.86, 2.35) == "FR"
    assert places.located(-1.28, 36.82) == "KE"
    assert places.located(0.0, -30.0) == ""
