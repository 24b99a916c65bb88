"""Workers and deadlines."""

import os
import time
from concurrent.futures import Executor

import pytest

from quotidien.errors import DropItem
from quotidien.pipeline.executors import SerialExecutor, deadline, open_executor


def fail() -> None:
    raise DropItem("cannot be used", source="alpha", url="https://alpha.example/")


def spin(seconds: float) -> None:
    with deadline(seconds, "the loop"):
        while time.monotonic() >= 0:
            pass


def test_the_serial_executor_runs_here_and_keeps_errors_for_the_caller():
    with SerialExecutor() as executor:
        assert executor.submit(os.getpid).result() == os.getpid()
        with pytest.raises(DropItem):
            executor.submit(fail).result()


def test_worker_processes_send_our_errors_home_whole():
    with open_executor(1) as executor:
        assert isinstance(executor, Executor)
        assert executor.submit(os.getpid).result() != os.getpid()
        with pytest.raises(DropItem) as caught:
            executor.submit(fail).result()
    assert (caught.value.source, caught.value.url) == ("alpha", "https://alpha.example/")


def test_a_deadline_breaks_off_what_takes_too_long():
    with pytest.raises(DropItem, match=r"the loop takes more than 0\.05 s"):
        spin(0.05)


def test_a_deadline_that_holds_leaves_no_alarm_behind():
    with deadline(0.05, "nothing"):
        pass
    end = time.monotonic() + 0.1
    while time.monotonic() < end:
        pass
