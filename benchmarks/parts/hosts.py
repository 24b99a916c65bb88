"""Many small web servers on loopback, each with a feed, each as far away as the latency says.

One process of its own answers for all of them, a port each. It ends when its standard input does, that is with whoever
started it.
"""

import asyncio
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from parts.feeds import feed
from parts.measuring import environment


@contextmanager
def serving(hosts: int, entries: int, latency_ms: int) -> Iterator[list[str]]:
    """Give the addresses of the hosts' feeds while the block runs."""
    command = [sys.executable, "-m", "parts.hosts", str(hosts), str(entries), str(latency_ms)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment(), stdin=pipe, stdout=pipe, text=True) as server:
        try:
            yield json.loads(server.stdout.readline()) if server.stdout else []
        finally:
            server.communicate()


async def _serve(hosts: int, entries: int, latency_ms: int) -> None:
    addresses, servers = [], []
    for number in range(hosts):
        host = _Host(latency_ms / 1000)
        server = await asyncio.start_server(host.answer, "127.0.0.1", 0)
        home = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        host.publish(feed(number, entries, home))
        addresses.append(f"{home}feed")
        servers.append(server)
    print(json.dumps(addresses), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for server in servers:
        server.close()


class _Host:
    """Answers GET for the one document that it has, with a validator, after the latency."""

    def __init__(self, latency_s: float) -> None:
        self._latency_s = latency_s
        self._known = self._whole = b""

    def publish(self, body: bytes) -> None:
        self._etag = b'"%s"' % hashlib.sha256(body).hexdigest()[:16].encode()
        validator = b"ETag: %s\r\n" % self._etag
        self._known = b"HTTP/1.1 304 Not Modified\r\n%s\r\n" % validator
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n%s\r\n"
        self._whole = head % (len(body), validator) + body

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(self._latency_s)
                writer.write(self._known if self._etag in request else self._whole)
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()


if __name__ == "__main__":
    asyncio.run(_serve(*map(int, sys.argv[1:])))
