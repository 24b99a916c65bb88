"""`invoke serve`: the built site as a static host would answer it."""

from dataclasses import replace
from threading import Thread

import httpx2
import pytest

from quotidien.commands import serve
from quotidien.errors import FixConfiguration


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "about").mkdir()
    (tmp_path / "index.html").write_text("home")
    (tmp_path / "about" / "index.html").write_text("about")
    (tmp_path / "404.html").write_text("nothing here")
    (tmp_path / "feed.atom").write_text("<feed/>")
    return tmp_path


@pytest.fixture(params=["", "/news"])
def client(request, folder):
    with serve.open_server(folder, request.param, 0) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        with httpx2.Client(base_url=f"http://127.0.0.1:{server.server_port}{request.param}") as found:
            yield found
        server.shutdown()


@pytest.mark.parametrize(("path", "text"), [("/", "home"), ("/about/", "about")])
def test_a_folder_answers_with_its_index_below_the_sites_base(client, path, text):
    assert client.get(path).text == text


def test_what_is_missing_answers_the_sites_own_404(client):
    answer = client.get("/nowhere/")
    assert (answer.status_code, answer.text) == (404, "nothing here")


def test_feeds_have_their_own_media_types(client):
    assert client.get("/feed.atom").headers["content-type"] == "application/atom+xml"


def test_a_taken_port_is_an_error_that_says_what_to_do(folder):
    with serve.open_server(folder, "", 0) as server, pytest.raises(FixConfiguration, match="--port 0"):
        serve.open_server(folder, "", server.server_port)


def test_without_a_site_there_is_nothing_to_serve(project):
    with pytest.raises(FixConfiguration, match="holds no site"):
        serve.run(replace(project, output=project.root / "empty"), 0)
