"""A worksheet becomes the lines and grids of a page: titles, unit lines and notes stand inside sheets.

Belongs here: what is visible, which rows are lines and which are table, grids without empty tracks.
Does not: reading files, roles of lines (that is `captions`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pipelines.extract.model import Grid, GridCell, Outcome, Page, Reading, Spot, TextLine
from pipelines.extract.sheets.cell_text import changes_of, joined, leading_indent, printed_lines
from pipelines.extract.sheets.sheet import Merge, Sheet, SheetCell, address
from pipelines.extract.text.cjk import comparable

METHOD = "sheet"
_CAPTION = re.compile(
    r"^(?:金额)?单位[:：](?:人民币)?(?:亿元|万元|千元|元)|^(?:部门/单位|(?:编制|填报|预算|公开)?(?:部门|单位)(?:名称)?)[:：]"
    r"|^(?:公开|预算|附)?(?:表|件|附件|附表)[\d一二三四五六七八九十-]+(?:表|件)?[:：]?$|^公开\d+表$"
    r"|^(?:申报|填报|编制)日期[:：]?|^[(]?20\d\d年?度?[)]?$"
)
_TITLE = re.compile(r"(?:表|情况|明细|目录)(?:[(].*[)])?$|^表[\d一二三四五六七八九十]+")
_NOTE = re.compile(r"^(?:备注|注|说明|注释)[:：\d]|[。；;]$")
# Share of the table's columns over which a merged cell must reach to be a line of its own.
_WIDE = 0.6
_MAX_TEXTS_OF_OUTCOME = 300


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A filled cell that is shown, with the last row and column it covers."""

    row: int
    column: int
    last_row: int
    last_column: int
    cell: SheetCell
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return joined(self.lines)


@dataclass(slots=True)
class _Row:
    """A row that shows something."""

    index: int
    anchors: list[_Anchor]
    after_gap: bool = False
    is_inside: bool = False
    """A merged cell of a row above reaches down to it: it is part of that row's table."""

    @property
    def is_caption(self) -> bool:
        return not self.is_inside and all(_CAPTION.search(comparable(a.text)) for a in self.anchors)

    @property
    def is_single(self) -> bool:
        return len(self.anchors) == 1

    @property
    def is_bordered(self) -> bool | None:
        known = [a.cell.bordered for a in self.anchors if a.cell.bordered is not None]
        return any(known) if known else None


def sheet_page(sheet: Sheet) -> Page:
    """The page of one sheet; a hidden sheet gives a page without items and an outcome that says so."""
    outcomes = list(sheet.outcomes)
    items: list[TextLine | Grid] = []
    if sheet.is_hidden:
        if sheet.cells:
            detail = f"sheet {sheet.name} is hidden; its {len(sheet.cells)} filled cells are left out"
            outcomes.append(Outcome("SHEET_HIDDEN", "warning", detail, sheet.number))
    else:
        outcomes.extend(_hidden_cells(sheet))
        items = lines_and_grids(sheet)
        if not items and not outcomes:
            outcomes.append(Outcome("PAGE_BLANK", "info", f"sheet {sheet.name} is empty", sheet.number))
    return Page(sheet.number, 0.0, 0.0, 0, METHOD, tuple(items), outcomes=tuple(outcomes))


def lines_and_grids(sheet: Sheet) -> list[TextLine | Grid]:
    """What a sheet shows, from top to bottom: lines of text and tables."""
    items: list[TextLine | Grid] = []
    for rows, is_table in _blocks(_shown_rows(sheet)):
        items.extend([_grid_of(sheet, rows)] if is_table else _lines_of(sheet, rows))
    return items


def _is_shown(sheet: Sheet, row: int, column: int) -> bool:
    return row not in sheet.hidden_rows and not sheet.column_is_hidden(column)


def _hidden_cells(sheet: Sheet) -> list[Outcome]:
    hidden = [
        c.text for (r, col), c in sorted(sheet.cells.items()) if not _is_shown(sheet, r, col) and c.text
    ]
    # A merged range whose first row or column is hidden still shows its text.
    hidden = hidden if not sheet.merges else _without_shown_merges(sheet)
    if not hidden:
        return []
    detail = f"sheet {sheet.name}: {len(hidden)} filled cells in hidden rows or columns are left out"
    text = " | ".join(hidden)[:_MAX_TEXTS_OF_OUTCOME]
    return [Outcome("CELLS_HIDDEN", "warning", detail, sheet.number, text=text)]


def _without_shown_merges(sheet: Sheet) -> list[str]:
    merges = {(m.row, m.column): m for m in sheet.merges}
    texts = []
    for (row, column), cell in sorted(sheet.cells.items()):
        merge = merges.get((row, column), Merge(row, column, row, column))
        if cell.text and not _shows_anything(sheet, merge):
            texts.append(cell.text)
    return texts


def _shows_anything(sheet: Sheet, merge: Merge) -> bool:
    rows = any(r not in sheet.hidden_rows for r in range(merge.row, merge.last_row + 1))
    return rows and any(not sheet.column_is_hidden(c) for c in range(merge.column, merge.last_column + 1))


def _shown_rows(sheet: Sheet) -> list[_Row]:
    """Rows with at least one text, from top to bottom; text under a merged cell is not shown."""
    merges = {(m.row, m.column): m for m in sheet.merges}
    covered = _covered(sheet)
    rows: dict[int, list[_Anchor]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if (row, column) in covered:
            continue
        lines = printed_lines(cell.text)
        merge = merges.get((row, column), Merge(row, column, row, column))
        if not lines or not _shows_anything(sheet, merge):
            continue
        top = next(r for r in range(row, merge.last_row + 1) if r not in sheet.hidden_rows)
        left = next(c for c in range(column, merge.last_column + 1) if not sheet.column_is_hidden(c))
        anchor = _Anchor(top, left, merge.last_row, merge.last_column, cell, lines)
        rows.setdefault(top, []).append(anchor)
    shown = [_Row(index, sorted(rows[index], key=lambda a: a.column)) for index in sorted(rows)]
    bottom = None
    for row_ in shown:
        row_.after_gap = (
            sheet.blank_rows_divide
            and bottom is not None
            and any(r not in sheet.hidden_rows for r in range(bottom + 1, min(row_.index, bottom + 64)))
        )
        row_.is_inside = bottom is not None and row_.index <= bottom
        bottom = max(bottom or 0, *(a.last_row for a in row_.anchors))
    return shown


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """Filled cells that lie under a merged range without being its first."""
    covered: set[tuple[int, int]] = set()
    for merge in sheet.merges:
        height, width = merge.last_row - merge.row + 1, merge.last_column - merge.column + 1
        if height * width <= len(sheet.cells):
            inside = (
                (r, c)
                for r in range(merge.row, merge.last_row + 1)
                for c in range(merge.column, merge.last_column + 1)
            )
            covered.update(key for key in inside if key in sheet.cells)
        else:
            covered.update(
                (r, c)
                for r, c in sheet.cells
                if merge.row <= r <= merge.last_row and merge.column <= c <= merge.last_column
            )
        covered.discard((merge.row, merge.column))
    return covered


def _blocks(rows: list[_Row]) -> list[tuple[list[_Row], bool]]:
    """Runs of rows: `(rows, True)` is a table, `(rows, False)` are lines."""
    if not rows:
        return []
    kinds = [row.is_inside or (not row.is_caption and not row.is_single) for row in rows]  # certainly table
    for index, row in enumerate(rows):
        if row.is_single and not row.is_caption and not row.is_inside:
            kinds[index] = _single_is_table(rows, kinds, index)
    blocks: list[tuple[list[_Row], bool]] = []
    for row, is_table in zip(rows, kinds, strict=True):
        starts_new = row.after_gap and is_table and blocks and not _goes_on(blocks[-1][0], row)
        if blocks and blocks[-1][1] == is_table and not starts_new:
            blocks[-1][0].append(row)
        else:
            blocks.append(([row], is_table))
    return blocks


def _single_is_table(rows: list[_Row], kinds: list[bool], index: int) -> bool:
    """Whether a row with one text belongs to the table around it (a label without figures, a section)."""
    row = rows[index]
    before = index > 0 and kinds[index - 1]
    if not before:
        return _starts_form(rows, index)
    anchor = row.anchors[0]
    text = comparable(anchor.text)
    above = next(r for r in reversed(rows[:index]) if len(r.anchors) > 1)
    if row.is_bordered is False and above.is_bordered:
        return False
    following = next((r for r in rows[index + 1 :] if not r.is_single or r.is_caption), None)
    if following is not None and following.is_caption:
        # Titles stand right above a unit line; the last label of the table above may stand there too.
        return not (_TITLE.search(text) or _is_wide(anchor, above) or row.after_gap)
    if row.after_gap and row.is_bordered is not True:
        return not (_TITLE.search(text) or _NOTE.search(text) or _is_wide(anchor, above))
    if following is None:
        is_bordered_row = row.is_bordered is True
        return not (_NOTE.search(text) or (_is_wide(anchor, above) and not is_bordered_row))
    return True


def _starts_form(rows: list[_Row], index: int) -> bool:
    """A cell over several rows at the left of a table begins it; a title stands in one row."""
    anchor = rows[index].anchors[0]
    following = rows[index + 1] if index + 1 < len(rows) else None
    return following is not None and anchor.last_row >= following.index


def _is_wide(anchor: _Anchor, table_row: _Row) -> bool:
    first = min(a.column for a in table_row.anchors)
    last = max(a.last_column for a in table_row.anchors)
    return last > first and anchor.last_column - anchor.column + 1 >= _WIDE * (last - first + 1)


def _goes_on(table: list[_Row], row: _Row) -> bool:
    """Whether a row after a blank one still lies within the table's columns."""
    first = min(a.column for r in table for a in r.anchors)
    last = max(a.last_column for r in table for a in r.anchors)
    return row.anchors[0].column == first and max(a.last_column for a in row.anchors) <= last


def _spot(sheet: Sheet, anchor: _Anchor) -> Spot:
    return Spot(sheet.number, None, sheet.locator(anchor.row, anchor.column))


def _lines_of(sheet: Sheet, rows: list[_Row]) -> list[TextLine | Grid]:
    return [
        TextLine(joined((line,)), _spot(sheet, anchor))
        for row in rows
        for anchor in row.anchors
        for line in anchor.lines
    ]


def _grid_of(sheet: Sheet, rows: list[_Row]) -> Grid:
    """One grid; rows and columns in which no cell begins are left out and their spans shortened."""
    anchors = [a for row in rows for a in row.anchors]
    tracks = sorted({a.row for a in anchors}), sorted({a.column for a in anchors})
    cells = []
    for a in anchors:
        text = a.text
        changes = (*a.cell.changes, *changes_of(a.lines, text))
        lines = (a.cell.stored,) if a.cell.stored else a.lines
        reading = Reading(
            lines=lines if changes else (),
            indent=round(a.cell.indent + leading_indent(a.lines[0]), 2),
            changes=changes,
            flags=a.cell.flags,
        )
        cells.append(
            GridCell(
                row=bisect_left(tracks[0], a.row),
                column=bisect_left(tracks[1], a.column),
                text=text,
                spot=_spot(sheet, a),
                row_span=_tracks_between(tracks[0], a.row, a.last_row),
                column_span=_tracks_between(tracks[1], a.column, a.last_column),
                reading=reading,
            )
        )
    first = min(a.row for a in anchors), min(a.column for a in anchors)
    last = address(max(a.last_row for a in anchors), max(a.last_column for a in anchors))
    spot = Spot(sheet.number, None, f"{sheet.locator(*first)} to {last}")
    return Grid(len(tracks[0]), len(tracks[1]), tuple(_tiled(sheet, tracks, cells)), spot)


def _tiled(sheet: Sheet, tracks: tuple[list[int], list[int]], cells: list[GridCell]) -> list[GridCell]:
    """The cells, and a blank one in every field that none covers: a sheet stores only what is filled."""
    covered = {
        (row, column)
        for c in cells
        for row in range(c.row, c.row + c.row_span)
        for column in range(c.column, c.column + c.column_span)
    }
    blank = [
        GridCell(i, j, "", Spot(sheet.number, None, sheet.locator(row, column)))
        for i, row in enumerate(tracks[0])
        for j, column in enumerate(tracks[1])
        if (i, j) not in covered
    ]
    return sorted([*cells, *blank], key=lambda c: (c.row, c.column))


def _tracks_between(tracks: list[int], first: int, last: int) -> int:
    return bisect_right(tracks, last) - bisect_left(tracks, first)
