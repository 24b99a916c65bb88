"""A score's one line."""

import json

from quotidien.commands.quality.scores import Part, Score


def test_the_line_holds_set_n_and_figures_to_four_places():
    line = Score("articles_aeb", 107, {"f1": 0.961234}).line()
    assert line == '{"set": "articles_aeb", "n": 107, "figures": {"f1": 0.9612}}'


def test_languages_stand_sorted_with_their_own_n():
    score = Score("s", 120, {"f1": 1.0}, {"pl": Part(5, {"f1": 0.78}), "en": Part(115, {"f1": 1.0})})
    assert json.loads(score.line())["by_language"] == {"en": {"f1": 1.0, "n": 115}, "pl": {"f1": 0.78, "n": 5}}


def test_a_small_set_says_its_hits_and_a_large_one_does_not():
    assert json.loads(Score("s", 25, {"main": 0.8}, hits={"main": 20}).line())["hits"] == {"main": 20}
    assert "hits" not in json.loads(Score("s", 250, {"main": 0.8}, hits={"main": 200}).line())
