"""What makes a served page live: it listens for the next build (Server-Sent Events), and shows what hinders one.

Knows a page's bytes and the stream's; does not know who serves them.
"""

import html
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Condition

PATH = "/-/live"
"""Where the stream is, whatever path the site stands under: none of its own addresses begins so."""

_PING_S = 15.0

_SCRIPT = """<script>
(() => {
  let stream;
  const listen = () => {
    stream?.close();
    if (document.hidden) return;
    stream = new EventSource("%s?%s");
    stream.onmessage = () => location.reload();
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
</script>
"""
"""A page that nobody sees holds no connection, of which a browser has six, and looks again when it is seen."""

_NOTICE = """<pre role="alert" style="all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647;
max-block-size: 60vh; box-sizing: border-box; overflow: auto; padding: 1em; white-space: pre-wrap;
font: 15px/1.5 monospace; color: #fff; background: #7a1420">%s</pre>
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What pages show: the build, by a mark that no other has, and plain text that hinders a better one, or ""."""

    mark: str
    notice: str


class Live:
    """What the threads of a server share: what is shown now, and the wait for something else. `ping_s` is seconds."""

    def __init__(self, ping_s: float = _PING_S) -> None:
        self._moved = Condition()
        self._ping_s = ping_s
        self.shown = Shown(secrets.token_hex(8), "The site is being built.")

    def show(self, notice: str) -> None:
        """Let every open page load again, and show `notice` where it is not empty."""
        with self._moved:
            self.shown = Shown(secrets.token_hex(8), notice)
            self._moved.notify_all()

    def events(self, mark: str) -> Iterator[bytes]:
        """Yield the stream of a page that shows `mark`: comments while it is right, one event when it is not."""
        yield b"retry: 500\n\n"
        while not self._is_past(mark):
            yield b": still the same\n\n"
        yield b"data: changed\n\n"

    def _is_past(self, mark: str) -> bool:
        with self._moved:
            return self._moved.wait_for(lambda: self.shown.mark != mark, self._ping_s)


def enlivened(page: bytes, shown: Shown) -> bytes:
    """Return an HTML page that loads again when something else than `shown` is to be shown.

    >>> enlivened(b"<body>Rain.</body>", Shown("a1", "")).startswith(b"<body>Rain.<script>")
    True
    """
    notice = _NOTICE % html.escape(shown.notice) if shown.notice else ""
    addition = (notice + _SCRIPT % (PATH, shown.mark)).encode()
    before, end, after = page.rpartition(b"</body>")
    return before + addition + end + after if end else page + addition
