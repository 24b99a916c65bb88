"""Work over the machine's cores: batches of tasks for processes that each have one desk."""

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from threading import Thread, active_count
from typing import Generic, Self, TypeVar

import msgspec

from quotidien.site.facts import Facts, Reading, encode
from quotidien.site.rendering import Desk, Order, Rendered, Setting

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Work(Generic[Task, Result]):
    """What a desk does, and the type of its results: they travel encoded, which costs a tenth of pickling them."""

    call: Callable[[Desk, Sequence[Task]], list[Result]]
    result: type[Result]


READ: Work[Reading, Facts] = Work(Desk.read, Facts)
RENDER: Work[Order, Rendered] = Work(Desk.render, Rendered)

_WORTH = 200
"""So few tasks are done here before other processes could have begun."""
_BATCH = 250
_desks: list[Desk] = []
"""This process's desk, once it is a worker's."""


class Workers:
    """Hands out batches, in this process where there is little to do; results come in the order of the tasks."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._processes = setting.project.limits.processes or os.cpu_count() or 1
        self._pool: Executor | None = None
        self.desk = Desk(setting)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self.desk.close()

    def map(
        self, work: Work[Task, Result], tasks: Sequence[Task], weight: Callable[[Task], int] = lambda _: 1
    ) -> Iterator[Result]:
        """Yield the result of each task; `weight` says how much work it is. What `work` raises ends the whole."""
        batches, total = _batches(tasks, weight)
        if self._processes == 1 or (self._pool is None and total < _WORTH):
            return chain.from_iterable(work.call(self.desk, batch) for batch in batches)
        if self._pool is None:
            is_alone = active_count() == 1  # a copy of a process with threads may hold a lock that nobody lets go
            method = "fork" if is_alone and "fork" in multiprocessing.get_all_start_methods() else "spawn"
            self._pool = ProcessPoolExecutor(
                self._processes, multiprocessing.get_context(method), _sit_down, (self._setting,)
            )
        return self._over(self._pool, work, batches)

    def _over(self, pool: Executor, work: Work[Task, Result], batches: Sequence[Sequence[Task]]) -> Iterator[Result]:
        """Yield results in order, with no more under way than keeps the processes busy: memory stays bounded."""
        decode = msgspec.msgpack.Decoder(list[work.result]).decode  # type: ignore[name-defined]
        waiting: deque[Future[bytes]] = deque()
        for batch in batches:
            if len(waiting) >= 3 * self._processes:
                yield from decode(waiting.popleft().result())
            waiting.append(pool.submit(_do, work.call, batch))
        while waiting:
            yield from decode(waiting.popleft().result())


def _batches(tasks: Sequence[Task], weight: Callable[[Task], int]) -> tuple[list[Sequence[Task]], int]:
    """Return the tasks in batches of about the same weight, and the weight of all."""
    start = total = since = 0
    batches: list[Sequence[Task]] = []
    for place, task in enumerate(tasks, 1):
        since += weight(task)
        if since >= _BATCH or place == len(tasks):
            batches.append(tasks[start:place])
            start, total, since = place, total + since, 0
    return batches, total


def _sit_down(setting: Setting) -> None:
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()
    _desks[:] = [Desk(setting)]


def _end_with_parent() -> None:
    """End this process when the one that gave it work has died: nobody waits for it any more."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _do(call: Callable[[Desk, Sequence[Task]], list[Result]], tasks: Sequence[Task]) -> bytes:
    return encode(call(_desks[0], tasks))
