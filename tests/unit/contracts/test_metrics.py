"""Metrics: defined once in dbt's format, one SQL expression each, right on figures counted by hand."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.metrics import FOLDER, MetricError, metrics
from pipelines.contracts.metrics_page import metrics_markdown
from pipelines.contracts.tables import MART_TABLES
from tests.unit.publish.test_release import make_build


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    build = make_build(tmp_path_factory.mktemp("metrics") / "build.duckdb", [])
    connection = duckdb.connect(str(build))
    connection.execute("set schema = 'marts'")
    return connection


def value(marts: duckdb.DuckDBPyConnection, name: str, where: str = "true") -> object:
    metric = metrics()[name]
    row = marts.execute(f"select {metric.sql} from {metric.table} where {where}").fetchone()
    assert row
    return row[0]


@pytest.mark.parametrize("name", list(metrics()))
def test_every_metric_runs_on_the_marts_as_they_are(marts: duckdb.DuckDBPyConnection, name: str) -> None:
    metric = metrics()[name]
    assert set(metric.dimensions) <= set(MART_TABLES[metric.table].field_names)
    assert metric.zh
    assert metric.en
    assert metric.meaning_zh
    assert metric.unit in ("yuan", "yuan per person", "count", "ratio")
    value(marts, name)


def test_departments_and_their_units_are_never_added_up(marts: duckdb.DuckDBPyConnection) -> None:
    marts.execute("delete from mart_department_overview")
    marts.execute(
        "insert into mart_department_overview"
        " (disclosure_id, unit_id, unit_name, fiscal_year, kind, report_level, is_counted, total_budget_yuan,"
        "  project_expenditure_yuan, personnel_expenditure_yuan, staff_in_post) values"
        " ('a', 'a', '局', 2024, 'budget', 'department', true, 1000, 400, 300, 10),"
        " ('b', 'b', '局下属中心', 2024, 'budget', 'unit', false, 600, 100, null, 6),"
        " ('c', 'c', '另一局', 2024, 'budget', 'department', true, 500, null, 90, null),"
        " ('d', 'a', '局', 2024, 'final', 'department', true, 1200, 500, 310, 10)"
    )
    assert value(marts, "total_budget") == 1500
    assert value(marts, "total_final") == 1200
    assert value(marts, "disclosure_count") == 4
    assert value(marts, "unit_count") == 3
    # Only disclosures with both figures: 400 of 1000, not 400 of 1500.
    assert value(marts, "project_share") == pytest.approx(0.4)
    assert value(marts, "personnel_per_head") == pytest.approx(30)


def test_what_is_not_published_is_null(marts: duckdb.DuckDBPyConnection) -> None:
    marts.execute("delete from mart_department_overview")
    assert value(marts, "total_budget") is None
    assert value(marts, "project_share") is None


def test_execution_rate_compares_like_with_like(marts: duckdb.DuckDBPyConnection) -> None:
    marts.execute(
        "insert into mart_budget_execution"
        " (unit_id, report_level, fiscal_year, code, is_counted, budget_yuan, final_yuan) values"
        " ('a', 'department', 2024, 'total', true, 100, 90), ('a', 'department', 2024, '201', true, 60, 1),"
        " ('b', 'department', 2024, 'total', true, null, 500), ('c', 'unit', 2024, 'total', false, 10, 100)"
    )
    assert value(marts, "execution_rate") == pytest.approx(0.9)


def copied(tmp_path: Path, old: str, new: str) -> Path:
    for name in ("semantic.yml", "metrics.yml"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (
            "type_params: {measure: total}",
            "type_params: {measure: nothing}",
            "nothing, which no semantic model",
        ),
        ("numerator: execution_final", "numerator: absent", "no metric absent"),
        ("numerator: execution_final", "numerator: total_final", "made of 2 tables"),
        (
            "Dimension('disclosure__kind')",
            "Dimension('disclosure__colour')",
            "disclosure__colour is no dimension",
        ),
        ("type: ratio", "type: conversion", "of type conversion"),
    ],
)
def test_wrong_definitions_are_named(tmp_path: Path, old: str, new: str, cause: str) -> None:
    with pytest.raises(MetricError, match=cause):
        metrics(copied(tmp_path, old, new))


def test_the_page_has_every_metric_in_both_languages() -> None:
    page = metrics_markdown()
    for metric in metrics().values():
        assert f"### {metric.name}" in page
        assert f"**{metric.zh} / {metric.en}**" in page
        assert metric.sql in page
