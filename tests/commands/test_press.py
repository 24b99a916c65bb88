"""The sample newsroom's sites, pages and feeds."""

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien import config
from quotidien.commands.newsroom import PORT
from quotidien.commands.press import Piece, Resource, Site, read_sites, render
from quotidien.content.articles import parse_article
from quotidien.errors import FixConfiguration
from quotidien.model import text
from quotidien.model.articles import Status
from quotidien.sources.pages import Page, extract_page

DEMO = Path(__file__).resolve().parents[2] / "demo"
FOLDER = DEMO / "newsroom"
SITES = read_sites(FOLDER)
BROKEN = "corriere-dello-scoglio"
FEED = "/harbour-ledger/feed.xml"
BASE = "https://news.example"
LAST = datetime(2026, 11, 22, 18, tzinfo=UTC)
GOOD_SITES = [site for site in SITES if site.slug != BROKEN]
PIECES = [(site, piece) for site in GOOD_SITES for piece in site.pieces]
by_piece = pytest.mark.parametrize(("site", "piece"), PIECES, ids=lambda value: value.slug)


@pytest.fixture(scope="module")
def answers() -> dict[str, Resource]:
    return render(FOLDER, BASE)


def feeds(site: Site) -> list[str]:
    return [f"/{site.slug}/{name}" for name in site.feeds]


def links(body: bytes, path: str) -> list[str]:
    if path.endswith(".json"):
        return [item["url"] for item in json.loads(body)["items"]]
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.bozo_exception
    return [entry.link for entry in parsed.entries]


def paragraphs(piece: Piece) -> list[str]:
    return [block for block in piece.text.strip().split("\n\n") if not block.startswith("## ")]


def extracted(answers: dict[str, Resource], site: Site, piece: Piece) -> Page:
    resource = answers[site.path(piece)]
    return extract_page(resource.body, url=BASE + site.path(piece), content_type=resource.kind)


def message(**headers: str) -> Message:
    found = Message()
    for name, value in headers.items():
        found[name.replace("_", "-")] = value
    return found


RESOURCE = Resource(b"body", "text/plain", datetime(2026, 11, 20, tzinfo=UTC))


def test_there_are_twelve_sources_in_at_least_eight_languages() -> None:
    assert len(SITES) == 12
    assert {site.language.split("-")[0] for site in GOOD_SITES} >= {"ar", "de", "en", "es", "fr", "ja", "pt", "sw"}


def test_every_day_of_the_week_has_at_least_seven_articles() -> None:
    days = Counter(piece.published.astimezone(UTC).date().isoformat() for _, piece in PIECES)
    assert sorted(days) == [f"2026-11-{day}" for day in range(16, 23)]
    assert min(days.values()) >= 7
    assert days.total() >= 84


def test_nothing_is_published_after_the_demos_instant() -> None:
    assert max(piece.changed for _, piece in PIECES) <= LAST


def test_events_are_told_by_several_sources_in_words_of_their_own() -> None:
    events: dict[str, list[tuple[str, Piece]]] = defaultdict(list)
    for site, piece in PIECES:
        if piece.event:
            events[piece.event].append((site.slug, piece))
    assert len(events) >= 16
    for told in events.values():
        assert 2 <= len({source for source, _ in told}) == len(told) <= 5
        assert len({piece.text for _, piece in told}) == len(told)


@pytest.mark.parametrize(
    "twins", [("kushiro-earthquake", "antofagasta-earthquake"), ("quito-mayor", "sarajevo-mayor")], ids=" ".join
)
def test_two_pairs_of_events_look_alike_and_fall_on_the_same_day(twins: tuple[str, str]) -> None:
    days = {piece.published.astimezone(UTC).date() for _, piece in PIECES if piece.event in twins}
    sources = [{site.slug for site, piece in PIECES if piece.event == event} for event in twins]
    assert len(days) == 1
    assert sources[0] & sources[1], "one source tells both"


def test_two_sources_have_an_article_called_live() -> None:
    assert len({site.slug for site, piece in PIECES if piece.title == "Live"}) == 2


@by_piece
def test_an_article_is_long_enough_to_be_one(site: Site, piece: Piece) -> None:
    assert 100 <= text.word_count(piece.text) <= 350
    assert 4 <= len(paragraphs(piece)) <= 9


def test_the_configuration_lists_what_the_newsroom_serves() -> None:
    project = config.load(DEMO)
    addresses = {f"http://127.0.0.1:{PORT}{path}" for site in SITES for path in feeds(site)}
    assert [(source.slug, source.name) for source in project.sources] == [(site.slug, site.name) for site in SITES]
    assert {feed for source in project.sources for feed in source.feeds} == addresses
    assert Counter(source.rights.value for source in project.sources) == {"full": 3, "excerpt": 7, "link": 2}
    assert [(digest.slug, digest.size) for digest in project.digests] == [("world", 30), ("fr", 12)]


def test_our_own_articles_are_two_and_a_draft() -> None:
    files = sorted((DEMO / "content/articles").rglob("*.md"))
    found = [
        parse_article(path.read_text("utf-8"), path.relative_to(DEMO / "content").as_posix(), "UTC") for path in files
    ]
    assert Counter(article.status for article in found) == {Status.PUBLISHED: 2, Status.DRAFT: 1}


def test_the_feeds_come_in_every_format(answers: dict[str, Resource]) -> None:
    bodies = {path: answers[path].body for site in GOOD_SITES for path in feeds(site)}
    versions = Counter(
        json.loads(body)["version"] if path.endswith(".json") else feedparser.parse(body).version
        for path, body in bodies.items()
    )
    json_feed = "https://jsonfeed.org/version/1.1"
    assert versions == {"rss20": 5, "atom10": 2, json_feed: 2, "rss10": 1, "rss091u": 1}


def test_a_feed_with_full_text_carries_each_paragraph(answers: dict[str, Resource]) -> None:
    entries = feedparser.parse(answers["/meridian-post/feed.xml"].body).entries
    site = next(site for site in SITES if site.slug == "meridian-post")
    for entry, piece in zip(entries, site.pieces, strict=True):
        assert all(paragraph in entry.content[0].value for paragraph in paragraphs(piece))


def test_json_feeds_carry_what_their_articles_say(answers: dict[str, Resource]) -> None:
    site = next(site for site in SITES if site.slug == "seebote")
    items = json.loads(answers["/seebote/feed.json"].body)["items"]
    assert [(item["title"], item["tags"]) for item in items] == [(p.title, list(p.categories)) for p in site.pieces]
    assert [datetime.fromisoformat(item["date_published"]) for item in items] == [p.published for p in site.pieces]


def test_dates_are_written_in_many_zones(answers: dict[str, Resource]) -> None:
    assert "Tue, 17 Nov 2026 22:40:00 +1300" in answers[FEED].body.decode()
    assert "Sun, 22 Nov 2026 14:10:00 EAT" in answers["/sauti-ya-pwani/feed.xml"].body.decode()
    assert "2026-11-21T13:30:00-06:00" in answers["/prairie-record/feed.xml"].body.decode()
    assert "2026-11-22T12:30:00+09:00" in answers["/minato-tsushin/feed.xml"].body.decode()
    assert "pubDate" not in answers["/voz-de-la-cordillera/feed.xml"].body.decode()


def test_one_entry_leads_to_a_script_and_has_no_page(answers: dict[str, Resource]) -> None:
    found = links(answers[FEED].body, FEED)
    assert [link for link in found if not link.startswith(BASE)] == ["javascript:openNewsletter()"]
    assert not [path for path in answers if path.endswith("/subscribe")]


@by_piece
def test_the_extractor_finds_the_article_and_nothing_around_it(
    answers: dict[str, Resource], site: Site, piece: Piece
) -> None:
    page = extracted(answers, site, piece)
    kept = [block for block in page.text.split("\n\n") if block.strip()]
    assert [paragraph for paragraph in paragraphs(piece) if paragraph not in page.text] == []
    own = {*paragraphs(piece), piece.subtitle, *(b.removeprefix("## ") for b in piece.text.strip().split("\n\n"))}
    assert [block for block in kept if block not in own] == []
    assert (page.title, page.published, page.authors) == (text.plain(piece.title), piece.published, (piece.author,))


@pytest.mark.parametrize(
    ("path", "start"), [("sawt-al-marfa", '<html lang="ar" dir="rtl"'), ("seebote", '<html lang="de-CH" dir="ltr"')]
)
def test_a_page_says_its_language_and_direction(answers: dict[str, Resource], path: str, start: str) -> None:
    pages = [resource.body.decode() for key, resource in answers.items() if key.startswith(f"/{path}/2026/")]
    assert pages
    assert all(start in page for page in pages)


def test_three_families_of_pages_differ() -> None:
    assert {site.template for site in GOOD_SITES} == {"broadsheet", "portal", "journal"}


def test_markup_in_a_title_stays_on_the_page_and_leaves_its_attributes(answers: dict[str, Resource]) -> None:
    markup = answers["/seebote/2026/11/21/wien-altes-brot"].body.decode()
    assert "<h1>Mehr als <b>nur</b> Knödel" in markup
    assert 'og:title" content="Mehr als nur Knödel' in markup


@given(st.text(), st.text())
def test_any_validator_is_understood_or_passed_over(tag: str, date: str) -> None:
    assert RESOURCE.is_known(message(If_None_Match=tag, If_Modified_Since=date)) is (tag.strip() == RESOURCE.etag)


@given(st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_date_is_known_from_the_change_on(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    asked = message(If_Modified_Since=format_datetime(moment, usegmt=True))
    assert RESOURCE.is_known(asked) is (moment >= RESOURCE.modified)


def test_a_date_beyond_all_years_is_passed_over() -> None:
    assert not RESOURCE.is_known(message(If_Modified_Since=f"Fri, 20 Nov {'9' * 30} 00:00:00 GMT"))


def test_two_runs_at_the_same_address_give_the_same_bytes(answers: dict[str, Resource]) -> None:
    assert render(FOLDER, BASE) == answers


def test_every_file_that_is_no_site_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("name = 'A'\n", "utf-8")
    (tmp_path / "b.toml").write_text("name =\n", "utf-8")
    with pytest.raises(FixConfiguration) as caught:
        read_sites(tmp_path)
    assert [fault.file for fault in caught.value.faults] == ["a.toml", "b.toml"]
