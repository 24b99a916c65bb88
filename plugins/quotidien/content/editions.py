"""An edition's Markdown file to an `Edition` and back.

It reads as what it is: a header, the editor's introduction, the front stories, then sections as headings, each
story with its headline, its page, its brief and its sources::

    ## Africa {002}

    ### Nairobi opens its first tram line
    Page: stories/2026/11/20/nairobi-opens-its-first-tram-line
    Id: 95bbca1f9b4b
    Lang: en
    Rank: 2.58 = 2 sources 1.58 + fresh 1.00

    The line runs from the centre to the airport.

    - [Radio Rift](https://radio.example/tram) en
    - [Le Matin](https://matin.example/tram) fr, subscription
"""

import re
from datetime import date, datetime
from pathlib import Path

from quotidien.content import files, header
from quotidien.content.header import Sheet
from quotidien.errors import Fault, FixConfiguration
from quotidien.model import dates
from quotidien.model.editions import Correction, Edition, Item, Reference, Section

FOLDER = "editions"
_SECTION = re.compile(r"^## +(.*?) *(?:\{([\w:]*)\})? *$", re.MULTILINE)
_ITEM = re.compile(r"^### +(.*?) *$", re.MULTILINE)
_REFERENCE = re.compile(r"^- \[(.*)\]\((\S+)\)(?: ([\w-]*))?(, subscription)?$", re.MULTILINE)
_SEAL = re.compile(r"^Seal: .*\n", re.MULTILINE)
_CORRECTION = re.compile(r"^Corrections: .*\n", re.MULTILINE)
_UNSEALED = re.compile(r"^(?:Seal|Corrections): .*\n", re.MULTILINE)


def parse_edition(text: str, path: str) -> Edition:
    """Read one edition. Raises FixConfiguration with file and line where a part cannot be read."""
    sheet = header.parse(text, f"content/{path}")
    opening, *parts = _split(_SECTION, sheet.body)
    introduction, *front = _split(_ITEM, opening)
    cut, zone = sheet.need("Cut", _cut, "write instant and zone, such as 2026-11-24T05:00:00Z Europe/Paris")
    return Edition(
        path=path,
        digest=sheet.need("Digest", str, "write the slug of its digest"),
        title=sheet.need("Title", str, "every edition has a title"),
        day=sheet.need("Date", date.fromisoformat, "write its day, such as 2026-11-24"),
        cut=cut,
        zone=zone,
        language=sheet.get("lang") or "en",
        sections=(
            *([Section("", "", tuple(_item(item, sheet) for item in front))] if front else []),
            *(_section(part, sheet) for part in parts),
        ),
        stories=sheet.read("Stories", int, 0),
        articles=sheet.read("Articles", int, 0),
        sources=sheet.read("Sources", int, 0),
        minutes=sheet.read("Minutes", int, 1),
        introduction=introduction.strip(),
        corrections=tuple(
            Correction(*(line.value.split(" ", 1) if " " in line.value else (line.value, "")))
            for line in sheet.lines
            if line.key.lower() == "corrections"
        ),
        seal=sheet.get("seal"),
    )


def format_edition(edition: Edition) -> str:
    """Return the file of an edition, sealed; `parse_edition` reads it back to the same value but for the seal."""
    lines = [
        ("Title", edition.title),
        ("Digest", edition.digest),
        ("Date", edition.day.isoformat()),
        ("Cut", f"{dates.iso(edition.cut)} {edition.zone}"),
        ("Lang", edition.language),
        ("Stories", str(edition.stories)),
        ("Articles", str(edition.articles)),
        ("Sources", str(edition.sources)),
        ("Minutes", str(edition.minutes)),
    ]
    body = "\n\n".join(
        part for part in [edition.introduction, *(_format_section(section) for section in edition.sections)] if part
    )
    corrections = [("Corrections", f"{each.when} {each.what}") for each in edition.corrections]
    return sealed(header.format_sheet([*lines, ("Seal", "-"), *corrections], body))


def sealed(text: str) -> str:
    """Return the file with a fresh seal: the hash of its words and how many corrections explain them."""
    count = len(_CORRECTION.findall(text))
    return _SEAL.sub(f"Seal: {files.hash_of(_UNSEALED.sub('', text))} {count}\n", text, count=1)


def is_changed(text: str) -> bool:
    """Say whether an edition's words differ from those that were sealed, whether or not a correction explains it."""
    return sealed(text).partition("Seal: ")[2].split()[:1] != text.partition("Seal: ")[2].split()[:1]


def is_explained(text: str) -> bool:
    """Say whether an edition has more corrections than when it was sealed."""
    found = _SEAL.search(text)
    known = found[0].split()[2:] if found else ["0"]
    return len(_CORRECTION.findall(text)) > int(known[0] if known and known[0].isdigit() else 0)


def edition_path(digest: str, day: date) -> str:
    """Return the file of a digest's edition of `day`, below `content/`."""
    return f"{FOLDER}/{digest}/{day.isoformat()}.md"


def edition_files(content: Path, digest: str = "*") -> list[str]:
    """Return the paths of a digest's (or all) edition files below `content`, oldest first."""
    return sorted(path.relative_to(content).as_posix() for path in (content / FOLDER).glob(f"{digest}/*.md"))


def _cut(value: str) -> tuple[datetime, str]:
    instant, _, zone = value.partition(" ")
    return dates.parse(instant), zone or "UTC"


def _split(heading: re.Pattern[str], text: str) -> list[str]:
    """Return what stands before the first heading, then each heading with what follows it."""
    places = [match.start() for match in heading.finditer(text)]
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]


def _section(part: str, sheet: Sheet) -> Section:
    heading = _SECTION.match(part)
    _, *items = _split(_ITEM, part)
    if heading is None:
        raise _fault(sheet, part, "a section is `## Heading {code}`")
    return Section(heading[1], heading[2] or "", tuple(_item(item, sheet) for item in items))


def _item(part: str, sheet: Sheet) -> Item:
    headline, _, rest = part.partition("\n")
    facts = header.parse(rest.lstrip("\n"), sheet.file)
    if not facts.get("page") or not facts.get("id"):
        raise _fault(sheet, headline, "a story needs `Page:` and `Id:` under its headline")
    references = tuple(
        Reference(found[1], found[2], found[3] or "", bool(found[4])) for found in _REFERENCE.finditer(facts.body)
    )
    return Item(
        id=facts.get("id"),
        page=facts.get("page"),
        headline=headline.removeprefix("###").strip(),
        brief=" ".join(_REFERENCE.sub("", facts.body).split()),
        language=facts.get("lang") or "en",
        references=references,
        rank=facts.get("rank"),
    )


def _fault(sheet: Sheet, near: str, what: str) -> FixConfiguration:
    before = sheet.body.partition(near)[0].count("\n") + len(sheet.lines) + 2
    return FixConfiguration((Fault(sheet.file, before, what),))


def _format_section(section: Section) -> str:
    heading = [f"## {section.heading}" + (f" {{{section.code}}}" if section.code else "")] if section.heading else []
    return "\n\n".join([*heading, *(_format_item(item) for item in section.items)])


def _format_item(item: Item) -> str:
    head = f"### {item.headline}\nPage: {item.page}\nId: {item.id}\nLang: {item.language}"
    head += f"\nRank: {item.rank}" if item.rank else ""
    references = "\n".join(
        f"- [{each.name}]({each.url}){' ' + each.language if each.language else ''}"
        f"{', subscription' if each.subscription else ''}"
        for each in item.references
    )
    return "\n\n".join(part for part in (head, item.brief, references) if part)
