from collections.abc import Iterator
from pathlib import Path

import pytest

from quotidien.errors import ReportBug
from quotidien.site.ledger import FILE, Ledger
from quotidien.site.outputs import GONE, Made, Outputs


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger."""
    opened, _ = Ledger.open(tmp_path / FILE, "trust")
    yield opened
    opened.close()


def made(name: str, content: str = "x", kind: str = "page") -> Made:
    return Made(name, kind, content.encode().rjust(12))


def built(ledger: Ledger, scopes: dict[str, tuple[Made, ...]], *, new: bool = False) -> set[str]:
    """Do what a build does with what its scopes made; return the names that nothing makes any more."""
    outputs = Outputs(ledger, new=new)
    for scope, files in scopes.items():
        outputs.replace(scope, files)
    outputs.save()
    return outputs.unmade()


def summary(ledger: Ledger) -> dict[str, object]:
    return dict(Outputs(ledger, new=False).summary())


def test_a_first_build_leaves_nothing_unmade(ledger: Ledger):
    assert built(ledger, {"a": (made("a.html"),), "b": (made("b.html"),)}, new=True) == set()
    assert summary(ledger)["counts"] == {"page": 2}


def test_what_a_scope_makes_no_more_is_unmade(ledger: Ledger):
    built(ledger, {"a": (made("1"), made("2"))}, new=True)
    assert built(ledger, {"a": (made("2"), made("3"))}) == {"1"}
    assert ledger.column("SELECT path FROM output ORDER BY path") == ["2", "3"]


def test_of_a_scope_that_is_of_nothing_now_all_is_unmade(ledger: Ledger):
    built(ledger, {"a": (made("1"), made("2")), "b": (made("3"),)}, new=True)
    assert built(ledger, {"a": ()}) == {"1", "2"}
    assert summary(ledger)["counts"] == {"page": 1}


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_a_file_may_pass_from_one_scope_to_another(ledger: Ledger, order: tuple[str, str]):
    built(ledger, {"a": (made("1"),), "b": (made("2"),)}, new=True)
    now = {"a": (made("3"),), "b": (made("1"), made("2"))}
    assert built(ledger, {scope: now[scope] for scope in order}) == set()
    assert Outputs(ledger, new=False).owner("1") == "b"


def test_two_scopes_that_make_one_file_are_a_bug(ledger: Ledger):
    with pytest.raises(ReportBug, match="the file 1: a and b"):
        built(ledger, {"a": (made("1"),), "b": (made("1"),)}, new=True)


def test_a_scope_that_makes_the_file_of_another_is_a_bug(ledger: Ledger):
    built(ledger, {"a": (made("1"),)}, new=True)
    with pytest.raises(ReportBug, match="the file 1: a and b"):
        built(ledger, {"b": (made("1"),)})


def test_who_answers_for_a_gone_address_yields_to_any_other(ledger: Ledger):
    built(ledger, {f"{GONE}/a/": (made("1"),)}, new=True)
    assert built(ledger, {"a": (made("1"),)}) == set()
    assert Outputs(ledger, new=False).owner("1") == "a"


def test_what_nobody_makes_has_no_owner(ledger: Ledger):
    assert Outputs(ledger, new=False).owner("1") == ""


def test_the_hash_of_all_depends_on_every_file(ledger: Ledger):
    built(ledger, {"a": (made("1"),), "b": (made("2"),)}, new=True)
    before = summary(ledger)
    built(ledger, {"a": (made("1", "other"),)})
    assert summary(ledger)["hash"] != before["hash"]
    assert summary(ledger)["counts"] == before["counts"]


def test_the_hash_of_all_depends_on_no_order_and_no_past(tmp_path: Path, ledger: Ledger):
    built(ledger, {"a": (made("1"), made("2")), "b": (made("3", kind="feed"),)}, new=True)
    built(ledger, {"a": (made("2", "other"),), "c": (made("4"),)})
    clean, _ = Ledger.open(tmp_path / "clean" / FILE, "trust")
    built(clean, {"c": (made("4"),), "b": (made("3", kind="feed"),), "a": (made("2", "other"),)}, new=True)
    assert summary(ledger) == summary(clean)
    clean.close()


def test_a_kind_of_which_there_is_nothing_is_not_counted(ledger: Ledger):
    built(ledger, {"a": (made("1", kind="gone"),)}, new=True)
    built(ledger, {"a": (made("1", kind="page"),)})
    assert summary(ledger)["counts"] == {"page": 1}
