"""Dagster's own memory: run history, what killed runs left behind.

Belongs here: opening the instance, clearing up after dead runs. Does not: settings, running jobs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

import dagster as dg
from dagster import DagsterRun, DagsterRunStatus, RunsFilter

from pipelines.home import Home
from pipelines.orchestration.settings import prepare

LAUNCHED_BY: Final = "gongkai/launched_by"
COMMAND: Final = "gongkai run"
_SERVED_BY: Final = ".dagster/grpc_info"  # Dagster notes here which code server launched a run
_AT_WORK: Final = (DagsterRunStatus.STARTING, DagsterRunStatus.STARTED)


def open_instance(home: Home) -> dg.DagsterInstance:
    """The instance of this home."""
    prepare(home)
    return dg.DagsterInstance.get()


def bury_dead_runs(instance: dg.DagsterInstance) -> list[str]:
    """Mark runs of killed `gongkai run` processes as failed and free the pools they held; returns their ids.

    Only call while holding the run lock: then no such run can be alive. Runs started from the web
    interface are left to Dagster.
    """
    unfinished = RunsFilter(tags={LAUNCHED_BY: COMMAND}, statuses=[DagsterRunStatus.NOT_STARTED, *_AT_WORK])
    return _bury(instance, instance.get_runs(filters=unfinished))


def bury_served_runs(instance: dg.DagsterInstance, port: int) -> list[str]:
    """Mark runs that the code server at `port` had launched as failed; returns their ids.

    Only call while no code server is there: runs are its children and ended with it. Dagster cannot see that
    by itself: the run would stay "started", and as one run at a time works in a home, no other would ever
    begin. A failed run is started again by Dagster (`run_retries`).
    """
    going_on = instance.get_runs(filters=RunsFilter(statuses=[*_AT_WORK, DagsterRunStatus.CANCELING]))
    return _bury(instance, [run for run in going_on if _port_of(run) == port])


def _port_of(run: DagsterRun) -> int | None:
    """Port of the code server that launched it; None when none on a port did."""
    port = json.loads(run.tags.get(_SERVED_BY, "{}")).get("port")
    return None if port is None else int(port)


def _bury(instance: dg.DagsterInstance, dead: Iterable[DagsterRun]) -> list[str]:
    buried = []
    for run in dead:
        if run.status is DagsterRunStatus.CANCELING:
            instance.report_run_canceled(run, "the process that ran it has ended")
        else:
            instance.report_run_failed(run, "the process that ran it was killed")
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
        buried.append(run.run_id)
    return buried
