"""Measures on cases that can be checked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.commands.quality import measures


@pytest.mark.parametrize(("precision", "recall", "expected"), [(1, 1, 1.0), (0, 0, 0.0), (0.5, 1.0, 2 / 3)])
def test_f1_is_the_harmonic_mean(precision, recall, expected):
    assert measures.f1(precision, recall) == pytest.approx(expected)


def test_a_text_overlaps_itself_wholly_and_another_not_at_all():
    assert measures.overlap("one two three four five", "one two three four five") == (1.0, 1.0)
    assert measures.overlap("one two three four five", "six seven eight nine ten") == (0.0, 0.0)


def test_a_text_with_more_words_loses_precision_only():
    precision, recall = measures.overlap("one two three four", "one two three four five")
    assert (precision, recall) == (0.5, 1.0)


def test_micro_counts_labels_and_macro_counts_kinds_of_labels():
    pairs = [({"a"}, {"a"}), ({"a"}, {"a"}), ({"b"}, set())]
    assert measures.micro_f1(pairs) == pytest.approx(0.8)
    assert measures.macro_f1(pairs) == pytest.approx(0.5)


def test_weighted_f1_weighs_each_label_by_how_often_it_is_wanted():
    pairs = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")]
    assert measures.weighted_f1(pairs) == pytest.approx((3 * 0.8 + 1 * (2 / 3)) / 4)


def test_b_cubed_of_one_great_cluster_has_full_recall_and_little_precision():
    wanted = {1: "x", 2: "x", 3: "y", 4: "y"}
    assert measures.b_cubed(wanted, dict.fromkeys(wanted, "all"))[:2] == (0.5, 1.0)
    assert measures.b_cubed(wanted, {key: key for key in wanted})[:2] == (1.0, 0.5)


@given(st.dictionaries(st.integers(), st.integers(0, 3), min_size=1))
def test_a_clustering_agrees_with_itself(wanted):
    assert measures.b_cubed(wanted, wanted) == pytest.approx((1.0, 1.0, 1.0))


@given(st.lists(st.tuples(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))))
def test_every_share_lies_between_nothing_and_all(pairs):
    assert 0.0 <= measures.micro_f1(pairs) <= 1.0
    assert 0.0 <= measures.macro_f1(pairs) <= 1.0
