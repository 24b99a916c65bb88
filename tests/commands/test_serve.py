"""`invoke serve`: the built site as a static host would answer it, built anew and shown at every change."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from quotidien.commands import serve
from quotidien.commands.live import PATH, Live
from quotidien.errors import DigestError, Fault, FixConfiguration, ReportBug
from tests.site import browser, samples

ROOT = Path(__file__).parents[2]
WAIT_S = 30
PATHS = ("/", "/about/", "/feed.atom", "/nowhere/", "/theme/style.css")
HOME = "<!doctype html><body>home</body>"
FAULTS = FixConfiguration((Fault("content/a.md", 3, "no date"), Fault("content/b.md", 1, "<b> is no key")))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "output"
    (folder / "about").mkdir(parents=True)
    (folder / "theme").mkdir()
    (folder / "index.html").write_text(HOME, "utf-8")
    (folder / "about" / "index.html").write_text("about", "utf-8")
    (folder / "404.html").write_text("nothing here", "utf-8")
    (folder / "feed.atom").write_text("<feed></body></feed>", "utf-8")
    (folder / "theme" / "style.css").write_text("p {}", "utf-8")
    return folder


@contextmanager
def answering(server: ThreadingHTTPServer) -> Iterator[int]:
    """Let a server answer in a thread; give its port."""
    with server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture(params=["", "/news"])
def base(request):
    return request.param


@pytest.fixture
def client(folder, base):
    with (
        answering(serve.open_server(folder, base, 0)) as port,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}{base}") as found,
    ):
        yield found


@pytest.fixture
def live():
    found = Live(ping_s=0.01)
    found.show("")
    return found


@pytest.fixture
def live_client(folder, base, live):
    with (
        answering(serve.open_server(folder, base, 0, live)) as port,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}{base}", timeout=WAIT_S) as found,
    ):
        yield found


@contextmanager
def listening(client: httpx2.Client, page: str) -> Iterator[Iterator[str]]:
    """Give the lines of the stream that a page listens to."""
    (stream,) = re.findall(r'new EventSource\("([^"]+)"\)', page)
    with client.stream("GET", httpx2.URL(str(client.base_url)).join(stream)) as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        yield (line for line in answer.iter_lines() if line)


# -- A static host --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "text"), [("/", HOME), ("/about/", "about")])
def test_a_folder_answers_with_its_index_below_the_sites_base(client, path, text):
    assert client.get(path).text == text


def test_what_is_missing_answers_the_sites_own_404(client):
    answer = client.get("/nowhere/")
    assert (answer.status_code, answer.text) == (404, "nothing here")


def test_feeds_have_their_own_media_types(client):
    assert client.get("/feed.atom").headers["content-type"] == "application/atom+xml"


@pytest.mark.parametrize("path", ["/", "/nowhere/"])
def test_nobody_listens_where_nothing_changes(client, path):
    assert "EventSource" not in client.get(path).text
    assert client.get(f"http://{client.base_url.netloc.decode()}{PATH}").status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_sends(client, path):
    assert_same_headers(client.head(path), client.get(path))


def assert_same_headers(head: httpx2.Response, get: httpx2.Response) -> None:
    assert head.content == b""
    assert head.status_code == get.status_code
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}
    assert int(get.headers["content-length"]) == len(get.content)


def test_a_taken_port_is_an_error_that_says_what_to_do(folder):
    with serve.open_server(folder, "", 0) as server, pytest.raises(FixConfiguration, match="--port 0"):
        serve.open_server(folder, "", server.server_port)


# -- Live pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/index.html", "/about/", "/nowhere/"])
def test_every_page_listens_for_the_next_build(live_client, live, path):
    assert f'"{PATH}?{live.shown.mark}"' in live_client.get(path).text


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_sends_of_a_live_page(live_client, path):
    assert_same_headers(live_client.head(path), live_client.get(path))


def test_files_on_disk_stay_as_they_are(live_client, folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for path in ("/", "/about/", "/nowhere/"):
        live_client.get(path)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["feed.atom", "theme/style.css"])
def test_what_is_no_page_is_served_as_it_is(live_client, folder, name):
    assert live_client.get(f"/{name}").content == (folder / name).read_bytes()


def test_no_browser_keeps_what_the_next_build_may_change(live_client):
    for path in ("/", "/theme/style.css", "/nowhere/"):
        assert live_client.get(path).headers["cache-control"] == "no-store"


def test_a_conditional_request_gets_a_page_whole_and_spares_another_file(live_client):
    style = live_client.get("/theme/style.css")
    since = {"If-Modified-Since": style.headers["last-modified"]}
    assert live_client.get("/theme/style.css", headers=since).status_code == 304
    assert live_client.get("/", headers=since).status_code == 200


def test_a_folder_without_its_slash_leads_to_the_one_with_it(live_client):
    answer = live_client.get("/about")
    assert (answer.status_code, answer.headers["location"].endswith("/about/")) == (301, True)


def test_an_open_page_hears_of_the_next_build_and_of_nothing_else(live_client, live):
    with listening(live_client, live_client.get("/").text) as lines:
        assert [next(lines)[:1] for _ in range(4)] == ["r", ":", ":", ":"]
        live.show("")
        assert [line for line in lines if not line.startswith(":")] == ["data: changed"]


def test_a_page_that_missed_a_build_hears_of_it_at_once(live_client, live):
    page = live_client.get("/").text
    live.show("")
    with listening(live_client, page) as lines:
        assert list(lines) == ["retry: 500", "data: changed"]


def test_faults_stand_on_every_page_until_the_next_good_build(live_client, live):
    live.show(f"{FAULTS}")
    for path in ("/", "/about/", "/nowhere/"):
        assert "content/a.md:3: no date\ncontent/b.md:1: &lt;b&gt; is no key" in live_client.get(path).text
    live.show("")
    assert "alert" not in live_client.get("/").text


def test_before_the_first_page_is_built_there_is_one_that_waits(tmp_path):
    with answering(serve.open_server(tmp_path / "output", "/news", 0, Live())) as port:
        answer = httpx2.get(f"http://127.0.0.1:{port}/news/")
    assert answer.status_code == 404
    assert "The site is being built." in answer.text
    assert "EventSource" in answer.text


# -- A build and what is told of it ---------------------------------------------------------------------------------


def test_a_good_build_is_one_line(live):
    live.show("a fault")
    assert re.fullmatch(r"a\.md changed: built in 0\.\d s", serve.rebuilt("a.md changed: ", lambda: None, live))
    assert live.shown.notice == ""


@pytest.mark.parametrize("error", [FAULTS, ReportBug("Pelican reported: no"), DigestError("no")])
def test_a_bad_build_tells_its_faults_in_full_and_ends_nothing(live, error):
    def rebuild():
        raise error

    assert serve.rebuilt("a.md changed: ", rebuild, live) == (
        f"a.md changed: not built, for there is something to mend\n{error}"
    )
    assert live.shown.notice == str(error)


class EndError(Exception):
    """Ends a preview, which has no end of its own."""


@pytest.fixture
def shown(tmp_path, folder):
    """Return a preview in a thread: its project, the lines that it says, and how many builds wait to be let through.

    A build takes the next answer: None to do nothing, or an error to raise.
    """
    project = samples.project(tmp_path)
    project.content.mkdir()
    for name in ("quotidien.toml", "sources.toml"):
        (tmp_path / name).touch()
    said: Queue[str] = Queue()
    answers: Queue[Exception | None] = Queue()

    def rebuild():
        if error := answers.get(timeout=WAIT_S):
            raise error

    def show():
        with pytest.raises(EndError):
            serve.preview(project, 0, rebuild, said.put)

    thread = Thread(target=show, daemon=True)
    thread.start()
    yield project, said, answers
    answers.put(EndError())
    (tmp_path / "sources.toml").write_text("end", "utf-8")
    thread.join(WAIT_S)
    assert not thread.is_alive()


def test_a_preview_says_where_it_is_builds_and_builds_again_at_a_change(shown):
    project, said, answers = shown
    address = f"http://127.0.0.1:{port_in(said.get(timeout=WAIT_S))}/news/"
    with httpx2.Client(base_url=address, timeout=WAIT_S) as client:
        with listening(client, client.get("").text) as lines:
            answers.put(None)
            assert list(lines)[-1] == "data: changed"
        assert re.fullmatch(r"\d\d:\d\d:\d\d built in \d+\.\d s", said.get(timeout=WAIT_S))
        (project.output / "index.html").write_text("<body>new</body>", "utf-8")
        with listening(client, client.get("").text) as lines:
            (project.content / "rain.md").write_text("Title: Rain\n", "utf-8")
            answers.put(FAULTS)
            assert list(lines)[-1] == "data: changed"
        assert said.get(timeout=WAIT_S).partition(" ")[2] == (
            f"content/rain.md changed: not built, for there is something to mend\n{FAULTS}"
        )
        assert "content/a.md:3: no date" in client.get("").text


def test_what_changes_during_a_build_is_built_after_it(shown):
    project, said, answers = shown
    said.get(timeout=WAIT_S)
    for name in ("a", "b"):
        (project.content / f"{name}.md").write_text("Title: Rain\n", "utf-8")
    for _ in range(2):
        answers.put(None)
    assert " built in " in said.get(timeout=WAIT_S)
    assert re.search(r" content/[ab]\.md.* changed: built in ", said.get(timeout=WAIT_S))


# -- The whole command ----------------------------------------------------------------------------------------------


def test_without_content_and_site_there_is_nothing_to_serve(tmp_path):
    with pytest.raises(FixConfiguration, match="holds no site"):
        serve.run(samples.project(tmp_path), 0)


START = """
import signal, sys
from pathlib import Path
from quotidien.commands import serve
from quotidien.config import load
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell has its background jobs ignore
serve.run(load(Path(sys.argv[1])), 0)
"""


@contextmanager
def started(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Run `serve` for the project in `root` in a process group of its own, as a terminal does."""
    command = [sys.executable, "-c", START, str(root)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    with subprocess.Popen(  # noqa: S603 - our own words
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def port_in(line: str) -> int:
    found = re.search(r" at http://127\.0\.0\.1:(\d+)/news/ \(Ctrl-C ends\)", line)
    assert found, line
    return int(found[1])


def test_a_saved_article_is_on_the_page_and_ctrl_c_ends_at_once(tmp_path):
    project = samples.on_disk(tmp_path)
    article = project.content / samples.TRAM.path
    with started(tmp_path) as process:
        port = port_in(process.stdout.readline())
        assert " built in " in process.stdout.readline()
        address = f"http://127.0.0.1:{port}/news/articles/2026/11/23/tram/"
        with httpx2.Client(base_url=address, timeout=WAIT_S) as client:
            with listening(client, client.get("").text) as lines:
                article.write_text(article.read_text("utf-8").replace("first tram", "second tram"), "utf-8")
                assert "data: changed" in lines
            assert f"{samples.TRAM.path} changed: built in" in process.stdout.readline()
            page = client.get("").text
            assert "second tram" in page
            with listening(client, page) as lines:
                next(lines)
                os.killpg(process.pid, signal.SIGINT)
                assert process.communicate(timeout=WAIT_S) == ("Ended.\n", None)
    assert process.returncode == 0


def test_a_site_without_content_of_its_own_is_shown_as_it_is(tmp_path):
    project = samples.on_disk(tmp_path)
    shutil.rmtree(project.content)
    project.output.mkdir()
    (project.output / "index.html").write_text(HOME, "utf-8")
    with started(tmp_path) as process:
        port = port_in(process.stdout.readline())
        assert "nothing is watched" in process.stdout.readline()
        assert httpx2.get(f"http://127.0.0.1:{port}/news/").text == HOME
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=WAIT_S) == ("Ended.\n", None)
    assert [path.name for path in project.output.iterdir()] == ["index.html"]


# -- A browser ------------------------------------------------------------------------------------------------------

REPORTING = """<!doctype html>
<title>Reports</title>
<body>
<p id="text">%s</p>
<div style="block-size: 5000px"></div>
<script>
const later = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
addEventListener("load", () => later(() => {
  const told = new URLSearchParams({ text: document.getElementById("text").textContent, y: Math.round(scrollY) });
  scrollTo(0, 700);
  later(() => fetch(`http://127.0.0.1:%d/?${told}`, { mode: "no-cors" }));
}));
</script>
</body>
"""


@contextmanager
def reports() -> Iterator[tuple[int, Queue[tuple[str, str]]]]:
    """Give a port, and what pages report there: their text, and how far down they were."""
    told: Queue[tuple[str, str]] = Queue()

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(204)
            self.end_headers()
            words = parse_qs(urlsplit(self.path).query)
            told.put((words["text"][0], words["y"][0]))

        def log_message(self, *_arguments):
            pass

    with answering(ThreadingHTTPServer(("127.0.0.1", 0), Desk)) as port:
        yield port, told


@contextmanager
def looked_at(address: str, profile: Path) -> Iterator[None]:
    """Have Chromium look at a page, in real time."""
    options = [each for each in browser.OPTIONS if not each.startswith(("--virtual-time", "--dump-dom"))]
    command = [browser.chromium() or "", *options, "--remote-debugging-port=0", f"--user-data-dir={profile}", address]
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=silent, stderr=silent, start_new_session=True) as process:  # noqa: S603
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def test_an_open_page_loads_again_and_keeps_its_place(folder, tmp_path):
    if not browser.chromium():
        told = pytest.fail if os.environ.get("CI") else pytest.skip
        told("Chromium is not installed: no page can be looked at")
    live, index = Live(), folder / "index.html"
    with reports() as (desk, told), answering(serve.open_server(folder, "/news", 0, live)) as port:
        index.write_text(REPORTING % ("rain", desk), "utf-8")
        with looked_at(f"http://127.0.0.1:{port}/news/", tmp_path / "profile"):
            assert told.get(timeout=browser.TIMEOUT_S) == ("rain", "0")
            index.write_text(REPORTING % ("sun", desk), "utf-8")
            live.show("")
            assert told.get(timeout=browser.TIMEOUT_S) == ("sun", "700")
