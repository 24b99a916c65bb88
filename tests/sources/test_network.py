"""Connections that only reach public addresses. All over loopback, which is private: so what is refused is seen."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.config import Limits
from quotidien.errors import DigestError, DropItem
from quotidien.sources.fetch import HttpFetcher, Request, Response
from quotidien.sources.network import is_public
from tests.sources.loopback import Server, answer, serving

LIMITS = Limits(timeout_s=5.0, pace_s=0.0, private_addresses=True)
AGENT = "Quotidien/1.0"

PRIVATE = (
    "127.0.0.1 10.1.2.3 192.168.0.1 172.16.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 ::1 fe80::1%eth0 fc00::1 "
    "::ffff:127.0.0.1 2002:7f00:1::"
).split()


def run_with(addresses: list[str], url: str, limits: Limits) -> Coroutine[Any, Any, Response]:
    async def resolve(*_: object) -> list[str]:
        return addresses

    async def ask() -> Response:
        async with HttpFetcher(limits, AGENT, resolve=resolve) as fetcher:
            return await fetcher.fetch(Request(url, "a"))

    return ask()


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_with_one_private_address_is_not_asked(address: str):
    with pytest.raises(DropItem, match="a private address: not asked"):
        asyncio.run(
            run_with(["93.184.215.14", address], "http://rebind.example/", replace(LIMITS, private_addresses=False))
        )


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1"])
def test_no_way_of_writing_loopback_reaches_it(host: str):
    async def ask(server: Server) -> None:
        async with HttpFetcher(replace(LIMITS, private_addresses=False), AGENT) as fetcher:
            await fetcher.fetch(Request(f"http://{host}:{server.base.rpartition(':')[2]}/", "a"))

    async def run() -> list[str]:
        async with serving({"/": answer(b"secret")}) as server:
            with pytest.raises(DigestError):
                await ask(server)
            return server.paths

    assert asyncio.run(run()) == []


def test_the_connection_goes_to_the_address_that_was_checked():
    """A second look-up would give another address: here it would fail."""

    async def run() -> bytes:
        async with serving({"/": answer(b"here")}) as server:
            port = server.base.rpartition(":")[2]
            return (await run_with(["127.0.0.1"], f"http://does-not-exist.invalid:{port}/", LIMITS)).body

    assert asyncio.run(run()) == b"here"


def test_the_next_address_is_tried_where_the_first_does_not_answer():
    async def run() -> bytes:
        async with serving({"/": answer(b"here")}) as server:
            port = server.base.rpartition(":")[2]
            return (await run_with(["127.0.0.9", "127.0.0.1"], f"http://two.example:{port}/", LIMITS)).body

    assert asyncio.run(run()) == b"here"


@given(
    st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="127.0.0.0/8") | st.ip_addresses(network="fc00::/7")
)
def test_no_address_of_a_private_network_is_public(address: object):
    assert not is_public(str(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_ordinary_addresses_are_public(address: str):
    assert is_public(address)
