"""Work on documents in processes of their own, with limits: one bad document takes nothing else with it.

Belongs here: the pool, its limits, what a task comes to that died, hung or took too much memory.
Does not: knowing what a task is.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as OverTime
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pebble import ProcessExpired, ProcessPool

T = TypeVar("T")
R = TypeVar("R")

# A worker is replaced after so many documents: PDF libraries give little memory back.
_TASKS_PER_WORKER: Final = 40
# Forking a process that has threads (Dagster, polars) can deadlock; these start a clean one.
_START: Final = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
# Pools in a row that break before we believe that no process can live here.
_MOST_BREAKS: Final = 5
_MEGABYTE: Final = 1 << 20
# Seconds after which we look whether the pool still lives that owes us results.
_LOOK_AFTER: Final = 1.0
# What a process that reads scans takes (840 MB measured); a digital document takes a quarter of it.
_PER_JOB: Final = 1024 * _MEGABYTE

KILLED: Final = "READER_KILLED"
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

    A task whose process dies twice (a crash in native code; the first time it may have been somebody else
    who ended the process), that takes longer or needs more memory than the limits allow gives
    `on_loss(task, why)`; the others go on. What `function` raises otherwise is raised here, and nothing more
    is begun.
    """
    if not tasks:
        return
    limits = limits or Limits.from_environment()
    due, died, breaks = dict(enumerate(tasks)), set[int](), 0
    while due:
        pool = open_pool(min(jobs, len(due)), limits)
        try:
            futures = {schedule(pool, function, task, limits): number for number, task in due.items()}
            for future in finished(pool, futures):
                number = futures[future]
                result = settle(future, limits)
                if isinstance(result, Lost) and result.code == KILLED and number not in died:
                    died.add(number)
                    continue
                task = due.pop(number)
                yield on_loss(task, result) if isinstance(result, Lost) else result
            pool.close()  # type: ignore[no-untyped-call]
        except BrokenProcessPool:
            # A process ended before it had a task takes the pool with it: what is due goes to another.
            pool.stop()  # type: ignore[no-untyped-call]
            breaks += 1
            if breaks > _MOST_BREAKS:
                raise
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise
        finally:
            pool.join()


def open_pool(jobs: int, limits: Limits) -> ProcessPool:
    """Processes that hold the memory limit; whoever opens the pool closes or stops it and joins it."""
    return ProcessPool(
        max_workers=jobs,
        max_tasks=_TASKS_PER_WORKER,
        context=multiprocessing.get_context(_START),
        initializer=_limit_memory,
        initargs=(limits.memory,),
    )


def schedule(pool: ProcessPool, function: Callable[[T], R], task: T, limits: Limits) -> Future[R]:
    """Hand a task to the pool, with the time it may take."""
    try:
        future: Future[R] = pool.schedule(function, args=(task,), timeout=limits.seconds or None)
    except RuntimeError as error:  # so it says that the pool broke meanwhile
        raise BrokenProcessPool(str(error)) from error
    return future


def finished(pool: ProcessPool, futures: Iterable[Future[R]]) -> Iterator[Future[R]]:
    """Tasks of a pool as they are done. A pool that broke owes them for ever: raises `BrokenProcessPool`."""
    left = set(futures)
    while left:
        done, left = wait(left, timeout=_LOOK_AFTER, return_when=FIRST_COMPLETED)
        yield from done
        if not done and not pool.active:
            raise BrokenProcessPool("the pool ended before its tasks were done")


def settle(future: Future[R], limits: Limits) -> R | Lost:
    """Wait for a task: its result, or why it was `Lost`. Raises what the function raised otherwise."""
    try:
        return future.result()
    except OverTime:
        return _over_time(limits)
    except MemoryError:
        return _out_of_memory(limits)
    except ProcessExpired as error:
        return _died(error)


def default_jobs() -> int:
    """How many documents to read at the same time here: one per core, as far as memory goes."""
    return max(1, min(_cores(), memory_available() // _PER_JOB))


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))  # a container or `taskset` may leave us fewer than there are
    except AttributeError:  # pragma: no cover - not on macOS
        return os.cpu_count() or 1


def memory_available() -> int:
    """Bytes that can be had: of the machine or of the container, whichever is less; plenty where unknown."""
    found = [1 << 62]
    with contextlib.suppress(OSError, ValueError):
        lines = Path("/proc/meminfo").read_text().splitlines()
        found += [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    with contextlib.suppress(OSError, ValueError):
        found.append(int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return min(found)


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
    return Lost(KILLED, f"the process that read it died (exit code {code}): a fault in native code")
