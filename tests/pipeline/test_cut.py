"""The cut over files that collecting wrote: which editions appear, and that they stay."""

from datetime import UTC, date, datetime, timedelta

from quotidien.content import editions
from quotidien.pipeline.cut import cut
from tests.pipeline.newsdesk import NOW, Newsdesk, item


def standing(newsdesk: Newsdesk, digest: str = "world") -> list[str]:
    return editions.edition_files(newsdesk.project.content, digest)


def headlines(edition) -> list[str]:
    return [item.headline for section in edition.sections for item in section.items]


def a_week(newsdesk: Newsdesk) -> None:
    """Collect one event a day: a ferry, a flood, a match."""
    newsdesk.feed(
        "alpha",
        item("Mombasa opens its new ferry terminal", "https://alpha.example/a", when="Sat, 21 Nov 2026 18:00:00 GMT"),
        item("Flood closes roads around Lyon", "https://alpha.example/b", when="Sun, 22 Nov 2026 20:00:00 GMT"),
        item("Chile beat Peru in Santiago", "https://alpha.example/c", when="Tue, 24 Nov 2026 07:00:00 GMT"),
    )
    newsdesk.run()


def test_the_first_cut_makes_an_edition_for_each_day_that_has_material(newsdesk):
    a_week(newsdesk)
    written = cut(newsdesk.project, NOW)
    assert [(edition.day, headlines(edition)) for edition in written] == [
        (date(2026, 11, 22), ["Mombasa opens its new ferry terminal"]),
        (date(2026, 11, 23), ["Flood closes roads around Lyon"]),
        (date(2026, 11, 24), ["Chile beat Peru in Santiago"]),
    ]
    assert standing(newsdesk) == [edition.path for edition in written]


def test_a_second_cut_at_the_same_instant_writes_nothing(newsdesk):
    a_week(newsdesk)
    cut(newsdesk.project, NOW)
    before = newsdesk.files()
    assert cut(newsdesk.project, NOW) == ()
    assert newsdesk.files() == before


def test_the_next_days_edition_holds_what_was_collected_since(newsdesk):
    a_week(newsdesk)
    cut(newsdesk.project, NOW)
    newsdesk.feed("gamma", item("Snow in the Alps", "https://gamma.example/s", when="Tue, 24 Nov 2026 20:00:00 GMT"))
    tomorrow = NOW + timedelta(days=1)
    newsdesk.run(tomorrow)
    (edition,) = cut(newsdesk.project, tomorrow)
    assert (edition.day, headlines(edition)) == (date(2026, 11, 25), ["Snow in the Alps"])
    assert edition.cut == tomorrow


def test_what_is_older_than_the_limit_at_its_collection_enters_no_edition(newsdesk):
    a_week(newsdesk)
    cut(newsdesk.project, NOW)
    newsdesk.feed("gamma", item("Late news", "https://gamma.example/l", when="Sat, 21 Nov 2026 20:00:00 GMT"))
    newsdesk.run(NOW + timedelta(days=1))
    assert cut(newsdesk.project, NOW + timedelta(days=1)) == ()


def test_a_story_is_carried_once_with_all_its_sources(newsdesk):
    newsdesk.feed("alpha", item("Mombasa opens its new ferry terminal", "https://alpha.example/a"))
    newsdesk.feed("beta", item("New ferry terminal opens in Mombasa harbour", "https://beta.example/b"))
    newsdesk.run()
    (edition,) = cut(newsdesk.project, NOW)
    (carried,) = [item for section in edition.sections for item in section.items]
    assert carried.page.startswith("stories/2026/11/23/")
    assert [reference.name for reference in carried.references] == ["Alpha", "Beta"]
    newsdesk.feed("gamma", item("Mombasa: new ferry terminal opens", "https://gamma.example/c"))
    newsdesk.run(NOW + timedelta(days=1))
    assert cut(newsdesk.project, NOW + timedelta(days=1)) == ()


def test_a_digest_takes_only_what_its_filters_let_pass(newsdesk):
    newsdesk.feed("alpha", item("Mombasa opens its new ferry terminal", "https://alpha.example/a"))
    french = (
        "Le préfet du Rhône a fermé six routes autour de Lyon après les pluies de la nuit. Aucun blessé n'est signalé."
    )
    newsdesk.feed("beta", item("Les crues ferment des routes à Lyon", "https://beta.example/b", text=french))
    path = newsdesk.project.content / "articles/2026/11/24/a-lyon.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"Title: Crues à Lyon\nLang: fr\nDate: 2026-11-24 07:00\n\n{french}\n", "utf-8")
    newsdesk.run()
    written = {edition.digest: headlines(edition) for edition in cut(newsdesk.project, NOW)}
    assert "Crues à Lyon" in written["fr"]
    assert "Mombasa opens its new ferry terminal" not in written["fr"]
    assert len(written["world"]) >= 2


def test_a_sponsored_article_enters_no_edition(newsdesk):
    newsdesk.feed("alpha", item("Buy a ferry", "https://alpha.example/sponsored/a"))
    newsdesk.run()
    assert cut(newsdesk.project, NOW) == ()


def test_days_since_a_date_are_cut_when_asked(newsdesk):
    a_week(newsdesk)
    cut(newsdesk.project, NOW)
    (newsdesk.project.content / standing(newsdesk)[0]).unlink()
    (edition,) = cut(newsdesk.project, NOW, since=date(2026, 11, 20))
    assert edition.day == date(2026, 11, 22)
    assert edition.cut == datetime(2026, 11, 22, 6, tzinfo=UTC)
