"""The season report: a fiscal year's budgets or final accounts, as one partition each.

Belongs here: partitions by fiscal year × kind, their report, backfills in one run. Does not: documents (their
steps work on all that are due at once: a year is known only after a document was read).
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.collect.absence import season_of
from pipelines.orchestration.calendar import TIMEZONE
from pipelines.orchestration.labels import OWNER
from pipelines.orchestration.previews import bar_chart
from pipelines.orchestration.publishing import RELEASE
from pipelines.orchestration.workshop import HOLDS_LOCK, Workshop
from pipelines.publish.query import query

SEASON = dg.AssetKey(["reports", "season"])
_FIRST, _LAST = 2010, 2035
_SHOWN = 50

partitions = dg.MultiPartitionsDefinition(
    {
        "fiscal_year": dg.StaticPartitionsDefinition([str(y) for y in range(_FIRST, _LAST + 1)]),
        "kind": dg.StaticPartitionsDefinition(["budget", "final"]),
    }
)

_STATES = """
select state, count(*), list(unit_name order by unit_name) from mart_publication_status
where fiscal_year = {year} and kind = '{kind}' group by state order by state
"""
_FIGURES = """
select count(distinct document_id), count(*) from fct_line_item where fiscal_year = {year} and kind = '{kind}'
"""
_CODES = """
select code, count(*) from fct_outcome semi join (
    select document_id from dim_document inner join dim_disclosure using (disclosure_id)
    where fiscal_year = {year} and kind = '{kind}'
) using (document_id) where severity = 'error' group by code order by 2 desc, 1
"""


@dg.asset(
    key=SEASON,
    deps=[RELEASE],
    partitions_def=partitions,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="reports",
    owners=[OWNER],
    kinds={"duckdb"},
    description="公开季报告. Fiscal year × kind: who published, who is late, what was read and what not.",
)
def season_assets(context: dg.AssetExecutionContext, workshop: Workshop) -> None:
    """All partitions asked for, in this one run."""
    for key in sorted(context.partition_keys):
        asked = partitions.get_partition_key_from_str(key).keys_by_dimension
        year, kind = int(asked["fiscal_year"]), asked["kind"]
        context.add_asset_metadata(season_report(workshop, year, kind), asset_key=SEASON, partition_key=key)


def season_report(workshop: Workshop, year: int, kind: str) -> dict[str, Any]:
    """Counts, a chart of states, and the units that are late or missing."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        return query(workshop.place.releases, sql.format(year=year, kind=kind)).rows

    states = {state: (count, names) for state, count, names in ask(_STATES)}
    ((documents, figures),) = ask(_FIGURES)
    return {
        "units": sum(count for count, _ in states.values()),
        "documents_read": documents,
        "figures": figures,
        "states": dg.MetadataValue.md(bar_chart([(s, n) for s, (n, _) in states.items()])),
        "late": states.get("late", (0, []))[1][:_SHOWN],
        "missing": states.get("missing", (0, []))[1][:_SHOWN],
        "failing_outcomes": dict(ask(_CODES)),
    }


season_job = dg.define_asset_job(
    "season_report",
    selection=dg.AssetSelection.assets(SEASON),
    description="公开季报告. One partition by the calendar, or any number of them as one backfill.",
    tags={HOLDS_LOCK: "reads only"},
)


def season_key(day: date) -> str:
    """The partition of the day: this year's budgets until July, then last year's accounts."""
    kind = season_of(day) or ("budget" if day.month <= 7 else "final")
    year = day.year if kind == "budget" else day.year - 1
    return str(dg.MultiPartitionKey({"fiscal_year": str(year), "kind": kind}))


@dg.schedule(
    job=season_job,
    cron_schedule="30 7 * * *",
    execution_timezone=TIMEZONE,
    name="season_report_daily",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="公开季报告. The season's partition, after the nightly build.",
)
def season_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """The partition of the day."""
    day = (context.scheduled_execution_time or datetime.now(ZoneInfo(TIMEZONE))).astimezone(
        ZoneInfo(TIMEZONE)
    )
    return dg.RunRequest(partition_key=season_key(day.date()))
