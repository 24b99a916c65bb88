"""`quotidien.toml` and `sources.toml`: every setting, its default and its meaning; both files judged as a whole.

Knows the files' keys and reports every fault at once, with its line. Does not know what the settings do.
"""

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from quotidien import data
from quotidien.errors import Fault, FixConfiguration
from quotidien.model import languages, urls
from quotidien.model.editions import Digest
from quotidien.model.sources import Rights, Source

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FOLDERS = frozenset(
    "regions topics languages sources stories articles archive search subscribe about policies status theme images "
    "static drafts pages".split()
)
"""What stands at the site's root, besides a folder for each year."""


@dataclass(frozen=True, slots=True)
class Site:
    """`[site]`: who publishes, and where. `url` has no slash at its end; `language` is that of the root's pages."""

    name: str
    url: str
    contact: str
    publisher: str
    zone: str = "UTC"
    language: str = "en"
    address: str = ""
    tagline: str = ""

    @property
    def base(self) -> str:
        """The path that `url` ends in: "" or "/folder"."""
        return urlsplit(self.url).path


@dataclass(frozen=True, slots=True)
class Limits:
    """`[limits]`: what one run may cost. Seconds, bytes, hours and days stand in the names."""

    timeout_s: float = 20.0
    feed_bytes: int = 10_000_000
    page_bytes: int = 5_000_000
    redirects: int = 5
    requests: int = 32
    pace_s: float = 1.0
    entries: int = 200
    age_h: int = 48
    backfill_days: int = 7
    processes: int = 0
    private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class Publish:
    """`[publish]`: where `invoke publish --to directory` puts the site; relative to the project."""

    directory: str = "public"


@dataclass(frozen=True, slots=True)
class Project:
    """A whole configuration and the folders that follow from its root. The first digest lives at `/`."""

    root: Path
    site: Site
    digests: tuple[Digest, ...]
    sources: tuple[Source, ...]
    limits: Limits
    publish: Publish
    output: Path
    theme: Path

    @property
    def content(self) -> Path:
        """Where articles, stories, editions and records are."""
        return self.root / "content"

    @property
    def cache(self) -> Path:
        """Where the store is: all of it may be deleted."""
        return self.root / ".cache"

    @property
    def reports(self) -> Path:
        """Where each run leaves its JSON file."""
        return self.root / "reports"


Reader = Callable[[Any], Any]
T = TypeVar("T")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"wants text in quotes, not {value!r}")
    return value.strip()


def _needed(value: Any) -> str:
    if not (text := " ".join(_text(value).split())):
        raise ValueError("may not be empty")
    return text


def _slug(value: Any) -> str:
    if not _SLUG.fullmatch(text := _text(value)):
        raise ValueError(f"{text!r} is no slug: use lower-case letters a-z, digits and single hyphens")
    return text


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"wants true or false, not {value!r}")
    return value


def _number(kind: type[int] | type[float], least: float, most: float) -> Reader:
    def read(value: Any) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int if kind is int else (int, float)):
            raise ValueError(f"wants a {'whole ' if kind is int else ''}number, not {value!r}")
        if not least <= value <= most:
            raise ValueError(f"wants a number from {least:_} to {most:_}, not {value!r}")
        return kind(value)

    return read


def _several(reader: Reader, least: int = 0) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(f"wants a list in brackets, not {value!r}")
        if len(value) < least:
            raise ValueError("may not be empty")
        return tuple(reader(each) for each in value)

    return read


def _url(value: Any) -> str:
    if not (url := urls.absolute(_text(value))):
        raise ValueError(f"{value!r} is no http(s) address")
    return url


def _base(value: Any) -> str:
    url = _url(value)
    if urlsplit(url).query or urlsplit(url).fragment:
        raise ValueError(f"{value!r} has more than a host and folders")
    return url.rstrip("/")


def _zone(value: Any) -> str:
    try:
        return ZoneInfo(_text(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{value!r} is no time zone: use an IANA name such as Europe/Paris") from error


def _language(value: Any) -> str:
    if not (tag := languages.canonical(_text(value))):
        raise ValueError(f"{value!r} is no language tag: use BCP 47, such as en or pt-BR")
    return tag


def _spoken(value: Any) -> str:
    tag = _language(value)
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(f"{value!r} is no language that dates and names can be written in") from error
    return tag


def _known(table: Callable[[], Mapping[str, object]], kind: str) -> Reader:
    def read(value: Any) -> str:
        if (code := _text(value)) not in table():
            raise ValueError(f"{code!r} is no {kind}{_nearest(code, table())}")
        return code

    return read


_country = _known(
    lambda: {"": None, **{code: None for code in data.regions() if code.isalpha()}}, "ISO 3166-1 code of a country"
)
_region = _known(data.regions, "region: use an ISO 3166-1 or UN M49 code")
_topic = _known(data.topics, "topic: use an IPTC medtop code")


def _rights(value: Any) -> Rights:
    if _text(value) not in set(Rights):
        raise ValueError(f"{value!r} is none of {', '.join(Rights)}")
    return Rights(value)


_SITE: dict[str, Reader] = {
    "name": _needed, "url": _base, "contact": _needed, "publisher": _needed,
    "zone": _zone, "language": _spoken, "address": _text, "tagline": _text,
}  # fmt: skip
_DIGEST: dict[str, Reader] = {
    "slug": _slug, "name": _needed, "language": _spoken, "languages": _several(_language), "zone": _zone,
    "hour": _number(int, 0, 23), "size": _number(int, 1, 200), "regions": _several(_region),
    "topics": _several(_topic), "sources": _several(_slug),
}  # fmt: skip
_LIMITS: dict[str, Reader] = {
    "timeout_s": _number(float, 0.1, 600), "feed_bytes": _number(int, 1_000, 10**9),
    "page_bytes": _number(int, 1_000, 10**9), "redirects": _number(int, 0, 20), "requests": _number(int, 1, 500),
    "pace_s": _number(float, 0, 3600), "entries": _number(int, 1, 100_000), "age_h": _number(int, 1, 24 * 60),
    "backfill_days": _number(int, 1, 3660), "processes": _number(int, 0, 256), "private_addresses": _flag,
}  # fmt: skip
_PUBLISH: dict[str, Reader] = {"directory": _needed}
_SOURCE: dict[str, Reader] = {
    "slug": _slug, "name": _needed, "homepage": _url, "feeds": _several(_url, least=1), "country": _country,
    "languages": _several(_language), "rights": _rights, "licence": _text, "owner": _text,
    "weight": _number(float, 0, 10), "regions": _several(_region), "topics": _several(_topic),
    "pace_s": _number(float, 0, 3600), "enabled": _flag,
}  # fmt: skip


def load(root: Path) -> Project:
    """Read both files in `root`. Raises FixConfiguration with every fault of both, in file order.

    A site is built into `output/` with the theme in `theme/`; both may stand elsewhere for a caller that
    replaces the fields (`dataclasses.replace`).
    """
    main = _File(root / "quotidien.toml", {"site": Site, "digest": Digest, "limits": Limits, "publish": Publish})
    list_ = _File(root / "sources.toml", {"source": Source})
    site = main.one("site", Site, _SITE)
    digests = main.many("digest", Digest, _DIGEST)
    limits = main.one("limits", Limits, _LIMITS)
    publish = main.one("publish", Publish, _PUBLISH)
    sources = list_.many("source", Source, _SOURCE)
    _judge_digests(main, {str(source.get("slug")) for source in list_.written("source")})
    if faults := main.faults + list_.faults:
        raise FixConfiguration(tuple(faults))
    if site is None or limits is None or publish is None:
        raise FixConfiguration((Fault("quotidien.toml", 1, "cannot be read"),))
    return Project(
        root=root,
        site=site,
        digests=tuple(digest for digest in digests if digest),
        sources=tuple(sorted((source for source in sources if source), key=lambda source: source.slug)),
        limits=limits,
        publish=publish,
        output=root / "output",
        theme=root / "theme",
    )


def _judge_digests(file: "_File", sources: set[str]) -> None:
    """Note what is wrong with digests beside the site's own folders and the sources, where those could be read."""
    for place, digest in enumerate(file.written("digest")):
        slug, wanted = str(digest.get("slug")), digest.get("sources")
        if place and (slug in _FOLDERS or re.fullmatch(r"\d{4}", slug)):
            file.fault("digest", place, "slug", f"slug {slug!r} is a folder of the site: choose another")
        for each in wanted if sources and isinstance(wanted, list) else []:
            if each not in sources:
                file.fault("digest", place, "sources", f"no source is called {each!r}{_nearest(str(each), sources)}")


def _nearest(word: str, known: Iterable[str]) -> str:
    by_case = {each.lower(): each for each in sorted(known)}
    close = difflib.get_close_matches(word.lower(), by_case, n=1, cutoff=0.6)
    return f"; did you mean {by_case[close[0]]!r}?" if close else ""


class _File:
    """One TOML file while it is judged: its tables, where each key stands, and the faults found so far."""

    def __init__(self, path: Path, tables: Mapping[str, type]) -> None:
        self.name = path.name
        self.faults: list[Fault] = []
        self._tables: dict[str, Any] = {}
        self._lines: dict[tuple[str, int, str], int] = {}
        try:
            raw = path.read_bytes()
            text = raw.decode("utf-8-sig").replace("\r\n", "\n")
            self._tables = tomllib.loads(text)
            self._lines = _key_lines(text)
        except FileNotFoundError:
            self.faults.append(Fault(self.name, 1, f"is missing in {path.parent}: `invoke demo` shows a whole one"))
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self.faults.append(Fault(self.name, line, f"is not UTF-8 at byte {error.start}: save it as UTF-8"))
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else text.count("\n", 0, len(text.rstrip())) + 1
            self.faults.append(Fault(self.name, line, f"is not TOML: {error}"))
        except OSError as error:
            self.faults.append(Fault(self.name, 1, f"cannot be read: {error.strerror}"))
        self._readable = not self.faults
        for table in self._tables:
            if table not in tables:
                self.fault(table, 0, "", f"unknown table [{table}]{_nearest(table, set(tables))}")

    def fault(self, table: str, place: int, key: str, what: str) -> None:
        """Note what is wrong with a key of the `place`-th such table; `key` "" is the table itself."""
        line = self._lines.get((table, place, key)) or self._lines.get((table, place, "")) or 1
        self.faults.append(Fault(self.name, line, what))
        self.faults.sort(key=lambda fault: fault.line)

    def written(self, table: str) -> list[Mapping[str, Any]]:
        """Return all such tables as they stand, also those with faults."""
        listed = self._tables.get(table)
        return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []

    def one(self, table: str, kind: type[T], readers: Mapping[str, Reader]) -> T | None:
        """Return the value of the only such table, or `None` once its faults are noted."""
        if not self._readable:
            return None
        values = self._tables.get(table, {})
        if not isinstance(values, dict):
            self.fault(table, 0, "", f"write [{table}] once, in single brackets")
            return None
        return self._value(table, 0, kind, readers, values)

    def many(self, table: str, kind: type[T], readers: Mapping[str, Reader]) -> list[T | None]:
        """Return the values of all such tables; `None` stands for one whose faults are noted."""
        if not self._readable:
            return []
        listed = self._tables.get(table, [])
        if not isinstance(listed, list) or not listed or not all(isinstance(each, dict) for each in listed):
            self.fault(table, 0, "", f"wants at least one [[{table}]], in double brackets")
            return []
        slugs: set[str] = set()
        for place, values in enumerate(listed):
            if (slug := str(values.get("slug", ""))) in slugs - {""}:
                self.fault(table, place, "slug", f"slug {slug!r} stands twice: give each [[{table}]] its own")
            slugs.add(slug)
        return [self._value(table, place, kind, readers, values) for place, values in enumerate(listed)]

    def _value(
        self, table: str, place: int, kind: type[T], readers: Mapping[str, Reader], values: Mapping[str, Any]
    ) -> T | None:
        before = len(self.faults)
        for key in sorted(values.keys() - readers.keys()):
            self.fault(table, place, key, f"unknown key {key!r} in [{table}]{_nearest(key, set(readers))}")
        read: dict[str, Any] = {}
        for key in readers.keys() & values.keys():
            try:
                read[key] = readers[key](values[key])
            except ValueError as error:
                self.fault(table, place, key, f"{key} {error}")
        for field in fields(kind):  # type: ignore[arg-type]
            if field.default is MISSING and field.name not in values:
                self.fault(table, place, "", f"[{table}] lacks {field.name!r}")
        return kind(**read) if len(self.faults) == before else None


def _key_lines(text: str) -> dict[tuple[str, int, str], int]:
    """Return where each key stands: (table, how many such tables came before, key) → line; key "" is the header."""
    lines: dict[tuple[str, int, str], int] = {}
    seen: Counter[str] = Counter()
    table = ""
    for number, statement, content in _statements(text):
        (name, value), *_ = content.items()
        if statement.lstrip().startswith("["):
            table = name
            inner = next(iter(value), "") if isinstance(value, dict) else ""
            seen[table] += not inner
            lines.setdefault((table, max(0, seen[table] - 1), inner), number)
        elif table:
            lines.setdefault((table, max(0, seen[table] - 1), name), number)
        else:
            lines.setdefault((name, 0, ""), number)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield each header and each `key = value` of a TOML file: its line, its text, what it says alone.

    A statement ends on the first line on which it can be read, since one that goes on cannot.
    """
    statement, start = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        statement, start = (f"{statement}\n{line}", start) if statement else (line, number)
        try:
            content = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        if content:
            yield start, statement, content
        statement = ""
