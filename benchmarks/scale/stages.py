"""One room over a home, as a process of its own: `python -m benchmarks.scale.stages ROOM HOME JOBS`.

Belongs here: calling a room as the run calls it, without Dagster. Does not: watching (see `watch`).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pipelines.contracts.compaction import Compaction
from pipelines.contracts.parts import PartStore, open_parts
from pipelines.home import Home
from pipelines.orchestration.plan import PART_ROOMS, versions
from pipelines.orchestration.work import Done, Task, failure, keep, perform
from pipelines.workers import Lost, run_all


def tasks(room: str, home: Home) -> list[Task]:
    """One task per archived document."""
    from pipelines.collect.archive import open_archive

    archive, now, parts = open_archive(home.archive), versions(), str(home.parts)
    return [
        Task(room, r.document_id, r.media_type, r.file_name, str(archive.root), parts, now)
        for r in archive.documents()
    ]


def work(room: str, home: Home, jobs: int) -> int:
    """Do the room's work on every document; returns the rows written."""
    return sum(sum(done.rows.values()) for done in run_all(perform, tasks(room, home), jobs, _lost))


def gather(home: Home) -> int:
    """Gather the parts of all rooms, whatever version they are of; returns the pieces."""
    store, pieces = open_parts(home.parts), 0
    for room in PART_ROOMS:
        for version in _versions_in(store, room):
            pieces += len(Compaction(home.compacted).gather(store, room, version))
    return pieces


def _versions_in(store: PartStore, room: str) -> list[str]:
    folder = Path(store.root) / room
    return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []


def _lost(task: Task, why: Lost) -> Done:
    return keep(task, failure(task, why.code, why.detail))


def main() -> None:
    """Do what the command line says and print how much came of it."""
    room, home, jobs = sys.argv[1], Home.find(sys.argv[2]), int(sys.argv[3])
    print(json.dumps(gather(home) if room == "gather" else work(room, home, jobs)))


if __name__ == "__main__":
    main()
