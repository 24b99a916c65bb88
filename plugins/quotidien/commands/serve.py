"""`invoke serve`: look at the site in a browser, at the address that its links expect, while it is being written.

The site is built anew when a file that it is made from changes, and open pages load again. Files in the output are
served as they are: what makes a page live is added to it on its way.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import BinaryIO
from urllib.parse import urlsplit

import quotidien.site.plugin  # noqa: F401 - Pelican asks for it in every build: each finds it loaded
from quotidien.commands import terminal
from quotidien.commands.live import PATH, Live, enlivened
from quotidien.commands.watching import fresh_process, watched
from quotidien.config import Project, load
from quotidien.errors import DigestError, Fault, FixConfiguration
from quotidien.site.build import build

Say = Callable[[str], None]

_EMPTY = (
    b"<!doctype html>\n<html lang=en><meta charset=utf-8><title>No such page</title><body>No such page.</body></html>\n"
)


def run(project: Project, port: int) -> None:
    """Build the site, serve it on loopback, and build it anew at every change, until interrupted.

    A project without content of its own is not built: what its output folder holds, such as the demo's site, is served
    as it is. Raises FixConfiguration where there is neither, or where the port is taken.
    """
    say = partial(terminal.console().print, soft_wrap=True, markup=False)
    try:
        if any(project.content.rglob("*.md")):
            with fresh_process(partial(_build, project)) as rebuild:
                preview(project, port, rebuild, say)
        else:
            _show(project, port, say)
    except KeyboardInterrupt:
        say("Ended.")


def preview(project: Project, port: int, rebuild: Callable[[], object], say: Say) -> None:
    """Serve the output folder, and call `rebuild` first and after every change; it may raise DigestError.

    Its faults go to the terminal and to every open page, which the next good build clears.
    """
    live = Live()
    with (
        watched(project) as changes,
        open_server(project.output, project.site.base, port, live) as server,
        _answering(server),
    ):
        say(_serving(project, server))
        _timed(say, rebuilt("", rebuild, live))
        for names in changes:
            _timed(say, rebuilt(f"{_several(names)} changed: ", rebuild, live))


def rebuilt(reason: str, rebuild: Callable[[], object], live: Live) -> str:
    """Build once, tell open pages what came of it, and return that for the terminal, after `reason`."""
    begun = perf_counter()
    try:
        rebuild()
    except DigestError as error:
        live.show(str(error))
        return f"{reason}not built, for there is something to mend\n{error}"
    live.show("")
    return f"{reason}built in {perf_counter() - begun:.1f} s"


def _build(project: Project) -> None:
    """Build with the configuration as it stands now."""
    build(replace(load(project.root), output=project.output, theme=project.theme))


def _show(project: Project, port: int, say: Say) -> None:
    if not (project.output / "index.html").is_file():
        raise FixConfiguration((Fault(str(project.output), 0, "holds no site: run `invoke digest` or `invoke demo`"),))
    with open_server(project.output, project.site.base, port) as server:
        say(_serving(project, server))
        say(f"{project.content} holds nothing to build: the site is shown as it is, and nothing is watched")
        server.serve_forever()


def _serving(project: Project, server: ThreadingHTTPServer) -> str:
    address = f"http://127.0.0.1:{server.server_port}{project.site.base}/"
    return f"Serving {project.output} at {address} (Ctrl-C ends)"


def _timed(say: Say, line: str) -> None:
    say(f"{datetime.now(UTC).astimezone():%H:%M:%S} {line}")


def _several(names: tuple[str, ...]) -> str:
    first, *more = names
    return f"{first} and {len(more)} more" if more else first


def open_server(output: Path, base: str, port: int, live: Live | None = None) -> ThreadingHTTPServer:
    """Return a server of `output` below the path `base` on 127.0.0.1; port 0 takes any free one.

    With `live` every page listens for the next build. Raises FixConfiguration where the port is taken.
    """
    handler = partial(_Handler, directory=str(output), base=base, live=live)
    try:
        return _Server(("127.0.0.1", port), handler)
    except OSError as error:
        raise FixConfiguration((Fault("invoke serve", 0, f"port {port} is taken: add --port 0 ({error})"),)) from error


@contextmanager
def _answering(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


class _Server(ThreadingHTTPServer):
    """One thread a request; none holds up the end."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away before its answer was whole."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(SimpleHTTPRequestHandler):
    """A static host: folders by their index.html, 404.html for what is not there. No browser keeps what it answers."""

    extensions_map = {  # noqa: RUF012 - the name and shape that the standard library gives it
        **SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml",
        ".rss": "application/rss+xml",
        ".json": "application/json",
        ".opml": "text/x-opml",
        ".html": "text/html; charset=utf-8",
    }

    def __init__(self, *arguments: object, directory: str, base: str, live: Live | None) -> None:
        self._base = base
        self._live = live
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a file, or the stream that live pages listen to."""
        address = urlsplit(self.path)
        if self._live and address.path == PATH:
            self._stream(self._live, address.query)
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        """Return the file of an address, without the base path that the site stands under."""
        bare = urlsplit(path).path
        return super().translate_path(bare.removeprefix(self._base) if bare.startswith(f"{self._base}/") else path)

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the headers of a file, and return it to be sent: a page with what makes it live."""
        file = Path(self.translate_path(self.path))
        if urlsplit(self.path).path.endswith("/"):
            file /= "index.html"
        if self._live is None or file.suffix != ".html":
            return super().send_head()
        try:
            return self._page(HTTPStatus.OK, file.read_bytes())
        except OSError:
            return super().send_head()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own 404.html."""
        file = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not (self._live or file.is_file()):
            super().send_error(code, message, explain)
            return
        body = self._page(code, file.read_bytes() if file.is_file() else _EMPTY)
        if self.command != "HEAD":
            self.copyfile(body, self.wfile)

    def end_headers(self) -> None:
        """Let no browser keep a page or a stylesheet: times to the second cannot tell two builds apart."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the standard library's name
        """Say nothing: the address was printed once."""

    def _page(self, status: int, page: bytes) -> BytesIO:
        body = enlivened(page, self._live.shown) if self._live else page
        self.send_response(status)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def _stream(self, live: Live, mark: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for line in live.events(mark):
            self.wfile.write(line)
