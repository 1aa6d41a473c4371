"""Side-by-side summaries: income on the left, expenditure on the right, one label and figures each.

Belongs here: panes (lanes), functional classes by name and year, the lines they give.
Does not: keys and hierarchy of rows (`summary_rows`), tables with codes (`row_tables`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipelines.conform.codes import class_code, split_glued
from pipelines.conform.columns import Column
from pipelines.conform.comparisons import contradicted
from pipelines.conform.lines import LineBuilder, Row
from pipelines.conform.summary_rows import GROUP_ITEMS, item_of, place_summary_rows
from pipelines.extract.model import LogicalTable, TableCell

_LABEL_ROLES = ("name", "project_name")


@dataclass(frozen=True, slots=True)
class Lane:
    """One pane: its name, the column of its labels and its columns of figures."""

    name: str
    label_column: int
    measures: tuple[Column, ...]


@dataclass(slots=True)
class SummaryTable:
    """A summary on its way to lines."""

    table: LogicalTable
    columns: list[Column]
    builder: LineBuilder
    lanes: list[Lane] = field(default_factory=list)

    def read(self) -> None:
        """Read every pane; cells outside any pane fail as `UNKNOWN_HEADER`."""
        doubtful = contradicted(self.table, self.columns, self.builder.fiscal_year)
        self.columns = [
            replace(c, measure="", compares=True) if c.index in doubtful else c for c in self.columns
        ]
        self.lanes = find_lanes(self.columns)
        rows = self.table.rows()
        for lane in self.lanes:
            self._read_lane(lane, rows)
        known = {c for lane in self.lanes for c in (lane.label_column, *(m.index for m in lane.measures))}
        by_index = {column.index: column for column in self.columns}
        for cells in rows:
            for cell in cells:
                if cell is None or cell.column in known:
                    continue
                column = by_index.get(cell.column)
                if column and column.role in ("line_number", "remark"):
                    self.builder.ledger.label(cell)
                elif column and column.compares:
                    self.builder.ledger.exclude(cell, "COMPARISON_COLUMN", f"column {column.path}")
                else:
                    header = column.path if column else "(none)"
                    self.builder.ledger.fail(
                        cell, "UNKNOWN_HEADER", f"the column {header!r} belongs to no pane"
                    )

    def _read_lane(self, lane: Lane, rows: list[list[TableCell | None]]) -> None:
        entries: list[tuple[Row, list[tuple[TableCell | None, Column]]]] = []
        indents: dict[int, float] = {}
        group: str = ""
        for index, cells in enumerate(rows):
            label_cell = _covering(cells, lane.label_column)
            label = label_cell.text if label_cell else ""
            figures = [(cells[c.index], c) for c in lane.measures]
            if not label:
                for cell, _ in figures:
                    self.builder.ledger.fail(cell, "ROW_LABEL_BLANK", "a figure without a label in its pane")
                continue
            self.builder.ledger.label(label_cell)
            row = self._row(index + 1, label, lane.name, group)
            indents[row.number] = label_cell.reading.indent if label_cell else 0.0
            if row.item in GROUP_ITEMS:
                group = row.item
            if not row.item and label_cell:
                detail = "no item or class has this name; the figure is kept under its name"
                self.builder.ledger.note(label_cell, "ROW_LABEL_UNKNOWN", "info", detail)
            entries.append((row, figures))
        place_summary_rows([row for row, _ in entries], indents)
        for row, figures in entries:
            for cell, column in figures:
                self.builder.add(row, cell, column)

    def _row(self, number: int, label: str, lane: str, group: str) -> Row:
        row = Row(number=number, label=label, lane=lane)
        row.item = item_of(label, lane)
        if row.item.startswith("income_") and group == "carryover_in":
            row.item = row.item.replace("income_", "carryover_")
        if not row.item and lane != "income":
            printed, name = split_glued(label)
            code = class_code(name if printed else label, self.builder.fiscal_year)
            if code and printed in ("", code):
                row.code, row.code_scheme, row.item = code, "function", "function_class"
        return row


def _covering(cells: list[TableCell | None], column: int) -> TableCell | None:
    """The cell of a column, or the merged cell that reaches over it (a total of two panes)."""
    if cells[column] is not None:
        return cells[column]
    for cell in reversed(cells[:column]):
        if cell is not None:
            return cell if cell.column + cell.column_span > column else None
    return None


def find_lanes(columns: list[Column]) -> list[Lane]:
    """Panes of a summary: each begins with a column of labels and holds the figures up to the next."""
    lanes: list[Lane] = []
    label: Column | None = None
    measures: list[Column] = []
    for column in [*columns, None]:
        if column is not None and column.role not in _LABEL_ROLES:
            if column.measure:
                measures.append(column)
            continue
        name = _lane_name(label.path) if label else ""
        if label and name and measures:
            lanes.append(Lane(name, label.index, tuple(measures)))
        label, measures = column, []
    return lanes


def _lane_name(key: str) -> str:
    """Pane of a label column, from its header path; empty when it names neither side."""
    if "支出用途" in key:
        return "expenditure_by_use"
    if "收入" in key:
        return "income"
    return "expenditure" if "支出" in key else ""
