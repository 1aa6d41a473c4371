"""MetricFlow and our plain SQL give the same figures for every metric: one definition, two readers."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.metrics import metrics
from pipelines.publish.release import publish
from scripts import metricflow
from tests.unit.publish.test_release import make_build

ROWS = (
    "insert into marts.mart_department_overview (disclosure_id, unit_id, unit_name, fiscal_year, kind, report_level,"
    " is_counted, total_budget_yuan, general_budget_yuan, fiscal_appropriation_yuan, basic_expenditure_yuan,"
    " project_expenditure_yuan, personnel_expenditure_yuan, operating_expenditure_yuan, three_public_yuan,"
    " procurement_yuan, service_purchase_yuan, staff_in_post, findings, checks_passed, checks_rounding, checks_failed)"
    " select 'd' || i, 'u' || i % 5, 'unit ' || i % 5, 2020 + i % 3, ['budget', 'final'][1 + i // 3 % 2], 'department',"
    " i % 4 > 0, i * 1000.01, i * 900, i * 800, i * 600, case when i % 5 > 0 then i * 400 end, i * 500, i * 100, i * 7,"
    " i * 11, i * 3, case when i % 6 > 0 then i + 1 end, i % 2, i, 1, i % 7 from range(60) t(i)",
    "insert into marts.mart_budget_execution (unit_id, report_level, fiscal_year, code, is_counted, budget_yuan, final_yuan)"
    " select 'u' || i, 'department', 2020 + i % 3, ['total', '201'][1 + i // 3 % 2], i % 4 > 0, i * 100,"
    " case when i % 5 > 0 then i * 93 end from range(30) t(i)",
    "insert into marts.mart_three_public_execution (unit_id, report_level, fiscal_year, measure, is_counted, budget_yuan,"
    " final_yuan) select 'u' || i, 'department', 2020 + i % 3, 'three_public_total', i % 4 > 0, i * 10, i * 6"
    " from range(20) t(i)",
    "insert into marts.mart_purchase (procurement_key, fiscal_year, kind, is_counted, table_type, amount_yuan,"
    " sme_reserved_yuan) select 'p' || i, 2020 + i % 3, 'budget', true, 'procurement', i * 100,"
    " case when i % 3 > 0 then i * 40 end from range(20) t(i)",
    "insert into marts.mart_reliability (disclosure_id, fiscal_year, rules_held, rules_failed, rules_unproven)"
    " select 'd' || i, 2020 + i % 3, i, i % 3, 2 from range(20) t(i)",
    "insert into marts.mart_indicator (disclosure_id, table_type, project_name, fiscal_year, is_counted, indicator_count,"
    " quantified_count) select 'd' || i, 'performance_target', 'p', 2020 + i % 3, i % 4 > 0, 10, i % 10 from range(20) t(i)",
    "insert into marts.mart_expenditure_by_function (disclosure_id, code, name, fiscal_year, kind, is_leaf, is_counted,"
    " total_yuan) select 'd' || i, '201', 'x', 2020 + i % 3, 'budget', i % 2 = 0, i % 4 > 0, i * 5 from range(20) t(i)",
)


@pytest.mark.skipif(
    not metricflow.is_installed(), reason="no MetricFlow beside the project; `make metricflow` installs it"
)
def test_same_figures(tmp_path: Path) -> None:
    build = make_build(tmp_path / "build.duckdb", [])
    with duckdb.connect(str(build)) as connection:
        for statement in ROWS:
            connection.execute(statement)
    release = publish(build, tmp_path / "releases", "x", {}, now=datetime(2026, 1, 1, tzinfo=UTC))
    copy = tmp_path / "gongkai.duckdb"
    shutil.copy(release.database, copy)
    project = tmp_path / "project"
    project.mkdir()
    metricflow.make_project(project, copy)

    names = list(metrics())
    asked = {row["metric_time__year"][:4]: row for row in metricflow.ask(project, names)}
    assert set(asked) == {"2020", "2021", "2022"}
    with duckdb.connect(str(release.database), read_only=True) as connection:
        for name in names:
            metric = metrics()[name]
            ours = connection.execute(
                f"select fiscal_year::varchar, ({metric.sql})::double from marts.{metric.table} group by all"
            ).fetchall()
            assert any(value for _, value in ours), f"{name}: the rows of this test give it no figure"
            theirs = {year: float(row[name]) if row[name] else None for year, row in asked.items()}
            for year, value in ours:
                assert theirs[year] == (None if value is None else pytest.approx(value)), (name, year)
