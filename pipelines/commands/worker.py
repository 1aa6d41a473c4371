"""`gongkai worker`: this machine reads documents for a run that was started elsewhere.

Belongs here: the command. Does not: what a worker does with a document (see `cluster`).
"""

from __future__ import annotations

import asyncio
import signal

from pipelines.cluster import SCHEME, scheduler_address, versions_here
from pipelines.commands.failures import OK, CommandFailure
from pipelines.commands.output import Output

_PATIENCE = 60  # seconds without a scheduler before it gives up


def worker(address: str, jobs: int, *, as_json: bool) -> int:
    """Serve the scheduler until it closes or somebody stops the process."""
    try:
        scheduler = scheduler_address(address)
    except ValueError as error:
        raise CommandFailure(str(error)) from error
    if scheduler is None:
        raise CommandFailure(f"a worker serves a scheduler: {SCHEME}HOST:PORT")
    try:
        from distributed import Worker
    except ImportError as error:
        raise CommandFailure("Dask is not installed here: pip install 'gongkai[cluster]'") from error
    versions_here()  # of the files as they are now: what is loaded later must not claim to be these
    try:
        asyncio.run(_serve(Worker, scheduler, jobs, Output(as_json=as_json)))
    except (OSError, TimeoutError) as error:
        raise CommandFailure(f"no Dask scheduler answers at {scheduler}: {error}") from error
    return OK


async def _serve(worker_class: type, scheduler: str, jobs: int, output: Output) -> None:
    # Without a nanny: documents have processes of their own, with their own limits, so nothing here can grow.
    async with worker_class(
        scheduler, nthreads=jobs, memory_limit=0, death_timeout=_PATIENCE, dashboard=False
    ) as serving:
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, lambda: asyncio.ensure_future(serving.close()))
        output.say(f"Reading documents for {scheduler}, {jobs} at a time. Stop with Ctrl-C.")
        output.result({"scheduler": scheduler, "jobs": jobs})
        await serving.finished()
