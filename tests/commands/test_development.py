"""`invoke lint` and `invoke test`: a tool that finds something is an error."""

import pytest

from quotidien.commands import development
from quotidien.errors import DigestError


def test_only_the_tests_at_a_path_are_run(tmp_path):
    (tmp_path / "test_one.py").write_text("def test_one():\n    assert True\n")
    development.test(tmp_path, "test_one.py")


def test_a_failing_test_is_an_error(tmp_path):
    (tmp_path / "test_one.py").write_text("def test_one():\n    assert False\n")
    with pytest.raises(DigestError, match="pytest found something to mend"):
        development.test(tmp_path, "test_one.py")


def test_the_linters_come_first(tmp_path):
    (tmp_path / "one.py").write_text("import os\n")
    with pytest.raises(DigestError, match="ruff found something to mend"):
        development.lint(tmp_path)
