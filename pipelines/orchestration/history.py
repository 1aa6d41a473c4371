"""Dagster's finished runs, forgotten when they are old, with everything they left.

Belongs here: which runs go, removing them. Does not: ticks (Dagster's own setting, see `settings`), dead runs
(see `instance`).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

import dagster as dg
from dagster import DagsterRunStatus, RunsFilter

from pipelines.home import Home

_FINISHED: Final = [DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED]
_AT_ONCE: Final = 1000
_ID_LENGTH: Final = 36
_RUN_FILE: Final = re.compile(rf"[0-9a-f-]{{{_ID_LENGTH}}}\.db(-wal|-shm|-journal)?")


def forget_old_runs(instance: dg.DagsterInstance, home: Home, before: datetime) -> list[str]:
    """Remove runs that ended before that moment, oldest first, at most a thousand; returns their ids.

    Runs that have not ended stay, whoever started them, and so does the last of each job that succeeded: it
    holds the state of its assets. A run is forgotten after its events: killed half way, it is found again.
    """
    old = instance.get_run_records(
        RunsFilter(statuses=_FINISHED, created_before=before), limit=_AT_ONCE, ascending=True
    )
    last = {job: _last_success(instance, job) for job in {r.dagster_run.job_name for r in old}}
    gone = []
    for record in old:
        run_id = record.dagster_run.run_id
        ended = record.end_time or record.update_timestamp.timestamp()
        if ended >= before.timestamp() or run_id == last[record.dagster_run.job_name]:
            continue
        instance.compute_log_manager.delete_logs(prefix=[run_id])
        instance.event_log_storage.delete_events(run_id)
        instance.run_storage.delete_run(run_id)
        gone.append(run_id)
    _remove_emptied_files(instance, home)
    return gone


def _last_success(instance: dg.DagsterInstance, job: str) -> str | None:
    found = instance.get_run_records(
        RunsFilter(job_name=job, statuses=[DagsterRunStatus.SUCCESS]), limit=1, ascending=False
    )
    return found[0].dagster_run.run_id if found else None


def _remove_emptied_files(instance: dg.DagsterInstance, home: Home) -> None:
    """With SQLite each run has a file of its own, which Dagster empties but leaves."""
    files = [f for f in (home.dagster / "history" / "runs").glob("*.db*") if _RUN_FILE.fullmatch(f.name)]
    there = set(instance.get_run_ids())  # asked after: a run is known before it has a file
    for file in files:
        if file.name[:_ID_LENGTH] not in there:
            file.unlink(missing_ok=True)
