"""How a `Type` is spelled by polars, DuckDB and the datapackage.

Belongs here: the one mapping between a field's type and the types of the tools.
Does not: checks on values (see `schemas`), converting values (see `values`).
"""

from __future__ import annotations

from typing import Final

import polars as pl

from pipelines.contracts.model import Table, Type

MONEY_PRECISION: Final = 20
MONEY_SCALE: Final = 2

_POLARS: Final[dict[Type, pl.DataType]] = {
    Type.TEXT: pl.String(),
    Type.INTEGER: pl.Int64(),
    Type.NUMBER: pl.Float64(),
    Type.MONEY: pl.Decimal(MONEY_PRECISION, MONEY_SCALE),
    Type.BOOLEAN: pl.Boolean(),
    Type.TIMESTAMP: pl.Datetime("us", "UTC"),
    Type.BOX: pl.List(pl.Float64()),
    Type.JSON: pl.String(),
}

DUCKDB: Final[dict[Type, str]] = {
    Type.TEXT: "varchar",
    Type.INTEGER: "bigint",
    Type.NUMBER: "double",
    Type.MONEY: f"decimal({MONEY_PRECISION},{MONEY_SCALE})",
    Type.BOOLEAN: "boolean",
    Type.TIMESTAMP: "timestamp with time zone",
    Type.BOX: "double[]",
    # JSON text stays text: every reader opens it, and DuckDB's JSON functions take text.
    Type.JSON: "varchar",
}

FRICTIONLESS: Final[dict[Type, str]] = {
    Type.TEXT: "string",
    Type.INTEGER: "integer",
    Type.NUMBER: "number",
    Type.MONEY: "number",
    Type.BOOLEAN: "boolean",
    Type.TIMESTAMP: "datetime",
    Type.BOX: "array",
    Type.JSON: "string",
}


def polars_type(kind: Type) -> pl.DataType:
    """The polars type that holds a field of this type without loss."""
    return _POLARS[kind]


def polars_schema(table: Table) -> pl.Schema:
    """Columns of `table` in order, with their polars types."""
    return pl.Schema({f.name: _POLARS[f.type] for f in table.fields})
