"""Turns: when a request may start, so that no host is pressed and not too many are under way.

Knows hosts and times. Does not know requests. Clock and sleep come in from outside.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from quotidien.config import Limits

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[object]]


class Turns:
    """Between two starts at one host lie at least `limits.pace_s` seconds; `limits.requests` run at once."""

    def __init__(self, limits: Limits, clock: Clock, sleep: Sleep) -> None:
        self._pace_s = limits.pace_s
        self._clock = clock
        self._sleep = sleep
        self._slots = asyncio.Semaphore(limits.requests)
        self._gates: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._started: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str, pace_s: float = 0.0) -> AsyncIterator[None]:
        """Wait for this host's turn, then for a free slot, which is held until the end; a longer pace may be asked.

        The slot is taken last, so that a slow host's queue keeps no other host waiting.
        """
        async with self._gates[host]:
            if host in self._started:
                wait_s = self._started[host] + max(self._pace_s, pace_s) - self._clock()
                if wait_s > 0:
                    await self._sleep(wait_s)
            await self._slots.acquire()
            self._started[host] = self._clock()
        try:
            yield
        finally:
            self._slots.release()
