"""A framework of rules becomes a grid of cells with spans, each with its box.

Belongs here: geometry of cells, finding the cell a point lies in. Does not: text, PDF libraries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pipelines.extract.model import Box
from pipelines.extract.page.columns import Array
from pipelines.extract.page.rules import JOIN, SNAP, Framework, Rules

# A rule parts two cells when it runs along at least this share of their common edge.
_LEAST_COVER: Final = 0.5


@dataclass(frozen=True, slots=True)
class Region:
    """One cell: its place on the grid, its spans and its box.

    `is_closed` is False where one of its sides has no rule: the table's outline closes it.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    is_closed: bool = True


@dataclass(frozen=True, slots=True)
class CellGrid:
    """All cells of one table fragment. `xs` and `ys` are the grid lines (one more than columns/rows).

    `owner` holds for each grid field the index in `regions` of the cell that covers it. `is_ruled` is False
    where alignment shows the cells and not rules.
    """

    xs: Array
    ys: Array
    regions: tuple[Region, ...]
    owner: Array
    is_ruled: bool = True

    @property
    def box(self) -> Box:
        """The whole table."""
        return Box(float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1]))

    @property
    def area(self) -> float:
        """In square points."""
        return float((self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0]))

    @property
    def row_count(self) -> int:
        """Number of grid rows."""
        return len(self.ys) - 1

    @property
    def column_count(self) -> int:
        """Number of grid columns."""
        return len(self.xs) - 1

    def is_at_edge(self, region: Region) -> bool:
        """Whether a cell touches the outline of the table."""
        return (
            region.row == 0
            or region.column == 0
            or region.row + region.row_span == self.row_count
            or region.column + region.column_span == self.column_count
        )

    def cells_at(self, x: Array, y: Array) -> Array:
        """Index in `regions` of the cell that holds each point; -1 for points outside the table."""
        column = np.searchsorted(self.xs, x, side="right") - 1
        row = np.searchsorted(self.ys, y, side="right") - 1
        inside = (x >= self.xs[0]) & (x <= self.xs[-1]) & (y >= self.ys[0]) & (y <= self.ys[-1])
        column = np.clip(column, 0, self.column_count - 1)
        row = np.clip(row, 0, self.row_count - 1)
        return np.where(inside, self.owner[row, column], -1)


def cell_grid(framework: Framework) -> CellGrid | None:
    """The grid of a framework; None when it is a mere box or an underline.

    The outline of the table counts as ruled all round: cells cut by a page end lie open there.
    """
    box = framework.box
    # A rule nearer to the outline than the snapping distance is the outline itself.
    xs = _with_ends(_grid_lines(framework.upright[:, 0]), box.x0, box.x1)
    ys = _with_ends(_grid_lines(framework.level[:, 0]), box.top, box.bottom)
    if len(xs) < 2 or len(ys) < 2:
        return None
    right_of = _separations(xs, ys, framework.upright)
    below = _separations(ys, xs, framework.level)
    blocks = _blocks(len(ys) - 1, len(xs) - 1, right_of.tolist(), below.tolist())
    return _numbered(xs, ys, blocks, right_of, below)


def _grid_lines(positions: Array) -> list[float]:
    """Positions in order, those nearer than SNAP taken as one (their first)."""
    kept: list[float] = []
    for position in np.sort(positions).tolist():
        if not kept or position - kept[-1] > SNAP:
            kept.append(position)
    return kept


def _with_ends(lines: list[float], first: float, last: float) -> Array:
    if not lines or lines[0] - first > JOIN:
        lines = [first, *lines]
    if last - lines[-1] > JOIN:
        lines = [*lines, last]
    return np.array(lines)


def _separations(lines: Array, across: Array, rules: Rules) -> Array:
    """Matrix (line, stretch): whether a rule runs along that stretch of that line."""
    found = np.zeros((len(lines), len(across) - 1), bool)
    nearest = np.abs(lines[None, :] - rules[:, None, 0]).argmin(axis=1)
    start, end = across[:-1], across[1:]
    covered = np.minimum(rules[:, None, 2], end) - np.maximum(rules[:, None, 1], start)
    np.logical_or.at(found, nearest, covered >= _LEAST_COVER * (end - start))
    return found


Block = tuple[int, int, int, int]
_Matrix = list[list[bool]]


def _blocks(rows: int, columns: int, right_of: _Matrix, below: _Matrix) -> list[Block]:
    """Cells as (top row, left column, bottom row, right column), each end exclusive.

    A cell grows right, then down, until a rule parts it. A group of cells that is no rectangle
    (a rule that ends in the middle of nowhere) falls into several rectangles.
    """
    taken = [[False] * columns for _ in range(rows)]
    blocks: list[Block] = []
    for row in range(rows):
        here = taken[row]
        for column in range(columns):
            if here[column]:
                continue
            right = column + 1
            while right < columns and not here[right] and not right_of[right][row]:
                right += 1
            bottom = row + 1
            while bottom < rows and _goes_down(bottom, column, right, right_of, below, taken):
                bottom += 1
            for r in range(row, bottom):
                taken[r][column:right] = [True] * (right - column)
            blocks.append((row, column, bottom, right))
    return blocks


def _goes_down(row: int, left: int, right: int, right_of: _Matrix, below: _Matrix, taken: _Matrix) -> bool:
    """Whether a cell spanning columns left..right reaches into `row` below it."""
    if any(below[row][left:right]) or any(taken[row][left:right]):
        return False
    return not any(right_of[line][row] for line in range(left + 1, right))


def _numbered(xs: Array, ys: Array, blocks: list[Block], right_of: Array, below: Array) -> CellGrid | None:
    """Leave out grid lines that part no cells, and number what is left."""
    used_rows = sorted({edge for block in blocks for edge in (block[0], block[2])})
    used_columns = sorted({edge for block in blocks for edge in (block[1], block[3])})
    if (len(used_rows) - 1) * (len(used_columns) - 1) < 2:
        return None
    row_of = {edge: i for i, edge in enumerate(used_rows)}
    column_of = {edge: i for i, edge in enumerate(used_columns)}
    owner = np.zeros((len(used_rows) - 1, len(used_columns) - 1), np.int64)
    regions: list[Region] = []
    x, y = xs.tolist(), ys.tolist()
    sides, edges = right_of.tolist(), below.tolist()
    all_ruled = all(sides[0]) and all(sides[-1]) and all(edges[0]) and all(edges[-1])
    for top, left, bottom, right in blocks:
        row, column = row_of[top], column_of[left]
        row_end, column_end = row_of[bottom], column_of[right]
        owner[row:row_end, column:column_end] = len(regions)
        is_closed = all_ruled or (
            all(sides[left][top:bottom])
            and all(sides[right][top:bottom])
            and all(edges[top][left:right])
            and all(edges[bottom][left:right])
        )
        box = Box(x[left], y[top], x[right], y[bottom])
        regions.append(Region(row, column, row_end - row, column_end - column, box, is_closed))
    return CellGrid(xs[used_columns], ys[used_rows], tuple(regions), owner)
