"""Measures on cases that can be checked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.commands.quality import measures


@pytest.mark.parametrize(("precision", "recall", "expected"), [(1, 1, 1.0), (0, 0, 0.0), (0.5, 1.0, 2 / 3)])
def test_f1_is_the_harmonic_mean(precision, recall, expected):
    assert measures.f1(precision, recall) == pytest.approx(expected)


def _overlap(truth: str, found: str) -> measures.Overlap:
    return measures.overlap(measures.words(truth), measures.words(found))


def test_a_text_overlaps_itself_wholly_and_another_not_at_all():
    assert _overlap("one two three four five", "One, two; three") == measures.Overlap(2, 1, 0)
    assert _overlap("one two three four five", "one, two; three four five!") == measures.Overlap(2, 2, 2)


def test_a_shingle_counts_as_often_as_it_stands_there():
    assert _overlap("a a a a a a", "a a a a a") == measures.Overlap(3, 2, 2)
    assert not _overlap("a a a a a a", "a a a a a").exact


def test_a_text_shorter_than_a_shingle_is_one_and_an_empty_text_none():
    assert _overlap("one two", "one two").exact
    assert _overlap("one two", " … ") == measures.Overlap(1, 0, 0)
    assert measures.shingles([]) == {}


def test_a_text_with_more_words_loses_precision_only():
    assert _overlap("one two three four", "one two three four five") == measures.Overlap(1, 2, 1)


def test_f1_of_texts_is_of_the_means_and_not_the_mean():
    precise, complete = measures.Overlap(10, 1, 1), measures.Overlap(1, 10, 1)
    assert measures.averaged_f1([precise, complete]) == pytest.approx(0.55)


def test_a_text_where_nothing_is_found_costs_recall_and_one_where_nothing_is_wanted_precision():
    right = measures.Overlap(4, 4, 4)
    assert measures.averaged_f1([right, measures.Overlap(4, 0, 0)]) == pytest.approx(measures.f1(1.0, 0.5))
    assert measures.averaged_f1([right, measures.Overlap(0, 4, 0)]) == pytest.approx(measures.f1(0.5, 1.0))
    assert measures.averaged_f1([right, measures.Overlap(0, 0, 0)]) == 1.0
    assert measures.averaged_f1([measures.Overlap(4, 0, 0)]) == 0.0


@pytest.mark.parametrize(("text", "expected"), [("東京、1月", 4), ("ကြက်", 4), ("ที่", 3), (" ။ … ", 0)])
def test_letters_marks_and_digits_count_where_words_are_not_spaced(text, expected):
    assert len(measures.characters(text)) == expected


@given(st.text("ab ", max_size=30), st.text("ab ", max_size=30))
def test_no_more_is_shared_than_either_text_has_and_both_ways_the_same(truth, found):
    there, back = _overlap(truth, found), _overlap(found, truth)
    assert there.both == back.both <= min(there.wanted, there.found)
    assert there.exact == (measures.shingles(measures.words(truth)) == measures.shingles(measures.words(found)))


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
