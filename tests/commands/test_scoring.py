"""One set's line, and the table of all."""

import json

import pytest
from rich.console import Console

from quotidien.commands import scoring
from quotidien.commands.quality.scores import Score
from quotidien.errors import FixConfiguration


def test_a_set_that_there_is_not_is_said_with_those_that_there_are(tmp_path):
    with pytest.raises(FixConfiguration, match=r"'weather' is none of: all, feeds_feedparser"):
        scoring.score("weather", tmp_path)


@pytest.mark.parametrize("name", sorted(scoring.SETS))
def test_a_folder_without_data_is_said(tmp_path, name):
    with pytest.raises(FixConfiguration):
        scoring.score(name, tmp_path / "nothing")


def test_one_set_is_one_line(tmp_path, capsys):
    pairs = [{"lang": "en", "pool": "p", "same_story": False, "first_title": "", "second_title": ""}]
    (tmp_path / "pairs.jsonl").write_text("".join(json.dumps(pair) + "\n" for pair in pairs))
    (tmp_path / "feeds.tsv").write_text("list\ttitle\txmlUrl\nnews\tA\thttps://a.example/feed\n")
    (tmp_path / "news.opml").write_text('<opml><body><outline xmlUrl="https://a.example/feed"/></body></opml>')
    scoring.run(tmp_path, "feeds_opml", tmp_path, raise_floors=False)
    line = json.loads(capsys.readouterr().out)
    assert (line["set"], line["figures"]["urls"]) == ("feeds_opml", 1.0)


def test_the_table_marks_what_lies_under_its_floor():
    console = Console(record=True, width=120)
    scoring.show(console, [Score("s", 25, {"f1": 0.5}, hits={"f1": 12})], {"s": {"f1": 0.9}})
    (line,) = [line for line in console.export_text().splitlines() if line.strip().startswith("s ")]
    assert line.split() == ["s", "f1", "25", "0.5000", "0.9000", "12/25", "under", "its", "floor"]
