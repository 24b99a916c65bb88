"""Scores of article text on tiny folders in the formats of the sets."""

import gzip
import json
from pathlib import Path

import pytest

from quotidien.commands.quality import articles
from quotidien.commands.quality.measures import f1
from quotidien.errors import FixConfiguration
from quotidien.sources.pages import Page

ENGLISH = "The council met on Monday evening and agreed to repair the old bridge before the winter."
POLISH = "Rada miasta zebrała się w poniedziałek wieczorem i postanowiła naprawić stary most przed zimą."
JAPANESE = "市議会は月曜日の夜に会合を開き、冬が来る前に古い橋を修理することを決めた。"
SCORERS = [
    articles.articles_aeb,
    articles.articles_newspaper4k,
    articles.articles_readability,
    articles.articles_trafilatura,
]


def _echo(body: bytes, url: str) -> Page:
    """Take the whole file for the article's text: an answer as right as the test's page is."""
    return Page(text=body.decode())


def _address(body: bytes, url: str) -> Page:
    return Page(text=url)


def _nothing(body: bytes, url: str) -> Page:
    return Page.empty()


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content.encode()) if path.suffix == ".gz" else content.encode())


def _aeb(folder: Path, pages: dict[str, tuple[str, str]]) -> None:
    """Write pages: id → (what the page says, what is wanted)."""
    truth = {key: {"articleBody": wanted, "url": f"https://example.org/{key}"} for key, (_, wanted) in pages.items()}
    _write(folder / "ground-truth.json", json.dumps(truth))
    for key, (said, _) in pages.items():
        _write(folder / "html" / f"{key}.html.gz", said)


def _trafilatura(folder: Path, pages: dict[str, tuple[str, list[str], list[str]]]) -> None:
    """Write pages: file → (what the page says, segments with, segments without)."""
    data = {
        f"https://example.org/{name}": {"file": name, "with": wanted, "without": unwanted}
        for name, (_, wanted, unwanted) in pages.items()
    }
    _write(folder / "evaldata.json", json.dumps(data))
    for name, (said, _, _) in pages.items():
        _write(folder / "html" / f"{name}.gz", said)


def _readability(folder: Path, said: str, expected: str) -> None:
    _write(folder / "001" / "source.html.gz", said)
    _write(folder / "001" / "expected.html.gz", expected)


def _newspaper4k(folder: Path, said: str, wanted: str) -> None:
    _write(folder / "html" / "one_article.html.gz", said)
    _write(folder / "txt" / "one_article.txt", wanted)


@pytest.mark.parametrize("scorer", SCORERS)
def test_an_empty_folder_is_an_error_that_names_it(tmp_path, scorer):
    with pytest.raises(FixConfiguration, match=r"is missing|holds no page|cannot be read"):
        scorer(tmp_path)


@pytest.mark.parametrize("scorer", SCORERS)
def test_a_folder_that_is_missing_is_an_error(tmp_path, scorer):
    with pytest.raises(FixConfiguration):
        scorer(tmp_path / "nowhere")


def test_aeb_scores_right_answers_1_and_none_0(tmp_path):
    _aeb(tmp_path, {"a": (ENGLISH, ENGLISH), "b": (POLISH, POLISH)})
    right, empty = (articles.articles_aeb(tmp_path, extract=extract) for extract in (_echo, _nothing))
    assert (right.set, right.n, right.figures, right.hits) == ("articles_aeb", 2, {"f1": 1.0}, {"f1": 2})
    assert (empty.figures, empty.hits) == ({"f1": 0.0}, {"f1": 0})


def test_aeb_weighs_a_long_page_like_a_short_one(tmp_path):
    long = " ".join(str(number) for number in range(1000))
    _aeb(tmp_path, {"a": (f"{long} {long}", long), "b": ("one two three four", "one two three four")})
    precision = (997 / 1997 + 1) / 2
    assert articles.articles_aeb(tmp_path, extract=_echo).figures["f1"] == pytest.approx(f1(precision, 1.0))


def test_aeb_gives_each_language_its_figures_and_number(tmp_path):
    _aeb(tmp_path, {"a": (ENGLISH, ENGLISH), "b": ("Menu", POLISH), "c": (ENGLISH, ENGLISH)})
    score = articles.articles_aeb(tmp_path, extract=_echo)
    assert {tag: (part.n, part.figures["f1"]) for tag, part in score.by_language.items()} == {
        "en": (2, 1.0),
        "pl": (1, 0.0),
    }


def test_aeb_hands_each_page_its_own_url(tmp_path):
    _aeb(tmp_path, {key: ("", f"https://example.org/{key}") for key in "ab"})
    assert articles.articles_aeb(tmp_path, extract=_address).figures == {"f1": 1.0}


def test_aeb_names_a_page_without_its_file(tmp_path):
    _aeb(tmp_path, {"a": (ENGLISH, ENGLISH), "b": (POLISH, POLISH)})
    (tmp_path / "html" / "b.html.gz").unlink()
    with pytest.raises(FixConfiguration, match=r"b\.html\.gz: is missing"):
        articles.articles_aeb(tmp_path, extract=_echo)


def test_the_product_itself_is_scored_where_no_other_system_is_given(tmp_path):
    more = "Work starts next week, says the mayor, and will take about three months if the weather holds."
    said = f"<html lang=en><body><nav>Home News</nav><article><p>{ENGLISH}</p><p>{more}</p></article></body></html>"
    _aeb(tmp_path, {"a": (said, f"{ENGLISH} {more}")})
    assert articles.articles_aeb(tmp_path).figures == {"f1": 1.0}


def test_readability_compares_with_the_text_of_the_expected_page(tmp_path):
    _readability(tmp_path, "One two. Three four five.", "<div><p>One <b>t</b>wo.</p><p>Three<br>four five.</p></div>")
    score = articles.articles_readability(tmp_path, extract=_echo)
    assert (score.set, score.n, score.figures, score.hits) == ("articles_readability", 1, {"f1": 1.0}, {"f1": 1})


def test_readability_joins_no_words_of_two_blocks_and_reads_no_comment(tmp_path):
    expected = "<ul><li>One</li><li>two</li></ul><!-- hidden --><p>three</p>four"
    _readability(tmp_path, "One two three four", expected)
    assert articles.articles_readability(tmp_path, extract=_echo).figures == {"f1": 1.0}


def test_readability_names_a_page_without_expectation(tmp_path):
    _readability(tmp_path, "One", "<p>One</p>")
    _write(tmp_path / "002" / "source.html.gz", "Two")
    with pytest.raises(FixConfiguration, match=r"002.expected\.html\.gz"):
        articles.articles_readability(tmp_path, extract=_echo)


def test_newspaper4k_compares_with_the_text_and_needs_no_metadata(tmp_path):
    _newspaper4k(tmp_path, ENGLISH, ENGLISH)
    score = articles.articles_newspaper4k(tmp_path, extract=_echo)
    assert (score.set, score.n, score.figures, score.hits) == ("articles_newspaper4k", 1, {"f1": 1.0}, {"f1": 1})
    assert list(score.by_language) == ["en"]


def test_newspaper4k_takes_the_url_from_the_metadata(tmp_path):
    _newspaper4k(tmp_path, "", "https://news.example/1")
    _write(tmp_path / "metadata" / "one_article.json", json.dumps({"url": "https://news.example/1"}))
    assert articles.articles_newspaper4k(tmp_path, extract=_address).figures == {"f1": 1.0}


def test_a_little_too_much_costs_little_in_a_script_without_spaces(tmp_path):
    _newspaper4k(tmp_path, f"続き{JAPANESE}", JAPANESE)
    (part,) = articles.articles_newspaper4k(tmp_path, extract=_echo).by_language.items()
    assert part[0] == "ja"
    assert 0.9 < part[1].figures["f1"] < 1.0


def test_a_little_too_much_is_counted_in_words_elsewhere(tmp_path):
    _newspaper4k(tmp_path, f"Menu {ENGLISH}", ENGLISH)
    assert articles.articles_newspaper4k(tmp_path, extract=_echo).figures["f1"] == pytest.approx(f1(13 / 14, 1.0))


def test_trafilatura_counts_segments_found_missed_and_unwanted(tmp_path):
    page = ("Bridge to be repaired. Share this.", ["Bridge to be", "repaired.", "by winter"], ["Share", "Log in"])
    _trafilatura(tmp_path, {"a.html": page})
    score = articles.articles_trafilatura(tmp_path, extract=_echo)
    assert score.figures["f1"] == pytest.approx(4 / 6)
    assert (score.set, score.n, score.hits) == ("articles_trafilatura", 1, {"f1": 0})


def test_trafilatura_folds_white_space_on_both_sides(tmp_path):
    _trafilatura(tmp_path, {"a.html": ("the  old\n\nbridge", [" old bridge\u00a0"], ["the\told\tbridge over"])})
    assert articles.articles_trafilatura(tmp_path, extract=_echo).figures == {"f1": 1.0}


def test_trafilatura_counts_all_segments_of_all_pages_together(tmp_path):
    _trafilatura(tmp_path, {"a": (ENGLISH, ["council", "Monday", "bridge"], []), "b": (POLISH, ["nie ma"], ["Rada"])})
    score = articles.articles_trafilatura(tmp_path, extract=_echo)
    assert score.figures["f1"] == pytest.approx(6 / 8)
    assert score.hits == {"f1": 1}


def test_trafilatura_of_a_page_without_text_finds_nothing(tmp_path):
    _trafilatura(tmp_path, {"a": (ENGLISH, ["council"], ["Share"])})
    assert articles.articles_trafilatura(tmp_path, extract=_nothing).figures == {"f1": 0.0}
