"""Prints a ruled table over as many pages as it takes.

Belongs here: page breaks between rows (also inside merged cells), repeated headers, drawing
rules and cell text. Does not: the content of cells.
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.typeset.ruled import RuledCell, RuledTable
from scripts.typeset.sheet import TABLE_MARGIN, Sheet


@dataclass(slots=True)
class _Piece:
    """What one page holds of a cell: rows `first` to `last` (inclusive) of the page, and its lines."""

    cell: RuledCell
    first: int
    last: int
    lines: list[str]


def print_table(sheet: Sheet, table: RuledTable, *, wide: bool) -> None:
    """Print a table at the cursor; further pages have the same orientation and repeat the header."""
    lines = {id(c): table.lines_of(c, sheet.measure) for c in table.cells}
    heights = table.row_heights(sheet.measure)
    header = list(range(table.header_rows))
    rest = list(range(table.header_rows, table.row_count))
    first = True
    while first or rest:
        if not first:
            sheet.start_page(wide=wide)
        room = sheet.bottom - sheet.y - sum(heights[r] for r in header)
        taken: list[int] = []
        while rest and heights[rest[0]] <= room + 0.01:
            room -= heights[rest[0]]
            taken.append(rest.pop(0))
        shown = {row: heights[row] for row in [*header, *taken]}
        if taken or not rest:
            _draw_page(sheet, table, shown, lines)
        elif not first:
            raise ValueError(f"row {rest[0]} does not fit on a page")
        first = False


def _draw_page(sheet: Sheet, table: RuledTable, shown: dict[int, float], lines: dict[int, list[str]]) -> None:
    rows = list(shown)
    tops = [sheet.y]
    for row in rows:
        tops.append(tops[-1] + shown[row])
    for piece in _pieces(table, rows, lines):
        _draw_cell(sheet, table, piece, tops[piece.first], tops[piece.last + 1])
    sheet.y = tops[-1]


def _pieces(table: RuledTable, rows: list[int], lines: dict[int, list[str]]) -> list[_Piece]:
    pieces = []
    for cell in table.cells:
        on_page = [i for i, row in enumerate(rows) if cell.row <= row < cell.row + cell.row_span]
        if on_page:
            pieces.append(_Piece(cell, on_page[0], on_page[-1], lines[id(cell)]))
    return pieces


def _draw_cell(sheet: Sheet, table: RuledTable, piece: _Piece, top: float, bottom: float) -> None:
    cell = piece.cell
    left = TABLE_MARGIN + sum(table.widths[: cell.column])
    right = left + sum(table.widths[cell.column : cell.column + cell.column_span])
    sheet.rule(left, top, right, top)
    sheet.rule(left, bottom, right, bottom)
    sheet.rule(left, top, left, bottom)
    sheet.rule(right, top, right, bottom)
    room = int((bottom - top - 2 * table.padding) / table.leading + 0.01)
    shown = piece.lines[:room]
    if cell.row_span > 1 and cell.row >= table.header_rows:
        # A merged cell goes on with its text on the next page, as word processors print it.
        del piece.lines[:room]
    block = len(shown) * table.leading
    baseline = top + (bottom - top - block) / 2 + table.leading * 0.5 + table.size * 0.36
    for line in shown:
        sheet.text(
            line,
            left + table.padding,
            baseline,
            table.size,
            right - left - 2 * table.padding,
            cell.align,
        )
        baseline += table.leading
