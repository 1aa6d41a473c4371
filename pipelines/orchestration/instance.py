"""Dagster's own memory: run history, what killed runs left behind.

Belongs here: opening the instance, clearing up after dead runs. Does not: settings, running jobs.
"""

from __future__ import annotations

from typing import Final

import dagster as dg
from dagster import DagsterRunStatus, RunsFilter

from pipelines.home import Home
from pipelines.orchestration.settings import prepare

LAUNCHED_BY: Final = "gongkai/launched_by"
COMMAND: Final = "gongkai run"


def open_instance(home: Home) -> dg.DagsterInstance:
    """The instance of this home."""
    prepare(home)
    return dg.DagsterInstance.get()


def bury_dead_runs(instance: dg.DagsterInstance) -> list[str]:
    """Mark runs of killed `gongkai run` processes as failed and free the pools they held; returns their ids.

    Only call while holding the run lock: then no such run can be alive. Runs started from the web
    interface are left to Dagster.
    """
    unfinished = RunsFilter(
        tags={LAUNCHED_BY: COMMAND},
        statuses=[DagsterRunStatus.NOT_STARTED, DagsterRunStatus.STARTING, DagsterRunStatus.STARTED],
    )
    dead = instance.get_runs(filters=unfinished)
    for run in dead:
        instance.report_run_failed(run, "the process that ran it was killed")
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
    return [run.run_id for run in dead]
