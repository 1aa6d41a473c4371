"""The same work on documents, on the workers of a Dask cluster.

Belongs here: handing tasks to a scheduler, what a cluster can do wrong, what a worker runs. Does not: knowing
what a task is; limits of one document (see `workers`, which each Dask worker uses as a single machine does).
"""

from __future__ import annotations

import atexit
import multiprocessing
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from pipelines.collect.stores import file_system_of, told_as_trouble
from pipelines.contracts.versions import room_version
from pipelines.workers import Limits, Lost, finished, open_pool, schedule, settle

T = TypeVar("T")
R = TypeVar("R")

WORKERS_VARIABLE: Final = "GONGKAI_WORKERS"
SCHEME: Final = "dask://"
LOCAL: Final = "local"

# So many tasks are known to the scheduler at a time: a million at once would be its own problem.
_WINDOW: Final = 2_000
_PATIENCE: Final = 30  # seconds for a scheduler to answer and a first worker to come
# Trouble of a worker's disk or of the store passes; a task is tried on this many more workers.
_RETRIES: Final = 2
_ROOMS: Final = ("extract", "conform")


class ClusterTrouble(OSError):  # noqa: N818 - a state, not a fault
    """The cluster does not do what it should; the message says what, and of which worker."""


def scheduler_address(workers: str) -> str | None:
    """Dask's address for `dask://HOST:PORT` (`dask+tls://…` with TLS); None for work on this machine.

    Raises ValueError for anything else.
    """
    if workers in ("", LOCAL):
        return None
    for scheme, transport in ((SCHEME, "tcp://"), ("dask+tls://", "tls://")):
        host, _, port = workers.removeprefix(scheme).rpartition(":")
        if workers.startswith(scheme) and host and port.isdigit():
            return f"{transport}{host}:{port}"
    raise ValueError(f"{workers!r} is neither {LOCAL!r} nor an address such as {SCHEME}scheduler:8786")


def run_on_cluster(
    address: str,
    function: Callable[[T], R],
    tasks: Sequence[T],
    on_loss: Callable[[T, Lost], R],
    limits: Limits | None = None,
    shared: Sequence[str] = (),
) -> Iterator[R]:
    """Results as they come, in any order, like `workers.run_all`, from workers of the scheduler at `address`.

    Every worker must run the same version of the project and see every folder or store in `shared`; both are
    looked at first. A task whose worker is lost goes to another. Raises `ClusterTrouble`.
    """
    if not tasks:
        return
    limits = limits or Limits.from_environment()
    with _client(address) as client:
        _same_everywhere(client)
        for root in shared:
            _seen_everywhere(client, root)
        yield from _results(client, function, tasks, on_loss, limits)


def _results(
    client: Any,
    function: Callable[[T], R],
    tasks: Sequence[T],
    on_loss: Callable[[T, Lost], R],
    limits: Limits,
) -> Iterator[R]:
    from distributed import KilledWorker, as_completed
    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError

    waiting = iter(tasks)
    running: dict[Any, T] = {}

    def next_future() -> Any:
        for task in waiting:
            future = client.submit(in_limits, function, task, limits, pure=False, retries=_RETRIES)
            running[future] = task
            return future
        return None

    first = [future for _ in range(min(_WINDOW, len(tasks))) if (future := next_future()) is not None]
    completed: Any = as_completed(first, loop=client.loop)  # type: ignore[no-untyped-call]
    for future in completed:
        task = running.pop(future)
        try:
            result = future.result()
        except KilledWorker as error:
            result = Lost("READER_KILLED", f"every worker that took it was lost: {error}")
        except (FutureCancelledError, CommClosedError) as error:
            raise ClusterTrouble(f"the scheduler was lost: {error}") from error
        yield on_loss(task, result) if isinstance(result, Lost) else result
        if (following := next_future()) is not None:
            completed.add(following)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterTrouble("Dask is not installed here: pip install 'gongkai[cluster]'") from error
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout=_PATIENCE, set_as_default=False
        )
    except (OSError, TimeoutError) as error:
        raise ClusterTrouble(f"no Dask scheduler answers at {address}: {error}") from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        yield client
    except TimeoutError as error:
        raise ClusterTrouble(
            f"the scheduler at {address} has no worker; start some with `gongkai worker {address}`"
        ) from error
    finally:
        client.close()


def _same_everywhere(client: Any) -> None:
    ours = versions_here()
    for worker, theirs in _ask(client, versions_here).items():
        if theirs != ours:
            raise ClusterTrouble(
                f"worker {worker} runs another version of the project ({_differences(ours, theirs)}); "
                "results would be of two kinds. Update it, or this machine"
            )


def _seen_everywhere(client: Any, root: str) -> None:
    """Each worker finds a file that is put there now: the folder is shared, not merely of the same name."""
    fs, path = file_system_of(root)
    probe = f"{path.rstrip('/')}/.probe-{uuid.uuid4().hex}"
    with told_as_trouble(root):
        fs.makedirs(path, exist_ok=True)
        fs.pipe_file(probe, b"")
    try:
        for worker, seen in _ask(client, sees, root, probe).items():
            if seen is not True:
                raise ClusterTrouble(
                    f"worker {worker} does not see {root} as this machine does ({seen}); archive and parts "
                    "must lie in a store that all share (GONGKAI_ARCHIVE, GONGKAI_PARTS)"
                )
    finally:
        with told_as_trouble(root):
            fs.rm_file(probe)


def _ask(client: Any, function: Callable[..., Any], *arguments: str) -> dict[str, Any]:
    # `return`: a worker that cannot even import the function is an answer too.
    return dict(client.run(function, *arguments, on_error="return"))


def _differences(ours: Mapping[str, str], theirs: Any) -> str:
    if not isinstance(theirs, dict):
        return str(theirs)
    other = {room: theirs.get(room) for room, version in ours.items() if theirs.get(room) != version}
    return ", ".join(f"{room}: {version} there, {ours[room]} here" for room, version in other.items())


# What workers run. -----------------------------------------------------------------------------------------


def versions_here() -> dict[str, str]:
    """The version of each room that works on documents, where this is called."""
    return {room: room_version(room) for room in _ROOMS}


def sees(root: str, probe: str) -> bool | str:
    """Whether a file that another machine has put into `root` is there; why not, where that is known."""
    try:
        fs, _ = file_system_of(root)
        return bool(fs.exists(probe)) or "the folder is another one"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told to the person at the other end
        return f"{type(error).__name__}: {error}"


def in_limits(function: Callable[[T], R], task: T, limits: Limits) -> R | Lost:
    """Do one task in a process of its own with limits, on the machine of a Dask worker."""
    try:
        return _done(function, task, limits)
    except BrokenProcessPool:  # a process was ended before it had a task: see `workers.run_all`
        with _lock:
            if (broken := _pools.pop(limits, None)) is not None:
                broken.stop()
    return _done(function, task, limits)


def _done(function: Callable[[T], R], task: T, limits: Limits) -> R | Lost:
    pool = _pool(limits)
    (future,) = finished(pool, [schedule(pool, function, task, limits)])
    return settle(future, limits)


_pools: dict[Limits, Any] = {}
_lock = threading.Lock()


def _pool(limits: Limits) -> Any:
    """The processes of this Dask worker, as many as it has threads; made when first needed."""
    from distributed import get_worker

    if multiprocessing.current_process().daemon:
        raise ClusterTrouble(
            "this worker may not start processes; start it with `gongkai worker` or `dask worker --no-nanny`"
        )
    with _lock:
        if limits not in _pools:
            pool = open_pool(get_worker().state.nthreads, limits)
            atexit.register(pool.stop)
            _pools[limits] = pool
        return _pools[limits]
