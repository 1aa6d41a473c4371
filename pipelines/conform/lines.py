"""Builds the records of `lines`: one per printed figure.

Belongs here: the record's shape, its id, turning a cell into an amount in yuan.
Does not: deciding what a row or a column means.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipelines.conform.columns import Column
from pipelines.conform.ledger import Ledger
from pipelines.conform.money import FACTORS, Amount, is_exact_to_the_fen, read_amount, read_percent, to_yuan
from pipelines.extract.document import spot_fields
from pipelines.extract.model import TableCell

Record = dict[str, Any]


@dataclass(slots=True)
class Row:
    """What a row says of itself, shared by all its figures. `number` counts body rows from 1."""

    number: int
    label: str = ""
    code: str | None = None
    code_scheme: str = "none"
    level: int = 1
    parent: int | None = None
    is_total: bool = False
    is_leaf: bool = True
    lane: str = ""
    item: str = ""
    dept_economic_code: str | None = None
    gov_economic_code: str | None = None
    project_code: str | None = None
    project_name: str | None = None
    quality: str = "exact"
    quality_note: str = ""


@dataclass(slots=True)
class LineBuilder:
    """Makes the lines of one table; everything that holds for the whole table is said once."""

    document_id: str
    table_index: int
    table_type: str
    money_unit: str
    fiscal_year: int | None
    ledger: Ledger
    kind: str = "unknown"
    records: list[Record] = field(default_factory=list)

    def line_id(self, row: int, column: int) -> str:
        """`<document, 12 digits>-t<table>-r<row>-c<column>`, rows and columns from 1."""
        return f"{self.document_id[:12]}-t{self.table_index:02d}-r{row:03d}-c{column:02d}"

    def add(
        self,
        row: Row,
        cell: TableCell | None,
        measured: Column | str,
        *,
        amount_year: int | None = None,
    ) -> Record | None:
        """The line of one cell, or None when the cell is blank or cannot become a fact.

        An unreadable figure fails as `AMOUNT_UNREADABLE`; in a table without a unit of money every
        figure fails as `MONEY_UNIT_UNKNOWN`; an absurd one as `AMOUNT_OUT_OF_RANGE`.
        """
        if cell is None or not cell.text:
            return None
        column = measured if isinstance(measured, Column) else Column(cell.column, measured, measure=measured)
        if column.is_prior and self.fiscal_year is None:
            detail = f"column {column.path} is of the year before, and the document's own year is not known"
            self.ledger.exclude(cell, "COMPARISON_COLUMN", detail)
            return None
        amount = read_percent(cell.text) if column.is_rate else read_amount(cell.text)
        if amount.state == "unreadable":
            self.ledger.fail(cell, "AMOUNT_UNREADABLE", f"not a figure, in a column of {column.measure}")
            return None
        if self.money_unit not in FACTORS and not column.is_rate:
            self.ledger.fail(cell, "MONEY_UNIT_UNKNOWN", "the table's unit of money was not read", "error")
            return None
        try:
            is_money = amount.value is not None and not column.is_rate
            yuan = to_yuan(amount.value or Decimal(0), self.money_unit) if is_money else None
        except OverflowError as error:
            self.ledger.fail(cell, "AMOUNT_OUT_OF_RANGE", str(error), "error")
            return None
        if is_money and amount.value is not None and not is_exact_to_the_fen(amount.value, self.money_unit):
            self.ledger.note(cell, "AMOUNT_BELOW_FEN", "info", "printed finer than a fen; rounded half up")
        self.ledger.fact(cell)
        measure, year = column.measure, self._year_of(column, amount_year)
        record = {
            "line_id": self.line_id(row.number, column.index + 1),
            "document_id": self.document_id,
            "table_index": self.table_index,
            "table_type": self.table_type,
            "row_number": row.number,
            "column_number": column.index + 1,
            "row_label": row.label,
            "code": row.code,
            "dept_economic_code": row.dept_economic_code,
            "gov_economic_code": row.gov_economic_code,
            "code_scheme": row.code_scheme,
            "level": row.level,
            "parent_row_number": row.parent,
            "is_total": row.is_total,
            "is_leaf": row.is_leaf,
            "lane": row.lane,
            "item": row.item,
            "measure": measure,
            "amount_yuan": yuan,
            "amount_text": cell.text,
            "amount_state": amount.state,
            "money_unit": self.money_unit,
            "amount_year": year,
            "basis": column.basis or ("" if column.is_change else self._own_basis(year)),
            "funding": column.funding,
            "step_yuan": Decimal(0) if column.is_rate else self.step_in_yuan(amount),
            "project_code": row.project_code,
            "project_name": row.project_name,
            "quality": row.quality,
            "quality_note": row.quality_note,
            **spot_fields(cell.spot),
        }
        self.records.append(record)
        return record

    def own_records(self) -> list[Record]:
        """The lines of the document's own year: not those of a column for the year before."""
        return [
            r for r in self.records if r["amount_year"] in (None, self.fiscal_year) or not self.fiscal_year
        ]

    def step_in_yuan(self, amount: Amount) -> Decimal:
        """Worth of one unit in the last printed digit, in yuan (100 for `870.30` in 万元)."""
        return to_yuan(amount.step, self.money_unit)

    def _year_of(self, column: Column, of_row: int | None) -> int | None:
        if column.is_prior and self.fiscal_year is not None:
            return self.fiscal_year - 1
        return of_row or column.year or self.fiscal_year

    def _own_basis(self, year: int | None) -> str:
        """A figure of the document's own year is what the document is: budget or final accounts."""
        return self.kind if year == self.fiscal_year and self.kind != "unknown" else ""
