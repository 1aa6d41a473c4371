"""Tables with label columns on the left and one figure per measure: most of the set.

Belongs here: row labels, codes, hierarchy, totals, surplus fields, and the lines they give.
Does not: side-by-side summaries (`summary_tables`) or forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.conform.catalogue import TableLayout
from pipelines.conform.codes import Code, read_code, split_bracketed, split_glued
from pipelines.conform.columns import Column
from pipelines.conform.lines import LineBuilder, Row
from pipelines.conform.money import read_amount
from pipelines.conform.repairs import surplus_position
from pipelines.extract.cjk import comparable
from pipelines.extract.model import LogicalTable, TableCell

TOTAL_LABELS = frozenset({"合计", "总计", "支出合计", "收入合计", "本年支出合计", "本年收入合计"})
_BLANK_TOTAL_NOTE = "the label 合计 is blank; the row was recognised as the total because it equals the sum"


@dataclass(slots=True)
class PrintedRow:
    """One body row with its cells by column after repair."""

    number: int
    cells: dict[int, TableCell]
    code: Code | None = None
    label: str = ""
    quality: str = "exact"
    quality_note: str = ""
    row: Row | None = None
    dropped: TableCell | None = None


@dataclass(slots=True)
class RowTable:
    """A table of labelled rows on its way to lines; `rows` are in printed order."""

    table: LogicalTable
    layout: TableLayout
    columns: list[Column]
    builder: LineBuilder
    rows: list[PrintedRow] = field(default_factory=list)
    repaired_rows: int = 0

    def read(self) -> None:
        """Read all rows: repair, labels, hierarchy, lines; every cell ends in the ledger."""
        excluded = self._columns_left_out()
        own = self._own_columns()
        for index, cells in enumerate(self.table.rows()):
            row = PrintedRow(index + 1, {c.column: c for c in cells if c is not None and c.column in own})
            if self._is_blank(row):
                continue
            if index in self.table.surplus_fields:
                self._repair(row)
            self._read_labels(row)
            self.rows.append(row)
        self._build_hierarchy()
        for row in self.rows:
            self._write_lines(row, excluded)

    def label_cell(self, row: PrintedRow, role: str) -> TableCell | None:
        """The first filled cell of a label column of that role; None when there is none."""
        cells = (row.cells.get(c.index) for c in self.columns if c.role == role)
        return next((cell for cell in cells if cell is not None and cell.text), None)

    def printed_code(self, row: PrintedRow, role: str) -> str:
        """The code printed in one cell, or over the columns 类, 款, 项 (`205` `02` `05`)."""
        cells = (row.cells.get(c.index) for c in self.columns if c.role == role)
        parts = [re.sub(r"\s+", "", cell.text) for cell in cells if cell is not None]
        code = ""
        for part in parts:
            code = part if part.startswith(code) else code + part
        return code

    def _own_columns(self) -> set[int]:
        """Columns this table reads: all, or one pane of a table whose panes stand side by side."""
        own = {c.index for c in self.columns}
        if len(own) == len(self.table.columns):
            own |= {c.column for c in self.table.cells}
        return own

    def is_purchase(self, row: PrintedRow) -> bool:
        """Whether a row of a purchase table is one purchase and not a unit's total."""
        cells = (self.label_cell(row, role) for role in ("catalogue", "content", "project_name"))
        return self._holds_purchases and any(cell is not None and cell.text for cell in cells)

    @property
    def _holds_purchases(self) -> bool:
        return any(c.role == "catalogue" for c in self.columns)

    @property
    def _measure_columns(self) -> list[Column]:
        return [c for c in self.columns if c.measure]

    def _is_blank(self, row: PrintedRow) -> bool:
        return not any(c.text for c in row.cells.values())

    def _repair(self, row: PrintedRow) -> None:
        """Drop the one surplus field under which the row's identities hold, or fail the row's figures."""
        ledger = self.builder.ledger
        columns = [c for c in self.columns if c.measure or c.rule is None or c.rule.exclude]
        first = columns[0].index if columns else 0
        cells = [row.cells[i] for i in sorted(row.cells) if i >= first and row.cells[i].text]
        amounts = [read_amount(c.text) for c in cells]
        step = max((a.step for a in amounts), default=Decimal(0))
        position = surplus_position(
            [a.value for a in amounts], [c.measure for c in columns], self.layout.identities, step
        )
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
        scheme = self.layout.code_scheme
        code_text = self.printed_code(row, "code")
        if not any(c.role == "code" for c in self.columns) and self.printed_code(row, "unit_code"):
            code_text, scheme = self.printed_code(row, "unit_code"), "unit"
        name_cell = self.label_cell(row, "name") or self.label_cell(row, "unit_name")
        row.label = name_cell.text if name_cell else ""
        if self.is_purchase(row):
            catalogue = self.label_cell(row, "catalogue")
            code, name = split_bracketed(catalogue.text if catalogue else "")
            row.code, row.label = Code(code or "", "procurement_catalogue", 5), name
            return
        if code_text:
            glued_code, glued_name = split_glued(code_text)
            row.code = read_code(glued_code or code_text, scheme)
            # The label 合计 is often printed across code and name, a name behind its code.
            row.label = row.label or glued_name or ("" if row.code else code_text)
        elif row.label:
            glued_code, glued_name = split_glued(row.label)
            row.code = read_code(glued_code, self.layout.code_scheme) if glued_code else None
            row.label = glued_name if row.code else row.label

    def _build_hierarchy(self) -> None:
        """Level, parent and kind of every row; the parent is the nearest row above that contains it."""
        total = self._total_row()
        unit_rows_are_totals = self._holds_purchases or self.layout.code_scheme == "project"
        open_rows: list[tuple[Code, PrintedRow]] = []
        for printed in self.rows:
            row = Row(
                number=printed.number,
                label=printed.label,
                quality=printed.quality,
                quality_note=printed.quality_note,
            )
            printed.row = row
            if printed is total:
                row.level, row.is_total = 0, True
                if not printed.label:
                    row.quality_note = "; ".join(filter(None, (row.quality_note, _BLANK_TOTAL_NOTE)))
                continue
            if printed.code is None:
                row.level = 1
                row.parent = total.number if total else None
                continue
            row.code, row.code_scheme, row.level = (
                printed.code.text or None,
                printed.code.scheme,
                printed.code.depth,
            )
            while open_rows and not _contains(open_rows[-1][0], printed.code):
                open_rows.pop()
            above = open_rows[-1][1] if open_rows else total
            row.parent = above.number if above else None
            row.is_total = unit_rows_are_totals and printed.code.scheme == "unit"
            if printed.code.scheme == "project":
                row.project_code, row.project_name = printed.code.text, printed.label
            open_rows.append((printed.code, printed))
        parents = {r.row.parent for r in self.rows if r.row}
        for printed in self.rows:
            assert printed.row is not None
            printed.row.is_leaf = printed.number not in parents and not printed.row.is_total

    def _total_row(self) -> PrintedRow | None:
        """The grand total: by its label, or a row without any label that equals the sum of the rest."""
        for row in self.rows:
            if comparable(row.label) in TOTAL_LABELS and row.code is None:
                return row
        if len(self.rows) < 2:
            return None
        # The total stands first or last; a department's name may stand where 合计 would.
        for row in (self.rows[0], self.rows[-1]):
            if row.code is None and self._equals_sum_of_tops(row):
                return row
        return None

    def _equals_sum_of_tops(self, candidate: PrintedRow) -> bool:
        """Whether a row equals, measure by measure, the sum of the rows of least depth, within rounding."""
        depths = [r.code.depth for r in self.rows if r is not candidate and r.code]
        if not depths:
            return False
        tops = [r for r in self.rows if r is not candidate and r.code and r.code.depth == min(depths)]
        compared = 0
        for column in self._measure_columns:
            stated = _value(candidate, column)
            if stated is None:
                continue
            step = read_amount(candidate.cells[column.index].text).step
            summed = sum((_value(r, column) or Decimal(0) for r in tops), Decimal(0))
            compared += 1
            if abs(stated - summed) > step * (len(tops) + 1) / 2:
                return False
        return compared > 0

    def _write_lines(self, printed: PrintedRow, excluded: dict[int, str]) -> None:
        ledger = self.builder.ledger
        assert printed.row is not None
        for column in self.columns:
            cell = printed.cells.get(column.index)
            if column.measure:
                self.builder.add(
                    printed.row, cell, column.measure, column_number=column.index + 1, amount_year=column.year
                )
            elif column.compares:
                ledger.exclude(cell, "COMPARISON_COLUMN", f"column {column.path}")
            elif column.index in excluded:
                ledger.exclude(cell, excluded[column.index], f"column {column.path}")
            elif column.role:
                ledger.label(cell)
            else:
                ledger.fail(cell, "UNKNOWN_HEADER", f"the catalogue has no column {column.path!r}")

    def _columns_left_out(self) -> dict[int, str]:
        """Columns with a declared exclusion whose condition holds on every row."""
        left_out = {}
        for column in self.columns:
            if column.rule is None or not column.rule.exclude:
                continue
            twin = next((c for c in self.columns if c.measure == column.rule.when_equal_to), None)
            if twin and all(
                _text(cells, column.index) == _text(cells, twin.index) for cells in self.table.rows()
            ):
                left_out[column.index] = column.rule.exclude
        return left_out


def panes(columns: list[Column]) -> list[list[Column]]:
    """Columns split where a code column follows a figure: 人员经费 │ 公用经费 side by side."""
    split: list[list[Column]] = [[]]
    for column in columns:
        begins = column.role == "code" and any(c.measure for c in split[-1])
        if begins:
            split.append([])
        split[-1].append(column)
    return split


def _value(row: PrintedRow, column: Column) -> Decimal | None:
    cell = row.cells.get(column.index)
    return read_amount(cell.text).value if cell else None


def _text(cells: list[TableCell | None], index: int) -> str:
    cell = cells[index] if index < len(cells) else None
    return cell.text if cell else ""


def _contains(outer: Code, inner: Code) -> bool:
    """Whether a row of code `outer` sums up a row of code `inner` below it."""
    if outer.scheme == inner.scheme:
        return inner.text.startswith(outer.text) and len(inner.text) > len(outer.text)
    order = ("unit", "project_category", "project", "procurement_catalogue")
    if outer.scheme in order and inner.scheme in order:
        return order.index(outer.scheme) < order.index(inner.scheme)
    return False
