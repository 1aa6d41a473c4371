"""Rows of the project expenditure table (项目支出表) as records of `projects`.

Belongs here: one record per project row. Does not: its lines (they come from `row_tables`).
"""

from __future__ import annotations

from decimal import Decimal

from pipelines.conform.codes import project_class
from pipelines.conform.lines import Record
from pipelines.conform.row_tables import RowTable

_GENERAL_BUDGET = ("current_general_budget", "carryover_general_budget")


def project_records(read: RowTable) -> list[Record]:
    """One record per row with a project code; personnel and running costs are projects too (R, Y)."""
    by_row: dict[int, dict[str, Record]] = {}
    for line in read.builder.own_records():
        if line["code_scheme"] == "project":
            by_row.setdefault(line["row_number"], {})[line["measure"]] = line
    return [_record(read, number, measures) for number, measures in by_row.items()]


def _record(read: RowTable, number: int, measures: dict[str, Record]) -> Record:
    builder = read.builder
    any_line = next(iter(measures.values()))
    code: str = any_line["code"]
    total = measures.get("total")

    def yuan(*names: str) -> Decimal | None:
        found = [measures[n]["amount_yuan"] for n in names if n in measures]
        return sum((a for a in found if a is not None), Decimal(0)) if found else None

    unit_cell = next((read.label_cell(r, "unit_name") for r in read.rows if r.number == number), None)
    return {
        "project_key": f"{builder.document_id[:12]}-t{builder.table_index:02d}-r{number:03d}",
        "document_id": builder.document_id,
        "table_index": builder.table_index,
        "table_type": builder.table_type,
        "project_code": code,
        "project_name": any_line["row_label"],
        "project_class": project_class(code),
        "code_year": 2000 + int(code[6:8]),
        "executing_unit": unit_cell.text if unit_cell and unit_cell.text else None,
        "annual_budget_yuan": total["amount_yuan"] if total else None,
        "general_budget_yuan": yuan(*_GENERAL_BUDGET),
        "unit_funds_yuan": yuan("unit_funds"),
        "money_unit": builder.money_unit,
        "annual_budget_line_id": total["line_id"] if total else None,
        **{key: (total or any_line)[key] for key in ("page", "bbox", "locator")},
    }
