"""mart_reliability: what is lost, absent or in doubt can only lower the figure."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from pipelines.reconcile.rendering import Project
from pipelines.reconcile.runner import DEFAULT_PROJECT, _Builder
from tests.unit.reconcile.builders import Disclosure, together
from tests.unit.reconcile.sound import sound

TABLES = (
    "income_expenditure_summary",
    "income_detail",
    "expenditure_detail",
    "fiscal_appropriation_summary",
    "general_budget_expenditure",
    "general_budget_basic_expenditure",
    "three_public",
)


def reliability(disclosures: list[Disclosure]) -> dict[str, dict[str, Any]]:
    with duckdb.connect() as connection:
        connection.execute("create schema parts")
        _Builder(connection, Project(DEFAULT_PROJECT), together(disclosures)).build("mart_reliability")
        cursor = connection.execute("select * from mart_reliability")
        names = [column[0] for column in cursor.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["unit_name"]: row for row in rows}


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, Any]]:
    faulty = sound("有误").shift("three_public", "合计", "three_public_total", "3")
    lost = [sound(f"没读出 {name}").unread(name) for name in TABLES]
    gone = [sound(f"没有 {name}").without(name) for name in TABLES]
    return reliability([sound("完好"), faulty, *lost, *gone])


def test_the_counts_are_the_rules_owed(found: dict[str, dict[str, Any]]) -> None:
    owed = {row["rules_owed"] for row in found.values()}
    assert len(owed) == 1, "the same for all, whatever was read"
    for row in found.values():
        parts = ("rules_held", "rules_failed", "rules_unproven", "rules_not_concerned")
        assert sum(row[part] for part in parts) == row["rules_owed"]


def test_a_fault_lowers_it(found: dict[str, dict[str, Any]]) -> None:
    assert found["有误"]["rules_failed"] >= 1
    assert found["有误"]["findings_error"] >= 1
    assert found["有误"]["reliability_percent"] < found["完好"]["reliability_percent"]
    assert found["有误"]["largest_difference_yuan"] == 30000


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("how", ["没读出", "没有"])
def test_nothing_lost_raises_it(found: dict[str, dict[str, Any]], how: str, table: str) -> None:
    row = found[f"{how} {table}"]
    assert row["rules_unproven"] > found["完好"]["rules_unproven"]
    assert row["reliability_percent"] < found["完好"]["reliability_percent"]
