"""What is added to a page on its way, and the stream that it listens to."""

import re
from itertools import islice
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.commands.live import PATH, Live, Shown, enlivened

PAGE = "<!doctype html>\n<title>Regen</title>\n<body>\n<p>Regen über Köln</p>\n</body>\n</html>\n".encode()


def test_what_makes_a_page_live_stands_at_the_end_of_its_body():
    live = enlivened(PAGE, Shown("a1b2", ""))
    added = re.fullmatch(rb"(.*)(<script>.*</script>\n)(</body>.*)", live, re.DOTALL)
    assert added
    assert added[1] + added[3] == PAGE
    assert f'"{PATH}?a1b2"'.encode() in added[2]


def test_a_page_without_an_end_to_its_body_is_live_too():
    assert enlivened(b"<p>Rain.", Shown("a1b2", "")).startswith(b"<p>Rain.<script>")


def test_only_the_last_end_of_a_body_counts():
    page = b"<body><pre>&lt;/body></pre><!-- </body> --></body>"
    assert enlivened(page, Shown("a1b2", "")).startswith(page.removesuffix(b"</body>") + b"<script>")


def test_a_notice_is_shown_as_the_text_that_it_is():
    shown = enlivened(PAGE, Shown("a1b2", 'content/a.md:3: no <b>"bold"</b> & no 雨')).decode()
    assert '<pre role="alert"' in shown
    assert "content/a.md:3: no &lt;b&gt;&quot;bold&quot;&lt;/b&gt; &amp; no 雨</pre>" in shown


def test_without_a_notice_a_page_shows_nothing_of_ours():
    assert b"<pre" not in enlivened(PAGE, Shown("a1b2", ""))


@given(st.binary(), st.text())
def test_nothing_of_a_page_is_lost(page, notice):
    live, addition = enlivened(page, Shown("a1", notice)), enlivened(b"", Shown("a1", notice))
    assert live.replace(addition, b"", 1) == page


def test_no_two_builds_have_the_same_mark():
    live = Live()
    marks = {live.shown.mark}
    for notice in ("", "", "a fault", ""):
        live.show(notice)
        marks.add(live.shown.mark)
    assert len(marks) == 5


def test_before_the_first_build_pages_say_so():
    assert Live().shown.notice == "The site is being built."


def test_while_nothing_changes_a_stream_carries_comments_only():
    live = Live(ping_s=0.001)
    first, *rest = islice(live.events(live.shown.mark), 4)
    assert first == b"retry: 500\n\n"
    assert {line[:1] for line in rest} == {b":"}


@pytest.mark.parametrize("mark", ["", "of a server that has ended"])
def test_a_page_of_another_build_is_told_at_once(mark):
    assert list(Live().events(mark))[1:] == [b"data: changed\n\n"]


def test_everyone_who_waits_is_told_once():
    live = Live(ping_s=60)
    heard: list[list[bytes]] = []
    events = [live.events(live.shown.mark) for _ in range(3)]
    for each in events:
        next(each)
    threads = [Thread(target=lambda each=each: heard.append(list(each))) for each in events]
    for thread in threads:
        thread.start()
    live.show("")
    for thread in threads:
        thread.join(10)
    assert heard == [[b"data: changed\n\n"]] * 3
