"""One request to one address, politely and within bounds; every way to fail is one of our errors.

Knows HTTP. Does not know robots.txt, what is fetched, or when to ask again.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Protocol, Self

import httpx2
import stamina

from quotidien.config import Limits
from quotidien.errors import DropItem, TryLater
from quotidien.model import urls
from quotidien.sources import network
from quotidien.sources.pace import Clock, Sleep, Turns

_MOVED_FOR_GOOD = frozenset({301, 308})
_MOVED = _MOVED_FOR_GOOD | {302, 303, 307}
_BUSY = frozenset({408, 425, 429})
stamina.instrumentation.set_on_retry_hooks(())  # what a retry means to a person, its outcome says
_RETRY = stamina.AsyncRetryingCaller(attempts=2, timeout=None, wait_initial=0.1, wait_max=0.5, wait_jitter=0.2).on(
    httpx2.NetworkError
)


LONGEST_FRESH_S = 3600.0
"""However long a server lets its answer stand: a digest that is made every hour asks every hour."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to fetch. `source` is a source's slug, `etag` and `last_modified` are an earlier answer's, "" without one.

    `most_bytes` caps the decompressed body. `pace_s` asks for more seconds between two
    requests to the host than the limits do (the source's own pace, robots.txt's crawl delay).
    """

    url: str
    source: str
    etag: str = ""
    last_modified: str = ""
    most_bytes: int = Limits().page_bytes
    pace_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of 2xx, or 304 with an empty body. `url` is where it came from in the end.

    The names of `headers` are in lower case. `permanent` says that there were redirects and all of them permanent
    (301, 308): `url` is the address to ask next time.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    permanent: bool = False


class Fetcher(Protocol):
    """Whatever can answer a request: `HttpFetcher`, or a script in a test."""

    async def fetch(self, request: Request) -> Response:
        """Return the answer. Raises TryLater or DropItem, with source and URL, and nothing else."""


class HttpFetcher:
    """Fetches over HTTP inside `async with`. Clock, sleep and resolver can be replaced; deadlines are the loop's.

    Follows at most `limits.redirects`, gives up after `limits.timeout_s` from the first connection to the last byte
    (turns that are waited for not counted), and stops reading once a body exceeds the request's cap. Proxy settings
    of the environment are not used, since behind a proxy no address can be checked.
    """

    def __init__(
        self,
        limits: Limits,
        user_agent: str,
        *,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        resolve: network.Resolve = network.resolve,
    ) -> None:
        self._limits = limits
        self._user_agent = user_agent
        self._turns = Turns(limits, clock, sleep)
        backend = network.CheckedBackend(resolve, private=limits.private_addresses)
        self._transport = network.Transport(backend, limits.requests)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._transport.aclose()

    async def fetch(self, request: Request) -> Response:
        """Return the answer to a conditional GET. Raises TryLater or DropItem, with source and URL, nothing else."""
        url = _acceptable(request.url, request)
        statuses: set[int] = set()
        left_s = self._limits.timeout_s
        for _ in range(self._limits.redirects + 1):
            async with self._turns.turn(urls.host(url), request.pace_s):
                start_s = asyncio.get_running_loop().time()
                response = await self._exchange(url, request, left_s)
                left_s -= asyncio.get_running_loop().time() - start_s
            if response.status not in _MOVED:
                permanent = bool(statuses) and statuses <= _MOVED_FOR_GOOD
                return Response(url, response.status, response.headers, response.body, permanent)
            statuses.add(response.status)
            url = _acceptable(response.headers.get("location", ""), request, url)
        raise DropItem(
            f"{request.url} redirects more than {self._limits.redirects} times; look at it in a browser",
            source=request.source,
            url=request.url,
        )

    async def _exchange(self, url: str, request: Request, left_s: float) -> Response:
        try:
            async with asyncio.timeout(left_s):
                return await _RETRY(self._once, url, request)
        except network.Refused as error:
            what = f"{url} leads to {error}, a private address: not asked (`private_addresses` in [limits] allows it)"
            raise DropItem(what, source=request.source, url=url) from error
        except (TimeoutError, httpx2.TimeoutException) as error:
            what = f"{url} did not answer within {self._limits.timeout_s:g} s"
            raise TryLater(what, source=request.source, url=url) from error
        except (httpx2.HTTPError, httpx2.StreamError, OSError) as error:
            what = f"{url} did not answer: {error or type(error).__name__}"
            raise TryLater(what, source=request.source, url=url) from error
        except (httpx2.InvalidURL, ValueError) as error:
            what = f"{url} cannot be asked: {error}"
            raise DropItem(what, source=request.source, url=url) from error

    async def _once(self, url: str, request: Request) -> Response:
        response = await self._transport.handle_async_request(
            httpx2.Request("GET", url, headers=_headers(request, self._user_agent))
        )
        try:
            headers = dict(response.headers.items())
            _refuse(response.status_code, headers, url, request)
            body = await _body(response, url, request)
        finally:
            await response.aclose()
        return Response(url, response.status_code, headers, b"" if response.status_code == 304 else body)


def retry_after_s(headers: Mapping[str, str]) -> float:
    """Return the seconds that Retry-After asks for (RFC 9110 §10.2.3), 0.0 without one that can be read.

    A date is counted from the answer's own Date, so that our clock does not matter.

    >>> retry_after_s({"retry-after": "120"}), retry_after_s({"retry-after": "soon"})
    (120.0, 0.0)
    """
    asked = headers.get("retry-after", "").strip()
    if asked.isdecimal():
        return float(asked[:9])
    try:
        until, now = parsedate_to_datetime(asked), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 0.0


def fresh_s(headers: Mapping[str, str]) -> float:
    """Return the seconds for which Cache-Control lets an answer stand (RFC 9111 §5.2.2), at most `LONGEST_FRESH_S`.

    >>> fresh_s({"cache-control": "public, max-age=300"}), fresh_s({"cache-control": "no-cache, max-age=300"})
    (300.0, 0.0)
    """
    words = [word.strip().lower() for word in headers.get("cache-control", "").split(",")]
    ages = [word.partition("=")[2].strip('" ') for word in words if word.startswith("max-age=")]
    if not ages or not ages[0].isdecimal() or {"no-cache", "no-store"} & set(words):
        return 0.0
    return min(float(ages[0][:9]), LONGEST_FRESH_S)


def _acceptable(link: str, request: Request, base: str = "") -> str:
    if link.strip() and (url := urls.absolute(link, base)):
        return url
    what = f"{base} redirects to {link!r}, which" if base else f"{link!r}"
    raise DropItem(f"{what} is no http(s) address", source=request.source, url=request.url)


def _headers(request: Request, user_agent: str) -> dict[str, str]:
    conditions = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {
        "User-Agent": user_agent,
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate",
        **{name: value for name, value in conditions.items() if value and value.isascii() and value.isprintable()},
    }


def _refuse(status: int, headers: Mapping[str, str], url: str, request: Request) -> None:
    """Raise what a person or the next run can do about a status that is no answer."""
    if status in _BUSY or status >= 500:
        what = f"{url} answers {status}: the source is busy or broken"
        raise TryLater(what, source=request.source, url=url, retry_after_s=retry_after_s(headers))
    if 200 <= status < 300 or status == 304 or status in _MOVED:
        return
    why = "the request does not suit the source; look at it in a browser"
    if status in {404, 410}:
        why = f"it has moved or is gone; if it is a feed, correct `feeds` of source {request.source!r}"
    elif status in {401, 402, 403, 451}:
        why = f"the source refuses us; ask it for access, or set `enabled = false` for {request.source!r}"
    raise DropItem(f"{url} answers {status}: {why}", source=request.source, url=url)


async def _body(response: httpx2.Response, url: str, request: Request) -> bytes:
    announced = response.headers.get("content-length", "")
    body = bytearray()
    too_large = announced.isdecimal() and int(announced[:18]) > request.most_bytes
    if not too_large:
        async for chunk in response.aiter_bytes():
            body += chunk
            if too_large := len(body) > request.most_bytes:
                break
    if too_large:
        what = f"{url} is larger than {request.most_bytes:,} bytes: not read (see [limits])"
        raise DropItem(what, source=request.source, url=url)
    return bytes(body)
