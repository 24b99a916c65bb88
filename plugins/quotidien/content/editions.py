r"""An edition's Markdown file to an `Edition` and back.

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

A brief that begins like a heading, a list or `\` has a `\` before it.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quotidien.content import header
from quotidien.content.header import Sheet, folded
from quotidien.errors import Fault, FixConfiguration
from quotidien.model import dates
from quotidien.model.editions import Correction, Edition, Item, Reference, Section

FOLDER = "editions"
_SECTION, _ITEM = "## ", "### "
_HEADING = re.compile(r" *(.*?) *(?:\{([\w:]*)\})? *")
_REFERENCE = re.compile(r"[-*] \[(.*)\]\((\S*)\)(?: ([\w-]*))?(, subscription)? *")
_UNSAFE_IN_LINK = re.compile(r"[\s\[\]<>]")
_NEEDS_ESCAPE = ("\\", "#", "-", "*")
_UNSEALED = ("seal", "corrections")


def parse_edition(text: str, path: str) -> Edition:
    """Read one edition. Raises FixConfiguration with file and line where a part cannot be read."""
    sheet = header.parse(text, f"content/{path}")
    (_, opening), *parts = _split(_SECTION, sheet.body, sheet.start)
    (_, introduction), *front = _split(_ITEM, opening, sheet.start)
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
            *([Section("", "", tuple(_item(*item, sheet.file) for item in front))] if front else []),
            *(_section(*part, sheet.file) for part in parts),
        ),
        stories=sheet.read("Stories", int, 0),
        articles=sheet.read("Articles", int, 0),
        sources=sheet.read("Sources", int, 0),
        minutes=sheet.read("Minutes", int, 1),
        introduction=introduction.strip(),
        corrections=tuple(_corrections(sheet)),
        seal=sheet.get("seal"),
    )


def format_edition(edition: Edition) -> str:
    """Return the file of an edition, sealed; `parse_edition` reads it back to the same value but for the seal.

    Lines come back with folded white space, addresses with it escaped. An introduction holds no heading of a
    section's or a story's level.
    """
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
    sheet = header.parse(text, FOLDER)
    line = f"Seal: {header.seal_of(sheet, *_UNSEALED)} {_count(sheet)}"
    rows = text.split("\n")
    if sheet.has("Seal"):
        rows[sheet.number("Seal") - 1] = line
    else:
        rows.insert(len(sheet.lines) and sheet.lines[-1].number, line)
    return "\n".join(rows)


def is_changed(text: str) -> bool:
    """Say whether an edition's words differ from those that were sealed, whether or not a correction explains it.

    Without a seal nobody can say that they do not.
    """
    sheet = header.parse(text, FOLDER)
    return sheet.get("seal").split()[:1] != [header.seal_of(sheet, *_UNSEALED)]


def is_explained(text: str) -> bool:
    """Say whether an edition has more corrections than when it was sealed."""
    sheet = header.parse(text, FOLDER)
    known = "".join(sheet.get("seal").split()[1:2])
    return _count(sheet) > (int(known) if known.isdecimal() else 0)


def edition_path(digest: str, day: date) -> str:
    """Return the file of a digest's edition of `day`, below `content/`."""
    return f"{FOLDER}/{digest}/{day.isoformat()}.md"


def edition_files(content: Path, digest: str = "*") -> list[str]:
    """Return the paths of a digest's (or all) edition files below `content`, oldest first."""
    return sorted(path.relative_to(content).as_posix() for path in (content / FOLDER).glob(f"{digest}/*.md"))


def _cut(value: str) -> tuple[datetime, str]:
    instant, _, zone = value.partition(" ")
    cut = dates.parse(instant)
    try:
        return cut, ZoneInfo(zone or "UTC").key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{zone!r} is no time zone: use an IANA name such as Europe/Paris") from error


def _count(sheet: Sheet) -> int:
    return sum(1 for line in sheet.lines if line.key.lower() == "corrections" and line.value)


def _corrections(sheet: Sheet) -> Iterator[Correction]:
    for line in sheet.lines:
        if line.key.lower() == "corrections" and line.value:
            when, _, what = line.value.partition(" ")
            try:
                datetime.fromisoformat(when)
            except ValueError as error:
                hint = f"Corrections: begin with the day, such as 2026-11-25, not {when!r}"
                raise FixConfiguration((Fault(sheet.file, line.number, hint),)) from error
            yield Correction(when, what)


def _split(mark: str, text: str, start: int) -> list[tuple[int, str]]:
    """Return what stands before the first line that begins with `mark`, then each such line's rest and what follows.

    Each comes with the number of its line; `start` is that on which `text` begins.
    """
    before, *parts = f"\n{text}".split(f"\n{mark}")
    ends = accumulate((part.count("\n") + 1 for part in parts), initial=start + before.count("\n"))
    return [(start, before[1:]), *zip(ends, parts, strict=False)]


def _section(number: int, part: str, file: str) -> Section:
    heading, _, rest = part.partition("\n")
    found = _HEADING.fullmatch(heading)
    if found is None:
        raise FixConfiguration((Fault(file, number, "a section is `## Heading {code}`"),))
    (_, _), *items = _split(_ITEM, rest, number + 1)
    return Section(found[1], found[2] or "", tuple(_item(*item, file) for item in items))


def _item(number: int, part: str, file: str) -> Item:
    headline, _, rest = part.partition("\n")
    words = rest.lstrip("\n")
    facts = header.parse(words, file, number + 1 + len(rest) - len(words))
    page, id_ = facts.get("page"), facts.get("id")
    if not page or not id_:
        hint = "a story needs `Page:` and `Id:` under its headline"
        raise FixConfiguration((Fault(file, number, hint),))
    references, brief = _references(facts.body)
    return Item(
        id=id_,
        page=page,
        headline=headline.strip(),
        brief=brief.removeprefix("\\"),
        language=facts.get("lang") or "en",
        references=references,
        rank=facts.get("rank"),
    )


def _references(body: str) -> tuple[tuple[Reference, ...], str]:
    """Return the references among an item's lines, and the words of its other lines on one."""
    references, words = [], []
    for line in body.split("\n"):
        if found := _REFERENCE.fullmatch(line):
            name, url, language, subscription = found.groups("")
            references.append(Reference(name, url, language, bool(subscription)))
        else:
            words.append(line)
    return tuple(references), folded("\n".join(words))


def _format_section(section: Section) -> str:
    heading = folded(section.heading)
    code = f" {{{section.code}}}" if section.code or heading.endswith("}") else ""
    return "\n\n".join([*([f"## {heading}{code}"] if heading else []), *(_format_item(item) for item in section.items)])


def _format_item(item: Item) -> str:
    facts = header.given([("Page", item.page), ("Id", item.id), ("Lang", item.language), ("Rank", item.rank)])
    head = header.format_sheet(facts, "").rstrip("\n")
    brief = folded(item.brief)
    return "\n\n".join(
        part
        for part in (
            f"### {folded(item.headline)}\n{head}",
            f"\\{brief}" if brief.startswith(_NEEDS_ESCAPE) else brief,
            "\n".join(_format_reference(each) for each in item.references),
        )
        if part
    )


def _format_reference(reference: Reference) -> str:
    url = _UNSAFE_IN_LINK.sub(lambda found: quote(found[0]), reference.url)
    language = f" {reference.language}" if reference.language else ""
    return f"- [{folded(reference.name)}]({url}){language}{', subscription' if reference.subscription else ''}"
