"""Findings as asset checks: one per severity, with counts and the largest."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.orchestration import findings
from pipelines.publish.query import Answer


@pytest.fixture(autouse=True)
def _release(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = duckdb.connect()
    connection.execute(
        "create table fct_finding as select * from (values "
        "('a/F01', 'a', '某局', 2023, 'budget', 'error', 4, 2100.00::decimal(20, 2), '相差 0.21 万元'),"
        "('b/F01', 'b', '某委', 2024, 'final', 'error', 1, null, '空表没有说明'),"
        "('a/F02', 'a', '某局', 2023, 'budget', 'warning', 1, null, '存疑')"
        ") as t(finding_id, disclosure_id, unit_name, fiscal_year, kind, severity, result_count, "
        "difference_yuan, message_zh)"
    )

    def ask(_: Path, sql: str) -> Answer:
        cursor = connection.execute(sql)
        columns = [column[0] for column in cursor.description or []]
        return Answer(columns, [""] * len(columns), cursor.fetchall())

    monkeypatch.setattr(findings, "query", ask)


def test_findings_of_a_severity_are_counted_and_the_largest_named() -> None:
    result = findings.finding_result(Path(), "error")
    assert not result["passed"]
    counts = {name: result["metadata"][name] for name in ("findings", "failing_results", "disclosures")}
    assert counts == {"findings": 2, "failing_results": 5, "disclosures": 2}
    first, second = result["metadata"]["largest"].value.splitlines()
    assert first.startswith(f"- 某局 2023 budget: {Decimal('2100.00'):,} yuan, 4 result(s).")
    assert "空表" in second


def test_without_findings_the_check_passes() -> None:
    assert findings.finding_result(Path(), "info") == {
        "passed": True,
        "metadata": {"findings": 0, "failing_results": 0, "disclosures": 0},
    }


def test_they_warn_and_never_fail_a_run() -> None:
    severities = {str(result.severity) for result in findings.finding_results(Path())}
    assert severities == {"AssetCheckSeverity.WARN"}
