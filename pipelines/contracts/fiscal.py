"""The vocabulary of the Fiscal Data Package: which of our columns is which of its column types.

Belongs here: the mapping. Does not: the descriptor (see `datapackage`).
"""

from __future__ import annotations

from typing import Final

from pipelines.contracts.model import Field, Table, Type

_BY_NAME: Final = {
    "fiscal_year": "date:fiscal-year",
    "kind": "phase",
    "lane": "direction",
    "unit_id": "administrative-classification:generic:code",
    "unit_name": "administrative-classification:generic:label",
    "division_code": "geo-source:source:code",
    "division_name": "geo-source:source:title",
    "dept_economic_code": "economic-classification:generic:code",
    "funding": "fin-source:generic:code",
    "project_code": "activity:generic:project:code:full",
    "project_name": "activity:generic:project:label",
    "line_id": "budget-line-id",
}
# `code` and `name` mean what their table is about.
_BY_TABLE: Final = {
    ("dim_function", "code"): "functional-classification:generic:code",
    ("dim_function", "name"): "functional-classification:generic:label",
    ("mart_expenditure_by_function", "code"): "functional-classification:generic:code",
    ("mart_expenditure_by_function", "name"): "functional-classification:generic:label",
    ("dim_economic", "code"): "economic-classification:generic:code",
    ("dim_economic", "name"): "economic-classification:generic:label",
}
_UNKNOWN: Final = {
    Type.TEXT: "unknown:string",
    Type.JSON: "unknown:string",
    Type.INTEGER: "unknown:number",
    Type.NUMBER: "unknown:number",
    Type.TIMESTAMP: "unknown:datetime",
}


def column_type(table: Table, field: Field) -> str | None:
    """Its column type; `unknown:…` where the vocabulary has no word, None where not even that fits."""
    if known := _BY_TABLE.get((table.name, field.name)) or _BY_NAME.get(field.name):
        return known
    return "value" if field.type is Type.MONEY else _UNKNOWN.get(field.type)
