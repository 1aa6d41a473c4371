"""A framework of rules becomes a grid of cells with spans, each with its box.

Belongs here: geometry of cells, finding the cell a point lies in. Does not: text, PDF libraries.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.extract.model import Box
from pipelines.extract.pdf_rules import JOIN, Framework, Rule, grid_lines

# A rule parts two cells when it runs along at least this share of their common edge.
_LEAST_COVER = 0.5


@dataclass(frozen=True, slots=True)
class Region:
    """One cell: its place on the grid, its spans and its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class CellGrid:
    """All cells of one table fragment. `xs` and `ys` are the grid lines (one more than columns/rows)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    _owner: dict[tuple[int, int], int] = field(repr=False)

    @property
    def box(self) -> Box:
        """The whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def row_count(self) -> int:
        """Number of grid rows."""
        return len(self.ys) - 1

    @property
    def column_count(self) -> int:
        """Number of grid columns."""
        return len(self.xs) - 1

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def cell_at(self, x: float, y: float) -> int:
        """Index in `regions` of the cell that holds a point of the table."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), self.column_count - 1)
        row = min(max(bisect_right(self.ys, y) - 1, 0), self.row_count - 1)
        return self._owner[row, column]


def cell_grid(framework: Framework) -> CellGrid | None:
    """The grid of a framework; None when it is a mere box or an underline.

    The outline of the table counts as ruled all round: cells cut by a page end lie open there.
    """
    box = framework.box
    # A rule nearer to the outline than the snapping distance is the outline itself.
    xs = _with_ends(grid_lines([r.position for r in framework.upright]), box.x0, box.x1)
    ys = _with_ends(grid_lines([r.position for r in framework.level]), box.top, box.bottom)
    if len(xs) < 2 or len(ys) < 2:
        return None
    right_of = _separations(xs, ys, framework.upright)
    below = _separations(ys, xs, framework.level)
    blocks = _blocks(len(ys) - 1, len(xs) - 1, right_of, below)
    return _numbered(xs, ys, blocks)


def _with_ends(lines: list[float], first: float, last: float) -> list[float]:
    if not lines or lines[0] - first > JOIN:
        lines = [first, *lines]
    if last - lines[-1] > JOIN:
        lines = [*lines, last]
    return lines


def _separations(lines: list[float], across: list[float], rules: Iterable[Rule]) -> set[tuple[int, int]]:
    """(line index, stretch index) for every stretch of an inner line that a rule runs along."""
    found: set[tuple[int, int]] = set()
    for rule in rules:
        index = min(range(len(lines)), key=lambda i: abs(lines[i] - rule.position))
        if index in (0, len(lines) - 1):
            continue
        for stretch in range(len(across) - 1):
            start, end = across[stretch], across[stretch + 1]
            covered = min(rule.end, end) - max(rule.start, start)
            if covered >= _LEAST_COVER * (end - start):
                found.add((index, stretch))
    return found


Block = tuple[int, int, int, int]


def _blocks(
    rows: int, columns: int, right_of: set[tuple[int, int]], below: set[tuple[int, int]]
) -> list[Block]:
    """Cells as (top row, left column, bottom row, right column), each end exclusive.

    A cell grows right, then down, until a rule parts it. A group of cells that is no rectangle
    (a rule that ends in the middle of nowhere) falls into several rectangles.
    """
    taken = [[False] * columns for _ in range(rows)]
    blocks: list[Block] = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < columns and not taken[row][right] and (right, row) not in right_of:
                right += 1
            bottom = row + 1
            while bottom < rows and _goes_down(bottom, column, right, right_of, below, taken):
                bottom += 1
            for r in range(row, bottom):
                for c in range(column, right):
                    taken[r][c] = True
            blocks.append((row, column, bottom, right))
    return blocks


def _goes_down(
    row: int,
    left: int,
    right: int,
    right_of: set[tuple[int, int]],
    below: set[tuple[int, int]],
    taken: list[list[bool]],
) -> bool:
    """Whether a cell spanning columns left..right reaches into `row` below it."""
    return not any((row, column) in below or taken[row][column] for column in range(left, right)) and not any(
        (line, row) in right_of for line in range(left + 1, right)
    )


def _numbered(xs: list[float], ys: list[float], blocks: list[Block]) -> CellGrid | None:
    """Leave out grid lines that part no cells, and number what is left."""
    used_rows = sorted({edge for block in blocks for edge in (block[0], block[2])})
    used_columns = sorted({edge for block in blocks for edge in (block[1], block[3])})
    if (len(used_rows) - 1) * (len(used_columns) - 1) < 2:
        return None
    row_of = {edge: i for i, edge in enumerate(used_rows)}
    column_of = {edge: i for i, edge in enumerate(used_columns)}
    regions: list[Region] = []
    owner: dict[tuple[int, int], int] = {}
    for top, left, bottom, right in blocks:
        region = Region(
            row=row_of[top],
            column=column_of[left],
            row_span=row_of[bottom] - row_of[top],
            column_span=column_of[right] - column_of[left],
            box=Box(xs[left], ys[top], xs[right], ys[bottom]),
        )
        for row in range(region.row, region.row + region.row_span):
            for column in range(region.column, region.column + region.column_span):
                owner[row, column] = len(regions)
        regions.append(region)
    return CellGrid(
        tuple(xs[i] for i in used_columns), tuple(ys[i] for i in used_rows), tuple(regions), owner
    )
