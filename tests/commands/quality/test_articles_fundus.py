"""Scores on a tiny folder in the format of fundus's expectations."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quotidien.commands.quality.articles_fundus import articles_fundus
from quotidien.errors import FixConfiguration
from quotidien.sources.pages import Page

PARAGRAPHS = ["The council met on Monday evening.", "It agreed to repair the old bridge before the winter."]
EXPECTED = {
    "title": "Bridge to be repaired",
    "authors": ["Ada Example"],
    "publishing_date": "2026-11-24 06:30:00+01:00",
    "body": {"summary": ["Work starts soon."], "sections": [{"headline": ["The plan"], "paragraphs": PARAGRAPHS}]},
}
RIGHT = Page(
    title="Bridge to be repaired",
    authors=("Ada Example",),
    published=datetime(2026, 11, 24, 5, 30, tzinfo=UTC),
    text="\n\n".join(["Work starts soon.", "The plan", *PARAGRAPHS]),
)


def _publisher(folder: Path, name: str, versions: dict[str, dict[str, Any]], *, head: str = "<html lang=en>") -> None:
    """Write a publisher's expectations and, a day apart, as many pages; each page holds its file's name."""
    (folder / "uk").mkdir(parents=True, exist_ok=True)
    (folder / "uk" / f"{name}.json").write_text(json.dumps(versions), "utf-8")
    meta = folder / "meta.json"
    addresses = json.loads(meta.read_text("utf-8")) if meta.exists() else {}
    for day in range(1, len(versions) + 1):
        file = f"{name}_2026_11_{day:02}.html.gz"
        (folder / "uk" / file).write_bytes(gzip.compress(f"{head}{file}".encode()))
        addresses[f"uk/{file}"] = {"url": f"https://example.org/{name}/{day}", "crawl_date": "2026-11-24 12:00:00"}
    meta.write_text(json.dumps(addresses), "utf-8")


def _answers(page: Page) -> Callable[[bytes, str], Page]:
    return lambda _body, _url: page


def _figures(folder: Path, page: Page) -> dict[str, float]:
    return dict(articles_fundus(folder, extract=_answers(page)).figures)


def test_right_answers_score_1_and_none_0(tmp_path):
    _publisher(tmp_path, "Bridge", {"V1": EXPECTED})
    names = ("body_f1", "title", "date", "authors_f1")
    right = articles_fundus(tmp_path, extract=_answers(RIGHT))
    assert (right.set, right.n, right.hits) == ("articles_fundus", 1, dict.fromkeys(names, 1))
    assert right.figures == dict.fromkeys((*names, "worst_body_f1"), 1.0)
    empty = articles_fundus(tmp_path, extract=_answers(Page.empty()))
    assert empty.figures == dict.fromkeys((*names, "worst_body_f1"), 0.0)
    assert empty.hits == dict.fromkeys(names, 0)


def test_versions_belong_to_the_pages_by_date_in_the_order_of_their_numbers(tmp_path):
    order = ["V1", "V1_1", "V1_2", "V2", "V10"]
    expected = {v: {**EXPECTED, "title": f"{day}"} for day, v in enumerate(order, start=1)}
    _publisher(tmp_path, "Bridge", dict(sorted(expected.items())))
    score = articles_fundus(tmp_path, extract=lambda _body, url: Page(title=url.rsplit("/", maxsplit=1)[1]))
    assert score.figures["title"] == 1.0


def test_a_publisher_whose_name_begins_with_another_s_keeps_its_pages(tmp_path):
    for name in ("Bridge", "BridgeNews", "Bridge_FR"):
        _publisher(tmp_path, name, {"V1": {**EXPECTED, "title": name}})
    score = articles_fundus(tmp_path, extract=lambda _body, url: Page(title=url.split("/")[3]))
    assert (score.n, score.figures["title"]) == (3, 1.0)


def test_pages_that_do_not_pair_off_with_versions_are_named(tmp_path):
    _publisher(tmp_path, "Bridge", {"V1": EXPECTED, "V2": EXPECTED})
    (tmp_path / "uk" / "Bridge_2026_11_01.html.gz").unlink()
    with pytest.raises(FixConfiguration, match=r"Bridge\.json: has 2 versions for 1 pages"):
        articles_fundus(tmp_path)


@pytest.mark.parametrize("written", [{}, {"meta.json": "{}"}])
def test_a_folder_without_pages_is_an_error(tmp_path, written):
    for name, content in written.items():
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(FixConfiguration, match=r"is missing|holds no page|cannot be read"):
        articles_fundus(tmp_path)


@pytest.mark.parametrize(
    ("expected", "found", "figure"),
    [
        ("“It’s\u00a0time” «now»", ' "It\'s  time" ‟now″', 1.0),
        ("Bridge", "bridge", 0.0),
        ("Bridge", "Bridge - The Town News", 0.0),
    ],
)
def test_titles_are_equal_when_quotes_and_spaces_are_folded(tmp_path, expected, found, figure):
    _publisher(tmp_path, "Bridge", {"V1": {**EXPECTED, "title": expected}})
    assert _figures(tmp_path, replace(RIGHT, title=found))["title"] == figure


@pytest.mark.parametrize(
    ("expected", "found", "figure"),
    [
        ("2026-11-24 00:30:00+02:00", datetime(2026, 11, 23, 22, 30, tzinfo=UTC), 1.0),
        ("2026-11-24 00:30:00+02:00", datetime(2026, 11, 23, 12, 0, tzinfo=UTC), 0.0),
        ("2026-11-24 21:00:00-05:00", datetime(2026, 11, 25, 2, 0, tzinfo=UTC), 1.0),
        ("2026-11-24 21:00:00-05:00", datetime(2026, 11, 24, 0, 0, tzinfo=UTC), 1.0),
        ("2026-11-24 21:00:00", datetime(2026, 11, 24, 8, 0, tzinfo=UTC), 1.0),
        ("2026-11-24 21:00:00", datetime(2026, 11, 25, 8, 0, tzinfo=UTC), 0.0),
        ("2026-11-24 21:00:00.250000+00:00", None, 0.0),
    ],
)
def test_a_date_is_right_on_the_same_day_where_the_page_was_published(tmp_path, expected, found, figure):
    _publisher(tmp_path, "Bridge", {"V1": {**EXPECTED, "publishing_date": expected}})
    assert _figures(tmp_path, replace(RIGHT, published=found))["date"] == figure


def test_authors_are_counted_over_all_pages_together(tmp_path):
    versions = {"V1": {**EXPECTED, "authors": ["Ada Example", "Bo Example"]}, "V2": {**EXPECTED, "authors": None}}
    _publisher(tmp_path, "Bridge", versions)
    score = articles_fundus(tmp_path, extract=_answers(RIGHT))
    assert score.figures["authors_f1"] == pytest.approx(2 * 1 / (2 + 1 + 1))
    assert score.hits["authors_f1"] == 0


def test_what_is_not_expected_of_a_page_is_not_counted(tmp_path):
    bare = {key: value for key, value in EXPECTED.items() if key == "body"}
    _publisher(tmp_path, "Bridge", {"V1": EXPECTED, "V2": bare})
    figures = _figures(tmp_path, RIGHT)
    assert (figures["title"], figures["date"]) == (1.0, 1.0)


def test_a_page_of_which_no_body_is_expected_costs_precision(tmp_path):
    _publisher(tmp_path, "Bridge", {"V1": EXPECTED, "V2": {**EXPECTED, "body": None}})
    assert _figures(tmp_path, RIGHT)["body_f1"] == pytest.approx(2 / 3)


def test_the_worst_language_is_sought_among_those_of_three_pages_or_more(tmp_path):
    for name, pages, tag in (("English", 3, "en-GB"), ("Polish", 3, "pl"), ("Danish", 2, "da")):
        _publisher(tmp_path, name, {f"V{n}": EXPECTED for n in range(pages)}, head=f"<html lang={tag}>")

    def extract(body: bytes, url: str) -> Page:
        return RIGHT if "English" in url or url.endswith("Polish/1") else Page.empty()

    score = articles_fundus(tmp_path, extract=extract)
    polish = score.by_language["pl"].figures["body_f1"]
    assert polish == pytest.approx(0.5)
    assert (score.figures["worst_body_f1"], score.by_language["da"].figures["body_f1"]) == (polish, 0.0)
    assert {tag: part.n for tag, part in score.by_language.items()} == {"da": 2, "en": 3, "pl": 3}
