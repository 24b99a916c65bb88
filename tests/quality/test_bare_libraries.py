"""The scorers give bare libraries the figures that are known of them: what they measure is what others measure."""

from pathlib import Path

import feedparser
import pytest
import trafilatura

from quotidien.commands.quality.articles import articles_aeb, articles_trafilatura
from quotidien.commands.quality.articles_fundus import articles_fundus
from quotidien.commands.quality.feeds import feeds_feedparser
from quotidien.sources.pages import Page

DATA = Path(__file__).parents[2].parent / "shared" / "data"
NEAR = 0.003


def bare(body: bytes, _url: str) -> Page:
    """Return what trafilatura 2.3.1 finds with the options of its own evaluation."""
    found = trafilatura.bare_extraction(body, include_comments=False)
    return Page(text=found.text if found and found.text else "")


@pytest.mark.parametrize(
    ("scorer", "figure", "known"),
    [(articles_aeb, "f1", 0.956), (articles_trafilatura, "f1", 0.924), (articles_fundus, "body_f1", 0.954)],
)
def test_trafilatura_has_its_known_figure(scorer, figure, known):
    folder = DATA / scorer.__name__
    if not folder.is_dir():
        pytest.skip("the labelled pages (../shared/data) are not beside this checkout")
    assert scorer(folder, extract=bare).figures[figure] == pytest.approx(known, abs=NEAR)


def test_feedparser_has_its_known_figure():
    folder = DATA / "feeds_feedparser"
    if not folder.is_dir():
        pytest.skip("the labelled feeds (../shared/data) are not beside this checkout")
    score = feeds_feedparser(folder, parse=feedparser.parse, every=True)
    assert score.figures["kept_pass"] == pytest.approx(1005 / 1100, abs=NEAR)
