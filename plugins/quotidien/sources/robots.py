"""What a site lets machines do: robots.txt (RFC 9309) and the text-and-data-mining reservation (TDMRep, W3C 2024).

Knows both files and how long to believe them. Does not fetch pages itself, nor decide what follows from a no.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from quotidien.errors import DropItem, TryLater
from quotidien.sources.fetch import Fetcher, Request

MOST_BYTES = 1_000_000
KEPT_S = 86_400.0
"""How long a file is believed: RFC 9309 §2.4 says a day."""

_NOTHING = "User-agent: *\nDisallow: /"


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """A file as it was fetched ("" where there is none) and when, in seconds since 1970."""

    text: str
    fetched: float


class Robots:
    """Answers for one run. `cache` is by the file's address and may outlive the run; `now` is seconds since 1970.

    Each file is asked for once a day and once a run, however many callers wait for it. A refusal (4xx) means that
    there are no rules; a file that cannot be had now means: nothing, this run (RFC 9309 §2.3.1).
    """

    def __init__(self, fetcher: Fetcher, user_agent: str, cache: MutableMapping[str, RobotsFile], now: float) -> None:
        self._fetcher = fetcher
        self._product = user_agent.partition("/")[0]
        self._cache = cache
        self._now = now
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._rules: dict[str, Protego] = {}

    async def allows(self, url: str, source: str) -> bool:
        """Say whether robots.txt lets us fetch `url`."""
        rules = await self._read(url, "/robots.txt", source)
        return bool(rules.can_fetch(url, self._product))

    async def crawl_delay_s(self, url: str, source: str = "") -> float:
        """Return the seconds that robots.txt wants between two requests to the host of `url`, 0.0 without a wish."""
        rules = await self._read(url, "/robots.txt", source)
        return float(rules.crawl_delay(self._product) or 0.0)

    async def reserves(self, url: str, source: str) -> bool:
        """Say whether the site's tdmrep.json reserves `url` from text and data mining; without it: no."""
        rules = await self._read(url, "/.well-known/tdmrep.json", source)
        return not rules.can_fetch(url, self._product)

    async def _read(self, url: str, path: str, source: str) -> Protego:
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}{path}"
        async with self._locks[address]:
            if address not in self._rules:
                self._rules[address] = Protego.parse(await self._text(address, source))
            return self._rules[address]

    async def _text(self, address: str, source: str) -> str:
        kept = self._cache.get(address)
        if kept and 0 <= self._now - kept.fetched < KEPT_S:
            return kept.text
        is_robots = address.endswith("/robots.txt")
        try:
            body = (await self._fetcher.fetch(Request(address, source, most_bytes=MOST_BYTES))).body
        except DropItem:
            body = b""
        except TryLater:
            return _NOTHING if is_robots else ""
        text = body.decode("utf-8-sig", "replace") if is_robots else _as_robots(body)
        self._cache[address] = RobotsFile(text, self._now)
        return text


def reserves_text_mining(headers: Mapping[str, str]) -> bool:
    """Say whether a page's own answer reserves text and data mining; header names are in lower case.

    >>> reserves_text_mining({"tdm-reservation": "1"}), reserves_text_mining({})
    (True, False)
    """
    return headers.get("tdm-reservation", "").strip() == "1"


def _as_robots(body: bytes) -> str:
    """Return tdmrep.json in the words of robots.txt: its `location` patterns are the same (TDMRep §6.2)."""
    try:
        rules = json.loads(body or b"[]")
    except (ValueError, RecursionError):
        return ""
    lines = ["User-agent: *"]
    for rule in rules if isinstance(rules, list) else []:
        location = rule.get("location") if isinstance(rule, dict) else None
        if isinstance(location, str) and location.isprintable():
            lines.append(f"{'Disallow' if rule.get('tdm-reservation') == 1 else 'Allow'}: {location}")
    return "\n".join(lines)
