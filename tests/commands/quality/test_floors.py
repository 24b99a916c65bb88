"""Floors go one way, and the page tells them with their debts."""

import pytest

from quotidien.commands.quality import floors
from quotidien.commands.quality.floors import Known
from quotidien.commands.quality.scores import Score

OTHER = Known("articles_aeb", "f1", 0.97, "Other 2.0", "its README")


@pytest.mark.parametrize(
    ("figure", "value", "floor", "under"),
    [("f1", 0.9, 0.91, True), ("f1", 0.9097, 0.91, False), ("f1", 0.92, 0.91, False), ("crashes", 1, 0, True)],
)
def test_a_figure_is_under_its_floor_and_a_count_over_it(figure, value, floor, under):
    assert floors.is_under(figure, value, floor) is under


def test_a_floor_rises_and_never_falls():
    laid = {"s": {"f1": 0.9, "crashes": 2}}
    assert floors.raised(laid, [Score("s", 1, {"f1": 0.95, "crashes": 1})]) == {"s": {"crashes": 1, "f1": 0.95}}
    assert floors.raised(laid, [Score("s", 1, {"f1": 0.5, "crashes": 9})]) == {"s": {"crashes": 2, "f1": 0.9}}


def test_a_set_without_floor_gets_its_figure():
    assert floors.raised({}, [Score("new", 1, {"f1": 0.123456})]) == {"new": {"f1": 0.1235}}


def test_the_page_names_the_best_known_figure_and_the_debt():
    text = floors.page({"articles_aeb": {"f1": 0.96}}, [OTHER, Known("articles_aeb", "f1", 0.5, "Weak", "x")])
    assert "| articles_aeb | f1 | 0.960 | 0.970 | Other 2.0; its README |" in text
    assert "- articles_aeb f1: ours 0.960, Other 2.0 0.970" in text


def test_where_nobody_is_better_there_is_no_debt():
    assert "no known figure is better than ours" in floors.page({"articles_aeb": {"f1": 0.98}}, [OTHER])


def test_what_is_written_is_read_again(tmp_path):
    floors.write_floors(tmp_path, {"s": {"f1": 0.9}}, [])
    assert floors.read_floors(tmp_path) == {"s": {"f1": 0.9}}
    assert (tmp_path / floors.PAGE).read_text("utf-8").startswith("# Quality")


def test_before_the_first_floor_there_is_none(tmp_path):
    assert floors.read_floors(tmp_path) == {}
