"""Interface words, names, dates and numbers in one language and one zone.

Knows gettext catalogues (`theme/translations`, compiled in memory) and CLDR through Babel; does not know pages.
"""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from quotidien.model import languages
from quotidien.model.regions import Region
from quotidien.model.topics import Topic

DOMAIN = "quotidien"


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """Return CLDR's locale for a language tag, its base language's where it has no own, English's at last."""
    for tag in (language, languages.base(language)):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")


def catalogue(folder: Path, language: str) -> NullTranslations:
    """Return the interface's words in `language` from `folder/LANG/LC_MESSAGES/quotidien.po`.

    English stands in the templates themselves, so that a language without a catalogue reads English.
    """
    for name in (language.replace("-", "_"), languages.base(language)):
        file = folder / name / "LC_MESSAGES" / f"{DOMAIN}.po"
        if file.exists():
            return compiled(file.read_bytes())
    return NullTranslations()


@lru_cache(maxsize=64)
def compiled(po: bytes) -> NullTranslations:
    """Return the catalogue in a .po file, as gettext reads it from a .mo."""
    compiled_bytes = BytesIO()
    write_mo(compiled_bytes, read_po(BytesIO(po)))
    compiled_bytes.seek(0)
    return Translations(compiled_bytes, DOMAIN)


def sort_key(name: str) -> str:
    """Return what a name sorts by: its letters without accents or case.

    >>> sorted(["Zambia", "Égypte", "Espagne"], key=sort_key)
    ['Égypte', 'Espagne', 'Zambia']
    """
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def first_upper(name: str) -> str:
    """Return a name as it stands alone, its first letter a capital where its script has any.

    >>> first_upper("français"), first_upper("日本語")
    ('Français', '日本語')
    """
    return name[:1].upper() + name[1:]


class Words:
    """How one language and one zone write names, dates, numbers and lists. `zone` is an IANA name."""

    def __init__(self, language: str, zone: str = "UTC") -> None:
        self.language = language
        self.locale = locale_of(language)
        self.zone = ZoneInfo(zone)

    def region(self, region: Region) -> str:
        """Return the region's name, by CLDR; in English (United Nations) where CLDR has none."""
        return first_upper(str(self.locale.territories.get(region.code) or region.name))

    def topic(self, topic: Topic) -> str:
        """Return IPTC's own label in this language, else the English one."""
        labels = dict(topic.names)
        return labels.get(self.language) or labels.get(languages.base(self.language)) or topic.name

    def language_name(self, tag: str) -> str:
        """Return a language's name as this one calls it; the tag where CLDR knows none."""
        return _language_name(tag, self.language)

    def local(self, moment: datetime) -> datetime:
        """Return the instant on this zone's clock."""
        return moment.astimezone(self.zone)

    def day(self, when: date) -> str:
        """Return a date with its weekday: "Tuesday, 24 November 2026"."""
        return _date(self._date(when), "full", self.language)

    def short_day(self, when: date) -> str:
        """Return a date in short: "24 Nov 2026"."""
        return _date(self._date(when), "medium", self.language)

    def dated(self, text: str) -> str:
        """Return what a person wrote as a date: in short where it begins with one (ISO 8601), else as it stands."""
        try:
            return self.short_day(date.fromisoformat(text[:10]))
        except ValueError:
            return text

    def time(self, moment: datetime) -> str:
        """Return the time of day on this zone's clock: "07:30"."""
        local = self.local(moment)
        return _time(local.hour, local.minute, self.language)

    def zone_name(self, moment: datetime) -> str:
        """Return what the zone is called at that instant: "UTC", "CET", "+09"."""
        return self.local(moment).tzname() or str(self.zone)

    def month(self, when: date) -> str:
        """Return a month with its year: "November 2026"."""
        return _month(when, self.language)

    def month_name(self, when: date) -> str:
        """Return a month alone: "November"."""
        return str(self.locale.months["stand-alone"]["wide"][when.month])

    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """Return the days of the week as this language counts them: short and whole name each."""
        order = [(self.locale.first_week_day + step) % 7 for step in range(7)]
        names = self.locale.days["stand-alone"]
        return tuple((str(names["short"][each]), str(names["wide"][each])) for each in order)

    def number(self, value: float) -> str:
        """Return a number with this language's separators."""
        return _number(value, self.language)

    def listed(self, names: Iterable[str]) -> str:
        """Return names as a list in a sentence: "a, b and c"."""
        return format_list(list(names), locale=self.locale)

    def _date(self, when: date) -> date:
        return self.local(when).date() if isinstance(when, datetime) else when


@lru_cache(maxsize=4096)
def _date(when: date, form: Literal["full", "medium"], language: str) -> str:
    return format_date(when, form, locale_of(language))


@lru_cache(maxsize=4096)
def _time(hour: int, minute: int, language: str) -> str:
    """Return a time of day; no language's short form says more than hour and minute."""
    return format_time(datetime(2000, 1, 1, hour, minute, tzinfo=UTC), "short", tzinfo=UTC, locale=locale_of(language))


@lru_cache(maxsize=1024)
def _month(when: date, language: str) -> str:
    return format_skeleton("yMMMM", when, locale=locale_of(language))


@lru_cache(maxsize=4096, typed=True)
def _number(value: float, language: str) -> str:
    return format_decimal(value, locale=locale_of(language))


@lru_cache(maxsize=1024)
def _language_name(tag: str, language: str) -> str:
    names = locale_of(language).languages
    return str(names.get(tag.replace("-", "_")) or names.get(languages.base(tag)) or tag)


@lru_cache(maxsize=64)
def words_of(language: str, zone: str = "UTC") -> Words:
    """Return the one Words of a language and a zone."""
    return Words(language, zone)
