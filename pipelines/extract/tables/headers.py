"""Where a table's header ends and what path of labels stands above each printed column.

Belongs here: paths from merged cells, rebuilding merged cells that a format lost.
Does not: how many rows a header has where merged cells are known (`header_rows`), the meaning of a label
(that is `conform`), joining pages (that is `joining`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extract.model import Grid, GridCell
from pipelines.extract.tables.header_rows import Rows, header_depth, is_column_number_row, looks_like_data
from pipelines.extract.tables.header_rows import is_form as is_ruled_form
from pipelines.extract.text.cjk import comparable

_FORM_FIRST_LABEL = re.compile(r"^(?:项目名称|政策名称|部门[（(]?单位[）)]?名称|部门名称|单位名称)$")
_HEADER_LABEL = re.compile(r"金额|预算数|决算数|合计|总计|小计|单位|类别|内容|数量|.*(?:总额|编码|代码|名称)")
# The second half of a term that a template sets in two cells (功能分类 / 科目编码).
_SECOND_HALF = re.compile(r"^(?:科目|编码|代码|名称)")
_FIRST_HALF = re.compile(r"(?:分类|科目|经济|功能)$")


@dataclass(frozen=True, slots=True)
class Header:
    """Header of one grid: `rows` grid rows belong to it; `paths` holds one label path per column.

    A column whose path is empty has no header of its own. `column_numbers` is the printed 栏次 row.
    """

    rows: int
    paths: tuple[tuple[str, ...], ...]
    column_numbers: tuple[str, ...] = ()


def cell_matrix(grid: Grid) -> list[list[GridCell | None]]:
    """The grid's anchors by row and column; None where a cell is covered by a span or missing."""
    matrix: list[list[GridCell | None]] = [[None] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        matrix[cell.row][cell.column] = cell
    return matrix


def texts_of(row: list[GridCell | None]) -> list[str]:
    """Texts of a row of anchors, empty where there is no anchor."""
    return [cell.text if cell else "" for cell in row]


def read_header(grid: Grid, first: int = 0) -> Header:
    """Find the header rows of a table's first fragment and the path of labels above each column.

    `first` is the row where the header begins (rows above it are caption). A form (label beside value
    from the first row on) has no header: no paths, and no row beyond the caption.
    """
    if grid.spans_known:
        return _read_ruled_header(grid, first)
    matrix = cell_matrix(grid)
    if is_form(matrix[first:]):
        return Header(first, ())
    body_start = _body_start(matrix, first)
    numbers, label_rows = _apart([texts_of(row) for row in matrix[:body_start]], first)
    return Header(body_start, tuple(_paths_from_blanks(matrix, label_rows)), numbers)


def _read_ruled_header(grid: Grid, first: int) -> Header:
    rows = Rows(grid)
    depth = header_depth(rows, first)
    if is_ruled_form(rows, first, depth):
        return Header(first, ())
    matrix = cell_matrix(grid)
    numbers, label_rows = _apart([texts_of(row) for row in matrix[:depth]], first)
    is_merged = any(
        c.row_span > 1 or c.column_span > 1 for row in range(first, depth) for c in rows.anchors[row]
    )
    if is_merged or len(label_rows) < 2:
        paths = _paths_from_spans(grid, label_rows)
    else:
        paths = _paths_from_blanks(matrix, label_rows)
    return Header(depth, tuple(paths), numbers)


def _apart(texts: list[list[str]], first: int) -> tuple[tuple[str, ...], list[int]]:
    """The 栏次 row among the header rows, and the indices of the others."""
    numbers: tuple[str, ...] = ()
    label_rows = []
    for index in range(first, len(texts)):
        if is_column_number_row(texts[index]):
            numbers = tuple(texts[index])
        else:
            label_rows.append(index)
    return numbers, label_rows


def is_form(matrix: list[list[GridCell | None]]) -> bool:
    """Whether the first row already pairs a label with its value, as application forms do."""
    if not matrix:
        return False
    first = [comparable(t) for t in texts_of(matrix[0]) if t]
    if len(first) < 2 or not _FORM_FIRST_LABEL.match(first[0]):
        return False
    # A header row says only what its columns are; a form's second cell is the value of the first.
    return not _HEADER_LABEL.fullmatch(first[1])


def _body_start(matrix: list[list[GridCell | None]], first: int) -> int:
    """Index of the first body row; the row count when every row is header (an empty table)."""
    for index in range(first, len(matrix)):
        texts = texts_of(matrix[index])
        if is_column_number_row(texts):
            continue
        if index > first and looks_like_data([comparable(t) for t in texts if t.strip()]):
            return index
    return len(matrix)


def _paths_from_spans(grid: Grid, label_rows: list[int]) -> list[tuple[str, ...]]:
    """Paths where merged cells are known: each column collects the labels of the cells above it."""
    covering: dict[tuple[int, int], GridCell] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                covering[row, column] = cell
    paths = []
    for column in range(grid.column_count):
        path: list[str] = []
        seen: set[tuple[int, int]] = set()
        for row in label_rows:
            above = covering.get((row, column))
            if above and above.text and (above.row, above.column) not in seen:
                seen.add((above.row, above.column))
                upper = covering.get((above.row - 1, column))
                if path and upper and _is_one_term(upper, above):
                    path[-1] += above.text
                else:
                    path.append(above.text)
        paths.append(tuple(path))
    return paths


def _is_one_term(upper: GridCell, lower: GridCell) -> bool:
    """Whether two header cells of the same columns, one above the other, hold the halves of one term."""
    same_columns = (upper.column, upper.column_span) == (lower.column, lower.column_span)
    return bool(same_columns and _FIRST_HALF.search(upper.text) and _SECOND_HALF.match(lower.text))


def _paths_from_blanks(matrix: list[list[GridCell | None]], label_rows: list[int]) -> list[tuple[str, ...]]:
    """Paths where merged cells left blanks: a blank with a label below it continues its left neighbour.

    A blank with nothing below has no header at that level; a column without any label gets `()`.
    """
    if not matrix:
        return []
    width = len(matrix[0])
    levels: list[list[str]] = []
    for position, row in enumerate(label_rows):
        texts = texts_of(matrix[row])
        below = [texts_of(matrix[lower]) for lower in label_rows[position + 1 :]]
        level: list[str] = []
        for column, text in enumerate(texts):
            has_label_below = any(lower[column] for lower in below)
            if text or not has_label_below or column == 0 or not _same_group(levels, column):
                level.append(text)
            else:
                level.append(level[column - 1])
        levels.append(level)
    return [tuple(level[column] for level in levels if level[column]) for column in range(width)]


def _same_group(levels: list[list[str]], column: int) -> bool:
    """Whether a column hangs under the same upper labels as its left neighbour."""
    return all(level[column] == level[column - 1] for level in levels)
