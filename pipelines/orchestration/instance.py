"""Dagster's own home: settings, run history, what killed runs left behind.

Belongs here: `dagster.yaml`, opening the instance, clearing up after dead runs. Does not: running jobs.
"""

from __future__ import annotations

import os
from typing import Final

import dagster as dg
from dagster import DagsterRunStatus, RunsFilter

from pipelines.collect.files import write_atomically
from pipelines.home import HOME_VARIABLE, Home

LAUNCHED_BY: Final = "gongkai/launched_by"
COMMAND: Final = "gongkai run"

SETTINGS: Final = """\
telemetry:
  enabled: false
nux:
  enabled: false
# One step at a time writes the warehouse file (pool duckdb_writer), whoever started the run.
concurrency:
  pools:
    granularity: op
    default_limit: 1
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 7
      failure: 30
      success: 90
"""


def prepare(home: Home) -> None:
    """Write the settings and name this home in the environment, for this process and its children."""
    settings = home.dagster / "dagster.yaml"
    if not settings.exists() or settings.read_text(encoding="utf-8") != SETTINGS:
        write_atomically(settings, SETTINGS.encode())
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    os.environ[HOME_VARIABLE] = str(home.root)


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
