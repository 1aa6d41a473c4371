"""Many tasks on several processes, one result each, even when a task takes its process down.

Belongs here: the pool. Does not: knowing what a task is.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# A worker is replaced after so many documents: PDF libraries give little memory back.
_TASKS_PER_WORKER: Final = 40
# Forking a process that has threads (Dagster, polars) can deadlock; these start a clean one.
_START: Final = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def run_all(
    function: Callable[[T], R], tasks: Sequence[T], jobs: int, on_death: Callable[[T], R]
) -> Iterator[R]:
    """Results as they come, in any order. `jobs` processes; 1 (or one task) runs in this process.

    A task whose process dies (out of memory, a crash in native code) gives `on_death(task)`; tasks that
    died with it are run again, alone. What `function` raises is raised here.
    """
    if jobs == 1 or len(tasks) <= 1:
        yield from map(function, tasks)
        return
    unfinished = list(tasks)
    with _pool(min(jobs, len(tasks))) as pool:
        futures: dict[Future[R], T] = {}
        try:
            futures = {pool.submit(function, task): task for task in tasks}
            for future in as_completed(futures):
                result = future.result()
                unfinished.remove(futures[future])
                yield result
        except BrokenProcessPool:
            pass  # whoever it was, the ones left are tried alone below
    for task in unfinished:
        with _pool(1) as pool:
            try:
                yield pool.submit(function, task).result()
            except BrokenProcessPool:
                yield on_death(task)


def _pool(jobs: int) -> Any:
    context = multiprocessing.get_context(_START)
    return ProcessPoolExecutor(jobs, mp_context=context, max_tasks_per_child=_TASKS_PER_WORKER)
