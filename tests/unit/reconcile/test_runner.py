"""The runner: a broken rule stays alone, inputs are checked, rendering follows dbt's names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.reconcile.loading import UnknownFieldError
from pipelines.reconcile.rendering import Project, RenderError
from pipelines.reconcile.runner import DEFAULT_PROJECT, check, rule_id_of
from tests.unit.reconcile.builders import together
from tests.unit.reconcile.sound import sound


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    copy = tmp_path / "dbt_project"
    for folder in ("models", "macros", "seeds"):
        shutil.copytree(DEFAULT_PROJECT / folder, copy / folder)
    return copy


@pytest.mark.parametrize(
    ("broken", "cause"),
    [
        ("select * from no_such_table", "no_such_table"),
        ("select {{ no_such_macro() }}", "no_such_macro"),
        ("this is not SQL", "syntax error"),
    ],
)
def test_broken_rule_is_an_error_and_harms_no_other(project_copy: Path, broken: str, cause: str) -> None:
    rule = project_copy / "models" / "reconciliation" / "rules" / "rule_b01_05.sql"
    rule.write_text(broken, encoding="utf-8")
    disclosure = sound("坏规则").shift("three_public", "合计", "three_public_total", "5")
    run = check(together([disclosure]), project_copy)
    by_rule = {r["rule_id"]: r for r in run.results}
    assert by_rule["B01-05"]["outcome"] == "error"
    assert cause in by_rule["B01-05"]["message_zh"]
    assert cause in by_rule["B01-05"]["message_en"]
    assert by_rule["B08-01"]["outcome"] == "fail"
    assert by_rule["B01-03"]["outcome"] == "pass"
    assert [r["rule_id"] for r in run.results if r["outcome"] == "error"] == ["B01-05"]


def test_nothing_in_nothing_out() -> None:
    run = check({})
    assert (run.results, run.findings, run.disclosure, run.has_failures) == ([], [], {}, False)


def test_unknown_table_and_unknown_field_are_named() -> None:
    with pytest.raises(KeyError, match="budget_lines"):
        check({"budget_lines": []})
    records = sound("x").records()
    records["lines"][0]["amuont_yuan"] = 1
    with pytest.raises(UnknownFieldError, match="amuont_yuan"):
        check(records)


def test_rule_id_of_a_file() -> None:
    assert rule_id_of("rule_bx_15") == "BX-15"


def test_rendering_records_what_a_model_reads(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "macros").mkdir()
    (tmp_path / "macros" / "m.sql").write_text("{% macro lines() %}{{ ref('line') }}{% endmacro %}")
    (tmp_path / "models" / "a.sql").write_text(
        "{{ config(materialized='table') }}select * from {{ lines() }}, {{ source('parts', 'tables') }}"
        " where year = {{ var('year', 2023) }}"
    )
    model = Project(tmp_path).render("a")
    assert model.refs == ("line",)
    assert model.sources == (("parts", "tables"),)
    assert model.sql == 'select * from "line", "parts"."tables" where year = 2023'
    with pytest.raises(RenderError, match="no such model"):
        Project(tmp_path).render("b")
