"""Asset checks on parts: contracts, row accounting, quarantine, failing outcomes.

Belongs here: what is looked at after each room, with what was expected and what was found.
Does not: checks on the warehouse (dbt tests) or on releases (see `publishing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import dagster as dg
import polars as pl

from pipelines.conform.corrections.apply import APPLIED, UNUSED
from pipelines.conform.corrections.records import Corrections
from pipelines.contracts.model import Table
from pipelines.contracts.schemas import pandera_schema
from pipelines.contracts.tables import PART_TABLES
from pipelines.orchestration.labels import key_of, own_tables
from pipelines.orchestration.plan import PART_ROOMS, corrections_of, versions
from pipelines.orchestration.previews import scan
from pipelines.orchestration.workshop import Workshop

CONTRACT: Final = "contract"
_SHOWN: Final = 20


def contract_checks(room: str) -> dg.AssetChecksDefinition:
    """One check per table of the room: its parts keep its contract, all together (keys are unique)."""
    tables = own_tables(room)

    @dg.multi_asset_check(
        name=f"{room}_contracts",
        specs=[
            dg.AssetCheckSpec(
                CONTRACT,
                asset=key_of(table),
                blocking=True,
                description=f"{table.zh}: types, order, closed values, bounds and key as described.",
            )
            for table in tables
        ],
    )
    def checks(workshop: Workshop) -> Iterator[dg.AssetCheckResult]:
        for table in tables:
            frame = _frame(workshop, table)
            yield dg.AssetCheckResult(
                asset_key=key_of(table), check_name=CONTRACT, **contract_result(table, frame)
            )

    return checks


def contract_result(table: Table, frame: pl.DataFrame) -> dict[str, Any]:
    """`passed` and metadata: expected and found columns, the first failure cases."""
    from pandera.errors import SchemaErrors

    metadata: dict[str, Any] = {
        "rows": frame.height,
        "expected_columns": len(table.fields),
        "found_columns": frame.width,
    }
    try:
        pandera_schema(table).validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = [str(case) for case in error.failure_cases.head(_SHOWN).to_dicts()]
        return {
            "passed": False,
            "metadata": {**metadata, "failures": error.failure_cases.height, "first": cases},
        }
    return {"passed": True, "metadata": metadata}


def _frame(workshop: Workshop, table: Table) -> pl.DataFrame:
    return scan(workshop.compaction.readable, versions(), table, PART_ROOMS).collect()


_TABLES = PART_TABLES["tables"]
_QUARANTINE = PART_TABLES["quarantine"]
_OUTCOMES = PART_TABLES["outcomes"]


@dg.asset_check(
    asset=key_of(_TABLES),
    name="row_accounting",
    blocking=True,
    description="Every cell became a fact, a label, a declared exclusion or a failure (单元格核算).",
)
def row_accounting(workshop: Workshop) -> dg.AssetCheckResult:
    """cells_in = fact + label + excluded + failed, table by table."""
    return dg.AssetCheckResult(**accounting_result(_frame(workshop, _TABLES)))


def accounting_result(tables: pl.DataFrame) -> dict[str, Any]:
    """`passed` and metadata for frames of the contract table `tables`."""
    parts = ["cells_fact", "cells_label", "cells_excluded", "cells_failed"]
    off = tables.filter(pl.col("cells_in") != pl.sum_horizontal(parts))
    sums = {name: int(tables[name].sum()) for name in ("cells_in", *parts)}
    first = [
        f"{r['document_id'][:12]} table {r['table_index']} {r['title']}" for r in off.head(_SHOWN).to_dicts()
    ]
    return {"passed": off.is_empty(), "metadata": {**sums, "tables_off": off.height, "first": first}}


@dg.asset_check(
    asset=key_of(_QUARANTINE),
    name="quarantine_empty",
    description="No record broke its contract (隔离区为空).",
)
def quarantine_empty(workshop: Workshop) -> dg.AssetCheckResult:
    """Warns: a quarantined record is kept, with its reason, and is not a fact."""
    frame = _frame(workshop, _QUARANTINE)
    reasons = dict(frame.group_by("reason_code").len().sort("reason_code").iter_rows())
    first = [
        f"{r['document_id'][:12]} {r['source_table']} page {r['page']}: {r['detail']}"
        for r in frame.head(_SHOWN).to_dicts()
    ]
    return dg.AssetCheckResult(
        passed=frame.is_empty(),
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"records": frame.height, "by_reason": reasons, "first": first},
    )


@dg.asset_check(
    asset=key_of(_OUTCOMES),
    name="no_failing_outcome",
    additional_deps=[key_of(_TABLES)],
    description="No input ended in an outcome of severity error (无失败结果).",
)
def no_failing_outcome(workshop: Workshop) -> dg.AssetCheckResult:
    """Warns: what failed is named, the rest goes on."""
    frame = _frame(workshop, _OUTCOMES)
    failed = frame.filter(pl.col("severity") == "error")
    codes = dict(frame.group_by("code").len().sort("len", descending=True).iter_rows())
    first = [
        f"{r['document_id'][:12]} {r['room']} page {r['page']}: {r['code']}: {r['detail']}"
        for r in failed.head(_SHOWN).to_dicts()
    ]
    return dg.AssetCheckResult(
        passed=failed.is_empty(),
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"failing": failed.height, "by_code": codes, "first": first},
    )


@dg.asset_check(
    asset=key_of(_OUTCOMES),
    name="corrections_in_order",
    additional_deps=[key_of(_TABLES)],
    description="Every correction is a valid row, is in force, and is still needed (人工更正有效).",
)
def corrections_in_order(workshop: Workshop) -> dg.AssetCheckResult:
    """Fails when a row is no correction, has expired, matches nothing, or the reader now agrees with it."""
    corrections = corrections_of(workshop.place)
    outcomes = _frame(workshop, _OUTCOMES)
    archived = {r.document_id for r in workshop.archive.documents()}
    return dg.AssetCheckResult(**corrections_result(corrections, outcomes, archived))


def corrections_result(
    corrections: Corrections, outcomes: pl.DataFrame, archived: set[str]
) -> dict[str, Any]:
    """`passed` and metadata: how many corrections were used, and each that was not, with its cause."""
    told = [f"{place}: {cause}" for place, cause in corrections.faults]
    told += [
        f"{c.document_id[:12]} {c.spot}: the archive has no such file"
        for c in corrections.records
        if c.document_id not in archived
    ]
    unused = outcomes.filter(pl.col("code").is_in(UNUSED))
    told += [f"{r['document_id'][:12]} {r['code']}: {r['detail']}" for r in unused.to_dicts()]
    applied = outcomes.filter(pl.col("code") == APPLIED).height
    counts = {"corrections": len(corrections.records), "applied": applied, "not_in_order": len(told)}
    return {"passed": not told, "metadata": {**counts, "first": told[:_SHOWN]}}


def part_checks() -> list[dg.AssetChecksDefinition]:
    """All checks on parts."""
    return [
        *(contract_checks(room) for room in PART_ROOMS),
        row_accounting,
        quarantine_empty,
        no_failing_outcome,
        corrections_in_order,
    ]
