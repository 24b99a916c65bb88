"""When a request may start. The clock is a script: nothing waits."""

import asyncio
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quotidien.config import Limits
from quotidien.sources.pace import Turns

LIMITS = Limits(pace_s=2.0, requests=4)


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


def starts(asked: list[tuple[str, float]], limits: Limits = LIMITS) -> list[tuple[str, float]]:
    """Return when each of the requests (host, pace) started, all being asked for at once."""
    clock = Clock()
    turns = Turns(limits, clock, clock.sleep)
    started: list[tuple[str, float]] = []

    async def one(host: str, pace_s: float) -> None:
        async with turns.turn(host, pace_s):
            started.append((host, clock.now - 100.0))

    async def run() -> None:
        await asyncio.gather(*(one(host, pace_s) for host, pace_s in asked))

    asyncio.run(run())
    return started


def test_requests_to_one_host_start_the_pace_apart():
    assert starts([("a", 0.0)] * 3) == [("a", 0.0), ("a", 2.0), ("a", 4.0)]


def test_requests_to_several_hosts_do_not_wait_for_one_another():
    assert starts([("a", 0.0), ("b", 0.0), ("c", 0.0)]) == [("a", 0.0), ("b", 0.0), ("c", 0.0)]


def test_a_longer_pace_is_kept_and_a_shorter_one_is_not():
    assert starts([("a", 0.0), ("a", 7.0), ("a", 0.5)]) == [("a", 0.0), ("a", 7.0), ("a", 9.0)]


def test_without_a_pace_nobody_waits():
    assert starts([("a", 0.0)] * 5, replace(LIMITS, pace_s=0.0)) == [("a", 0.0)] * 5


def test_a_turn_that_fails_gives_its_slot_back():
    turns = Turns(replace(LIMITS, requests=1, pace_s=0.0), Clock(), asyncio.sleep)

    async def fail() -> None:
        async with turns.turn("a"):
            int("no number")

    async def run() -> list[object]:
        return await asyncio.wait_for(asyncio.gather(*(fail() for _ in range(3)), return_exceptions=True), timeout=5)

    assert [type(outcome) for outcome in asyncio.run(run())] == [ValueError] * 3


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([0.0, 1.0, 3.0])), max_size=15))
def test_two_starts_at_one_host_are_never_nearer_than_the_pace(asked: list[tuple[str, float]]):
    times: dict[str, list[float]] = {}
    for host, moment in starts(asked):
        times.setdefault(host, []).append(moment)
    assert sum(map(len, times.values())) == len(asked)
    assert all(later - earlier >= 2.0 for each in times.values() for earlier, later in pairwise(each))
