"""A headless Chromium that looks at the pages of a served site and says what it measured there.

There is no driver: a harness page, served beside the site, loads each page in a frame of each width, measures it with
script, asks axe-core, and writes one JSON document into itself, which `--dump-dom` prints.
"""

import html
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from threading import Thread
from typing import Any

from quotidien.commands import serve

TIMEOUT_S = 120
BUDGET_MS = 120_000
"""Of Chromium's virtual time, which stands still while a page loads and runs ahead while nothing is to be done."""

SCHEMES = {"dark": 0, "light": 1}
"""How Chromium's `preferredColorScheme` counts them."""

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--window-size=1400,1000",
    f"--virtual-time-budget={BUDGET_MS}",
    "--dump-dom",
)
HARNESS, AXE = "_harness.html", "_axe.js"


@dataclass(frozen=True, slots=True)
class Look:
    """What one page showed at one width. Every tuple but `scroll` names elements, by tag, class and first words.

    `scroll` is how wide the page's content is and how wide its window, `paragraphs_px` the font sizes of running text,
    `outside` what reaches beyond the window, `headings` every h1 and `first` what stands first in `main`;
    `small` links in navigation below 24 by 24 px; `scrambled` words that stand in the other direction than their
    script asks, `right_to_left` the directions of headlines in a script that is read so; `violations` what axe-core
    found, with its advice.
    """

    status: int
    paper: str
    scroll: tuple[int, int]
    outside: tuple[str, ...]
    paragraphs_px: tuple[float, ...]
    headings: tuple[str, ...]
    first: str
    small: tuple[str, ...]
    scrambled: tuple[str, ...]
    right_to_left: tuple[str, ...]
    violations: tuple[str, ...]


def chromium() -> str | None:
    """Return where Chromium is installed, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def served(output: Path, base: str) -> Iterator[str]:
    """Serve the site in `output` together with the harness, which is written into it; give the site's address."""
    (output / HARNESS).write_text(_PAGE, "utf-8")
    (output / AXE).write_bytes((resources.files("axe_core_python") / "axe.min.js").read_bytes())
    with serve.open_server(output, base, 0) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()
            thread.join()


def look(address: str, scheme: str, paths: Iterable[str], widths: Iterable[int]) -> dict[tuple[str, int], Look]:
    """Look at each path below `address` at each width, in one run of Chromium that ends within `TIMEOUT_S`."""
    asked = [(path, width) for width in widths for path in paths]
    query = json.dumps([[address + path, width] for path, width in asked])
    dom = _dump(f"{address}/{HARNESS}#{query}", scheme)
    found = dom.partition('<pre id="result">')[2].partition("</pre>")[0]
    if not found.startswith("["):
        raise AssertionError(f"The harness gave no result: {found or dom[:2000]}")
    return {key: _read(one) for key, one in zip(asked, json.loads(html.unescape(found)), strict=True)}


def _read(found: dict[str, Any]) -> Look:
    return Look(**{key: tuple(value) if isinstance(value, list) else value for key, value in found.items()})


def _dump(url: str, scheme: str) -> str:
    """Return the document at `url` as it stands when its scripts have run."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        settings = (f"--user-data-dir={profile}", f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}")
        process = subprocess.Popen(  # noqa: S603 - our own words
            [chromium() or "chromium", *OPTIONS, *settings, url],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        with process:
            try:
                dom, said = process.communicate(timeout=TIMEOUT_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # the browser and all that it started
                raise
    if process.returncode:
        raise AssertionError(f"Chromium ended with {process.returncode}: {said[-2000:]}")
    return dom


_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Harness</title>
<style>iframe { display: block; border: 0; block-size: 900px }</style>
<body>
<script type="module">
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const rules = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
const rightToLeft = /[\\p{Script=Arabic}\\p{Script=Hebrew}]/u, latin = /\\p{Script=Latin}/u;
// Letters on both sides hold words in their place without a mark.
const kept = /\\p{Script=Latin}.*[\\p{Script=Arabic}\\p{Script=Hebrew}].*\\p{Script=Latin}/u;
const axe = await (await fetch("_axe.js")).text();

const words = (node) => node.textContent.trim().replace(/\\s+/g, " ").slice(0, 60);
const name = (element) => `${element.localName}.${element.className} ${words(element)}`;
const style = (element) => element.ownerDocument.defaultView.getComputedStyle(element);
const all = (page, selector) => [...page.querySelectorAll(selector)];

function outside(page) {
  const scrolled = (element) => element.closest(".wide");
  const isOut = ({ left, right, width }) => width && (left < -1 || right > page.documentElement.clientWidth + 1);
  return all(page, "body *").filter((each) => !scrolled(each) && isOut(each.getBoundingClientRect())).map(name);
}

function small(page) {
  const size = (link) => link.getBoundingClientRect();
  const isSmall = ({ width, height }) => width < 24 || height < 24;
  return all(page, "nav a, .calendar a").filter((link) => isSmall(size(link)))
    .map((link) => `${name(link)}: ${size(link).width} x ${size(link).height}`);
}

function flowOf(text) {
  const holder = text.parentElement, flow = style(holder).direction;
  const script = new Intl.Locale(holder.closest("[lang]")?.lang || "en").maximize().script;
  if (kept.test(text.data)) return flow;
  if (rightToLeft.test(text.data)) return "rtl";
  return latin.test(text.data) && !["Arab", "Hebr"].includes(script) ? "ltr" : flow;
}

function scrambled(page) {
  const found = [], texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, holder = text.parentElement;
    if (style(holder).direction !== flowOf(text)) found.push(`${holder.localName}.${holder.className} ${words(text)}`);
  }
  return found;
}

function directions(page) {
  const isRead = (node) => node.nodeType === Node.TEXT_NODE && rightToLeft.test(node.data);
  return all(page, ":is(h1, h2, h3, .headline), :is(h1, h2, h3, .headline) *")
    .filter((element) => [...element.childNodes].some(isRead)).map((element) => style(element).direction);
}

async function look(address, width) {
  const frame = document.createElement("iframe");
  const loaded = new Promise((done) => { frame.onload = done; });
  frame.width = width;
  frame.src = address;
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument, root = page.documentElement, view = frame.contentWindow;
  view.eval(axe);
  const { violations } = await view.axe.run(page, rules);
  const running = all(page, "main p:not([class], .meta *, aside *, .edition > header *, .front .item:first-child *)");
  const found = {
    status: view.performance.getEntriesByType("navigation")[0].responseStatus,
    paper: style(page.body).backgroundColor,
    scroll: [root.scrollWidth, root.clientWidth],
    outside: outside(page),
    paragraphs_px: [page.body, ...running].map((each) => parseFloat(style(each).fontSize)),
    headings: all(page, "h1").map(name),
    first: name(page.querySelector("main :is(h1, h2, h3, h4, p, ul, ol, table)") ?? page.body),
    small: small(page),
    scrambled: scrambled(page),
    right_to_left: directions(page),
    violations: violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target}`)),
  };
  frame.remove();
  return found;
}

const result = document.createElement("pre"), looks = [];
result.id = "result";
try {
  for (const [address, width] of JSON.parse(decodeURIComponent(location.hash.slice(1)))) {
    looks.push(await look(address, width));
  }
  result.textContent = JSON.stringify(looks);
} catch (error) {
  result.textContent = `${error.stack}`;
}
document.body.append(result);
</script>
"""
