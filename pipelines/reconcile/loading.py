"""Put records into DuckDB with the types their contract names.

Belongs here: part tables from records, seeds from CSV. Does not: contracts themselves, checking values.
Records travel as JSON because that needs no data frame library on the way to the first figure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb
import yaml

from pipelines.contracts.model import Table, Type

_SQL_TYPES: Final[dict[Type, str]] = {
    Type.TEXT: "varchar",
    Type.INTEGER: "bigint",
    Type.NUMBER: "double",
    Type.MONEY: "decimal(20,2)",
    Type.BOOLEAN: "boolean",
    Type.TIMESTAMP: "timestamp with time zone",
    Type.BOX: "double[]",
    Type.JSON: "varchar",
}
# Exact amounts and times cross JSON as text, so that no float touches them.
_JSON_TYPES: Final[dict[Type, str]] = {
    **_SQL_TYPES,
    Type.MONEY: "varchar",
    Type.TIMESTAMP: "varchar",
}


class UnknownFieldError(ValueError):
    """A record with a field its contract does not have."""


def load_table(
    connection: duckdb.DuckDBPyConnection, schema: str, table: Table, records: Iterable[Mapping[str, Any]]
) -> None:
    """Create `schema.<table>` with the contract's columns and the records' values.

    Missing fields become null. Raises `UnknownFieldError` for a field the contract does not have.
    """
    rows = [_plain_record(table, record) for record in records]
    columns = ", ".join(f'"{f.name}" {_SQL_TYPES[f.type]}' for f in table.fields)
    connection.execute(f'create table "{schema}"."{table.name}" ({columns})')
    if not rows:
        return
    shape = json.dumps([{f.name: _JSON_TYPES[f.type] for f in table.fields}])
    values = ", ".join(f'cast(r."{f.name}" as {_SQL_TYPES[f.type]})' for f in table.fields)
    connection.execute(
        f'insert into "{schema}"."{table.name}" select {values} '  # noqa: S608  (names come from the contract)
        f"from (select unnest(from_json(?::json, ?)) as r)",
        [json.dumps(rows, ensure_ascii=False), shape],
    )


def records_of(rows: Any) -> Sequence[Mapping[str, Any]]:
    """Records from a list of mappings or from a polars frame."""
    if hasattr(rows, "to_dicts"):
        frame_records: list[Mapping[str, Any]] = rows.to_dicts()
        return frame_records
    return list(rows)


def _plain_record(table: Table, record: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(record) - set(table.field_names):
        raise UnknownFieldError(f"{table.name} has no field {', '.join(sorted(unknown))}")
    return {f.name: _plain(f.type, record.get(f.name)) for f in table.fields}


def _plain(kind: Type, value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat()
    if kind is Type.JSON:
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def load_seed(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Create table `name` from a seed: text columns, except those whose type a YAML file beside it names."""
    types = _seed_types(name, path.parent)
    casts = ", ".join(f"{column}::{kind} as {column}" for column, kind in types.items())
    replace = f" replace ({casts})" if casts else ""
    connection.execute(
        f'create table "{name}" as select *{replace} '  # noqa: S608  (names come from the project's own files)
        f"from read_csv(?, header = true, all_varchar = true, quote = '\"', escape = '\"', nullstr = '')",
        [str(path)],
    )


def _seed_types(name: str, folder: Path) -> dict[str, str]:
    types: dict[str, str] = {}
    for properties in sorted((*folder.glob("*.yml"), *folder.glob("*.yaml"))):
        content = yaml.safe_load(properties.read_text(encoding="utf-8")) or {}
        for seed in content.get("seeds", []):
            if seed.get("name") == name:
                types.update(seed.get("config", {}).get("column_types", {}))
    return types
