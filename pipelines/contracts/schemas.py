"""A described table as a pandera schema and as a polars schema.

Belongs here: turning `Field` constraints into checks, and a failed check into a stable code.
Does not: deciding what becomes of a row that fails (see `frames`).
Frames must be eager: on a LazyFrame pandera looks at types only and lets a bad value pass.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.contracts.model import Field, Table
from pipelines.contracts.types import polars_schema, polars_type

if TYPE_CHECKING:
    import pandera.polars as pa

__all__ = ["CHECK_CODES", "pandera_schema", "polars_schema"]

CHECK_CODES: Final[dict[str, str]] = {
    "not_nullable": "CONTRACT_NULL",
    "isin": "CONTRACT_VALUE",
    "str_matches": "CONTRACT_PATTERN",
    "greater_than_or_equal_to": "CONTRACT_RANGE",
    "less_than_or_equal_to": "CONTRACT_RANGE",
    "multiple_fields_uniqueness": "CONTRACT_DUPLICATE_KEY",
    "field_uniqueness": "CONTRACT_DUPLICATE_KEY",
}
"""Outcome code by the name under which pandera reports a failed check."""


@cache
def pandera_schema(table: Table) -> pa.DataFrameSchema:
    """The contract of `table` for an eager polars frame: columns, order, types, values, key.

    Validate with `lazy=True` to get every failure. Cached: a schema is made once per process.
    """
    # pandera takes half a second to import; paths that only need the polars schema must not pay for it.
    import pandera.polars as pa

    return pa.DataFrameSchema(
        {f.name: _column(f) for f in table.fields},
        unique=list(table.key),
        strict=True,
        ordered=True,
        name=table.name,
    )


def _column(field: Field) -> pa.Column:
    import pandera.polars as pa

    checks = []
    if field.values:
        checks.append(pa.Check.isin(list(field.values)))
    if field.pattern:
        checks.append(pa.Check.str_matches(f"^(?:{field.pattern})$"))
    if field.minimum is not None:
        checks.append(pa.Check.ge(field.minimum))
    if field.maximum is not None:
        checks.append(pa.Check.le(field.maximum))
    return pa.Column(polars_type(field.type), checks=checks, nullable=not field.required, required=True)
