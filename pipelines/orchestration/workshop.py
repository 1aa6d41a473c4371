"""The one Dagster resource: which home to work in, with how many processes.

Belongs here: the resource, the lock it holds while a run works, short ways to what lies in its home.
Does not: any work.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

import dagster as dg

from pipelines.cluster import WORKERS_VARIABLE, scheduler_address
from pipelines.collect.archive import Archive, open_archive
from pipelines.contracts.compaction import Compaction
from pipelines.contracts.parts import PartStore, open_parts
from pipelines.home import Home
from pipelines.orchestration.lock import Busy, exclusive

HOLDS_LOCK: Final = "gongkai/holds_lock"
"""Tag of runs that need no lock: whoever started them holds it, or they do not write the warehouse."""

_PATIENCE: Final = 3600.0  # seconds
_PAUSE: Final = 2.0


class Workshop(dg.ConfigurableResource):  # type: ignore[type-arg]
    """`home` is the folder with raw/ and warehouse/, `jobs` how many documents are read at the same time."""

    home: str
    jobs: int = 1

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Workshop]:
        """One run at a time in a home, whoever started it: `gongkai run`, a schedule, somebody's click."""
        run = context.run
        if run is None or HOLDS_LOCK in run.tags:
            yield self
            return
        with self._locked(context):
            yield self

    @contextmanager
    def _locked(self, context: dg.InitResourceContext) -> Iterator[None]:
        """Wait for the run that is going on, an hour at most. Raises `Busy`."""
        until, told = time.monotonic() + _PATIENCE, False
        with ExitStack() as stack:
            while True:
                try:
                    stack.enter_context(exclusive(self.place.warehouse / "run.lock"))
                    break
                except Busy as busy:
                    if time.monotonic() > until:
                        raise
                    if context.log and not told:
                        context.log.info(f"waiting: {busy}")
                    told = True
                    time.sleep(_PAUSE)
            yield

    @property
    def place(self) -> Home:
        return Home.find(self.home)

    @property
    def scheduler(self) -> str | None:
        """Address of the Dask scheduler whose workers read documents; None for processes of this machine."""
        return scheduler_address(os.environ.get(WORKERS_VARIABLE, ""))

    @property
    def parts(self) -> PartStore:
        return open_parts(self.place.parts)

    @property
    def compaction(self) -> Compaction:
        return Compaction(self.place.compacted)

    @property
    def archive(self) -> Archive:
        return open_archive(self.place.archive)
