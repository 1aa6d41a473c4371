"""The release as a Frictionless datapackage.

Belongs here: the descriptor. Does not: writing it (see `publish`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.contracts.fiscal import column_type
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables import MART_TABLES
from pipelines.contracts.types import FRICTIONLESS


def datapackage(version: str, created: str, files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Descriptor of a release. `files` maps a table to what is known of its Parquet file:
    `path`, `bytes`, `hash` (`sha256:…`). Tables without a file are left out. `created` is ISO 8601.

    Columns carry a `columnType` of the Fiscal Data Package, amounts their currency, and titles in both
    languages.
    """
    return {
        "profile": "data-package",
        "name": "gongkai",
        "title": "公开：部门预决算数据 / Departmental budgets and final accounts",
        "description": "Figures that Chinese public departments disclose, one row each, traceable "
        "to the page. 公开部门预决算逐数成行，可追溯到原页。",
        "version": version,
        "created": created,
        "keywords": ["budget", "final accounts", "China", "部门预算", "部门决算"],
        "countryCode": "CN",
        "granularity": "aggregated",
        "resources": [
            _resource(table, files[table.name], files)
            for table in MART_TABLES.values()
            if table.name in files
        ],
    }


def _resource(table: Table, file: Mapping[str, Any], files: Mapping[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, field) for field in table.fields],
        "primaryKey": list(table.key),
        # Parquet has nulls of its own: an empty text is an empty text.
        "missingValues": [],
    }
    # Only to tables of the package: what leads nowhere is no key.
    foreign = [
        _foreign_key(field)
        for field in table.fields
        if field.reference and field.reference.split(".")[0] in files
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": table.name,
        "title": f"{table.zh} / {_english(table.name)}",
        "titles": {"zh": table.zh, "en": _english(table.name)},
        "description": table.grain,
        **file,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    }


def _field(table: Table, field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": FRICTIONLESS[field.type],
        "title": f"{field.zh} / {_english(field.name)}",
        "titles": {"zh": field.zh, "en": _english(field.name)},
        "description": field.doc,
    }
    if kind := column_type(table, field):
        described["columnType"] = kind
    if field.type is Type.MONEY:
        described["currency"] = "CNY"
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


_PREFIXES = ("dim_", "fct_", "mart_", "bridge_")


def _english(name: str) -> str:
    """An identifier as words: `fct_line_item` → `Line item`, `unit_id` → `Unit ID`."""
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    words = " ".join("ID" if word == "id" else word for word in name.split("_"))
    return words[:1].upper() + words[1:]
