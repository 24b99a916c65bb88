"""The sample newsroom that `invoke demo` reads: twelve small sites with feeds, served on loopback.

A site is one TOML file; its pages and feeds are rendered from templates that stand beside it, and answered as a careful
web server would: validators, 304, gzip, robots.txt. Knows nothing of the pipeline, which takes it for the open web.
"""

import gzip
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from quotidien import log
from quotidien.commands.press import Resource, render

PORT = 8765
"""The port that `demo/sources.toml` names: an article's identity is its address, so it stays between runs."""

_log = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """One request that was answered."""

    method: str
    path: str
    status: int


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the server's threads share."""

    resources: Mapping[str, Resource]
    slow_s: float
    closing: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    requests: list[Request] = field(default_factory=list)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    desk: _Desk


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for one connection, which may carry many requests."""

    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        desk = self.server.desk
        resource = desk.resources.get(urlsplit(self.path).path, _MISSING)
        if resource.slow:
            desk.closing.wait(desk.slow_s)
        if resource.is_known(self.headers):
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self._send_validators(resource)
            self.end_headers()
        else:
            self._send(resource)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def _send(self, resource: Resource) -> None:
        body = resource.body
        self.send_response(resource.status)
        self.send_header("Content-Type", f"{resource.kind}; charset=utf-8")
        if resource.status is HTTPStatus.OK:
            self._send_validators(resource)
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def _send_validators(self, resource: Resource) -> None:
        self.send_header("ETag", resource.etag)
        self.send_header("Last-Modified", format_datetime(resource.modified.astimezone(UTC), usegmt=True))
        self.send_header("Vary", "Accept-Encoding")

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002
        with self.server.desk.lock:
            self.server.desk.requests.append(Request(self.command, self.path, int(code)))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        _log.debug("The newsroom's server says", line=format % args)


_MISSING = Resource(
    b"<!DOCTYPE html><title>404</title><h1>404</h1>",
    "text/html",
    datetime(2026, 11, 1, tzinfo=UTC),
    HTTPStatus.NOT_FOUND,
)


class Newsroom:
    """The newsroom in `folder` on 127.0.0.1 while the `with` block runs; each site lives below `/SLUG/`.

    `slow_s` is how many seconds the slow source's feeds wait. `port` is the one wanted, so that addresses, and with
    them articles, are the same in each run; any free one serves where it is taken. Entering raises FixConfiguration
    where a site's file cannot be read.
    """

    def __init__(self, folder: Path, slow_s: float = 2.0, port: int = 0) -> None:
        self._folder = folder
        self._slow_s = slow_s
        self._port = port

    def __enter__(self) -> Self:
        try:
            self._server = _Server(("127.0.0.1", self._port), _Handler)
        except OSError:
            self._server = _Server(("127.0.0.1", 0), _Handler)
        try:
            self._server.desk = _Desk(render(self._folder, self.url), self._slow_s)
        except BaseException:
            self._server.server_close()
            raise
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.desk.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The address that all of its addresses begin with, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def requests(self) -> list[Request]:
        """Every request answered so far, in the order of the answers."""
        with self._server.desk.lock:
            return list(self._server.desk.requests)
