"""Scores of the topic tags on tiny folders in the formats of the sets."""

import gzip
import json
from pathlib import Path

import pytest

from quotidien import data
from quotidien.commands.quality import topics
from quotidien.editorial.languages import Detected
from quotidien.errors import FixConfiguration
from quotidien.model.articles import Document, Evidence
from quotidien.model.sources import Source

SCORERS = [topics.topics_dpa_iptc, topics.topics_masakhanews, topics.topics_sib200, topics.topics_tgcontest]
SPORT, POLITICS, SCIENCE = "medtop:15000000", "medtop:11000000", "medtop:13000000"

NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem xml:lang="de">
 <contentMeta>
  <subject qcode="medtop:15000000"><name>Sport</name></subject>
  <headline rank="1">{headline}</headline>
  <description role="drol:teaser">Der Anriss.</description>
  <language tag="de"/>
 </contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml"><html{namespace}><body>
  <header><ul class="slugline"><li class="subject">Sport</li></ul><p class="byline">Von Anna</p></header>
  <section class="main genre"><p class="teaser">Der Anriss.</p>
   <p><span class="dateline">Bonn (dpa) - </span>Der erste
      Absatz.</p><p>Der zweite.</p></section>
 </body></html></inlineXML></contentSet>
</newsItem></itemSet></newsMessage>
"""


def _evidence(*codes: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(code, 1.0, (), ()) for code in codes)


def _by_word(document: Document, source: Source) -> tuple[Evidence, ...]:
    """Answer by the words that the tests' texts use."""
    words = f"{document.title} {document.text}".lower().split()
    return _evidence(
        *(code for word, code in (("goal", SPORT), ("vote", POLITICS), ("atom", SCIENCE)) if word in words)
    )


def _nothing(document: Document, source: Source) -> tuple[Evidence, ...]:
    return ()


def _stars(document: Document) -> str:
    return "horoscope" if document.title == "stars" else ""


def _first_candidate(text: str, candidates: tuple[str, ...]) -> Detected:
    return Detected(candidates[0], 1.0)


def _dpa(folder: Path, *items: tuple[str, list[str]]) -> Path:
    (folder / "newsml").mkdir(exist_ok=True)
    labels = []
    for n, (headline, codes) in enumerate(items):
        (folder / "newsml" / f"{n}.xml").write_text(NEWSML.format(headline=headline, namespace=""), "utf-8")
        labels.append({"file": f"{n}.xml", "headline": headline, "top_level": codes})
    (folder / "labels.jsonl").write_text("\n".join(map(json.dumps, labels)), "utf-8")
    return folder


def _contest(folder: Path, *articles: tuple[str, str, str], name: str = "en_exam.jsonl") -> Path:
    rows = [
        {"lang": language, "url": "https://news.example/a", "title": title, "text": "", "label": label}
        for language, title, label in articles
    ]
    (folder / name).write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return folder


def _masakhane(folder: Path, language: str, *articles: tuple[str, str], name: str = "dev.tsv.gz") -> Path:
    (folder / language).mkdir(exist_ok=True)
    lines = "".join(f"{label}\t{headline}\tSome text.\thttps://news.example/a\n" for label, headline in articles)
    (folder / language / name).write_bytes(gzip.compress(f"category\theadline\ttext\turl\n{lines}".encode()))
    return folder


def _sib(folder: Path, language: str, *sentences: tuple[str, str], name: str = "dev.tsv") -> Path:
    (folder / language).mkdir(exist_ok=True)
    lines = "".join(f"{n}\t{label}\t{text}\n" for n, (label, text) in enumerate(sentences))
    (folder / language / name).write_text(f"index_id\tcategory\ttext\n{lines}", "utf-8")
    (folder / language / "labels.txt").write_text("sports\n", "utf-8")
    return folder


@pytest.mark.parametrize("score", SCORERS)
def test_a_missing_folder_is_a_fault_of_the_call(score, tmp_path):
    with pytest.raises(FixConfiguration, match="nowhere"):
        score(tmp_path / "nowhere")


def test_every_topic_of_ours_has_its_label_in_each_set():
    assert topics.LABELS.keys() - {""} == data.topics().keys()
    assert all(all(labels) for code, labels in topics.LABELS.items() if code)


# -- NewsML-G2 ------------------------------------------------------------------------------------------------------


def test_any_of_the_top_levels_is_right(tmp_path):
    folder = _dpa(tmp_path, ("goal", ["11000000", "15000000"]), ("vote", ["15000000"]))

    score = topics.topics_dpa_iptc(folder, _by_word)

    assert (score.n, score.figures, score.hits) == (2, {"any_top": 0.5}, {"any_top": 1})


def test_an_item_without_a_top_level_is_not_scored(tmp_path):
    folder = _dpa(tmp_path, ("goal", ["15000000"]), ("vote", []))

    assert topics.topics_dpa_iptc(folder, _by_word).n == 1
    assert topics.topics_dpa_iptc(folder, _nothing).figures == {"any_top": 0.0}


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://www.w3.org/1999/xhtml"'])
def test_an_item_is_read_without_its_slug_line_byline_and_teaser(tmp_path, namespace):
    (tmp_path / "a.xml").write_text(NEWSML.format(headline="Titel", namespace=namespace), "utf-8")

    document = topics.read_newsml(tmp_path / "a.xml")

    assert document == Document("Titel", "Der Anriss.", "Bonn (dpa) - Der erste Absatz.\nDer zweite.", "de")


def test_an_item_of_which_the_file_is_missing_or_broken_is_named(tmp_path):
    folder = _dpa(tmp_path, ("goal", ["15000000"]))
    (folder / "newsml" / "0.xml").write_text("<newsMessage>", "utf-8")

    with pytest.raises(FixConfiguration, match=r"0\.xml"):
        topics.topics_dpa_iptc(folder)
    (folder / "newsml" / "0.xml").unlink()
    with pytest.raises(FixConfiguration, match=r"0\.xml"):
        topics.topics_dpa_iptc(folder)


# -- Telegram's contest ---------------------------------------------------------------------------------------------


def test_right_labels_of_the_contest_score_one(tmp_path):
    folder = _contest(tmp_path, ("en", "goal", "sports"), ("en", "stars", "not_news"), ("en", "cake", "other"))

    score = topics.topics_tgcontest(folder, _by_word, _stars)

    assert score.figures == {"accuracy": 1.0, "not_news_recall": 1.0, "not_news_precision": 1.0}


def test_wrong_labels_of_the_contest_score_nothing(tmp_path):
    folder = _contest(tmp_path, ("en", "goal", "society"), ("en", "stars", "economy"), ("en", "vote", "not_news"))

    score = topics.topics_tgcontest(folder, _by_word, _stars)

    assert score.figures == {"accuracy": 0.0, "not_news_recall": 0.0, "not_news_precision": 0.0}


def test_all_files_of_the_contest_are_read_and_told_apart_by_language(tmp_path):
    _contest(tmp_path, ("ru", "goal", "sports"), name="ru_honey.jsonl")
    folder = _contest(tmp_path, ("en", "goal", "society"), ("en", "goal", "sports"))

    score = topics.topics_tgcontest(folder, _by_word, _stars)

    assert score.n == 3
    assert {tag: (part.n, part.figures["accuracy"]) for tag, part in score.by_language.items()} == {
        "en": (2, 0.5),
        "ru": (1, 1.0),
    }


# -- MasakhaNEWS ----------------------------------------------------------------------------------------------------


def test_languages_count_alike_however_many_articles_they_have(tmp_path):
    _masakhane(tmp_path, "eng", ("sports", "goal"), ("technology", "atom"), ("politics", "vote"))
    folder = _masakhane(tmp_path, "hau", ("sports", "vote"))

    score = topics.topics_masakhanews(folder, _by_word)

    assert (score.n, score.figures) == (4, {"weighted_f1": 0.5})
    assert {tag: part.figures["weighted_f1"] for tag, part in score.by_language.items()} == {"en": 1.0, "ha": 0.0}


def test_all_files_of_a_language_are_read(tmp_path):
    _masakhane(tmp_path, "yor", ("sports", "goal"), name="train400.tsv.gz")
    folder = _masakhane(tmp_path, "yor", ("sports", "goal"))

    assert topics.topics_masakhanews(folder, _by_word).by_language["yo"].n == 2


def test_an_article_without_a_topic_is_wrong(tmp_path):
    folder = _masakhane(tmp_path, "eng", ("sports", "goal"))

    assert topics.topics_masakhanews(folder, _nothing).figures == {"weighted_f1": 0.0}


# -- SIB-200 --------------------------------------------------------------------------------------------------------


def test_right_sentences_in_their_own_language_score_one(tmp_path):
    folder = _sib(tmp_path, "eng_Latn", ("sports", "A goal in the last minute of the game"))
    _sib(tmp_path, "deu_Latn", ("politics", "Nach der Abstimmung: vote für alle im Land"))

    score = topics.topics_sib200(folder, _by_word)

    assert (score.n, score.figures) == (2, {"accuracy": 1.0, "language": 1.0})


def test_wrong_topics_and_wrong_languages_are_two_figures(tmp_path):
    folder = _sib(tmp_path, "eng_Latn", ("sports", "vote"), ("sports", "goal"))
    _sib(tmp_path, "deu_Latn", ("sports", "vote"), ("sports", "vote"))

    score = topics.topics_sib200(folder, _by_word, _first_candidate)

    assert score.figures == {"accuracy": 0.25, "language": 0.5}


def test_two_scripts_of_a_language_are_kept_apart_by_their_tags(tmp_path):
    folder = _sib(tmp_path, "zho_Hans", ("sports", "goal"))
    _sib(tmp_path, "zho_Hant", ("sports", "vote"))
    _sib(tmp_path, "arb_Arab", ("sports", "goal"))

    score = topics.topics_sib200(folder, _by_word, lambda _text, candidates: Detected(candidates[-1], 1.0))

    assert {tag: part.figures for tag, part in score.by_language.items()} == {
        "zh-Hans": {"accuracy": 1.0, "language": 1.0},
        "zh-Hant": {"accuracy": 0.0, "language": 1.0},
        "ar": {"accuracy": 1.0, "language": 0.0},
    }
