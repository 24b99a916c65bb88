"""A server on loopback that sends exactly the bytes of a script, well-formed or not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress

Act = Callable[[asyncio.StreamWriter], Awaitable[None]]
Script = Mapping[str, bytes | Act]


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """Return a whole, honest answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


class Server:
    """Notes each request's head in `heads`, in lower case, and how many were being answered at once."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.heads: list[str] = []
        self.base = ""
        self.now = self.most = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.heads.append(head.lower())
            self.now += 1
            self.most = max(self.most, self.now)
            try:
                act = self._script.get(head.split()[1], answer(status="404 Not Found"))
                if isinstance(act, bytes):
                    writer.write(act)
                    await writer.drain()
                else:
                    await act(writer)
            finally:
                self.now -= 1
                writer.close()

    @property
    def paths(self) -> list[str]:
        return [head.split()[1] for head in self.heads]


@asynccontextmanager
async def serving(script: Script) -> AsyncIterator[Server]:
    """Serve a script as long as the block lasts; `base` is the address."""
    server = Server(script)
    async with await asyncio.start_server(server.handle, "127.0.0.1", 0) as listening:
        server.base = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        yield server
