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
    if arguments := _content(table):
        model["data_tests"] = [
            {"holds_its_contract": {"name": f"{table.name}_contract", "arguments": arguments}}
        ]
    return model


def _column(table: Table, field: Field) -> dict[str, Any]:
    column: dict[str, Any] = {
        "name": field.name,
        "description": f"{field.zh}: {field.doc}",
        "data_type": DUCKDB[field.type],
    }
    if field.required:
        column["constraints"] = [{"type": "not_null"}]
    return column


def _content(table: Table) -> dict[str, Any]:
    """What a mart's values must keep to, for one test a mart; nullness is held by the constraints already.

    One query per mart instead of one per column: of 335 tests dbt spent its time on starting them.
    """
    references = {}
    for field in table.fields:
        target, _, column = (field.reference or "").partition(".")
        if target and target != table.name:
            references[field.name] = {"to": f"ref('{target}')", "field": column}
    found: dict[str, Any] = {
        "key": list(table.key),
        "accepted": {f.name: list(f.values) for f in table.fields if f.values},
        "references": references,
    }
    return {name: value for name, value in found.items() if value}
