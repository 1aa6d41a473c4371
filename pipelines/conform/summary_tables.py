"""Side-by-side summaries: income on the left, expenditure on the right, one label and figures each.

Belongs here: panes (lanes), keys of rows, functional classes by name and year, their hierarchy.
Does not: tables with codes (`row_tables`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.conform.catalogue import SummaryItem, summary_items
from pipelines.conform.codes import class_code, without_numbering
from pipelines.conform.columns import header_key
from pipelines.conform.lines import LineBuilder, Row
from pipelines.extract.cjk import comparable
from pipelines.extract.model import LogicalTable, TableCell

_LABEL_LEAF = re.compile(r"(?:.*/)?(?:收入|支出)?(?:项目|内容|科目|功能分类|功能科目)(?:名称)?(?:\(.*\))?")
_LINE_NUMBER_LEAF = re.compile(r"(?:.*/)?行次")
_MEASURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("general_budget", re.compile(r"(?:.*/)?一般公共预算(?:财政拨款|拨款)?")),
    ("gov_fund", re.compile(r"(?:.*/)?政府性基金(?:预算)?(?:财政拨款|拨款)?")),
    ("state_capital", re.compile(r"(?:.*/)?国有资本经营(?:预算)?(?:财政拨款|拨款)?")),
    ("personnel_expenditure", re.compile(r"(?:.*/)?人员经费")),
    ("operating_expenditure", re.compile(r"(?:.*/)?公用经费")),
    ("basic_expenditure", re.compile(r"(?:.*/)?基本支出(?:/小计)?")),
    ("project_expenditure", re.compile(r"(?:.*/)?项目支出")),
    ("total", re.compile(r"(?:.*/)?(?:合计|小计|总计)")),
    ("amount", re.compile(r"(?:.*/)?(?:预算数?|决算数?|金额|预算金额|20\d\d年预算数?|本年预算)")),
)
_NUMBERINGS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\([一二三四五六七八九十]+\)"),
    re.compile(r"\d+[.、]"),
)
_GROUP_ITEMS = ("current_income_total", "carryover_in", "current_expenditure_total")


@dataclass(frozen=True, slots=True)
class Lane:
    """One pane: its name, the column of its labels and its measure columns (0-based)."""

    name: str
    label_column: int
    measures: dict[int, str]


@dataclass(slots=True)
class SummaryTable:
    """A summary on its way to lines."""

    table: LogicalTable
    builder: LineBuilder
    lanes: list[Lane] = field(default_factory=list)
    column_names: list[str] = field(default_factory=list)
    line_numbers: set[int] = field(default_factory=set)

    def read(self) -> None:
        """Read every pane; cells outside any pane fail as `UNKNOWN_HEADER`."""
        self._find_lanes()
        rows = self.table.rows()
        for lane in self.lanes:
            self._read_lane(lane, rows)
        known = {c for lane in self.lanes for c in (lane.label_column, *lane.measures)}
        for cells in rows:
            for cell in cells:
                if cell and cell.column in self.line_numbers:
                    self.builder.ledger.label(cell)
                elif cell and cell.column not in known:
                    self.builder.ledger.fail(cell, "UNKNOWN_HEADER", "the column belongs to no pane")

    def _find_lanes(self) -> None:
        current: tuple[str, int] | None = None
        measures: dict[int, str] = {}
        for index, path in enumerate(self.table.columns):
            key = header_key(path)
            if _LABEL_LEAF.fullmatch(key):
                self._close_lane(current, measures)
                current, measures = (_lane_name(key), index), {}
                self.column_names.append(f"{current[0]}: label")
                continue
            if _LINE_NUMBER_LEAF.fullmatch(key):
                self.line_numbers.add(index)
                self.column_names.append("line number")
                continue
            measure = next((m for m, p in _MEASURES if p.fullmatch(key)), None)
            if measure and current:
                measures[index] = measure
            self.column_names.append(f"{current[0] if current else '?'}: {measure or '? ' + key}")
        self._close_lane(current, measures)

    def _close_lane(self, opened: tuple[str, int] | None, measures: dict[int, str]) -> None:
        if opened and opened[0] and measures:
            self.lanes.append(Lane(opened[0], opened[1], measures))

    def _read_lane(self, lane: Lane, rows: list[list[TableCell | None]]) -> None:
        entries: list[tuple[Row, list[TableCell | None]]] = []
        group: str = ""
        for index, cells in enumerate(rows):
            label_cell = cells[lane.label_column]
            label = label_cell.text if label_cell else ""
            figures = [cells[c] for c in lane.measures]
            if not label:
                for cell in figures:
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
            for cell in figures:
                if cell is not None:
                    self.builder.add(row, cell, lane.measures[cell.column])

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


def _lane_name(key: str) -> str:
    """Pane of a label column, from its header path; empty when it names neither side."""
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
