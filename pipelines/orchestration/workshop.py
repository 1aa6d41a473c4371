"""The one Dagster resource: which home to work in, with how many processes.

Belongs here: the resource and the short ways to what lies in its home. Does not: any work.
"""

from __future__ import annotations

import os

import dagster as dg

from pipelines.cluster import WORKERS_VARIABLE, scheduler_address
from pipelines.collect.archive import Archive, open_archive
from pipelines.contracts.compaction import Compaction
from pipelines.contracts.parts import PartStore, open_parts
from pipelines.home import Home


class Workshop(dg.ConfigurableResource):  # type: ignore[type-arg]
    """`home` is the folder with raw/ and warehouse/, `jobs` how many documents are read at the same time."""

    home: str
    jobs: int = 1

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
