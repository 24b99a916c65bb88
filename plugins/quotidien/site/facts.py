"""A file under `content/` to what the ledger keeps of it. Pure but for reading the file, so that workers can do it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote, unquote

import msgspec

from quotidien import data
from quotidien.content import articles, editions, header, stories
from quotidien.content.library import resolved
from quotidien.content.records import not_a_record
from quotidien.errors import DropItem, Fault, FixConfiguration
from quotidien.model import text
from quotidien.model.articles import Article, Record, Status, Verdict
from quotidien.model.sources import Rights
from quotidien.site import addresses, events, listings, reader
from quotidien.site.newsroom import Newsroom
from quotidien.site.reader import Place
from quotidien.site.scopes import Listing

STATIC = "static "
"""Begins, among the targets of links, those that are no pages."""
PENDING = "/.file/"
"""Begins, in a stored body, the address of a page that is known by its file alone until the page is composed."""

encode = msgspec.msgpack.Encoder().encode
_record = msgspec.json.Decoder(Record)


class Reading(msgspec.Struct, frozen=True, array_like=True):
    """A file to read: its path below `content/` and the hash that the ledger knows it by.

    For an article, `record` is the line of its record and `listed` the id of the story whose file lists it; `anew`
    says that they changed, so that it must be read even where its bytes are the same.
    """

    path: str
    known: bytes = b""
    record: bytes = b""
    listed: str = ""
    anew: bool = False


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What a file holds, as the ledger keeps it; `hash` alone where its bytes are those that the ledger knows.

    `value` is the encoded Article, Story, Edition or page (title, language), `card` an article's own card encoded.
    `links` are the files that its body links to, `statics` those that it shows, `named` what it leads to if there is
    such a thing: files, or the ids of stories. `listed` are the articles that a story's file names. `alone` and
    `always` are the listings in which it stands, with the month: as an event of its own, and as an article of its
    source. `codes` are those that its words give a listing to ("region KE").
    """

    path: str
    hash: bytes
    address: str = ""
    status: str = ""
    story: str = ""
    rank: int = 0
    value: bytes = b""
    card: bytes = b""
    evidence: bytes = b""
    html: str = ""
    minutes: int = 0
    links: tuple[str, ...] = ()
    statics: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    alone: tuple[tuple[Listing, str], ...] = ()
    always: tuple[tuple[Listing, str], ...] = ()
    codes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing changed."""
        return not self.value and not self.faults


def read(room: Newsroom, reading: Reading) -> Facts:
    """Read one file; what is wrong in it comes back as faults."""
    with open(f"{room.project.content}/{reading.path}", "rb", buffering=0) as file:
        data = file.read()
    hash_ = hash_of(data)
    if hash_ == reading.known and not reading.anew:
        return Facts(reading.path, hash_)
    try:
        words = header.read_text(data, f"content/{reading.path}")
        return _KINDS[reading.path.split("/", 1)[0]](room, reading, words, hash_)
    except FixConfiguration as error:
        return Facts(reading.path, hash_, faults=error.faults)
    except DropItem as error:
        return Facts(reading.path, hash_, faults=(Fault(error.url, 1, str(error)),))


def hash_of(data: bytes) -> bytes:
    """Return what tells one content of a file, or of a scope, from another."""
    return blake2b(data, digest_size=12).digest()


def _article(room: Newsroom, reading: Reading, words: str, hash_: bytes) -> Facts:
    record = _record.decode(reading.record) if reading.record else None
    written = articles.parse_article(words, reading.path, room.project.site.zone)
    return article_facts(room, resolved(written, record, reading.listed), record, hash_)


def article_facts(room: Newsroom, article: Article, record: Record | None, hash_: bytes) -> Facts:
    """Return what the ledger keeps of an article whose tags and story are settled."""
    shown = article.body if article.rights is not Rights.LINK else ""
    body = _render(room, article.path, shown)
    is_published = article.status is Status.PUBLISHED
    address = addresses.of_article(article)
    if article.status is Status.DRAFT:
        address = addresses.DRAFT.format(slug=addresses.slug(article.slug))
    event = events.of_article(article, address)
    evidence = (record.regions, record.topics) if record else ((), ())
    return Facts(
        path=article.path,
        hash=hash_,
        address=address if is_published or article.status is Status.DRAFT else "",
        status=article.status.value,
        story=article.story if is_published else "",
        rank=-int(article.published.timestamp()),
        value=encode(replace(article, body="")),
        evidence=encode(evidence),
        html=body.html,
        minutes=text.reading_minutes(shown) if shown and article.rights is Rights.FULL else 0,
        links=body.links,
        statics=body.statics,
        alone=tuple(listings.of_event(room, event)) if is_published else (),
        card=encode(events.card_of(room, event)),
        always=tuple(listings.of_article(room, article)) if is_published else (),
        codes=("articles all", *_codes(article.regions or (), article.topics or (), article.language))
        if is_published
        else (),
        faults=body.faults,
    )


def _codes(regions: tuple[str, ...], topics: tuple[str, ...], language: str = "") -> tuple[str, ...]:
    """Return the codes that are given a listing; one that no table knows has none."""
    places = tuple(code for code in regions if code in data.regions())
    subjects = tuple(code for code in topics if code in data.topics())
    return (
        *(f"region {code}" for code in listings.with_areas(places)),
        *(f"topic {code}" for code in listings.with_parents(subjects)),
        *((f"language {language}", f"spoken {language}") if language else ()),
    )


def _story(_room: Newsroom, reading: Reading, words: str, hash_: bytes) -> Facts:
    story = stories.parse_story(words, reading.path)
    return Facts(
        path=story.path,
        hash=hash_,
        address=addresses.of_story(story.path),
        status="merged" if story.merged_into else "story",
        story=story.id,
        rank=-int(story.published.timestamp()),
        value=encode(story),
        named=tuple(each for each in (story.earlier, story.merged_into) if each),
        listed=story.articles,
        codes=_codes(story.regions, story.topics),
    )


def _edition(room: Newsroom, reading: Reading, words: str, hash_: bytes) -> Facts:
    """Return what the ledger keeps of an edition; its sections keep the listings of their codes."""
    edition = editions.parse_edition(words, reading.path)
    body = _render(room, edition.path, edition.introduction)
    pages = (f"{item.page}.md" for section in edition.sections for item in section.items)
    sections = [section.code for section in edition.sections if section.code]
    regions = tuple(code for code in sections if ":" not in code)
    return Facts(
        path=edition.path,
        hash=hash_,
        value=encode(edition),
        html=body.html,
        links=body.links,
        named=tuple(pages),
        statics=body.statics,
        codes=_codes(regions, tuple(code for code in sections if ":" in code)),
        faults=body.faults,
    )


def _page(room: Newsroom, reading: Reading, words: str, hash_: bytes) -> Facts:
    sheet = header.parse(words, f"content/{reading.path}")
    body = _render(room, reading.path, sheet.body)
    name = reading.path.removeprefix("pages/")
    return Facts(
        path=reading.path,
        hash=hash_,
        address=addresses.of_page(name),
        status="page",
        value=encode((sheet.get("title") or name, sheet.get("lang"))),
        html=body.html,
        links=body.links,
        statics=body.statics,
        faults=body.faults,
    )


_KINDS: Mapping[str, Callable[[Newsroom, Reading, str, bytes], Facts]] = {
    "articles": _article, "stories": _story, "editions": _edition, "pages": _page,
}  # fmt: skip


def read_records(data: bytes, path: str) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the line of each article that a day's records keep, and the codes that any record there has.

    Raises FixConfiguration with every line that is none.
    """
    lines: dict[str, bytes] = {}
    regions: set[str] = set()
    topics: set[str] = set()
    languages: set[str] = set()
    faults: list[Fault] = []
    for number, line in enumerate(data.splitlines(), 1):
        try:
            record = _record.decode(line)
        except msgspec.DecodeError as error:
            faults.append(not_a_record(path, number, error))
            continue
        if record.verdict is Verdict.KEPT:
            lines[record.path] = line
        regions.update(each.code for each in record.regions)
        topics.update(each.code for each in record.topics)
        languages.add(record.language)
    if faults:
        raise FixConfiguration(tuple(faults))
    spoken = (f"language {tag}" for tag in sorted(languages - {""}))
    return lines, (*_codes(tuple(sorted(regions)), tuple(sorted(topics))), *spoken)


@dataclass(frozen=True, slots=True)
class _Body:
    html: str = ""
    links: tuple[str, ...] = ()
    statics: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Pending(Mapping[str, str]):
    """Answers every file with its pending address, and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, path: str) -> str:
        self.asked.add(path)
        return PENDING + quote(path)

    def __contains__(self, path: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)


def _render(room: Newsroom, path: str, markdown: str) -> _Body:
    if not markdown:
        return _Body()
    pending = _Pending()
    body = reader.render(markdown, Place(path, room.project.site.base, pending))
    faults = [dangling(room.project.content, path, link) for link in body.dangling]
    statics = tuple(STATIC + each for each in body.statics)
    return _Body(body.html, tuple(sorted(pending.asked)), statics, tuple(faults))


def dangling(content: Path, path: str, link: str) -> Fault:
    """Return the fault of a link that leads nowhere, on the line where its last part stands."""
    last = re.split(r"[/}|]", link)[-1]
    lines = (content / path).read_text("utf-8").splitlines()
    line = next((number for number, each in enumerate(lines, 1) if last in unquote(each)), 1)
    return Fault(f"content/{path}", line, f"nothing is at {link!r}: mend the link")


def settled(html: str, base: str, addresses_of: Callable[[str], str]) -> str:
    """Return a stored body with the addresses of the files that it links to."""
    if PENDING not in html:
        return html
    pattern = re.compile(re.escape(f"{base}{PENDING}") + r"([^\"#?]+)")
    return pattern.sub(lambda found: base + addresses_of(unquote(found[1])), html)
