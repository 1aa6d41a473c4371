"""Where a table's header ends and what path of labels stands above each printed column.

Belongs here: splitting header from body, rebuilding merged header cells, column-number rows (栏次).
Does not: the meaning of a label (that is `conform`), joining pages (that is `joining`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pipelines.extract.cjk import comparable
from pipelines.extract.model import Grid, GridCell

_AMOUNT = re.compile(r"^[-−(（]?[\d,]+\.\d+[)）]?%?$")
_CODE = re.compile(r"^\d{3,}[A-Z]?\d*$")
_ENUMERATED = re.compile(r"^(?:[一二三四五六七八九十廿]+、|[（(][一二三四五六七八九十廿]+[)）]|\d+[、.．])")
_TOTAL = re.compile(r"^(?:合计|总计|本年.{0,4}合计)$")
_FORM_FIRST_LABEL = re.compile(r"^(?:项目名称|政策名称|部门[（(]?单位[）)]?名称|部门名称|单位名称)$")
_HEADER_LABEL = re.compile(r"金额|预算数|决算数|合计|总计|小计|单位|类别|内容|数量|.*(?:总额|编码|代码|名称)")
_NUMBERING_MARK = re.compile(r"栏次|行次|\*+")
_DASH = re.compile(r"^[-−–—]+$")


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


def read_header(grid: Grid) -> Header:
    """Find the header rows of a table's first fragment and the path of labels above each column.

    A form (label beside value from the first row on) has no header: `rows == 0` and no paths.
    """
    matrix = cell_matrix(grid)
    if is_form(matrix):
        return Header(0, ())
    body_start = _body_start(matrix)
    numbers: tuple[str, ...] = ()
    label_rows = []
    for index in range(body_start):
        texts = texts_of(matrix[index])
        if is_column_number_row(texts):
            numbers = tuple(texts)
        else:
            label_rows.append(index)
    paths = (
        _paths_from_spans(grid, label_rows) if grid.spans_known else _paths_from_blanks(matrix, label_rows)
    )
    return Header(body_start, tuple(paths), numbers)


def is_form(matrix: list[list[GridCell | None]]) -> bool:
    """Whether the first row already pairs a label with its value, as application forms do."""
    if not matrix:
        return False
    first = [comparable(t) for t in texts_of(matrix[0]) if t]
    if len(first) < 2 or not _FORM_FIRST_LABEL.match(first[0]):
        return False
    # A header row says only what its columns are; a form's second cell is the value of the first.
    return not _HEADER_LABEL.fullmatch(first[1])


def is_column_number_row(texts: list[str]) -> bool:
    """Whether a row only numbers the columns (1 2 3, 栏次 1 2, ** ** 1 2): ascending small integers."""
    filled = [comparable(t) for t in texts if t.strip()]
    numerals = [t for t in filled if not _NUMBERING_MARK.fullmatch(t)]
    is_marked = len(numerals) < len(filled)
    if not numerals or not all(re.fullmatch(r"\d{1,2}", t) for t in numerals):
        return False
    if len(numerals) < 3 and not is_marked:
        return False
    numbers = [int(t) for t in numerals]
    return all(a < b for a, b in pairwise(numbers))


def _body_start(matrix: list[list[GridCell | None]]) -> int:
    """Index of the first body row; the row count when every row is header (an empty table)."""
    for index, row in enumerate(matrix):
        texts = texts_of(row)
        if is_column_number_row(texts):
            continue
        if index > 0 and _looks_like_data(texts):
            return index
    return len(matrix)


def _looks_like_data(texts: list[str]) -> bool:
    filled = [comparable(t) for t in texts if t.strip()]
    if not filled:
        return False
    if any(_AMOUNT.match(t) for t in filled):
        return True
    if _CODE.match(filled[0]) or _ENUMERATED.match(filled[0]):
        return True
    # 合计 is a column label too: in a total row nothing but figures stands beside it.
    others = [t for t in filled if not _TOTAL.match(t)]
    has_total = any(_TOTAL.match(comparable(t)) for t in texts[:2])
    return has_total and all(_DASH.match(t) or _AMOUNT.match(t) or t.isdigit() for t in others)


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
                path.append(above.text)
        paths.append(tuple(path))
    return paths


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
