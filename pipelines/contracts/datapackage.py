"""The release as a Frictionless datapackage.

Belongs here: the descriptor. Does not: writing it (see `publish`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.contracts.model import Field, Table
from pipelines.contracts.tables import MART_TABLES
from pipelines.contracts.types import FRICTIONLESS


def datapackage(version: str, created: str, files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Descriptor of a release. `files` maps a table to what is known of its Parquet file:
    `path`, `bytes`, `hash` (`sha256:…`). Tables without a file are left out. `created` is ISO 8601.
    """
    return {
        "profile": "tabular-data-package",
        "name": "gongkai",
        "title": "公开：部门预决算数据 / Departmental budgets and final accounts",
        "version": version,
        "created": created,
        "resources": [
            _resource(table, files[table.name]) for table in MART_TABLES.values() if table.name in files
        ],
    }


def _resource(table: Table, file: Mapping[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in table.fields],
        "primaryKey": list(table.key),
    }
    foreign = [_foreign_key(field) for field in table.fields if field.reference]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": table.name,
        "title": table.zh,
        "description": table.grain,
        **file,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": FRICTIONLESS[field.type],
        "title": field.zh,
        "description": field.doc,
    }
    constraints: dict[str, Any] = {
        "required": field.required or None,
        "enum": list(field.values) or None,
        "pattern": field.pattern or None,
        "minimum": field.minimum,
        "maximum": field.maximum,
    }
    if stated := {name: value for name, value in constraints.items() if value is not None}:
        described["constraints"] = stated
    if field.unit:
        described["unit"] = field.unit
    return described


def _foreign_key(field: Field) -> dict[str, Any]:
    table, column = field.reference.split(".")
    return {"fields": [field.name], "reference": {"resource": table, "fields": [column]}}
