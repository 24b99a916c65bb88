"""The cut: which days are due, which stories a day's edition takes, in what order and under which headings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from quotidien import data
from quotidien.editorial.ranking import Rank
from quotidien.editorial.summaries import brief
from quotidien.model import dates, text
from quotidien.model.editions import Digest, Edition, Item, Reference, Section
from quotidien.model.regions import ancestors

FRONT = 5
"""How many stories stand up front, before the sections."""
FRONT_WORDS = 60
BRIEF_WORDS = 30
OWNER_SHARE = 0.2
"""The part of an edition that stories from one owner alone may take."""
_CONTINENTS = frozenset({"002", "019", "142", "150", "009"})


@dataclass(frozen=True, slots=True)
class Due:
    """An edition to cut: its day, its instant, the cut before it, and whether it is made for a day that is over.

    For such a day, and on the first run, an article counts from its publication, since nobody collected it then.
    """

    day: date
    cut: datetime
    after: datetime
    past: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """One story as a cut sees it: its words, its rank, its owners, and when its articles were there to be taken.

    `arrivals` has (published, collected) of each article.
    """

    id: str
    page: str
    headline: str
    lead: str
    language: str
    regions: tuple[str, ...]
    topics: tuple[str, ...]
    owners: tuple[str, ...]
    references: tuple[Reference, ...]
    arrivals: tuple[tuple[datetime, datetime], ...]
    rank: Rank


def due_editions(
    digest: Digest, cuts: Mapping[date, datetime], now: datetime, since: date | None, backfill_days: int
) -> tuple[Due, ...]:
    """Return the editions that `digest` lacks at `now`, oldest first.

    `cuts` are the editions that stand. Today's is due from the digest's hour on, and cut now. Past days are due only
    when nothing stands yet (`backfill_days` of them, today's too) or from `since` on.
    """
    today = dates.local_day(now, digest.zone)
    last = today if now >= dates.cut_instant(today, digest.hour, digest.zone) else today - timedelta(days=1)
    first = since or (today if cuts else last - timedelta(days=backfill_days - 1))
    found: list[Due] = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        if day not in cuts:
            cut = now if day == today else dates.cut_instant(day, digest.hour, digest.zone)
            before = [instant for other, instant in cuts.items() if other < day] + [each.cut for each in found]
            after = max(before, default=cut - timedelta(days=1))
            found.append(Due(day, cut, after, past=day != today or not cuts))
    return tuple(found)


def takes(due: Due, offer: Offer, age_h: int) -> bool:
    """Say whether an article of `offer` belongs to this edition: there since the last cut, not older than `age_h`."""
    oldest = due.cut - timedelta(hours=age_h)
    return any(
        due.after < (published if due.past else collected) <= due.cut and oldest <= published <= due.cut
        for published, collected in offer.arrivals
    )


def compose(digest: Digest, path: str, due: Due, offers: Iterable[Offer]) -> Edition:
    """Return the edition of `offers`: the best-ranked up to the digest's size, five up front, the rest in sections."""
    chosen = _choose(sorted(offers, key=lambda each: (-each.rank.score, each.id)), digest.size)
    front = [_item(offer, FRONT_WORDS) for offer in chosen[:FRONT]]
    grouped: defaultdict[str, list[Item]] = defaultdict(list)
    for offer in chosen[FRONT:]:
        grouped[_section_code(offer)].append(_item(offer, BRIEF_WORDS))
    sections = [Section("", "", tuple(front))] if front else []
    sections += [Section(_heading(code, digest.language), code, tuple(items)) for code, items in grouped.items()]
    items = [item for section in sections for item in section.items]
    references = [each for item in items for each in item.references]
    return Edition(
        path=path,
        digest=digest.slug,
        title=_title(due.day, digest.language),
        day=due.day,
        cut=due.cut,
        zone=ZoneInfo(digest.zone).key,
        language=digest.language,
        sections=tuple(sections),
        stories=len(items),
        articles=sum(max(1, len(item.references)) for item in items),
        sources=len({each.name for each in references}),
        minutes=text.minutes(sum(text.word_count(f"{item.headline} {item.brief}") for item in items)),
    )


def _choose(ranked: Sequence[Offer], size: int) -> list[Offer]:
    """Take the best; what one owner alone reports beyond a fifth of the edition comes after all others."""
    most = max(1, int(size * OWNER_SHARE))
    alone: Counter[str] = Counter()
    first: list[Offer] = []
    last: list[Offer] = []
    for offer in ranked:
        owner = offer.owners[0] if len(set(offer.owners)) == 1 else ""
        alone[owner] += 1
        (last if owner and alone[owner] > most else first).append(offer)
    return [*first, *last][:size]


def _item(offer: Offer, most_words: int) -> Item:
    return Item(
        id=offer.id,
        page=offer.page,
        headline=offer.headline,
        brief=brief(offer.lead, most_words),
        language=offer.language,
        references=offer.references,
        rank=offer.rank.why,
    )


def _section_code(offer: Offer) -> str:
    """Return the continent of the main region, else the main topic, else the world."""
    for region in offer.regions[:1]:
        for code in (region, *ancestors(region, data.regions())):
            if code in _CONTINENTS:
                return code
    return offer.topics[0] if offer.topics else "001"


def _heading(code: str, language: str) -> str:
    locale = Locale.parse(language, sep="-")
    if topic := data.topics().get(code):
        return _capitalised(dict(topic.names).get(locale.language, topic.name))
    return _capitalised(locale.territories.get(code, data.regions()[code].name))


def _title(day: date, language: str) -> str:
    return _capitalised(format_date(day, "full", locale=Locale.parse(language, sep="-")))


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
