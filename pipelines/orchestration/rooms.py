"""The work of a room on all documents that are due, in processes of this machine or of a cluster.

Belongs here: choosing them, handing them out. Does not: Dagster, the work on one document (see `work`).
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.cluster import run_on_cluster
from pipelines.collect.archive import open_archive
from pipelines.contracts.parts import open_parts
from pipelines.home import Home
from pipelines.orchestration.plan import corrections_of, done_documents, versions
from pipelines.orchestration.progress import progress
from pipelines.orchestration.work import Done, Task, failure, keep, perform
from pipelines.workers import Lost, run_all


def work_through(
    room: str, home: Home, jobs: int, scheduler: str | None = None
) -> list[tuple[str, str, int | None, str]]:
    """Do the room's work on every document that is due; returns its errors as (file, code, page, detail).

    `jobs` processes of this machine do it, or the workers of the Dask `scheduler`.
    """
    archive, store, now = open_archive(home.archive), open_parts(home.parts), versions()
    records = list(archive.documents())
    store.sweep(room, now[room], {r.document_id for r in records})
    done = done_documents(store, now, home)[room]
    corrections = corrections_of(home)
    tasks = [
        Task(
            room,
            r.document_id,
            r.media_type,
            r.file_name,
            str(archive.root),
            store.root,
            now,
            replace(corrections, records=corrections.of(r.document_id)),
        )
        for r in records
        if r.document_id not in done
    ]
    watcher = progress()
    watcher.step(room, len(tasks))
    errors = []
    shared = [str(archive.root), store.root]
    results = (
        run_all(perform, tasks, jobs, _lost)
        if scheduler is None
        else run_on_cluster(scheduler, perform, tasks, _lost, shared=shared)
    )
    for result in results:
        watcher.advance(result.task.file_name)
        errors += [(result.task.file_name, code, page, detail) for code, page, detail in result.errors]
    return errors


def _lost(task: Task, why: Lost) -> Done:
    return keep(task, failure(task, why.code, why.detail))
