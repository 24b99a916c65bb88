"""Visits: what is asked of the network, and what is remembered of it."""

import asyncio
from dataclasses import replace

from quotidien.errors import TryLater
from quotidien.pipeline.executors import SerialExecutor
from quotidien.pipeline.known import Known
from quotidien.pipeline.visits import Visit, Visitor
from quotidien.sources.fetch import Response
from quotidien.sources.robots import Robots
from quotidien.store.state import FeedState
from tests.pipeline.newsdesk import NOW, Newsdesk, item, page


def visit(newsdesk: Newsdesk, slug: str = "alpha", *states: FeedState) -> Visit:
    (source,) = [each for each in newsdesk.project.sources if each.slug == slug]
    robots = Robots(newsdesk.network, "Quotidien/test", {}, NOW.timestamp())
    known = {state.url: state for state in states}
    visitor = Visitor(newsdesk.project, newsdesk.network, robots, SerialExecutor(), Known([]), known, NOW)
    return asyncio.run(visitor.visit(source))


def test_a_feed_whose_bytes_did_not_change_is_quiet_though_its_server_knows_no_validators(newsdesk):
    newsdesk.feed("alpha", item("Mombasa ferry", "https://alpha.example/a"))
    (state,) = visit(newsdesk).states
    again = visit(newsdesk, "alpha", replace(state, etag="", last_modified=""))
    assert (again.quiet, again.items) == (1, ())


def test_validators_are_kept_only_once_every_entry_is_decided(newsdesk):
    newsdesk.feed("alpha", item("Mombasa ferry", "https://alpha.example/a"))
    newsdesk.network.bodies["https://alpha.example/a"] = TryLater("times out")
    found = visit(newsdesk)
    assert (found.waiting, found.states) == (1, ())


def test_a_failing_feed_is_a_sentence_with_its_address(newsdesk):
    del newsdesk.network.bodies["https://alpha.example/feed"]
    assert visit(newsdesk).failures == ("https://alpha.example/feed answers 404",)


def test_a_page_is_fetched_only_where_the_feed_gives_too_little(newsdesk):
    long = item("Long read", "https://beta.example/long", content=f"<p>{'The lake rose again this year. ' * 30}</p>")
    newsdesk.feed("beta", long, item("Short news", "https://beta.example/short"))
    newsdesk.network.bodies["https://beta.example/short"] = page("Short news")
    visit(newsdesk, "beta")
    assert newsdesk.network.asked() == ["https://beta.example/feed", "https://beta.example/short"]


def test_an_entry_in_two_feeds_of_a_source_counts_once(newsdesk):
    both = ("https://alpha.example/feed", "https://alpha.example/other")
    sources = tuple(replace(each, feeds=both) if each.slug == "alpha" else each for each in newsdesk.project.sources)
    newsdesk.project = replace(newsdesk.project, sources=sources)
    newsdesk.feed("alpha", item("Mombasa ferry", "https://alpha.example/a"))
    newsdesk.network.bodies[both[1]] = newsdesk.network.bodies[both[0]]
    assert len(visit(newsdesk).items) == 1


def test_a_feed_that_moved_for_good_is_told(newsdesk):
    newsdesk.feed("alpha", item("Mombasa ferry", "https://alpha.example/a"))
    network = newsdesk.network

    class Moving:
        async def fetch(self, request):
            answer = await network.fetch(request)
            return Response("https://alpha.example/new", answer.status, answer.headers, answer.body, permanent=True)

    newsdesk.network = Moving()
    assert "has moved for good to https://alpha.example/new" in visit(newsdesk).notes[-1]


def test_a_server_that_asks_for_time_is_left_alone_until_then(newsdesk):
    feed = "https://alpha.example/feed"
    newsdesk.network.bodies[feed] = TryLater("is busy", url=feed, retry_after_s=600)
    (state,) = visit(newsdesk).states
    newsdesk.network.requests.clear()
    assert visit(newsdesk, "alpha", state).quiet == 1
    assert newsdesk.network.requests == []
    newsdesk.feed("alpha", item("Mombasa ferry", "https://alpha.example/a"))
    assert len(visit(newsdesk, "alpha", replace(state, rest_until=NOW.timestamp())).items) == 1


def test_an_answer_stands_as_long_as_its_server_says(newsdesk):
    newsdesk.feed("alpha", item("Mombasa ferry", "https://alpha.example/a"))
    newsdesk.network.headers = {"https://alpha.example/feed": {"cache-control": "max-age=300"}}
    (state,) = visit(newsdesk).states
    assert state.rest_until == NOW.timestamp() + 300


def test_a_robots_file_that_wants_minutes_between_pages_gets_no_request_for_one(newsdesk):
    newsdesk.feed("alpha", item("Mombasa ferry", "https://alpha.example/a"))
    newsdesk.network.bodies["https://alpha.example/robots.txt"] = "User-agent: *\nCrawl-delay: 600"
    newsdesk.network.bodies["https://alpha.example/a"] = page("Mombasa ferry")
    assert visit(newsdesk).items[0].reading
    assert newsdesk.network.asked() == ["https://alpha.example/feed"]


def test_an_entry_that_stands_twice_in_a_feed_is_the_first(newsdesk):
    newsdesk.feed(
        "alpha", item("First words", "https://alpha.example/a"), item("Other words", "https://alpha.example/a")
    )
    assert [each.entry.title for each in visit(newsdesk).items] == ["First words"]
