"""Which cell of which table each glyph belongs to.

Belongs here: points in cells, text that reaches over a rule. Does not: finding tables, text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pipelines.extract.page_marks import Array
from pipelines.extract.pdf_grid import CellGrid

OUTSIDE: Final = -1
# Vertical middle of a character above its baseline, in font sizes.
_MIDDLE: Final = 0.35
# Characters of one text object at most this far apart (in font sizes) were written as one word.
_ONE_WORD: Final = 0.3
_ORDER_WITH_BLANK: Final = 2


@dataclass(frozen=True, slots=True)
class Ownership:
    """Per glyph the number of its table (`OUTSIDE` for none) and of the cell in it.

    `overflowing` are (table, cell) pairs whose text reaches over a rule.
    """

    grid: Array
    cell: Array
    overflowing: frozenset[tuple[int, int]]


def owners(c: dict[str, Array], grids: list[CellGrid]) -> Ownership:
    """Give every glyph to the cell that holds its middle; a word that crosses a rule stays whole."""
    count = len(c["x0"])
    grid, cell = np.full(count, OUTSIDE), np.full(count, OUTSIDE)
    if not grids or not count:
        return Ownership(grid, cell, frozenset())
    is_level = c["quarter"] == 0
    x = (c["x0"] + c["x1"]) / 2
    y = np.where(is_level, c["base"] - _MIDDLE * c["size"], (c["top"] + c["bottom"]) / 2)
    # The smallest table around a glyph owns it: tables may stand inside a frame.
    for number in sorted(range(len(grids)), key=lambda i: grids[i].area):
        free = np.flatnonzero(grid == OUTSIDE)
        found = grids[number].cells_at(x[free], y[free])
        inside = found >= 0
        grid[free[inside]] = number
        cell[free[inside]] = found[inside]
    overflowing = _keep_words_whole(c, grid, cell, grids)
    return Ownership(grid, cell, overflowing)


def _keep_words_whole(
    c: dict[str, Array], grid: Array, cell: Array, grids: list[CellGrid]
) -> frozenset[tuple[int, int]]:
    """A word written over a rule belongs to one cell: hanging punctuation, text longer than its cell."""
    starts = np.ones(len(grid), bool)
    near = np.abs(c["x0"][1:] - c["x1"][:-1]) <= _ONE_WORD * c["size"][1:]
    starts[1:] = ~(
        near
        & (c["run"][1:] == c["run"][:-1])
        & (np.abs(c["base"][1:] - c["base"][:-1]) <= 0.1 * c["size"][1:])
        & (c["order"][1:] - c["order"][:-1] <= _ORDER_WITH_BLANK)
        & (c["quarter"][1:] == 0)
    )
    place = grid * 1_000_000 + cell
    changes = np.flatnonzero(~starts[1:] & (place[1:] != place[:-1])) + 1
    overflowing: set[tuple[int, int]] = set()
    if not len(changes):
        return frozenset()
    begins = np.flatnonzero(starts)
    ends = np.append(begins[1:], len(grid))
    for word in np.unique(np.searchsorted(begins, changes, side="right") - 1).tolist():
        first, last = int(begins[word]), int(ends[word])
        owner = _owner_of_word(c, grid, cell, grids, first, last)
        grid[first:last], cell[first:last] = grid[owner], cell[owner]
        overflowing.add((int(grid[owner]), int(cell[owner])))
    return frozenset(overflowing)


def _owner_of_word(
    c: dict[str, Array], grid: Array, cell: Array, grids: list[CellGrid], first: int, last: int
) -> int:
    """Index of the glyph whose cell gets the whole word."""
    # Left-aligned text begins right at its cell's edge, wherever it ends.
    if grid[first] != OUTSIDE:
        edge = grids[grid[first]].regions[cell[first]].box.x0
        if -0.1 <= (c["x0"][first] - edge) / c["size"][first] <= 1.0:
            return first
    widths: dict[int, float] = {}
    for i in range(first, last):
        key = int(grid[i]) * 1_000_000 + int(cell[i])
        widths[key] = widths.get(key, 0.0) + float(c["x1"][i] - c["x0"][i])
    best = max(widths, key=lambda k: widths[k])
    return next(i for i in range(first, last) if int(grid[i]) * 1_000_000 + int(cell[i]) == best)
