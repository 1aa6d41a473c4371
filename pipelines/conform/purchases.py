"""Detail rows of procurement and service-purchase tables as records of `procurements`.

Belongs here: catalogue, function and economic codes of a purchase, its category, its reserved shares.
Does not: totals and lines (they come from `row_tables`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pipelines.conform.codes import CATEGORIES, split_bracketed
from pipelines.conform.hierarchy import PrintedRow
from pipelines.conform.lines import Record
from pipelines.conform.money import read_amount
from pipelines.conform.row_tables import RowTable
from pipelines.extract.document import spot_fields

_CATEGORY_NAMES = {"货物": "goods", "工程": "works", "服务": "services"}
_CATEGORY_NAME = re.compile(r"^(?:[一二三][、.])?(?:[ABC][-—、.]?)?(货物|工程|服务)类?(?:[ABC]|采购)?$")
_AMOUNT_MEASURES = ("procurement_amount", "service_purchase_amount", "total")


def purchase_records(read: RowTable) -> list[Record]:
    """One record per purchase row; its cells were labels and now are facts of the record.

    Where a procurement table only sums up by category (A 货物, B 工程, C 服务), its records are those rows.
    """
    # Where a purchase is printed by fund as well, the amount of all funds is its amount.
    own = sorted(read.builder.own_records(), key=lambda r: not r["funding"])
    lines = {(r["row_number"], r["measure"]): r for r in own}
    rows = [row for row in read.rows if row.purchase is not None]
    if not rows and read.builder.table_type == "procurement":
        rows = [row for row in read.rows if _category("", row.label) != "unknown"]
    return [_record(read, row, lines) for row in rows]


def _record(read: RowTable, row: PrintedRow, lines: dict[tuple[int, str], Record]) -> Record:
    builder = read.builder

    def text(role: str) -> str | None:
        cell = read.label_cell(row, role)
        return cell.text if cell and cell.text else row.inherited.get(role)

    def yuan(measure: str) -> Decimal | None:
        line = lines.get((row.number, measure))
        return line["amount_yuan"] if line else None

    catalogue_code, catalogue_name = row.purchase or (None, row.label)
    amount_line = next((lines[row.number, m] for m in _AMOUNT_MEASURES if (row.number, m) in lines), None)
    quantity = read_amount(text("quantity") or "").value
    anchor = read.label_cell(row, "catalogue") or next(iter(row.cells.values()))
    return {
        "procurement_key": f"{builder.document_id[:12]}-t{builder.table_index:02d}-r{row.number:03d}",
        "document_id": builder.document_id,
        "table_index": builder.table_index,
        "table_type": builder.table_type,
        "row_number": row.number,
        "unit_code": text("unit_code"),
        "unit_name": text("unit_name"),
        "project_name": None
        if _category("", text("project_name") or "") != "unknown"
        else text("project_name"),
        "catalogue_code": catalogue_code,
        "catalogue_name": catalogue_name or None,
        "category": _category(catalogue_code or "", text("category") or row.label),
        "function_code": split_bracketed(text("function") or "")[0],
        "economic_code": split_bracketed(text("economic") or "")[0],
        "fund_source": text("fund_source"),
        "fund_nature": text("fund_nature"),
        "quantity": float(quantity) if quantity is not None else None,
        "amount_yuan": amount_line["amount_yuan"] if amount_line else None,
        "sme_reserved_yuan": yuan("sme_reserved"),
        "micro_reserved_yuan": yuan("micro_reserved"),
        "line_id": amount_line["line_id"] if amount_line else None,
        **_spot(amount_line, anchor),
    }


def _category(code: str, printed: str) -> str:
    """By the first letter of the catalogue code, else by the name of the category the row stands under."""
    match = _CATEGORY_NAME.match(re.sub(r"\s", "", printed))
    return CATEGORIES.get(code[:1]) or (_CATEGORY_NAMES[match[1]] if match else "unknown")


def _spot(line: Record | None, anchor: Any) -> Record:
    """The figure's own place where there is one, else the place of the label."""
    if line:
        return {key: line[key] for key in ("page", "bbox", "locator")}
    return spot_fields(anchor.spot)
