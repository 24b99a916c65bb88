"""Scores of the grouping on tiny folders in the formats of the sets."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from quotidien.commands.quality import stories
from quotidien.editorial import clusters
from quotidien.editorial.clusters import Assignment, Candidate
from quotidien.errors import FixConfiguration

SCORERS = [stories.cluster_basil, stories.cluster_ecbplus, stories.cluster_tgpairs, stories.cluster_xling]


def _by_event(new: Sequence[Candidate], window: Sequence[Candidate]) -> tuple[Assignment, ...]:
    """Group by the text's first word: the tests' texts begin with the name of their event."""
    return tuple(Assignment(each.path, each.lead.split()[0]) for each in new)


def _alone(new: Sequence[Candidate], window: Sequence[Candidate]) -> tuple[Assignment, ...]:
    return tuple(Assignment(each.path, each.id) for each in new)


def _one_story(new: Sequence[Candidate], window: Sequence[Candidate]) -> tuple[Assignment, ...]:
    return tuple(Assignment(each.path, "all") for each in new)


def _in_turn(new: Sequence[Candidate], window: Sequence[Candidate]) -> tuple[Assignment, ...]:
    """Put two neighbours of the order into a story: nothing but the order counts."""
    return tuple(Assignment(each.path, str(n // 2)) for n, each in enumerate(new))


class _Recorder:
    """A grouping that remembers what it was shown."""

    def __init__(self) -> None:
        self.runs: list[tuple[Sequence[Candidate], Sequence[Candidate]]] = []

    def __call__(self, new: Sequence[Candidate], window: Sequence[Candidate]) -> tuple[Assignment, ...]:
        self.runs.append((new, window))
        return _by_event(new, window)


def _write(folder: Path, rows: Sequence[dict[str, object]], name: str = "docs.jsonl") -> Path:
    (folder / name).write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return folder


def _ecb(folder: Path, *clusters_: str) -> Path:
    rows = [
        {"id": f"{n}_{cluster}", "cluster": cluster, "topic": 1, "url": None, "text": f"{cluster} report {n} ."}
        for n, cluster in enumerate(clusters_)
    ]
    return _write(folder, rows)


def _basil(folder: Path, *articles: tuple[str, str]) -> Path:
    rows = [
        {"id": f"{cluster}_{n}", "cluster": cluster, "date": date, "title": "", "url": "", "text": f"{cluster} told."}
        for n, (cluster, date) in enumerate(articles)
    ]
    return _write(folder, rows)


def _pairs(folder: Path, *pairs: tuple[str, str, bool], language: str = "en") -> Path:
    rows = [
        {"lang": language, "pool": "x", "same_story": same}
        | {"first_title": "", "first_text": first, "first_url": "https://a.example/1"}
        | {"second_title": "", "second_text": second, "second_url": "https://b.example/2"}
        for first, second, same in pairs
    ]
    return _write(folder, rows, "pairs.jsonl")


def _told(
    story: str, language: str, text: str, regions: Sequence[str] = ("KE",), topic: str = "sport"
) -> dict[str, object]:
    row = {"id": "d1", "story": story, "lang": language, "source": "A", "country": "FR", "title": "", "text": text}
    return {**row, "published": "2031-03-02T08:30:00+02:00", "regions": list(regions), "topic": topic}


@pytest.mark.parametrize("score", SCORERS)
def test_a_missing_folder_is_a_fault_of_the_call(score, tmp_path):
    with pytest.raises(FixConfiguration, match="nowhere"):
        score(tmp_path / "nowhere")


# -- Clusters -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "write"),
    [
        (stories.cluster_ecbplus, lambda folder: _ecb(folder, "fire", "flood", "fire")),
        (
            stories.cluster_basil,
            lambda folder: _basil(folder, ("a", "2011-05-01"), ("b", "2011-05-01"), ("a", "2011-05-02")),
        ),
    ],
)
def test_right_clusters_score_one_in_every_way(tmp_path, score: Callable, write: Callable):
    found = score(write(tmp_path), _by_event)

    assert (found.n, found.figures) == (3, {"b3_f1": 1.0, "stream_b3_f1": 1.0, "order_b3_f1": 1.0})


def test_two_articles_of_each_story_left_alone_find_half(tmp_path):
    found = stories.cluster_ecbplus(_ecb(tmp_path, "fire", "fire", "flood", "flood"), _alone)

    assert found.figures == {
        "b3_f1": pytest.approx(2 / 3),
        "stream_b3_f1": pytest.approx(2 / 3),
        "order_b3_f1": 1.0,
    }


def test_a_grouping_that_follows_the_order_is_told_by_its_disagreement(tmp_path):
    found = stories.cluster_ecbplus(_ecb(tmp_path, *"abcdefgh"), _in_turn)

    assert found.figures["order_b3_f1"] < 0.9


def test_an_undated_set_is_shuffled_in_the_same_way_every_time(tmp_path):
    folder = _ecb(tmp_path, *"abcdefgh")

    assert stories.cluster_ecbplus(folder, _in_turn) == stories.cluster_ecbplus(folder, _in_turn)


def test_ids_of_the_set_which_hold_its_labels_are_not_shown(tmp_path):
    recorder = _Recorder()

    stories.cluster_ecbplus(_ecb(tmp_path, "fire", "flood"), recorder)

    shown = {part for new, _ in recorder.runs for each in new for part in (each.path, each.id)}
    assert len(shown) == 2
    assert not any("fire" in part or "flood" in part for part in shown)


def test_a_dated_set_is_grouped_in_the_order_of_time(tmp_path):
    recorder = _Recorder()
    folder = _basil(tmp_path, ("b", "2012-01-02"), ("a", "2011-05-01"))

    stories.cluster_basil(folder, recorder)

    assert [each.published.isoformat() for each in recorder.runs[0][0]] == [
        "2011-05-01T00:00:00+00:00",
        "2012-01-02T00:00:00+00:00",
    ]


def test_a_stream_is_fed_by_the_day_beside_the_stories_of_the_days_before(tmp_path):
    recorder = _Recorder()
    articles = [(f"event{n // 2}", f"20{n // 12 + 10}-{n % 12 + 1:02}-01") for n in range(120)]

    stories.cluster_basil(_basil(tmp_path, *articles), recorder)

    first, second, third = recorder.runs[1:4]
    assert [len(new) for new, _ in (first, second, third)] == [50, 50, 20]
    assert [len(window) for _, window in (first, second, third)] == [0, 50, 100]
    assert all(each.story for each in third[1])
    assert first[0][49].published < second[0][0].published


def test_a_stream_forgets_what_is_older_than_a_story_can_span(tmp_path):
    recorder = _Recorder()
    articles = [("event", f"2011-{n // 28 + 1:02}-{n % 28 + 1:02}") for n in range(300)]

    stories.cluster_basil(_basil(tmp_path, *articles), recorder)

    new, window = recorder.runs[6]
    assert min(each.published for each in window) >= new[0].published - clusters.WINDOW
    assert len(window) == 150


def test_the_product_joins_two_reports_of_one_event_and_no_third(tmp_path):
    texts = [
        "A ferry with eighty passengers capsized near Zanzibar on Tuesday.",
        "Eighty passengers were on the ferry that capsized near Zanzibar.",
        "The central bank of Norway raised its main interest rate again.",
    ]
    rows = [{"id": "1", "cluster": name, "text": text} for name, text in zip("aab", texts, strict=True)]

    assert stories.cluster_ecbplus(_write(tmp_path, rows)).figures["b3_f1"] == 1.0


# -- Pairs ----------------------------------------------------------------------------------------------------------


def test_right_pairs_score_one(tmp_path):
    folder = _pairs(tmp_path, ("fire a.", "fire b.", True), ("fire a.", "flood a.", False))

    score = stories.cluster_tgpairs(folder, _by_event)

    assert (score.n, score.figures, score.hits) == (2, {"f1": 1.0}, {"f1": 2})
    assert {tag: part.n for tag, part in score.by_language.items()} == {"en": 2}


def test_pairs_never_joined_score_nothing_though_some_are_right(tmp_path):
    folder = _pairs(tmp_path, ("fire a.", "fire b.", True), ("fire a.", "flood a.", False))

    score = stories.cluster_tgpairs(folder, _alone)

    assert (score.figures, score.hits) == ({"f1": 0.0}, {"f1": 1})


def test_pairs_always_joined_cost_precision(tmp_path):
    folder = _pairs(tmp_path, ("fire a.", "fire b.", True), ("fire a.", "flood a.", False))

    assert stories.cluster_tgpairs(folder, _one_story).figures == {"f1": pytest.approx(2 / 3)}


def test_an_article_of_two_pairs_is_grouped_once(tmp_path):
    recorder = _Recorder()

    stories.cluster_tgpairs(_pairs(tmp_path, ("a x.", "b x.", False), ("a x.", "c x.", False)), recorder)

    assert [len(new) for new, _ in recorder.runs] == [3]


# -- Across languages -----------------------------------------------------------------------------------------------


def test_right_stories_across_languages_score_one(tmp_path):
    rows = [_told("s1", "en", "quake one"), _told("s1", "fr", "quake deux"), _told("n1", "en", "vote three")]

    score = stories.cluster_xling(_write(tmp_path, rows), _by_event)

    assert (score.n, score.figures["b3_f1"], score.figures["pair_f1"]) == (3, 1.0, 1.0)


def test_only_pairs_in_different_languages_count_as_pairs(tmp_path):
    rows = [_told("s1", "en", "a"), _told("s1", "fr", "a"), _told("n1", "en", "b"), _told("n2", "en", "c")]
    folder = _write(tmp_path, rows)

    assert stories.cluster_xling(folder, _alone).figures["pair_f1"] == 0.0
    assert stories.cluster_xling(folder, _one_story).figures["pair_f1"] == pytest.approx(2 * 1 / (3 + 1))


def test_the_main_country_and_topic_are_the_products_own(tmp_path):
    text = "Kenya's football team won the final: the striker scored two goals and the coach praised the players."
    right = _told("s1", "en", text, ["KE", "UG"], "sport")
    wrong = _told("s2", "fr", "Le Kenya a gagné le match de football.", ["UG", "KE"], "religion")

    score = stories.cluster_xling(_write(tmp_path, [right, wrong]), _alone)

    assert (score.figures["main"], score.figures["topic"]) == (0.5, 0.5)
    assert score.by_language["en"].figures == {"main": 1.0, "topic": 1.0}
    assert score.by_language["fr"].figures == {"main": 0.0, "topic": 0.0}


def test_topics_are_compared_by_the_names_that_iptc_gives_them(tmp_path):
    text = "An earthquake of magnitude 6.1 killed dozens; rescuers search the rubble of collapsed buildings."
    row = _told("s1", "en", text, ["PE"], "disaster-accident-and-emergency-incident")

    assert stories.cluster_xling(_write(tmp_path, [row]), _alone).figures["topic"] == 1.0
