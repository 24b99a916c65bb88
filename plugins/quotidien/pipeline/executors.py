"""Where CPU-bound steps run: one `concurrent.futures.Executor`, in this process or over the machine's cores."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from types import FrameType
from typing import ParamSpec, TypeVar

from quotidien.errors import DropItem

P = ParamSpec("P")
T = TypeVar("T")


class SerialExecutor(Executor):
    """Run each call at once, here: for tests, profiles and very small runs."""

    def submit(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return a future that is done already."""
        future: Future[T] = Future()
        try:
            future.set_result(call(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future keeps whatever its call raised
            future.set_exception(error)
        return future


def open_executor(processes: int) -> Executor:
    """Return worker processes: so many, or one a core where `processes` is 0."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["quotidien.pipeline.reading"])
    return ProcessPoolExecutor(processes or os.cpu_count() or 1, mp_context=context)


@contextmanager
def deadline(seconds: float, what: str) -> Iterator[None]:
    """Raise DropItem with `what` where the block takes longer than `seconds`.

    It holds in a process's main thread on systems with interval timers, which is where worker processes run their
    calls; elsewhere the block runs without a deadline.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise DropItem(f"{what} takes more than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
