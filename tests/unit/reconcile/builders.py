"""Small disclosures for tests of the rules: exact amounts in, printed figures out.

Belongs here: one sound disclosure derived from a handful of base amounts, and ways to disturb it.
Does not: expectations (see the tests).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

WAN = Decimal(10000)
DEPARTMENT = "420112"
KEYS = ("claim_id", "headcount_key", "indicator_key", "project_key", "item_key", "procurement_key")
OF_NO_DOCUMENT = ("source_units", "expected_disclosures")


def printed(amount: Decimal, decimals: int = 2) -> str:
    """An amount as a table prints it, rounded half up."""
    return str(amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


@dataclass
class Row:
    """One row: `key` finds it again (code, item or label); `cells` are printed figures by measure."""

    key: str
    cells: dict[str, str]
    label: str = ""
    code: str | None = None
    scheme: str = "none"
    level: int = 0
    parent: str | None = None
    is_total: bool = False
    lane: str = ""
    item: str = ""
    project_code: str | None = None
    project_name: str | None = None
    year: int | None = None
    basis: str = ""


@dataclass
class Sheet:
    """One table of a disclosure. `unit` is `wan_yuan` or `yuan`."""

    table_type: str
    rows: list[Row]
    title: str = ""
    unit: str = "wan_yuan"
    note: str = ""
    surplus_fields: int = 0
    repaired_rows: int = 0
    cells_failed: int = 0
    is_unread: bool = False

    def row(self, key: str) -> Row:
        return next(row for row in self.rows if row.key == key)


@dataclass
class Disclosure:
    """Sheets and the records around them, ready to become part tables."""

    name: str
    sheets: list[Sheet]
    unit: str = ""
    """Publisher; the disclosure's own name where it is not said."""
    fiscal_year: int = 2023
    kind: str = "budget"
    report_level: str = "unit"
    cost_items: list[tuple[str | None, str]] = field(default_factory=list)
    operating_cost: str | None = "0"
    posts: str = "institution"
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    extra: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Records of other part tables; `table` names the sheet that a record belongs to by its type."""

    @property
    def document_id(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    def sheet(self, table_type: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.table_type == table_type)

    def without(self, *table_types: str) -> Disclosure:
        self.sheets = [sheet for sheet in self.sheets if sheet.table_type not in table_types]
        return self

    def unread(self, table_type: str) -> Disclosure:
        """The table is there, with figures, but none of them was read."""
        sheet = self.sheet(table_type)
        sheet.is_unread = True
        sheet.cells_failed = sum(len(row.cells) for row in sheet.rows)
        return self

    def emptied(self, table_type: str) -> Disclosure:
        sheet = self.sheet(table_type)
        sheet.rows, sheet.note = [], "本表无数据"
        return self

    def shift(self, table_type: str, key: str, measure: str, by: str) -> Disclosure:
        """Add `by` to one printed figure; a cell that was blank is printed now."""
        cells = self.sheet(table_type).row(key).cells
        cells[measure] = printed(Decimal(cells.get(measure, "0")) + Decimal(by))
        return self

    def records(self) -> dict[str, list[dict[str, Any]]]:
        """Part tables of this disclosure's one document."""
        document = {
            "document_id": self.document_id,
            "title": self.name,
            "unit_name": self.unit or self.name,
            "fiscal_year": self.fiscal_year,
            "kind": self.kind,
            "report_level": self.report_level,
            "content": "both",
            "evidence": "test",
            "media_type": "application/pdf",
            "method": "digital",
            "page_count": 1,
        }
        tables: list[dict[str, Any]] = []
        lines: list[dict[str, Any]] = []
        for index, sheet in enumerate(self.sheets, start=1):
            tables.append(_table(self, index, sheet))
            if not sheet.is_unread:
                lines += _lines(self, index, sheet)
        records = {
            "documents": [document],
            "tables": tables,
            "lines": lines,
            "project_items": self._cost_items(),
            "claims": self._claims(),
            "headcounts": self._headcounts(),
            "outcomes": [{**self._outcome(n), **o} for n, o in enumerate(self.outcomes, start=1)],
        }
        for name, rows in self.extra.items():
            if name in OF_NO_DOCUMENT:
                records[name] = rows
            else:
                records[name] = [*records.get(name, []), *(r for row in rows if (r := self._placed(row)))]
        return records

    def _placed(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """The record with its document and its sheet's number; None where that sheet was not published."""
        placed = {"document_id": self.document_id, **row}
        placed.update({k: f"{self.document_id[:12]}-{row[k]}" for k in KEYS if k in row})
        kind = placed.pop("table", None)
        if kind is None:
            return placed
        numbers = [n for n, sheet in enumerate(self.sheets, start=1) if sheet.table_type == kind]
        if not numbers or self.sheets[numbers[0] - 1].is_unread:
            return None
        placed["table_index"] = numbers[0]
        if "row" in placed:
            sheet, key = self.sheets[numbers[0] - 1], placed.pop("row")
            row_number = 1 + next((i for i, r in enumerate(sheet.rows) if r.key == key), -1)
            if row_number == 0:
                return None
            line = f"{self.document_id[:12]}-t{numbers[0]:02}-r{row_number:03}-c01"
            placed.update({name: line for name, value in row.items() if value == "line"})
            if kind == "procurement":
                placed["row_number"] = row_number
        return placed

    def _cost_items(self) -> list[dict[str, Any]]:
        forms = [
            i
            for i, s in enumerate(self.sheets, start=1)
            if s.table_type == "performance_target" and not s.is_unread
        ]
        return [
            {
                "item_key": f"{self.document_id[:12]}-item-{n}",
                "document_id": self.document_id,
                "table_index": forms[0],
                "project_name": "项目",
                "item_kind": "cost",
                "item_name": "支出",
                "economic_text": text,
                "basis": "5万元/套",
                "amount_yuan": Decimal(amount) * WAN,
            }
            for n, (text, amount) in enumerate(self.cost_items)
            if forms
        ]

    def _claims(self) -> list[dict[str, Any]]:
        if self.operating_cost is None:
            return []
        return [
            {
                "claim_id": f"{self.document_id[:12]}-claim",
                "document_id": self.document_id,
                "block_index": 1,
                "section": "",
                "scope": "operating_cost",
                "subject": "amount",
                "subject_text": "机关运行经费",
                "item": "",
                "claim_year": self.fiscal_year,
                "amount_yuan": Decimal(self.operating_cost) * WAN,
                "amount_text": f"{self.operating_cost} 万元",
                "money_unit": "wan_yuan",
                "sentence": "",
            }
        ]

    def _headcounts(self) -> list[dict[str, Any]]:
        if not self.posts:
            return []
        return [
            {
                "headcount_key": f"{self.document_id[:12]}-posts",
                "document_id": self.document_id,
                "block_index": 1,
                "status": "authorised",
                "category": self.posts,
                "label": "编制",
                "count": 20,
                "sentence": "",
            }
        ]

    def _outcome(self, index: int) -> dict[str, Any]:
        return {
            "document_id": self.document_id,
            "room": "extract",
            "outcome_index": index,
            "severity": "error",
            "text": "",
            "detail": "",
        }


def together(disclosures: list[Disclosure]) -> dict[str, list[dict[str, Any]]]:
    """Part tables of several disclosures at once."""
    merged: dict[str, list[dict[str, Any]]] = {}
    for disclosure in disclosures:
        for name, records in disclosure.records().items():
            merged.setdefault(name, []).extend(records)
    return merged


def _table(disclosure: Disclosure, index: int, sheet: Sheet) -> dict[str, Any]:
    cells = 0 if sheet.is_unread else sum(len(row.cells) for row in sheet.rows)
    return {
        "document_id": disclosure.document_id,
        "table_index": index,
        "table_type": sheet.table_type,
        "title": sheet.title or sheet.table_type,
        "identified_by": "test",
        "first_page": 1,
        "last_page": 1,
        "money_unit": sheet.unit,
        "money_unit_text": "单位",
        "row_count": len(sheet.rows),
        "is_empty": cells + sheet.cells_failed == 0,
        "empty_note": sheet.note,
        "column_measures": json.dumps([]),
        "surplus_fields": sheet.surplus_fields,
        "repaired_rows": sheet.repaired_rows,
        "cells_in": cells + sheet.cells_failed,
        "cells_fact": cells,
        "cells_label": 0,
        "cells_excluded": 0,
        "cells_failed": sheet.cells_failed,
        "coverage": 1.0,
    }


def _lines(disclosure: Disclosure, index: int, sheet: Sheet) -> list[dict[str, Any]]:
    numbers = {row.key: n for n, row in enumerate(sheet.rows, start=1)}
    parents = {row.parent for row in sheet.rows}
    measures = list(dict.fromkeys(m for row in sheet.rows for m in row.cells))
    worth = WAN if sheet.unit == "wan_yuan" else Decimal(1)
    lines = []
    for row in sheet.rows:
        for measure, text in row.cells.items():
            decimals = len(text.partition(".")[2])
            column = measures.index(measure) + 1
            lines.append(
                {
                    "line_id": f"{disclosure.document_id[:12]}-t{index:02}-r{numbers[row.key]:03}-c{column:02}",
                    "document_id": disclosure.document_id,
                    "table_index": index,
                    "table_type": sheet.table_type,
                    "row_number": numbers[row.key],
                    "column_number": column,
                    "row_label": row.label or row.key,
                    "code": row.code,
                    "code_scheme": row.scheme,
                    "level": row.level,
                    "parent_row_number": numbers.get(row.parent or ""),
                    "is_total": row.is_total,
                    "is_leaf": row.key not in parents,
                    "lane": row.lane,
                    "item": row.item,
                    "basis": row.basis,
                    "funding": "",
                    "measure": measure,
                    "amount_yuan": Decimal(text) * worth,
                    "amount_text": text,
                    "amount_state": "zero" if Decimal(text) == 0 else "number",
                    "money_unit": sheet.unit,
                    "amount_year": row.year or disclosure.fiscal_year,
                    "step_yuan": Decimal(1).scaleb(-decimals) * worth,
                    "project_code": row.project_code,
                    "project_name": row.project_name,
                    "quality": "exact",
                    "quality_note": "",
                    "page": 1,
                    "bbox": [10.0, 20.0, 30.0, 40.0],
                    "locator": "",
                }
            )
    return lines
