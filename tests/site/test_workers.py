import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotidien.errors import Fault, FixConfiguration, TryLater
from quotidien.site.facts import Reading
from quotidien.site.rendering import Desk, Setting
from quotidien.site.workers import _BATCH, _WORTH, READ, Work, Workers, _batches
from tests.site import samples

LENGTH = 12 * _BATCH
"""More batches than are under way at once."""


def setting(root: Path, processes: int) -> Setting:
    project = samples.project(root)
    project = replace(project, limits=replace(project.limits, processes=processes))
    return Setting(project, (), project.output, project.theme, ())


def doubled(_desk: Desk, numbers: Sequence[int]) -> list[int]:
    return [2 * number for number in numbers]


def process_of(_desk: Desk, numbers: Sequence[int]) -> list[int]:
    return [os.getpid() for _ in numbers]


def failed(_desk: Desk, numbers: Sequence[int]) -> list[int]:
    if LENGTH - 1 in numbers:
        raise TryLater("the last one failed", url="https://a.example/")
    return list(numbers)


def broken(_desk: Desk, numbers: Sequence[int]) -> list[int]:
    raise FixConfiguration((Fault("a.toml", 3, "is wrong"),))


def worked(root: Path, call: object, processes: int, length: int = LENGTH) -> list[int]:
    with Workers(setting(root, processes)) as workers:
        return list(workers.map(Work(call, int), range(length)))


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(tmp_path: Path, processes: int):
    assert worked(tmp_path, doubled, processes) == [2 * number for number in range(LENGTH)]


@pytest.mark.parametrize("processes", [1, 2])
def test_nothing_to_do_is_no_result(tmp_path: Path, processes: int):
    assert worked(tmp_path, doubled, processes, 0) == []


def test_much_work_is_done_by_other_processes(tmp_path: Path):
    assert os.getpid() not in worked(tmp_path, process_of, 2)


def test_little_work_is_done_here(tmp_path: Path):
    assert set(worked(tmp_path, process_of, 2, _WORTH - 1)) == {os.getpid()}


def test_with_one_process_all_work_is_done_here(tmp_path: Path):
    assert set(worked(tmp_path, process_of, 1)) == {os.getpid()}


def test_a_few_heavy_tasks_are_much_work(tmp_path: Path):
    with Workers(setting(tmp_path, 2)) as workers:
        assert os.getpid() not in set(workers.map(Work(process_of, int), range(2), lambda _: _WORTH))


def test_processes_that_have_begun_do_little_work_too(tmp_path: Path):
    with Workers(setting(tmp_path, 2)) as workers:
        list(workers.map(Work(doubled, int), range(LENGTH)))
        assert os.getpid() not in set(workers.map(Work(process_of, int), range(1)))


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_of_one_task_reaches_the_caller_with_its_fields(tmp_path: Path, processes: int):
    with pytest.raises(TryLater, match="the last one failed") as caught:
        worked(tmp_path, failed, processes)
    assert caught.value.url == "https://a.example/"


@pytest.mark.parametrize("processes", [1, 2])
def test_faults_reach_the_caller_whole(tmp_path: Path, processes: int):
    with pytest.raises(FixConfiguration) as caught:
        worked(tmp_path, broken, processes)
    assert caught.value.faults == (Fault("a.toml", 3, "is wrong"),)


def test_what_is_read_is_the_same_here_and_elsewhere(tmp_path: Path):
    more = [samples.article(f"n{number}", title=f"Ünï {number}") for number in range(_WORTH)]
    samples.shelve(tmp_path / "content", samples.library(*more))
    paths = sorted(path.relative_to(tmp_path / "content").as_posix() for path in tmp_path.rglob("*.md"))
    found = []
    for processes in (1, 2):
        with Workers(setting(tmp_path, processes)) as workers:
            found.append(list(workers.map(READ, [Reading(path) for path in paths])))
    assert found[0] == found[1]
    assert [each.path for each in found[0]] == paths


@given(st.lists(st.integers(1, 2 * _BATCH)))
def test_batches_hold_every_task_in_order_and_none_more_than_its_share(weights: list[int]):
    batches, total = _batches(weights, lambda weight: weight)
    assert [each for batch in batches for each in batch] == weights
    assert total == sum(weights)
    assert all(sum(batch[:-1]) < _BATCH for batch in batches)
    assert all(sum(batch) >= _BATCH for batch in batches[:-1])
