"""Tables with label columns on the left and one figure per measure: most of the set.

Belongs here: row labels, codes, hierarchy, totals, surplus fields, and the lines they give.
Does not: side-by-side summaries (`summary_tables`) or forms.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.conform.arithmetic import keyed_identities
from pipelines.conform.catalogue import TableLayout
from pipelines.conform.codes import read_code, scheme_of_code, split_glued
from pipelines.conform.columns import Column
from pipelines.conform.comparisons import contradicted
from pipelines.conform.hierarchy import PrintedRow, place_rows
from pipelines.conform.lines import LineBuilder
from pipelines.conform.money import read_amount
from pipelines.conform.purchase_rows import PurchaseRows
from pipelines.conform.repairs import surplus_position
from pipelines.conform.role_grammar import ATTRIBUTE
from pipelines.conform.row_codes import RowCodes
from pipelines.conform.row_repairs import RowRepairs
from pipelines.extract.model import LogicalTable, TableCell

_DECIMAL = re.compile(r"-?\d+\.\d+")


@dataclass(slots=True)
class RowTable:
    """A table of labelled rows on its way to lines; `rows` are in printed order."""

    table: LogicalTable
    layout: TableLayout
    columns: list[Column]
    builder: LineBuilder
    rows: list[PrintedRow] = field(default_factory=list)
    repaired_rows: int = 0
    scheme: str = ""
    row_offset: int = 0
    """Added to row numbers: panes side by side are read one after the other, and number their rows so."""
    _purchases: PurchaseRows | None = None
    codes: RowCodes = field(init=False)

    def __post_init__(self) -> None:
        self.codes = RowCodes(self.columns)

    def read(self) -> None:
        """Read all rows: repair, labels, hierarchy, lines; every cell ends in the ledger."""
        excluded = self._columns_left_out()
        own = self._own_columns()
        self.scheme = self._scheme_of_codes()
        if PurchaseRows.are_in(self.columns):
            self._purchases = PurchaseRows(self.columns, self.table.rows())
        for index, cells in enumerate(self.table.rows()):
            row = PrintedRow(
                index + 1 + self.row_offset, {c.column: c for c in cells if c is not None and c.column in own}
            )
            if self._is_blank(row):
                continue
            if index in self.table.surplus_fields:
                self._repair(row)
            self._read_labels(row)
            self.rows.append(row)
        place_rows(self.rows, self._measure_columns, unit_rows_are_totals=self._unit_rows_are_totals)
        repairs = RowRepairs(self.rows, self._measure_columns, self.builder.ledger)
        repairs.run()
        self.repaired_rows += repairs.repaired
        for row in self.rows:
            self._write_lines(row, excluded)

    def label_cell(self, row: PrintedRow, role: str) -> TableCell | None:
        """The first filled cell of a label column of that role; None when there is none."""
        cells = (row.cells.get(c.index) for c in self.columns if c.role == role)
        return next((cell for cell in cells if cell is not None and cell.text), None)

    def _own_columns(self) -> set[int]:
        """Columns this table reads: all, or one pane of a table whose panes stand side by side."""
        own = {c.index for c in self.columns}
        if len(own) == len(self.table.columns):
            own |= {c.column for c in self.table.cells}
        return own

    @property
    def _unit_rows_are_totals(self) -> bool:
        return PurchaseRows.are_in(self.columns) or self.layout.code_scheme == "project"

    @property
    def _measure_columns(self) -> list[Column]:
        """Columns of amounts; changes between two years add up with nothing in their row."""
        return [c for c in self.columns if c.measure and not c.is_change]

    def _is_blank(self, row: PrintedRow) -> bool:
        return not any(c.text for c in row.cells.values())

    def _repair(self, row: PrintedRow) -> None:
        """Drop the one surplus field under which the row's identities hold, or fail the row's figures."""
        ledger = self.builder.ledger
        columns = [c for c in self.columns if c.measure or not c.is_known]
        first = columns[0].index if columns else 0
        cells = [row.cells[i] for i in sorted(row.cells) if i >= first and row.cells[i].text]
        amounts = [read_amount(c.text) for c in cells]
        step = max((a.step for a in amounts), default=Decimal(0))
        keys, identities = keyed_identities(columns, least_parts=1)
        position = surplus_position([a.value for a in amounts], keys, identities, step)
        if position is None:
            for cell in cells:
                ledger.fail(cell, "ROW_HAS_SURPLUS_FIELDS", "more fields than columns, no repair is unique")
            row.cells = {i: c for i, c in row.cells.items() if i < first}
            return
        raw = " | ".join(c.text for c in cells)
        row.dropped = cells.pop(position)
        ledger.exclude(
            row.dropped,
            "REPAIR_SURPLUS_CELL",
            f"row identities hold only without this field; raw reading: {raw}",
        )
        row.cells = {i: c for i, c in row.cells.items() if i < first} | {
            column.index: cell for column, cell in zip(columns, cells, strict=True)
        }
        row.quality = "repaired"
        row.quality_note = f"surplus field {position + 1} dropped; raw reading: {raw}"
        self.repaired_rows += 1

    def _read_labels(self, row: PrintedRow) -> None:
        scheme = self.scheme
        code_text = self.codes.printed(row, "code")
        unit_cell = self.label_cell(row, "unit_name")
        if not any(c.role == "code" for c in self.columns) and self.codes.printed(row, "unit_code"):
            code_text, scheme = self.codes.printed(row, "unit_code"), "unit"
        code_text = code_text or self.codes.printed(row, "project_code")
        name_cell = self.label_cell(row, "name") or self.label_cell(row, "project_name") or unit_cell
        row.label = name_cell.text if name_cell else ""
        row.indent = name_cell.reading.indent if name_cell else 0.0
        row.is_detail = bool(not code_text and self.label_cell(row, "project_name"))
        row.is_unit = not code_text and name_cell is not None and name_cell is unit_cell
        row.classes = {
            role: split_glued(cell.text)[0]
            for role in ("dept_economic", "gov_economic")
            if (cell := self.label_cell(row, role)) is not None and scheme_of_code(cell.text) == role
        } | self.codes.of_second_lists(row)
        if self._purchases and self._purchases.read(row):
            return
        if not code_text and not row.label and row.classes:
            self._take_class_for_code(row)
        elif code_text:
            glued_code, glued_name = split_glued(code_text)
            row.code = read_code(glued_code or code_text, scheme)
            # The label 合计 is often printed across code and name, a name behind its code.
            row.label = row.label or glued_name or ("" if row.code else code_text)
        elif row.label:
            glued_code, glued_name = split_glued(row.label)
            row.code = read_code(glued_code, scheme) if glued_code else None
            row.label = glued_name if row.code else row.label
            row.is_glued = row.code is not None

    def _take_class_for_code(self, row: PrintedRow) -> None:
        """A table of economic classes alone: its class column is what the row is."""
        for role in ("dept_economic", "gov_economic"):
            cell = self.label_cell(row, role)
            if cell is None or role not in row.classes:
                continue
            code, name = split_glued(cell.text)
            row.code, row.label = read_code(code, role), name
            row.indent = cell.reading.indent
            row.classes.pop(role)
            return

    def _scheme_of_codes(self) -> str:
        """List the codes belong to: as the header says, else as most look, else as the layout says."""
        printed = next((c.scheme for c in self.columns if c.role == "code" and c.scheme), "")
        if printed or self.layout.code_scheme == "project":
            return printed or self.layout.code_scheme
        votes = Counter(
            scheme
            for cells in self.table.rows()
            for c in self.columns
            if c.role in ("code", "name")
            and (cell := cells[c.index] if c.index < len(cells) else None) is not None
            and (scheme := scheme_of_code(cell.text))
        )
        return votes.most_common(1)[0][0] if votes else self.layout.code_scheme

    def _write_lines(self, printed: PrintedRow, excluded: dict[int, str]) -> None:
        ledger = self.builder.ledger
        assert printed.row is not None
        year = self._year_of(printed)
        for column in self.columns:
            cell = printed.cells.get(column.index)
            if column.index in excluded:
                ledger.exclude(cell, excluded[column.index], f"column {column.path}")
            elif column.measure:
                self.builder.add(printed.row, cell, column, amount_year=year)
            elif column.compares:
                ledger.exclude(cell, "COMPARISON_COLUMN", f"column {column.path}")
            elif column.role and not self._is_stray_figure(column, cell):
                ledger.label(cell)
            else:
                ledger.fail(cell, "UNKNOWN_HEADER", f"the catalogue has no column {column.path!r}")

    def _is_stray_figure(self, column: Column, cell: TableCell | None) -> bool:
        """A figure under the name of a classification: the header of a column group that was cut off.

        Nor is a decimal a description: a column taken for one by its header is not read where it holds any.
        """
        return column.role in ("gov_economic", "dept_economic", ATTRIBUTE) and bool(
            cell and _DECIMAL.fullmatch(cell.text.replace(",", ""))
        )

    def _year_of(self, printed: PrintedRow) -> int | None:
        """The year a row says it is for (a column 年度)."""
        cell = self.label_cell(printed, "year")
        match = re.search(r"20\d\d", cell.text) if cell else None
        return int(match[0]) if match else None

    def _columns_left_out(self) -> dict[int, str]:
        """Columns whose figures are not what their header says.

        A classification column that repeats the total in every row is the first of a group that was cut off;
        a change that is not this year less the year before is a change of something else.
        """
        doubtful = contradicted(self.table, self.columns, self.builder.fiscal_year)
        left_out = dict.fromkeys(doubtful, "COMPARISON_COLUMN")
        total = next((c for c in self.columns if c.measure == "total"), None)
        if total is None or not any(c.measure.startswith("economic_") for c in self.columns):
            return left_out
        return left_out | {
            column.index: "TRUNCATED_COLUMN_GROUP"
            for column in self.columns
            if column.role in ("gov_economic", "dept_economic")
            and all(_text(cells, column.index) == _text(cells, total.index) for cells in self.table.rows())
        }


def panes(columns: list[Column]) -> list[list[Column]]:
    """Columns split where a code column follows a figure: 人员经费 │ 公用经费 side by side."""
    split: list[list[Column]] = [[]]
    for column in columns:
        begins = column.role == "code" and any(c.measure for c in split[-1])
        if begins:
            split.append([])
        split[-1].append(column)
    return split


def _text(cells: list[TableCell | None], index: int) -> str:
    cell = cells[index] if index < len(cells) else None
    return cell.text if cell else ""
