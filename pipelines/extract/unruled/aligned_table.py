"""A region of lines becomes the grid of a table without upright rules.

Belongs here: header and body, columns and rows put together, merged cells, the grid as virtual rules.
Does not: finding regions (`alignment`), white gaps, rows and header cells themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

import numpy as np

from pipelines.extract.page.columns import Array
from pipelines.extract.page.grid import CellGrid, cell_grid
from pipelines.extract.page.rules import Framework, Rules
from pipelines.extract.unruled.header_blocks import Header, header_of
from pipelines.extract.unruled.row_bands import Row, banded_rows, column_of, figure_columns
from pipelines.extract.unruled.white_gaps import clear_of, inks_of, separators, with_header_columns
from pipelines.extract.unruled.words import Line

# In font sizes: how far a text must reach into a column to cover it.
_COVERS: Final = 0.4
_SAME_ROW: Final = 0.15
_YEAR: Final = 4
# How far labels of different levels begin from one another.
_INDENT: Final = 2.2
_NO_RULES: Final = np.zeros((0, 3))


@dataclass(frozen=True, slots=True)
class Region:
    """Where a table is believed to stand, and what is ruled in it.

    `barriers` are full rules between `top` and `bottom`, `partial` shorter ones, `joints` the ends of their
    pieces.
    """

    left: float
    top: float
    right: float
    bottom: float
    lines: list[Line]
    barriers: list[float] = field(default_factory=list)
    partial: Rules = field(default_factory=lambda: _NO_RULES)
    joints: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """Columns, header lines and body rows of a region, before it becomes a grid."""

    region: Region
    parts: list[float]
    header: list[Line]
    header_end: float
    rows: list[Row]

    @property
    def column_count(self) -> int:
        """Number of columns."""
        return len(self.parts) + 1


def aligned_table(region: Region) -> AlignedTable:
    """Columns and rows of a region."""
    header, header_end = _header(region)
    taken = {id(line) for line in header}
    body = [line for line in region.lines if id(line) not in taken]
    with_figures = [line for line in body if line.has_figures]
    shown = with_figures if len(with_figures) >= 2 else body
    others = [line for line in body if not line.has_figures]
    parts = separators(shown, others, region.joints, region.left, region.right)
    if not any(x in region.joints for x in parts):
        parts = with_header_columns(parts, with_figures or body, header)
    parts = clear_of(parts, with_figures or body, header)
    rows = banded_rows(body, parts, [y for y in region.barriers if y > header_end + 0.01])
    return AlignedTable(region, parts, header, header_end, rows)


def grid_of(table: AlignedTable) -> CellGrid | None:
    """The table as an ordinary grid: every edge between two cells is a rule that nobody drew."""
    region = table.region
    xs = [region.left, *table.parts, region.right]
    header = Header([], [])
    ys = [region.top]
    if table.header:
        inks = inks_of(table.parts, region.lines)
        header = header_of(table.header, xs, inks, (region.top, table.header_end), region.partial)
        ys += [*header.edges, table.header_end]
    first_row = len(ys) - 1
    for above, below in zip(table.rows, table.rows[1:], strict=False):
        ys.append(below.start if below.start is not None else (above.bottom + below.top) / 2)
    if table.rows:
        ys.append(region.bottom)
    if any(b - a <= 0 for a, b in pairwise(ys)):
        return None
    spans = [(b.level, b.first, b.end, b.last + 1) for b in header.blocks]
    spans += _body_spans(table, xs, first_row)
    grid = cell_grid(_framework(np.array(xs), np.array(ys), spans))
    return grid and replace(grid, is_ruled=False)


def _header(region: Region) -> tuple[list[Line], float]:
    """Lines above the body and where the body begins."""
    lines = region.lines
    edges = [region.top, *region.barriers, region.bottom]
    if region.barriers:
        bands = [
            [line for line in lines if a < (line.top + line.bottom) / 2 <= b] for a, b in pairwise(edges)
        ]
        for i, band in enumerate(bands):
            if any(line.has_figures for line in band) and not (i == 0 and _are_years(band)):
                while i > 1 and _is_section(bands[i - 1], bands[: i - 1], bands[i:]):
                    i -= 1
                return [line for b in bands[:i] for line in b], edges[i]
        return bands[0], edges[1]
    for i, line in enumerate(lines):
        if line.has_figures:
            # A wrapped label begins above the figures of its row.
            while i and lines[i - 1].bottom - line.top > _SAME_ROW * line.size:
                i -= 1
            while i > 1 and _is_section([lines[i - 1]], [lines[: i - 1]], [lines[i:]]):
                i -= 1
            if not i:
                break
            above = max(x.bottom for x in lines[:i])
            return lines[:i], (above + max(lines[i].top, above)) / 2
    return [], region.top


def _are_years(lines: list[Line]) -> bool:
    """Whether the only figures of a heading are years."""
    figures = [t for line in lines for t in line.texts() if t.is_figure]
    return all(t.chars == _YEAR and not t.is_amount for t in figures)


def _is_section(band: list[Line], above: list[list[Line]], below: list[list[Line]]) -> bool:
    """Whether the lines right above the first figures are a row with nothing but a label."""
    header = [line for lines in above for line in lines]
    if not band or any(len(line.texts()) > 1 for line in band):
        return False
    if not any(len(line.texts()) > 1 for line in header):
        return False
    if min(x.top for x in band) < max(x.bottom for x in header) - _SAME_ROW * band[0].size:
        return False
    labels = [t.x0 for lines in below for line in lines for t in line.texts()[:2] if not t.is_figure]
    return any(abs(band[0].words[0].x0 - x) < _INDENT * band[0].size for x in labels)


def _body_spans(table: AlignedTable, xs: list[float], first_row: int) -> Iterable[tuple[int, int, int, int]]:
    """Texts written over several columns, and labels beside several rows."""
    for index, row in enumerate(table.rows):
        filled = {column_of(w, table.parts) for w in row.words()}
        for line in row.lines:
            for text in line.texts():
                reach = _COVERS * text.size
                covered = [
                    c for c in range(len(xs) - 1) if min(text.x1, xs[c + 1]) - max(text.x0, xs[c]) > reach
                ]
                words = [w for w in line.words if text.x0 <= w.middle <= text.x1]
                crossing = any(w.x0 < x - reach and w.x1 > x + reach for w in words for x in table.parts)
                others = filled - {column_of(w, table.parts) for w in words}
                if len(covered) > 1 and crossing and not others & set(covered):
                    at = first_row + index
                    yield at, covered[0], at + 1, covered[-1] + 1
        for word in row.beside:
            column = column_of(word, table.parts)
            last = index
            while last + 1 < len(table.rows) and table.rows[last + 1].top < word.bottom:
                last += 1
            yield first_row + index, column, first_row + last + 1, column + 1


def _framework(xs: Array, ys: Array, spans: Iterable[tuple[int, int, int, int]]) -> Framework:
    rows, columns = len(ys) - 1, len(xs) - 1
    upright = np.ones((columns + 1, rows), bool)
    level = np.ones((rows + 1, columns), bool)
    for top, left, bottom, right in spans:
        upright[left + 1 : right, top:bottom] = False
        level[top + 1 : bottom, left:right] = False
    return Framework(_runs(ys, level, xs), _runs(xs, upright, ys))


def _runs(lines: Array, drawn: Array, across: Array) -> Rules:
    found = [
        (lines[i], across[j], across[j + 1]) for i in range(len(lines)) for j in np.flatnonzero(drawn[i])
    ]
    return np.array(found)


def is_convincing(table: AlignedTable, least_columns: int) -> bool:
    """Whether columns and rows look like a table: figures under one another, or text in every row."""
    if table.column_count < least_columns or not table.rows:
        return False
    body = [line for row in table.rows for line in row.lines]
    filled = [len({column_of(w, table.parts) for w in row.words()}) for row in table.rows if row.lines]
    if not filled:
        return len(table.region.joints) > 1
    if sum(n >= 2 for n in filled) < 0.5 * len(filled):
        return False
    figures = figure_columns(body, table.parts)
    return bool(figures) or (
        len(table.region.barriers) >= 2 and sum(n >= 2 for n in filled) >= 0.7 * len(filled)
    )
