"""What a site lets machines do."""

import asyncio
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.errors import DigestError, TryLater
from quotidien.sources.robots import KEPT_S, Robots, RobotsFile
from tests.sources.scripted import ScriptedFetcher

SITE = "https://news.example"
ROBOTS = f"{SITE}/robots.txt"
TDM = f"{SITE}/.well-known/tdmrep.json"
NOW = 1_795_500_000.0
RULES = b"""User-agent: *
Disallow: /private/
Crawl-delay: 4

User-agent: Quotidien
Disallow: /machines/
Crawl-delay: 2.5
"""


def robots(script: Mapping[str, bytes | DigestError], cache: dict[str, RobotsFile] | None = None) -> Robots:
    return Robots(
        ScriptedFetcher(script), "Quotidien/1.0 (+https://digest.example/about)", {} if cache is None else cache, NOW
    )


def allows(script: Mapping[str, bytes | DigestError], path: str, cache: dict[str, RobotsFile] | None = None) -> bool:
    return asyncio.run(robots(script, cache).allows(SITE + path, "a"))


def test_our_own_group_counts_before_the_one_for_all():
    assert not allows({ROBOTS: RULES}, "/machines/1")
    assert allows({ROBOTS: RULES}, "/private/1")


def test_the_crawl_delay_is_our_groups():
    assert asyncio.run(robots({ROBOTS: RULES}).crawl_delay_s(f"{SITE}/a")) == 2.5


def test_without_a_file_everything_is_allowed_at_once():
    assert allows({}, "/a")
    assert asyncio.run(robots({}).crawl_delay_s(f"{SITE}/a")) == 0.0


def test_a_site_whose_file_cannot_be_had_is_left_alone_and_asked_again_next_time():
    cache: dict[str, RobotsFile] = {}
    assert not allows({ROBOTS: TryLater("answers 503")}, "/a", cache)
    assert cache == {}


def test_a_site_without_a_file_is_remembered():
    cache: dict[str, RobotsFile] = {}
    allows({}, "/a", cache)
    assert cache == {ROBOTS: RobotsFile("", NOW)}


@pytest.mark.parametrize(("age_s", "asked"), [(0.0, 0), (KEPT_S - 1, 0), (KEPT_S, 1), (-60.0, 1)])
def test_a_file_is_believed_for_a_day(age_s: float, asked: int):
    fetcher = ScriptedFetcher({ROBOTS: b""})
    cache = {ROBOTS: RobotsFile("User-agent: *\nDisallow: /", NOW - age_s)}
    allowed = asyncio.run(Robots(fetcher, "Quotidien/1.0", cache, NOW).allows(f"{SITE}/a", "a"))
    assert fetcher.asked[ROBOTS] == asked
    assert allowed is bool(asked)


def test_callers_at_the_same_time_share_one_request():
    fetcher = ScriptedFetcher({ROBOTS: RULES})
    ours = Robots(fetcher, "Quotidien/1.0", {}, NOW)

    async def ask_often() -> list[bool]:
        return await asyncio.gather(*(ours.allows(f"{SITE}/{n}", "a") for n in range(20)))

    assert asyncio.run(ask_often()) == [True] * 20
    assert fetcher.asked == {ROBOTS: 1}


def test_each_port_and_scheme_has_its_own_file():
    fetcher = ScriptedFetcher({})
    ours = Robots(fetcher, "Quotidien/1.0", {}, NOW)
    for site in ("https://news.example", "http://news.example", "https://news.example:8443"):
        asyncio.run(ours.allows(f"{site}/a", "a"))
    assert len(fetcher.asked) == 3


@pytest.mark.parametrize(("path", "reserved"), [("/articles/1", True), ("/articles/open/1", False), ("/about", False)])
def test_tdmrep_reserves_what_its_patterns_say(path: str, reserved: bool):
    rules = b'[{"location": "/articles/", "tdm-reservation": 1}, {"location": "/articles/open/", "tdm-reservation": 0}]'
    assert asyncio.run(robots({TDM: rules}).reserves(SITE + path, "a")) is reserved


@pytest.mark.parametrize("body", [b"", b"not json", b"{}", b"[1, null, {}]", b"[" * 100_000, b'[{"location": 1}]'])
def test_a_tdmrep_that_cannot_be_read_reserves_nothing(body: bytes):
    assert not asyncio.run(robots({TDM: body}).reserves(f"{SITE}/a", "a"))


def test_a_tdmrep_that_cannot_be_had_reserves_nothing():
    assert not asyncio.run(robots({TDM: TryLater("answers 503")}).reserves(f"{SITE}/a", "a"))


def test_a_tdmrep_cannot_smuggle_in_other_rules():
    rules = b'[{"location": "/x\\nDisallow: /", "tdm-reservation": 0}]'
    assert not asyncio.run(robots({TDM: rules}).reserves(f"{SITE}/a", "a"))


@given(st.binary(max_size=200))
def test_whatever_the_file_holds_there_is_an_answer(body: bytes):
    assert allows({ROBOTS: body}, "/a") in {True, False}


@given(
    st.lists(
        st.sampled_from(
            ["User-agent: *", "Disallow: /*", "Allow: $", "Crawl-delay: 1e999", "Crawl-delay: -1", "", "\0", "%"]
        )
    )
)
def test_a_crawl_delay_is_never_negative_nor_endless(lines: list[str]):
    delay_s = asyncio.run(robots({ROBOTS: "\n".join(lines).encode()}).crawl_delay_s(f"{SITE}/a"))
    assert 0 <= delay_s < float("inf")
