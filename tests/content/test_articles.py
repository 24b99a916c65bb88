from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien import data
from quotidien.content import articles
from quotidien.content.header import folded
from quotidien.errors import FixConfiguration
from quotidien.model.articles import Article, Genre, Status
from quotidien.model.sources import Rights

DATA = Path(__file__).parents[1] / "data" / "content"
PATH = "articles/2026/11/24/tram.md"
COLLECTED = Article(
    path=PATH,
    title="Nairobi opens its first tram: “at last”",
    published=datetime(2026, 11, 24, 6, 30, tzinfo=UTC),
    subtitle="Twelve stops, one fare",
    updated=datetime(2026, 11, 24, 7, tzinfo=UTC),
    collected=datetime(2026, 11, 24, 8, tzinfo=UTC),
    language="en-GB",
    authors=("Achieng, A.", "Otieno B."),
    source="rift",
    url="https://rift.example/tram?id=3",
    guid="tag:rift.example,2026:tram",
    regions=("KE", "002"),
    topics=("medtop:04000000",),
    genre=Genre.ANALYSIS,
    summary="The line runs.",
    image="https://rift.example/tram.jpg",
    image_credit="A. Achieng / CC BY 4.0",
    rights=Rights.FULL,
    status=Status.PUBLISHED,
    slug="tram",
    story="95bbca1f9b4b",
    subscription=True,
    body="The line runs from the **centre** to the airport.\n\n    code\n\n- one\n- two",
    extra=(("Reviewed by", "Ada"), ("Template", "long")),
)
LINES = st.text(st.characters(exclude_categories=("Cs",)), max_size=20).map(folded)
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), max_size=40).map(
    lambda t: t.strip("\n")
)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
NAMES = st.lists(LINES.map(lambda name: name.replace(";", ",")).filter(bool), max_size=3).map(tuple)


def codes(known):
    return st.none() | st.lists(st.sampled_from(sorted(known)), max_size=3).map(tuple)


ARTICLES = st.builds(
    Article,
    path=st.just(PATH),
    title=LINES.filter(bool),
    published=MOMENTS,
    subtitle=LINES,
    updated=st.none() | MOMENTS,
    collected=st.none() | MOMENTS,
    language=st.sampled_from(["en", "pt-BR", "zh-Hant"]),
    authors=NAMES,
    source=LINES,
    url=LINES,
    guid=LINES,
    regions=codes(data.regions()),
    topics=codes(data.topics()),
    genre=st.sampled_from(Genre),
    summary=LINES,
    image=LINES,
    image_credit=LINES,
    rights=st.sampled_from(Rights),
    status=st.sampled_from(Status),
    slug=LINES.filter(bool),
    story=LINES,
    subscription=st.booleans(),
    body=TEXTS,
    extra=st.lists(st.tuples(st.sampled_from(["Note", "Reviewed by", "Template"]), LINES), max_size=2).map(tuple),
)


def parse(text: str, zone: str = "UTC") -> Article:
    return articles.parse_article(text, PATH, zone)


@given(ARTICLES)
def test_any_article_survives_being_written_and_read(article: Article) -> None:
    assert parse(articles.format_article(article)) == article


@given(ARTICLES)
def test_what_was_read_is_written_with_the_same_bytes(article: Article) -> None:
    text = articles.format_article(article)
    assert articles.format_article(parse(text)) == text


def test_a_collected_article_is_written_as_the_case_shows() -> None:
    assert articles.format_article(COLLECTED) == (DATA / "article.md").read_text("utf-8")


def test_a_file_that_windows_saved_says_the_same() -> None:
    text = "\ufeff" + articles.format_article(COLLECTED).replace("\n", "\r\n")
    assert parse(text) == COLLECTED


HOSTILE = [
    "Key: value",
    "## Section {002}",
    "- [x](https://y.example)",
    "---",
    "{% raw %} {filename}/etc/passwd",
    ": colon",
    "a; b, c",
    "line\nStatus: removed",
    "line\r\nStatus: removed",
    "line\u2028Status: removed",
    "line\x0bStatus: removed",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_line_stays_one_line_and_no_other_key(hostile: str) -> None:
    article = replace(COLLECTED, title=hostile, summary=hostile, guid=hostile)
    found = parse(articles.format_article(article))
    assert (found.title, found.summary, found.guid) == (folded(hostile),) * 3
    assert found.status is Status.PUBLISHED


def test_an_author_with_a_semicolon_becomes_one_with_a_comma() -> None:
    found = parse(articles.format_article(replace(COLLECTED, authors=("Smith; Jr.", "Ada"))))
    assert found.authors == ("Smith, Jr.", "Ada")


def test_a_few_lines_by_hand_are_an_article() -> None:
    found = parse("Title: We moved\nDate: 2026-11-24 06:30\nAuthor: Ada\n\nTo a larger room.\n", "Europe/Paris")
    assert found == Article(
        path=PATH,
        title="We moved",
        published=datetime(2026, 11, 24, 5, 30, tzinfo=UTC),
        authors=("Ada",),
        rights=Rights.FULL,
        slug="tram",
        body="To a larger room.",
    )


def test_a_file_with_a_source_that_says_no_rights_shows_an_excerpt() -> None:
    assert parse("Title: x\nDate: 2026-11-24\nSource: rift\n").rights is Rights.EXCERPT


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("", None),
        ("{key}:\n", ()),
        ("{key}: {code}\n", ("{code}",)),
        ("{key}: {code}, {other}\n", ("{code}", "{other}")),
    ],
)
@pytest.mark.parametrize(
    ("key", "code", "other"),
    [("Regions", "KE", "002"), ("regions", "KE", "002"), ("Topics", "medtop:04000000", "medtop:15000000")],
)
def test_an_empty_line_of_tags_says_none_and_no_line_leaves_them_to_the_record(line, codes, key, code, other) -> None:
    found = parse(f"Title: x\nDate: 2026-11-24\n{line.format(key=key, code=code, other=other)}")
    expected = codes and tuple(each.format(code=code, other=other) for each in codes)
    assert getattr(found, key.lower()) == expected


@pytest.mark.parametrize(("written", "genre"), [("news", Genre.NEWS), ("Opinion", Genre.OPINION), ("LIVE", Genre.LIVE)])
def test_a_choice_is_read_in_any_case(written: str, genre: Genre) -> None:
    assert parse(f"Title: x\nDate: 2026-11-24\nGenre: {written}\n").genre is genre


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Date: soon", "2: Date: not a date: 'soon'"),
        ("Date: 24", "2: Date: not a whole date: '24'"),
        ("Date:", "2: Date: is missing: write when it was published, such as 2026-11-24 06:30"),
        ("Date: 2026-11-24\nModified: later", "3: Modified: not a date: 'later'"),
        (
            "Date: 2026-11-24\nLang: english please",
            "3: Lang: 'english please' is no language tag: use BCP 47, such as en or pt-BR",
        ),
        ("Date: 2026-11-24\nRegions: KE, Kenya", "3: Regions: 'Kenya' is no ISO 3166-1 or UN M49 code"),
        ("Date: 2026-11-24\nTopics: sport", "3: Topics: 'sport' is no IPTC medtop code"),
        (
            "Date: 2026-11-24\nGenre: gossip",
            "3: Genre: 'gossip' is none of news, opinion, analysis, live, satire, release, sponsored",
        ),
        ("Date: 2026-11-24\nRights: all", "3: Rights: 'all' is none of full, excerpt, link"),
        (
            "Date: 2026-11-24\nSummary: one\n  two\nStatus: gone",
            "5: Status: 'gone' is none of draft, published, withdrawn, removed",
        ),
    ],
)
def test_a_value_that_cannot_be_read_is_a_fault_with_file_and_line(line: str, what: str) -> None:
    with pytest.raises(FixConfiguration) as caught:
        parse(f"Title: x\n{line}\n\nbody\n")
    assert str(caught.value) == f"content/{PATH}:{what}"


def test_an_article_without_a_headline_is_a_fault() -> None:
    with pytest.raises(FixConfiguration, match="Title: is missing: every article has a headline"):
        parse("Date: 2026-11-24\n")


def test_a_file_lies_under_the_day_of_first_publication() -> None:
    assert articles.article_path(datetime(2026, 1, 2, 23, tzinfo=UTC), "tram") == "articles/2026/01/02/tram.md"


def test_files_are_listed_in_order_and_parts_are_not(tmp_path: Path) -> None:
    for name in (
        "articles/2026/11/24/b.md",
        "articles/2026/11/24/a.md",
        "articles/2025/01/01/z.md",
        "articles/.x.part",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert articles.article_files(tmp_path) == [
        "articles/2025/01/01/z.md",
        "articles/2026/11/24/a.md",
        "articles/2026/11/24/b.md",
    ]


def test_an_empty_folder_has_no_articles(tmp_path: Path) -> None:
    assert articles.article_files(tmp_path) == []
