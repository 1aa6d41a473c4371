"""The marts' dbt contracts: columns, types, constraints, labels and tests.

Belongs here: `models/marts/marts.yml` as text. Does not: the marts' SQL.
"""

from __future__ import annotations

from typing import Any

from pipelines.contracts.dbt_sources import GENERATED, dump_yaml
from pipelines.contracts.model import Field, Table
from pipelines.contracts.tables import MART_TABLES
from pipelines.contracts.types import DUCKDB


def marts_yaml() -> str:
    """`models/marts/marts.yml`: every mart with an enforced contract."""
    models = [_model(table) for table in MART_TABLES.values()]
    return f"# {GENERATED}\n" + dump_yaml({"version": 2, "models": models})


def _model(table: Table) -> dict[str, Any]:
    model: dict[str, Any] = {
        "name": table.name,
        "description": f"{table.zh}: {table.grain}",
        "config": {"contract": {"enforced": True}},
        "columns": [_column(table, field) for field in table.fields],
    }
    if len(table.key) > 1:
        model["data_tests"] = [{"unique_key": {"arguments": {"columns": list(table.key)}}}]
    return model


def _column(table: Table, field: Field) -> dict[str, Any]:
    column: dict[str, Any] = {
        "name": field.name,
        "description": f"{field.zh}: {field.doc}",
        "data_type": DUCKDB[field.type],
    }
    if field.required:
        column["constraints"] = [{"type": "not_null"}]
    if tests := _tests(table, field):
        column["data_tests"] = tests
    return column


def _tests(table: Table, field: Field) -> list[Any]:
    """Content tests; nullness is held by the constraint already."""
    tests: list[Any] = []
    if table.key == (field.name,):
        tests.append("unique")
    if field.values:
        tests.append({"accepted_values": {"arguments": {"values": list(field.values)}}})
    if field.reference:
        target, column = field.reference.split(".")
        if target != table.name:
            arguments = {"to": f"ref('{target}')", "field": column}
            tests.append({"relationships": {"arguments": arguments}})
    return tests
