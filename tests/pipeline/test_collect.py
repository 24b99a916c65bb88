"""The whole of collecting against a scripted network: what is written, and what is never done twice."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from quotidien.content import articles, records, stories
from quotidien.errors import FixConfiguration, TryLater
from quotidien.model import text
from quotidien.model.articles import Verdict
from quotidien.pipeline.admission import Kind
from tests.pipeline.newsdesk import NOW, WORDS, Newsdesk, item, page, source

FERRY = item("Mombasa opens its new ferry terminal", "https://alpha.example/ferry")


def parsed(newsdesk: Newsdesk, path: str):
    return articles.parse_article((newsdesk.project.content / path).read_text("utf-8"), path, "UTC")


def the_records(newsdesk: Newsdesk):
    return records.read_records(newsdesk.project.content)


def test_an_entry_becomes_one_file_and_one_record(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.network.bodies["https://alpha.example/ferry"] = page("Mombasa opens its new ferry terminal")
    collected = newsdesk.run()
    assert newsdesk.articles() == ["articles/2026/11/23/mombasa-opens-its-new-ferry-terminal.md"]
    (record,) = the_records(newsdesk)
    assert (record.verdict, record.path) == (Verdict.KEPT, newsdesk.articles()[0])
    assert "KE" in [each.code for each in record.regions]
    assert collected.outcomes[0].count(Kind.NEW) == 1


def test_a_second_run_over_unchanged_feeds_asks_conditionally_and_writes_nothing(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.run()
    before = newsdesk.files()
    newsdesk.network.requests.clear()
    assert newsdesk.run(NOW + timedelta(hours=1)).files_written == 0
    assert newsdesk.files() == before
    assert newsdesk.network.asked() == [f"https://{slug}.example/feed" for slug in ("alpha", "beta", "gamma")]
    assert all(request.etag for request in newsdesk.network.requests)


def test_without_the_store_nothing_is_collected_twice(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.run()
    before = newsdesk.files()
    shutil.rmtree(newsdesk.project.cache)
    collected = newsdesk.run(NOW + timedelta(hours=1))
    assert newsdesk.files() == before
    assert collected.outcomes[0].count(Kind.UNCHANGED) == 1


def test_a_changed_entry_rewrites_its_untouched_file_in_place(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.run()
    (path,) = newsdesk.articles()
    newsdesk.feed("alpha", item("Mombasa ferry terminal opens to 3,000 people", "https://alpha.example/ferry"))
    collected = newsdesk.run(NOW + timedelta(hours=1))
    assert newsdesk.articles() == [path]
    assert parsed(newsdesk, path).title == "Mombasa ferry terminal opens to 3,000 people"
    assert collected.outcomes[0].count(Kind.UPDATED) == 1


def test_a_file_that_a_person_edited_survives_the_sources_change(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.run()
    newsdesk.article().write_text(
        newsdesk.article().read_text("utf-8").replace("Mombasa opens", "Mombasa, at last, opens")
    )
    edited = newsdesk.article().read_text("utf-8")
    newsdesk.feed("alpha", item("Another headline from the source", "https://alpha.example/ferry"))
    collected = newsdesk.run(NOW + timedelta(hours=1))
    assert newsdesk.article().read_text("utf-8") == edited
    assert collected.outcomes[0].count(Kind.EDITED) == 1


def test_a_file_that_a_person_deleted_does_not_come_back(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.run()
    newsdesk.article().unlink()
    shutil.rmtree(newsdesk.project.cache)
    collected = newsdesk.run(NOW + timedelta(hours=1))
    assert (newsdesk.articles(), collected.removed) == ([], 1)
    assert [record.verdict for record in the_records(newsdesk)] == [Verdict.REMOVED]


def test_a_file_that_a_person_moved_keeps_its_record(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.run()
    moved = newsdesk.article().with_name("ferry.md")
    newsdesk.article().rename(moved)
    assert newsdesk.run(NOW + timedelta(hours=1)).removed == 0
    (record,) = the_records(newsdesk)
    assert record.path.endswith("/ferry.md")


def test_a_run_killed_before_its_records_collects_nothing_twice(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.run()
    before = newsdesk.articles()
    shutil.rmtree(newsdesk.project.content / "records")
    shutil.rmtree(newsdesk.project.cache)
    newsdesk.run(NOW + timedelta(hours=1))
    assert newsdesk.articles() == before
    assert [record.verdict for record in the_records(newsdesk)] == [Verdict.KEPT]


def test_a_broken_source_is_named_and_stops_no_other(newsdesk):
    newsdesk.network.bodies["https://alpha.example/feed"] = "<html><body>Not here</body></html>"
    newsdesk.feed("beta", item("Other news from the lake", "https://beta.example/lake"))
    collected = newsdesk.run()
    assert "not a feed" in collected.outcomes[0].failures[0]
    assert len(newsdesk.articles()) == 1


def test_an_excerpt_keeps_to_sixty_words_and_fifteen_percent(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.network.bodies["https://alpha.example/ferry"] = page("Mombasa opens its new ferry terminal", 8)
    newsdesk.run()
    article = parsed(newsdesk, newsdesk.articles()[0])
    words = text.word_count(article.summary)
    assert (
        0
        < words
        <= min(60, 0.15 * 8 * text.word_count(WORDS + " Paragraph 1 adds what the reporters of the paper saw there."))
    )
    assert article.summary.endswith(".")
    assert article.body == ""


def test_full_rights_keep_the_whole_text(newsdesk):
    newsdesk.feed("beta", item("Mombasa opens its terminal", "https://beta.example/ferry"))
    newsdesk.network.bodies["https://beta.example/ferry"] = page("Mombasa opens its terminal", 5)
    newsdesk.run()
    assert "Paragraph 4" in parsed(newsdesk, newsdesk.articles()[0]).body


def test_link_rights_keep_headline_and_link_and_never_fetch_the_page(newsdesk):
    newsdesk.feed("gamma", item("Mombasa opens its terminal", "https://gamma.example/ferry"))
    newsdesk.run()
    article = parsed(newsdesk, newsdesk.articles()[0])
    assert (article.body, article.summary) == ("", "")
    assert "https://gamma.example/ferry" not in newsdesk.network.asked()


def test_a_text_mining_reservation_makes_a_page_a_mere_link(newsdesk):
    newsdesk.feed("alpha", item("Mombasa opens its terminal", "https://alpha.example/ferry", text="Too short."))
    newsdesk.network.bodies["https://alpha.example/ferry"] = page("Mombasa opens its terminal")
    newsdesk.network.headers = {"https://alpha.example/ferry": {"tdm-reservation": "1"}}
    newsdesk.run()
    article = parsed(newsdesk, newsdesk.articles()[0])
    assert (article.body, article.summary) == ("", "")


def test_a_robots_file_that_forbids_the_page_leaves_the_feeds_words(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.network.bodies["https://alpha.example/robots.txt"] = "User-agent: *\nDisallow: /ferry"
    newsdesk.network.bodies["https://alpha.example/ferry"] = page("Mombasa opens its new ferry terminal")
    newsdesk.run()
    assert "https://alpha.example/ferry" not in newsdesk.network.asked()
    assert parsed(newsdesk, newsdesk.articles()[0]).summary.startswith("The harbour of Mombasa")


def test_a_young_entry_waits_for_a_page_that_does_not_answer(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.network.bodies["https://alpha.example/ferry"] = TryLater("times out", url="https://alpha.example/ferry")
    assert newsdesk.run().outcomes[0].waiting == 1
    assert newsdesk.articles() == []
    newsdesk.network.bodies["https://alpha.example/ferry"] = page("Mombasa opens its new ferry terminal")
    newsdesk.run(NOW + timedelta(hours=1))
    assert len(newsdesk.articles()) == 1


def test_an_old_entry_is_kept_with_the_feeds_words_when_its_page_does_not_answer(newsdesk):
    newsdesk.feed("alpha", item("Mombasa ferry", "https://alpha.example/ferry", when="Fri, 20 Nov 2026 18:00:00 GMT"))
    newsdesk.network.bodies["https://alpha.example/ferry"] = TryLater("times out", url="https://alpha.example/ferry")
    collected = newsdesk.run()
    assert len(newsdesk.articles()) == 1
    assert "times out" in collected.outcomes[0].notes[0]


def test_a_date_in_the_year_3000_is_not_believed_and_said(newsdesk):
    newsdesk.feed("alpha", item("Mombasa ferry", "https://alpha.example/f", when="Mon, 23 Nov 3000 18:00:00 GMT"))
    collected = newsdesk.run()
    assert parsed(newsdesk, newsdesk.articles()[0]).published == NOW
    assert "3000-11-23" in " ".join(collected.outcomes[0].notes)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("<b>Mombasa</b> &amp; the <script>alert(1)</script> sea", "mombasa-alert-1-sea"),
        ("../../etc/passwd", "etc-passwd"),
        ("東京で初雪", "dong-jing-dechu-xue"),
    ],
)
def test_a_hostile_or_foreign_title_gets_a_safe_slug(newsdesk, title, slug):
    newsdesk.feed("alpha", item(title, "https://alpha.example/x"))
    newsdesk.run()
    path = newsdesk.article()
    assert path.parent == newsdesk.project.content / "articles/2026/11/23"
    assert "<" not in parsed(newsdesk, newsdesk.articles()[0]).title
    assert path.stem.isascii()
    assert path.stem.split("-")[0] == slug.split("-")[0]


def test_two_articles_called_live_have_two_files(newsdesk):
    newsdesk.feed("alpha", item("Live", "https://alpha.example/live"))
    newsdesk.feed("beta", item("Live", "https://beta.example/live"))
    newsdesk.run()
    one, two = sorted(path.rpartition("/")[2] for path in newsdesk.articles())
    assert (one.startswith("live-"), two) == (True, "live.md")


def test_a_guid_that_two_entries_share_hides_neither(newsdesk):
    first = item("Mombasa ferry", "https://alpha.example/a", guid="same")
    newsdesk.feed("alpha", first, item("Snow in the Alps", "https://alpha.example/b", guid="same"))
    collected = newsdesk.run()
    assert len(newsdesk.articles()) == 2
    assert "same" in " ".join(collected.outcomes[0].notes)


def test_an_entry_without_a_link_is_refused_with_its_reason(newsdesk):
    newsdesk.feed("alpha", "<item><title>No link</title><guid isPermaLink='false'>x1</guid></item>")
    collected = newsdesk.run()
    (record,) = the_records(newsdesk)
    assert (record.verdict, record.reason) == (Verdict.REFUSED, "has no link")
    assert collected.outcomes[0].count(Kind.REFUSED) == 1


def test_the_same_address_at_two_sources_is_one_article_and_one_duplicate(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.feed("gamma", item("Mombasa opens its new ferry terminal", "https://alpha.example/ferry?utm_source=g"))
    newsdesk.run()
    assert len(newsdesk.articles()) == 1
    assert sorted(record.verdict for record in the_records(newsdesk)) == [Verdict.DUPLICATE, Verdict.KEPT]


def test_the_order_of_arrival_changes_no_byte(newsdesk):
    first = item("Mombasa opens its new ferry terminal", "https://alpha.example/a")
    second = item("Snow closes the passes of the Alps", "https://alpha.example/b", when="Mon, 23 Nov 2026 17:00:00 GMT")
    newsdesk.feed("alpha", first, second)
    newsdesk.run()
    before = newsdesk.files()
    shutil.rmtree(newsdesk.project.content)
    shutil.rmtree(newsdesk.project.cache)
    newsdesk.project.content.mkdir()
    newsdesk.feed("alpha", second, first)
    newsdesk.run()
    assert newsdesk.files() == before


def test_one_event_at_two_sources_is_a_story_that_a_person_may_rewrite(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.feed("beta", item("New ferry terminal opens in Mombasa harbour", "https://beta.example/ferry"))
    assert newsdesk.run().stories == 1
    (path,) = stories.story_files(newsdesk.project.content)
    file = newsdesk.project.content / path
    story = stories.parse_story(file.read_text("utf-8"), path)
    assert len(story.articles) == 2
    assert {sentence.source for sentence in story.summary} <= {"alpha", "beta"}
    file.write_text(file.read_text("utf-8").replace("Title: ", "Title: Our words: "), "utf-8")
    touched = file.read_text("utf-8")
    newsdesk.feed("gamma", item("Mombasa's new ferry terminal opens", "https://gamma.example/ferry"))
    newsdesk.run(NOW + timedelta(hours=1))
    assert file.read_text("utf-8") == touched


def test_an_article_written_by_hand_gets_a_record_and_keeps_its_bytes(newsdesk):
    path = newsdesk.project.content / "articles/2026/11/23/our-own.md"
    path.parent.mkdir(parents=True)
    path.write_text("Title: Our view of the ferry\nDate: 2026-11-23 12:00\n\nKenya and its ferries.\n", "utf-8")
    before = path.read_bytes()
    assert newsdesk.run().by_hand == 1
    (record,) = the_records(newsdesk)
    assert (record.url, record.verdict) == ("", Verdict.KEPT)
    assert path.read_bytes() == before
    assert newsdesk.run(NOW + timedelta(hours=1)).by_hand == 0


def test_a_broken_header_stops_the_run_with_its_file_and_line(newsdesk):
    path = newsdesk.project.content / "articles/2026/11/23/broken.md"
    path.parent.mkdir(parents=True)
    path.write_text("Title: A date that is none\nDate: yesterdayish\n\nText.\n", "utf-8")
    with pytest.raises(FixConfiguration, match=r"broken\.md:2"):
        newsdesk.run()


def test_a_source_that_is_switched_off_is_not_asked(newsdesk):
    off, on = source("alpha", enabled=False), source("beta")
    newsdesk.project = replace(newsdesk.project, sources=(off, on))
    newsdesk.run()
    assert newsdesk.network.asked() == ["https://beta.example/feed"]


def test_two_feeds_that_word_an_entry_differently_do_not_change_it_by_turns(newsdesk):
    both = ("https://alpha.example/feed", "https://beta.example/feed")
    newsdesk.project = replace(newsdesk.project, sources=(replace(source("alpha"), feeds=both),))
    newsdesk.feed("alpha", FERRY)
    newsdesk.feed("beta", item("The same ferry in other words", "https://alpha.example/ferry"))
    newsdesk.run()
    before = newsdesk.files()
    for hours in (1, 2):
        shutil.rmtree(newsdesk.project.cache)
        newsdesk.run(NOW + timedelta(hours=hours))
    assert newsdesk.files() == before


def test_a_story_that_lost_an_article_loses_its_words_too(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.feed("beta", item("New ferry terminal opens in Mombasa harbour", "https://beta.example/ferry"))
    third = f"Crowds fill the quay. {WORDS}"
    newsdesk.project = replace(newsdesk.project, sources=(source("alpha"), source("beta"), source("delta")))
    newsdesk.feed(
        "delta", item("Mombasa harbour's new ferry terminal opens", "https://delta.example/ferry", text=third)
    )
    newsdesk.run()
    (path,) = stories.story_files(newsdesk.project.content)
    assert "Crowds fill" in newsdesk.files()[path]
    (gone,) = [each for each in newsdesk.articles() if parsed(newsdesk, each).source == "delta"]
    (newsdesk.project.content / gone).unlink()
    newsdesk.run(NOW + timedelta(hours=1))
    assert "Crowds fill" not in newsdesk.files()[path]
    assert gone not in newsdesk.files()[path]


def test_an_article_of_the_last_days_that_cannot_be_read_stops_the_run_before_it_writes(newsdesk):
    newsdesk.feed("alpha", FERRY)
    newsdesk.run()
    newsdesk.article().write_text("Title: Ferry\nDate: yesterdayish\n", "utf-8")
    before = newsdesk.files()
    newsdesk.feed("beta", item("New ferry terminal opens in Mombasa harbour", "https://beta.example/ferry"))
    with pytest.raises(FixConfiguration, match="yesterdayish"):
        newsdesk.run(NOW + timedelta(hours=1))
    assert newsdesk.files() == before
