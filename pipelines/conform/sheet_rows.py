"""A performance sheet as rows of cells: header rows first, merged cells reachable from every row they cover.

Belongs here: the grid of a sheet, which role its columns have at a row. Does not: meaning of fields.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from pipelines.conform.header_words import read_label
from pipelines.conform.indicator_levels import levels
from pipelines.extract.model import LogicalTable, TableCell
from pipelines.extract.text.cjk import comparable

_COMPARATORS = frozenset({"≥", "≤", "=", ">", "<", "定性"})
INDICATOR_ROLES = frozenset(
    {"level1", "level2", "level3", "comparator", "target", "measure_unit", "weight", "explanation", "actual",
     "score", "core", "remark", "reason"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its own cells (blank ones too), and the cell that covers each column."""

    number: int
    is_header: bool
    anchors: tuple[TableCell, ...]
    covering: dict[int, TableCell]

    @property
    def filled(self) -> list[TableCell]:
        return [c for c in self.anchors if c.text]


def sheet_rows(table: LogicalTable, *, with_header: bool) -> list[SheetRow]:
    """Rows of a table; header cells come first where the header is only the beginning of a form.

    Header rows are numbered after the body, so that no two lines share an id.
    """
    rows: list[SheetRow] = []
    if with_header and table.header_cells:
        depth = max(c.row + c.row_span for c in table.header_cells)
        # A header cell is no body cell: its row is moved out of the body's way.
        header = [replace(c, row=c.row - depth) for c in table.header_cells]
        rows += _rows(header, -depth, 0, first_number=table.row_count + 1, is_header=True)
    rows += _rows(list(table.cells), 0, table.row_count, first_number=1, is_header=False)
    return rows


def _rows(
    cells: list[TableCell], start: int, end: int, *, first_number: int, is_header: bool
) -> list[SheetRow]:
    by_row: dict[int, list[TableCell]] = {}
    covering: dict[int, dict[int, TableCell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
        for row in range(cell.row, min(cell.row + max(cell.row_span, 1), end)):
            for column in range(cell.column, cell.column + max(cell.column_span, 1)):
                covering.setdefault(row, {})[column] = cell
    return [
        SheetRow(
            first_number + row - start,
            is_header,
            tuple(sorted(by_row.get(row, ()), key=lambda c: c.column)),
            covering.get(row, {}),
        )
        for row in range(start, end)
    ]


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles of columns from a row that heads indicators: by column, and in printed order."""

    by_column: dict[int, str]
    in_order: tuple[str, ...]

    def of(self, row: SheetRow) -> dict[str, TableCell]:
        """The row's cells by role. A page may cut its columns otherwise: then printed order decides."""
        last = max(self.by_column, default=-1)
        widest = max((c.column + c.column_span - 1 for c in row.anchors), default=-1)
        cells: dict[str, TableCell] = {}
        if widest < last and len(row.anchors) == len(self.in_order):
            for role, cell in zip(self.in_order, row.anchors, strict=True):
                if role:
                    cells.setdefault(role, cell)
            return cells
        for column, role in sorted(self.by_column.items()):
            covered = row.covering.get(column)
            if covered is not None and (role not in cells or not cells[role].text):
                cells[role] = covered
        return cells


def indicator_header(row: SheetRow) -> Roles | None:
    """The roles a row gives its columns when it heads indicators (一级指标 │ … │ 指标值), else None."""
    by_column: dict[int, str] = {}
    in_order: list[str] = []
    for cell in row.anchors:
        role = role_of(cell.text)
        in_order.append(role)
        if role:
            for column in range(cell.column, cell.column + max(cell.column_span, 1)):
                by_column[column] = role
    roles = set(by_column.values())
    if "target" not in roles or len(roles) < 2:
        return None
    if "level3" not in roles:
        named = next((c for c in row.anchors if "指标" in c.text and not role_of(c.text)), None)
        if named is None:
            return None
        for column in range(named.column, named.column + max(named.column_span, 1)):
            by_column[column] = "level3"
        in_order[row.anchors.index(named)] = "level3"
    return Roles(by_column, tuple(in_order))


def roles_by_content(rows: list[SheetRow]) -> Roles | None:
    """Roles of the columns of indicator rows that print no header: by level names and comparators.

    Levels are known by the dictionary, comparators by their signs; the name stands after the levels, the
    target after the comparator (or the name), its unit of measure after that.
    """
    hits: dict[str, Counter[int]] = {"level1": Counter(), "level2": Counter(), "comparator": Counter()}
    width = 0
    for row in rows:
        for cell in row.filled:
            width = max(width, cell.column + cell.column_span)
            level = levels().get(comparable(cell.text))
            if level:
                hits[f"level{level.depth}"][cell.column] += 1
            elif comparable(cell.text) in _COMPARATORS:
                hits["comparator"][cell.column] += 1
    columns = {role: found.most_common(1)[0][0] for role, found in hits.items() if found}
    if "level1" not in columns and "level2" not in columns:
        return None
    by_column = {column: role for role, column in columns.items()}
    name = max(columns.get("level1", -1), columns.get("level2", -1)) + 1
    by_column.setdefault(name, "level3")
    target = columns.get("comparator", name) + 1
    if target < width:
        by_column.setdefault(target, "target")
    if "comparator" in columns and target + 1 < width:
        by_column.setdefault(target + 1, "measure_unit")
    return Roles(by_column, ())


def role_of(text: str) -> str:
    """The role of an indicator column by its label; empty for any other text."""
    label = read_label(text) if len(text) <= 24 else None
    word = label.word if label else None
    return word.value if word and word.facet == "role" and word.value in INDICATOR_ROLES else ""
