"""Running the job in this process, watched, with its chatter in a file.

Belongs here: starting the job and telling why it failed. Does not: deciding whether to run (see `plan`).
"""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.home import Home, ensure
from pipelines.orchestration.progress import Progress, progress, watched_by

_LOGS_KEPT = 30


@dataclass(frozen=True, slots=True)
class Launched:
    """How a run went: `causes` are empty when it succeeded. `failed_checks` are named `asset: check`.

    `effect` is the state of the gate before the warehouse (see `effect_verdict`), `effect_said` its sentence;
    both are empty when the run did not come so far.
    """

    success: bool
    run_id: str
    log: Path
    causes: tuple[str, ...]
    failed_checks: tuple[str, ...]
    effect: str = ""
    effect_said: str = ""


def launch(home: Home, jobs: int, watcher: Progress) -> Launched:
    """Run the whole job in this process. What Dagster and dbt say goes to a file under warehouse/logs."""
    log = ensure(home.logs) / f"run-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.log"
    _forget_old_logs(home.logs)
    with (
        log.open("a", encoding="utf-8") as file,
        contextlib.redirect_stdout(file),
        contextlib.redirect_stderr(file),
        watched_by(watcher),
    ):
        logging.captureWarnings(True)
        return _run(home, jobs, log)


def _run(home: Home, jobs: int, log: Path) -> Launched:
    progress().step("start", 0)
    # Dagster takes seconds to import: only a run that has something to do pays for it.
    from pipelines.orchestration.instance import COMMAND, LAUNCHED_BY, bury_dead_runs, open_instance

    with open_instance(home) as instance:
        bury_dead_runs(instance)
        from pipelines.orchestration.definitions import JOB, defs
        from pipelines.orchestration.effect_check import EFFECT_CHECK
        from pipelines.orchestration.workshop import HOLDS_LOCK

        result = defs.resolve_job_def(JOB).execute_in_process(
            instance=instance,
            raise_on_error=False,
            tags={LAUNCHED_BY: COMMAND, HOLDS_LOCK: COMMAND},
            run_config={"resources": {"workshop": {"config": {"home": str(home.root), "jobs": jobs}}}},
        )
        causes = [cause_of(event) for event in result.all_events if event.is_step_failure]
        if not result.success and not causes:
            causes = [str(e.message) for e in result.all_events if e.is_failure]
        evaluated = result.get_asset_check_evaluations()
        checks = [e for e in evaluated if not e.passed]
        gate = next((e for e in evaluated if e.check_name == EFFECT_CHECK), None)
        return Launched(
            success=result.success,
            run_id=result.run_id,
            log=log,
            causes=tuple(causes),
            failed_checks=tuple(f"{e.asset_key.to_user_string()}: {e.check_name}" for e in checks),
            effect=str(gate.metadata["state"].value) if gate else "",
            effect_said=(gate.description or "") if gate else "",
        )


def cause_of(event: Any) -> str:
    """The innermost error of a failed step, in its own words."""
    data = event.event_specific_data
    if data.user_failure_data is not None and data.user_failure_data.description:
        return f"{event.step_key}: {data.user_failure_data.description}"
    error = data.error
    while error is not None and error.cause is not None:
        error = error.cause
    message = error.message.strip() if error is not None else str(event.message)
    return f"{event.step_key}: {message}"


def _forget_old_logs(folder: Path) -> None:
    for old in sorted(folder.glob("run-*.log"))[:-_LOGS_KEPT]:
        old.unlink(missing_ok=True)
