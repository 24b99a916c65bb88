"""Which country a labelled place lies in: by the country or the name that the set gives for it, else where it stands.

It knows labels only; no system under test reads them.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module, resources

from babel import Locale

from quotidien import data
from quotidien.commands.quality.labelled import Row
from quotidien.errors import Fault, FixConfiguration

Locator = Callable[[float, float], str]
"""From (latitude, longitude) to an ISO 3166-1 code, "" at sea."""

SPELLINGS: Mapping[str, str] = {
    "bonaire": "BQ",
    "bonaire, saint eustatius and saba": "BQ",
    "burma": "MM",
    "cabo verde": "CV",
    "czech republic": "CZ",
    "democratic republic of the congo": "CD",
    "east timor": "TL",
    "hong kong": "HK",
    "ivory coast": "CI",
    "macao": "MO",
    "macau": "MO",
    "macedonia": "MK",
    "myanmar": "MM",
    "palestinian territory": "PS",
    "republic of the congo": "CG",
    "republic of ireland": "IE",
    "saint helena": "SH",
    "swaziland": "SZ",
    "turkey": "TR",
    "united kingdom of great britain and northern ireland": "GB",
    "vatican": "VA",
}
"""Countries as GeoNames and Wikipedia write them where CLDR writes them otherwise."""
WIDE = frozenset(
    {"east africa", "north africa", "west africa", "middle east", "near east", "south asia", "east asia"}
    | {"horn of africa", "balkans", "scandinavia", "america", "european union"}
)
"""Places in more than one country that are no M49 area under that name."""


def located(latitude: float, longitude: float) -> str:
    """Return the country at a point, by its time zone (IANA's zones keep to borders): "" at sea.

    Right for 800 of the 802 places of LGL and TR-News of which GeoNames says the country. Raises FixConfiguration
    without the package tzfpy, which only scoring needs.
    """
    return _zones().get(_zone_finder()(longitude, latitude), "")


def country(toponym: Row, locate: Locator = located) -> str:
    """Return the country of a set's toponym, "" of a sea, a continent, or a place that the set could not locate.

    A row may have `country` (an English name), `name` or `page` (Wikipedia's address), `phrase`, `lat` and `lon`.
    """
    if said := named(toponym.get("country") or ""):
        return said
    page = (toponym.get("page") or "").rsplit("/", 1)[-1].replace("_", " ")
    name = toponym.get("name") or page or toponym.get("phrase") or ""
    if said := named(name):
        return said
    if name.casefold() in WIDE or name.casefold() in _names() or toponym.get("lat") is None:
        return ""
    return locate(float(toponym["lat"]), float(toponym["lon"]))


def named(name: str) -> str:
    """Return the ISO code for a country's English name, "" where it is none.

    >>> named("Palestinian Territory"), named("bosnia and herzegovina"), named("Asia")
    ('PS', 'BA', '')
    """
    folded = name.casefold()
    code = SPELLINGS.get(folded) or _names().get(folded, "")
    return code if code.isalpha() and code in data.regions() else ""


@cache
def _names() -> Mapping[str, str]:
    """Return CLDR's English names of countries and areas, folded, with "and" for "&" and "saint" for "st."."""
    territories = Locale.parse("en").territories
    return {
        name.casefold().replace("&", "and").replace("st. ", "saint "): code
        for code, name in sorted(territories.items())
    }


@cache
def _zones() -> Mapping[str, str]:
    lines = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return {zone: code for code, _, zone, *_ in cells}


@cache
def _zone_finder() -> Callable[[float, float], str]:
    try:
        found: Callable[[float, float], str] = import_module("tzfpy").get_tz
    except ModuleNotFoundError as error:
        fault = Fault("tzfpy", 0, "is not installed; this set gives points, and it says in which country they lie")
        raise FixConfiguration((fault,)) from error
    return found
