"""Sensors that tell people what went wrong in a run: its failed steps and its failed checks, in one message.

Belongs here: finding the troubles of a run in Dagster's memory, the sensors. Does not: telling (`alerts`).
"""

from typing import Any

import dagster as dg
from dagster import DagsterEventType

from pipelines.home import Home
from pipelines.orchestration.alerts.message import RUN_FAILED, Trouble
from pipelines.orchestration.alerts.settings import SettingsWrong
from pipelines.orchestration.alerts.tell import Told, tell
from pipelines.orchestration.effect_check import EFFECT_CHECK
from pipelines.orchestration.effect_verdict import HELD
from pipelines.orchestration.launch import cause_of
from pipelines.orchestration.lock import Busy

_DETAILS = 5
# What departments' figures say is read in the report; only grave findings are worth a message.
_NO_ALERT = frozenset({"findings_warning", "findings_info"})


def troubles_of(instance: dg.DagsterInstance, run: dg.DagsterRun) -> list[Trouble]:
    """Every failed step and every check that did not pass; a failed run has at least one trouble."""
    troubles = []
    for record in instance.get_records_for_run(run.run_id, of_type=DagsterEventType.STEP_FAILURE).records:
        event = record.event_log_entry.dagster_event
        if event is not None and not _is_blocked(event):
            cause = cause_of(event)
            kind = EFFECT_CHECK if HELD in cause else RUN_FAILED
            troubles.append(Trouble(kind, str(event.step_key), cause, is_grave=True))
    evaluated = DagsterEventType.ASSET_CHECK_EVALUATION
    for record in instance.get_records_for_run(run.run_id, of_type=evaluated).records:
        event = record.event_log_entry.dagster_event
        check = event.asset_check_evaluation_data if event is not None else None
        if check is not None and not check.passed and check.check_name not in _NO_ALERT:
            is_grave = check.severity == dg.AssetCheckSeverity.ERROR
            where = check.asset_key.to_user_string()
            troubles.append(Trouble(check.check_name, where, _detail(check.metadata), is_grave))
    if run.status == dg.DagsterRunStatus.FAILURE and not troubles:
        failed = instance.get_records_for_run(run.run_id, of_type=DagsterEventType.RUN_FAILURE).records
        words = [r.event_log_entry.user_message or r.event_log_entry.message for r in failed]
        troubles.append(Trouble(RUN_FAILED, run.job_name, " ".join(words) or "no cause known", is_grave=True))
    return troubles


def _is_blocked(event: dg.DagsterEvent) -> bool:
    """A step that failed only because a check that blocks did not pass: the check is told of itself."""
    error = getattr(event.event_specific_data, "error", None)
    return error is not None and error.cls_name == "DagsterAssetCheckFailedError"


def _detail(metadata: Any) -> str:
    """The check's figures and the first names it gives."""
    told = []
    for name, value in metadata.items():
        plain = value.value if hasattr(value, "value") else value
        plain = plain.data if hasattr(plain, "data") else plain
        if plain in (0, [], {}, "", None):
            continue
        if isinstance(plain, list):
            more = f" … {len(plain) - _DETAILS} more" if len(plain) > _DETAILS else ""
            plain = "; ".join(map(str, plain[:_DETAILS])) + more
        told.append(f"{name}: {plain}")
    return ", ".join(told)


def _tell(context: dg.RunStatusSensorContext) -> dg.SkipReason:
    run = context.dagster_run
    try:
        told = tell(Home.find(), run.job_name, run.run_id, troubles_of(context.instance, run))
    except (SettingsWrong, Busy) as error:
        told = Told(failures=(str(error),))
    for failure in told.failures:
        context.log.error(f"an alert was not delivered: {failure}")
    return dg.SkipReason(f"told {told.sent} way(s). {told.why_not}{' '.join(told.failures)}")


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.FAILURE,
    name="alert_on_failure",
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="告警. A run failed: one message with causes and what to do, to whom alerts.yaml names.",
)
def alert_on_failure(context: dg.RunStatusSensorContext) -> dg.SkipReason:
    """Tell of a failed run."""
    return _tell(context)


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    name="alert_on_checks",
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="告警. A run ended well but checks did not pass, or a job that was in trouble is well again.",
)
def alert_on_checks(context: dg.RunStatusSensorContext) -> dg.SkipReason:
    """Tell of checks that did not pass."""
    return _tell(context)


alert_sensors = [alert_on_failure, alert_on_checks]
