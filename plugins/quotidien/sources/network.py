"""Connections that only reach public addresses: every name is resolved once, checked, and connected to as checked.

Knows addresses and sockets. Does not know HTTP's meaning, redirects or pace.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv6Address, ip_address

import httpcore2
import httpx2

CONNECT_S = 5.0
"""For one address of a host; then the next one is tried."""

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
Option = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Refused(Exception):
    """The host has an address that is not public."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a name or a literal, the system's preferred one first. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Say whether an IP address is one that anybody may reach, also where IPv6 wraps an IPv4 one.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("fe80::1%eth0")
    (True, False, False, False)
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        found = inner or found
    return found.is_global and not found.is_multicast


class CheckedBackend(httpcore2.AsyncNetworkBackend):
    """Opens connections to checked addresses: a second look-up could give another answer (DNS rebinding)."""

    def __init__(self, resolve: Resolve, *, private: bool) -> None:
        self._resolve = resolve
        self._private = private
        self._sockets = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore2's
        local_address: str | None = None,
        socket_options: Iterable[Option] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the first address that answers. Raises Refused where one of them is not public."""
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in await self._addresses(host, port):
            try:
                return await self._sockets.connect_tcp(
                    address, port, timeout or CONNECT_S, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            found = await self._resolve(host, port)
        except OSError as error:
            raise httpcore2.ConnectError(f"{host} cannot be resolved: {error}") from error
        if not self._private and (closed := [address for address in found if not is_public(address)]):
            raise Refused(closed[0])
        return found


class Transport(httpx2.AsyncHTTPTransport):
    """HTTP/1.1 over a `CheckedBackend`, at most `most` connections; no proxy, no cookies, no redirects."""

    def __init__(self, backend: CheckedBackend, most: int) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=httpx2.create_ssl_context(), max_connections=most, keepalive_expiry=5.0, network_backend=backend
        )
