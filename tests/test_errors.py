import copy
import pickle

import pytest

from quotidien.errors import DigestError, DropItem, Fault, FixConfiguration, ReportBug, TryLater

FAULTS = (Fault("quotidien.toml", 3, "unknown key"), Fault("sources.toml", 1, "is missing"))
ERRORS = [
    DigestError("went wrong", source="rift", url="https://rift.example/"),
    TryLater("answers 503", source="rift", url="https://rift.example/feed", retry_after_s=120.0),
    DropItem("is no feed", url="https://rift.example/feed"),
    ReportBug("two stories, one id"),
    FixConfiguration(FAULTS),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_every_error_has_the_one_root(error: DigestError) -> None:
    assert isinstance(error, DigestError)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("travel", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy], ids=["pickle", "copy"])  # noqa: S301
def test_an_error_keeps_its_words_and_all_its_fields_on_the_way_home_from_a_worker(error, travel) -> None:
    home = travel(error)
    assert (type(home), str(home), vars(home)) == (type(error), str(error), vars(error))


def test_an_error_that_a_worker_annotated_keeps_its_notes() -> None:
    error = DropItem("is no feed")
    error.add_note("while reading entry 3")
    assert pickle.loads(pickle.dumps(error)).__notes__ == ["while reading entry 3"]  # noqa: S301


def test_an_error_that_knows_neither_source_nor_address_says_so_with_empty_text() -> None:
    assert (DropItem("x").source, DropItem("x").url, TryLater("x").retry_after_s) == ("", "", 0.0)


def test_a_fault_reads_as_a_compiler_would_write_it() -> None:
    assert str(FAULTS[0]) == "quotidien.toml:3: unknown key"


def test_a_configuration_error_lists_one_fault_a_line() -> None:
    assert str(FixConfiguration(FAULTS)).splitlines() == [str(fault) for fault in FAULTS]


def test_a_fault_that_stands_on_no_line_names_none() -> None:
    assert str(Fault("--now", 0, "is no instant")) == "--now: is no instant"
    assert str(Fault("quotidien.toml", 3, "is wrong")) == "quotidien.toml:3: is wrong"
