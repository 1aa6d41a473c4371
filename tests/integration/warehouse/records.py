"""Hand-made parts: a small disclosure in one or two renditions.

Belongs here: building records that keep their contract, with only what a test cares about spelled out.
Does not: writing or querying anything.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipelines.contracts.model import Field, Type
from pipelines.contracts.tables import PART_TABLES

PLAIN: dict[Type, Any] = {
    Type.TEXT: "",
    Type.INTEGER: 1,
    Type.NUMBER: 1.0,
    Type.MONEY: Decimal("0.01"),
    Type.BOOLEAN: False,
    Type.TIMESTAMP: "2026-11-24T00:00:00+00:00",
    Type.BOX: [0.0, 0.0, 1.0, 1.0],
    Type.JSON: "[]",
}


def sha(letter: str) -> str:
    """A document id that is easy to tell apart."""
    return letter * 64


def record(table: str, **values: Any) -> dict[str, Any]:
    """A record of `table`: required fields get something plain, the rest what the test says."""
    plain = {f.name: _plain(f) for f in PART_TABLES[table].fields if f.required}
    return plain | values


def _plain(field: Field) -> Any:
    return field.values[0] if field.values else PLAIN[field.type]


def document(document_id: str, **values: Any) -> dict[str, Any]:
    """A `documents` record of the 2023 budget of 数据中心."""
    stated = {
        "title": "数据中心2023年部门预算公开",
        "unit_name": "数据中心",
        "fiscal_year": 2023,
        "kind": "budget",
        "report_level": "unit",
        "content": "both",
        "media_type": "text/plain",
        "method": "text",
        "page_count": 1,
    }
    return record("documents", document_id=document_id, **(stated | values))


def archived(
    document_id: str, publication_id: str | None, fetched_at: str = "2026-11-24T01:00:00+00:00"
) -> dict[str, Any]:
    """An `archived_documents` record."""
    return record(
        "archived_documents",
        document_id=document_id,
        file_name=f"{document_id[:4]}.txt",
        media_type="text/plain",
        publication_id=publication_id,
        fetched_at=fetched_at,
        source_id="s1",
    )


def unit(unit_id: str, name: str, **values: Any) -> dict[str, Any]:
    """A `source_units` record."""
    stated = {"unit_code": "017", "division_code": "420112", "division_name": "东西湖区", "source_id": "s1"}
    return record("source_units", unit_id=unit_id, unit_name=name, **({"aliases": []} | stated | values))


def table(document_id: str, index: int, table_type: str, figures: int, **values: Any) -> dict[str, Any]:
    """A `tables` record whose cells are all accounted for: one label and one figure a row."""
    accounts = {
        "cells_in": 2 * figures,
        "cells_fact": figures,
        "cells_label": figures,
        "cells_excluded": 0,
        "cells_failed": 0,
        "coverage": 1.0,
        "surplus_fields": 0,
        "repaired_rows": 0,
    }
    stated = {"title": table_type, "money_unit": "wan_yuan", "row_count": figures, "is_empty": figures == 0}
    return record(
        "tables",
        document_id=document_id,
        table_index=index,
        table_type=table_type,
        **(accounts | stated | values),
    )


def line(
    document_id: str, index: int, table_type: str, row: int, amount: str, **values: Any
) -> dict[str, Any]:
    """A `lines` record; `amount` in yuan."""
    column = values.get("column_number", 1)
    stated = {
        "line_id": f"{document_id[:12]}-t{index:02d}-r{row:03d}-c{column:02d}",
        "row_number": row,
        "column_number": column,
        "row_label": f"row {row}",
        "code_scheme": "none",
        "level": 1,
        "is_leaf": True,
        "measure": "total",
        "amount_yuan": Decimal(amount),
        "amount_text": amount,
        "amount_state": "number",
        "money_unit": "wan_yuan",
        "amount_year": 2023,
        "step_yuan": Decimal("100"),
        "quality": "exact",
    }
    return record(
        "lines",
        document_id=document_id,
        table_index=index,
        table_type=table_type,
        **(stated | values),
    )
