"""What every feed format has in common: the feed as a value, and the rules that make an entry's parts.

Knows names, dates, languages and links as feeds write them. Does not know any format.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from quotidien.model import dates, text
from quotidien.model.articles import Entry

_EMAIL = re.compile(r"[^\s<>()\[\],;:\"]{1,100}@[^\s<>()\[\],;:\"]{1,200}")

_DAY = re.compile(
    r"\d{8}|\d{4}\D+\d{1,2}\D+\d{1,2}|\d{1,2}\D+\d{1,2}\D+\d{4}"
    r"|\d{1,2}\D*[^\W\d]{3}\D*\d{4}|[^\W\d]{3}\D+\d{1,2}\D+\d{4}|\d{1,2}\s+[^\W\d]{3,}\.?\s+\d{2}\b"
)
"""Year, month and day, in the orders that occur. The date parser would fill what is missing with today's."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed document: plain `title`, absolute `homepage` or "", `language` as BCP 47 or "".

    `entries` stand in the order of the document; `faults` are sentences about what was wrong but could be read.
    """

    title: str
    homepage: str
    language: str
    entries: tuple[Entry, ...]
    faults: tuple[str, ...] = ()


def names(authors: Iterable[str]) -> tuple[str, ...]:
    """Return people's names without e-mail addresses and repetition.

    >>> names(["a@b.example (Ada L.)", "Bo <bo@b.example>", "c@b.example", "Bo"])
    ('Ada L.', 'Bo')
    """
    bare = (_EMAIL.sub("", html.unescape(author[:1000])).replace("<>", "").strip(" \t\r\n,;") for author in authors)
    plain = (text.plain(re.sub(r"^\((.*?)\)?$", r"\1", name) if name else "") for name in bare)
    return tuple(dict.fromkeys(name for name in plain if name))


def words(terms: Iterable[str]) -> tuple[str, ...]:
    """Return categories as plain text, without repetition, in their order."""
    return tuple(dict.fromkeys(word for term in terms if (word := text.plain(term))))


def instant(written: str) -> datetime | None:
    """Return the instant that a source wrote, in UTC, or `None` where that does not name a whole day.

    >>> instant("24 Nov 2026").isoformat(), instant("Monday"), instant("2026-11")
    ('2026-11-24T00:00:00+00:00', None, None)
    """
    try:
        return dates.parse(written[:100]) if names_day(written) else None
    except ValueError:
        return None


def names_day(written: str) -> bool:
    """Say whether a date as written holds year, month and day, so that a parser need not make one of them up."""
    return bool(_DAY.search(written[:100]))


def as_html(plain: str) -> str:
    r"""Return plain text as HTML paragraphs.

    >>> as_html("1 < 2\n\nb")
    '<p>1 &lt; 2</p><p>b</p>'
    """
    blocks = (block.strip() for block in re.split(r"\n\s*\n", plain))
    return "".join(f"<p>{html.escape(block, quote=False)}</p>" for block in blocks if block)
