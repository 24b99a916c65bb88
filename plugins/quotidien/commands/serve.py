"""`invoke serve`: look at the built site in a browser, at the address that its links expect."""

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from quotidien.commands import terminal
from quotidien.config import Project
from quotidien.errors import Fault, FixConfiguration


def run(project: Project, port: int) -> None:
    """Serve the output folder on loopback until interrupted. Raises FixConfiguration where that is impossible."""
    if not (project.output / "index.html").is_file():
        raise FixConfiguration((Fault(str(project.output), 0, "holds no site: run `invoke digest` or `invoke demo`"),))
    with open_server(project.output, project.site.base, port) as server:
        address = f"http://127.0.0.1:{server.server_port}{project.site.base}/"
        terminal.console().print(f"Serving {project.output} at {address} (Ctrl-C ends)", soft_wrap=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            terminal.console().print("Ended.")


def open_server(output: Path, base: str, port: int) -> ThreadingHTTPServer:
    """Return a server of `output` below the path `base` on 127.0.0.1; port 0 takes any free one."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(output), base=base))
    except OSError as error:
        raise FixConfiguration((Fault("invoke serve", 0, f"port {port} is taken: add --port 0 ({error})"),)) from error


class _Handler(SimpleHTTPRequestHandler):
    """A static host: folders by their index.html, 404.html for what is not there."""

    extensions_map = {  # noqa: RUF012 - the name and shape that the standard library gives it
        **SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml",
        ".rss": "application/rss+xml",
        ".json": "application/json",
        ".opml": "text/x-opml",
        ".html": "text/html; charset=utf-8",
    }

    def __init__(self, *arguments: object, directory: str, base: str) -> None:
        self._base = base
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """Return the file of an address, without the base path that the site stands under."""
        bare = urlsplit(path).path
        return super().translate_path(bare.removeprefix(self._base) if bare.startswith(f"{self._base}/") else path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own 404.html."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the standard library's name
        """Say nothing: the address was printed once."""
