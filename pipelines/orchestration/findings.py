"""What the rules found, as asset checks of the release: one per severity.

Belongs here: counting findings of the release and naming the largest. Does not: rules, reports for people.
A check that does not pass here is a fault of published documents, never of the run: it warns.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import dagster as dg

from pipelines.publish.query import query
from pipelines.reports.check_words import SEVERITIES

FINDING_SEVERITIES: Final = ("error", "warning", "info")
_SHOWN: Final = 20
_COUNTS: Final = """
select count(*), coalesce(sum(result_count), 0), count(distinct disclosure_id)
from fct_finding where severity = '{}'
"""
_LARGEST: Final = """
select unit_name, fiscal_year, kind, result_count, difference_yuan, message_zh
from fct_finding where severity = '{}'
order by difference_yuan desc nulls last, finding_id limit {}
"""


def finding_specs(asset: dg.AssetKey) -> list[dg.AssetCheckSpec]:
    """One check per severity of findings."""
    return [
        dg.AssetCheckSpec(
            f"findings_{severity}",
            asset=asset,
            description=f"No disclosure contradicts itself: findings of severity {severity} "
            f"(勾稽发现：{SEVERITIES[severity]}).",
        )
        for severity in FINDING_SEVERITIES
    ]


def finding_results(releases: Path) -> list[dg.AssetCheckResult]:
    """The checks' results, read from the release as a reader would."""
    return [
        dg.AssetCheckResult(
            check_name=f"findings_{severity}",
            severity=dg.AssetCheckSeverity.WARN,
            **finding_result(releases, severity),
        )
        for severity in FINDING_SEVERITIES
    ]


def finding_result(releases: Path, severity: str) -> dict[str, Any]:
    """`passed` and metadata: findings, failing results, disclosures concerned, the largest."""
    counts = query(releases, _COUNTS.format(severity)).rows[0]
    largest = query(releases, _LARGEST.format(severity, _SHOWN)).rows
    metadata: dict[str, Any] = {
        "findings": int(counts[0]),
        "failing_results": int(counts[1]),
        "disclosures": int(counts[2]),
    }
    if largest:
        metadata["largest"] = dg.MetadataValue.md("\n".join(_line(row) for row in largest))
    return {"passed": counts[0] == 0, "metadata": metadata}


def _line(row: tuple[Any, ...]) -> str:
    unit, year, kind, results, difference, message = row
    amount = f"{difference:,.2f} yuan, " if difference is not None else ""
    return f"- {unit} {year or ''} {kind}: {amount}{results} result(s). {message}"
