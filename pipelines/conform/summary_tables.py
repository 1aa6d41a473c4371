"""Side-by-side summaries: income on the left, expenditure on the right, one label and figures each.

Belongs here: panes (lanes), keys of rows, functional classes by name and year, their hierarchy.
Does not: tables with codes (`row_tables`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.conform.catalogue import SummaryItem, summary_items
from pipelines.conform.codes import class_code, without_numbering
from pipelines.conform.columns import Column
from pipelines.conform.lines import LineBuilder, Row
from pipelines.extract.cjk import comparable
from pipelines.extract.model import LogicalTable, TableCell

_LABEL_ROLES = ("name", "project_name")
_NUMBERINGS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\([一二三四五六七八九十]+\)"),
    re.compile(r"\d+[.、]"),
)
_GROUP_ITEMS = ("current_income_total", "carryover_in", "current_expenditure_total")


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
        group: str = ""
        for index, cells in enumerate(rows):
            label_cell = cells[lane.label_column]
            label = label_cell.text if label_cell else ""
            figures = [(cells[c.index], c) for c in lane.measures]
            if not label:
                for cell, _ in figures:
                    self.builder.ledger.fail(cell, "ROW_LABEL_BLANK", "a figure without a label in its pane")
                continue
            self.builder.ledger.label(label_cell)
            row = self._row(index + 1, label, lane.name, group)
            if row.item in _GROUP_ITEMS:
                group = row.item
            if not row.item and label_cell:
                self.builder.ledger.note(
                    label_cell, "ROW_LABEL_UNKNOWN", "warning", "no item or class has this name"
                )
            entries.append((row, figures))
        _build_hierarchy([row for row, _ in entries])
        for row, figures in entries:
            for cell, column in figures:
                self.builder.add(row, cell, column)

    def _row(self, number: int, label: str, lane: str, group: str) -> Row:
        row = Row(number=number, label=label, lane=lane)
        item = _item_of(label, lane)
        if item is None and lane == "expenditure":
            code = class_code(label, self.builder.fiscal_year)
            if code:
                row.code, row.code_scheme, row.item = code, "function", "function_class"
            return row
        if item is not None:
            row.item = item.item
            if group == "carryover_in" and row.item.startswith("income_"):
                row.item = row.item.replace("income_", "carryover_")
        return row


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


def _item_of(label: str, lane: str) -> SummaryItem | None:
    name = without_numbering(label)
    return next((i for i in summary_items() if i.lane == lane and i.label.fullmatch(name)), None)


def _build_hierarchy(rows: list[Row]) -> None:
    """Levels and parents of one pane.

    Two layouts exist: group rows above their items (一、本年收入 / （一）…) and a subtotal below them
    (一、… / 本年收入合计). Within either, a deeper numbering (（一）, 1.) or a name that is neither
    numbered nor known belongs to the row above it.
    """
    total = next((r for r in rows if r.item.startswith("total_")), None)
    subtotal = next(
        (r for r in rows if r.item in ("current_income_total", "current_expenditure_total")), None
    )
    above: list[tuple[int, Row]] = []
    for row in rows:
        if row is total:
            row.level, row.is_total = 0, True
            continue
        if row.item in _GROUP_ITEMS or row.item == "carryover_out":
            row.level, row.parent = 1, total.number if total else None
            row.is_total = row is subtotal
            above = [(0, row)]
            continue
        depth = _depth(row, bool(above))
        while above and above[-1][0] >= depth:
            above.pop()
        # A group row holds what is nested in it; the items of a set without groups make the subtotal.
        parent = above[-1][1] if above and (above[-1][0] > 0 or depth > 1) else subtotal
        row.level = parent.level + 1 if parent and parent is not subtotal else 2
        row.parent = parent.number if parent else None
        above.append((depth, row))
    parents = {r.parent for r in rows}
    for row in rows:
        row.is_leaf = row.number not in parents


def _depth(row: Row, has_rows_above: bool) -> int:
    """Depth by numbering: 一、 1, （一） 2, 1. 3; a plain name is 1 when the vocabulary knows it, else 4."""
    key = comparable(row.label)
    for depth, pattern in enumerate(_NUMBERINGS, start=1):
        if pattern.match(key):
            return depth
    return 1 if row.item or not has_rows_above else len(_NUMBERINGS) + 1
