"""Work on documents in processes of their own, with limits: one bad document takes nothing else with it.

Belongs here: the pool, its limits, what a task comes to that died, hung or took too much memory.
Does not: knowing what a task is.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as OverTime
from concurrent.futures import as_completed
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pebble import ProcessExpired, ProcessPool

T = TypeVar("T")
R = TypeVar("R")

# A worker is replaced after so many documents: PDF libraries give little memory back.
_TASKS_PER_WORKER: Final = 40
# Forking a process that has threads (Dagster, polars) can deadlock; these start a clean one.
_START: Final = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_MEGABYTE: Final = 1 << 20

SECONDS_VARIABLE: Final = "GONGKAI_DOCUMENT_SECONDS"
MEMORY_VARIABLE: Final = "GONGKAI_DOCUMENT_MEMORY_MB"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds of the clock and bytes of memory (0: no limit).

    Ten minutes are a hundred scanned pages; a digital document takes a second. The memory is that of a
    process that reads scans, threefold.
    """

    seconds: int = 600
    memory: int = 3 * 1024 * _MEGABYTE

    @staticmethod
    def from_environment() -> Limits:
        """The limits, or those that `GONGKAI_DOCUMENT_SECONDS` and `GONGKAI_DOCUMENT_MEMORY_MB` set."""
        default = Limits()
        seconds = os.environ.get(SECONDS_VARIABLE, "")
        megabytes = os.environ.get(MEMORY_VARIABLE, "")
        return Limits(
            int(seconds) if seconds.isdigit() else default.seconds,
            int(megabytes) * _MEGABYTE if megabytes.isdigit() else default.memory,
        )


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a task gave nothing. `code` is the stable outcome code."""

    code: str
    detail: str


def run_all(
    function: Callable[[T], R],
    tasks: Sequence[T],
    jobs: int,
    on_loss: Callable[[T, Lost], R],
    limits: Limits | None = None,
) -> Iterator[R]:
    """Results as they come, in any order, from `jobs` processes.

    A task whose process dies (a crash in native code), that takes longer or needs more memory than the
    limits allow gives `on_loss(task, why)`; the others go on. What `function` raises otherwise is raised
    here, and nothing more is begun.
    """
    if not tasks:
        return
    limits = limits or Limits.from_environment()
    pool = ProcessPool(
        max_workers=min(jobs, len(tasks)),
        max_tasks=_TASKS_PER_WORKER,
        context=multiprocessing.get_context(_START),
        initializer=_limit_memory,
        initargs=(limits.memory,),
    )
    try:
        futures: dict[Any, T] = {
            pool.schedule(function, args=(task,), timeout=limits.seconds or None): task for task in tasks
        }
        for future in as_completed(futures):
            task = futures[future]
            try:
                result = future.result()
            except OverTime:
                result = on_loss(task, _over_time(limits))
            except MemoryError:
                result = on_loss(task, _out_of_memory(limits))
            except ProcessExpired as error:
                result = on_loss(task, _died(error))
            yield result
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _limit_memory(limit: int) -> None:
    """Data of this process, so that a bomb ends as a MemoryError here and not as a dead machine."""
    try:
        import resource
    except ImportError:  # pragma: no cover - not on Windows
        return
    if limit:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def _over_time(limits: Limits) -> Lost:
    return Lost(
        "READER_TIMED_OUT", f"not done after {limits.seconds} seconds ({SECONDS_VARIABLE} sets the limit)"
    )


def _out_of_memory(limits: Limits) -> Lost:
    megabytes = limits.memory // _MEGABYTE
    detail = f"needs more than {megabytes} MB ({MEMORY_VARIABLE} sets the limit)"
    return Lost("READER_OUT_OF_MEMORY", detail)


def _died(error: Any) -> Lost:
    code = getattr(error, "exitcode", None)
    return Lost("READER_KILLED", f"the process that read it died (exit code {code}): a fault in native code")
