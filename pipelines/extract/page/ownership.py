"""Which cell of which table each glyph belongs to.

Belongs here: points in cells, text that reaches over a rule. Does not: finding tables, text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pipelines.extract.page.columns import Array
from pipelines.extract.page.grid import CellGrid

OUTSIDE: Final = -1
# How far beyond an open edge the middle of a line may lie that still shows above it, in font sizes.
_CUT_LINE: Final = 0.5
# Vertical middle of a character above its baseline, in font sizes.
_MIDDLE: Final = 0.35
# Characters at most this far apart (in font sizes) were written as one word: within one text object, and
# across two of them, which a change of font makes. Two digits of longer text objects never are: centred in
# narrow columns, long amounts touch their neighbours. Where every character is an object, they are.
_ONE_WORD: Final = 0.3
_ACROSS_OBJECTS: Final = 0.08
_ORDER_WITH_BLANK: Final = 2
# By code point; the last place stands for everything beyond.
_IS_FIGURE: Final = np.array([chr(code) in "0123456789.,-%" for code in range(0x80)] + [False])


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
    _take_in_cut_lines(c, grid, cell, grids, x, y)
    overflowing = _keep_words_whole(c, grid, cell, grids)
    return Ownership(grid, cell, overflowing)


def _take_in_cut_lines(
    c: dict[str, Array], grid: Array, cell: Array, grids: list[CellGrid], x: Array, y: Array
) -> None:
    """A line of text cut by the page's end lies half below the last rule: the open cell there owns it."""
    for number, table in enumerate(grids):
        if all(region.is_closed for region in table.regions):
            continue
        for edge, inward in ((float(table.ys[-1]), -1.0), (float(table.ys[0]), 1.0)):
            beyond = (edge - y) * inward
            near = np.flatnonzero((grid == OUTSIDE) & (beyond > 0) & (beyond <= _CUT_LINE * c["size"]))
            if not len(near):
                continue
            owner = table.cells_at(x[near], np.full(len(near), edge + 0.01 * inward))
            for i, found in zip(near.tolist(), owner.tolist(), strict=True):
                if found >= 0 and not table.regions[found].is_closed:
                    grid[i], cell[i] = number, found


def _keep_words_whole(
    c: dict[str, Array], grid: Array, cell: Array, grids: list[CellGrid]
) -> frozenset[tuple[int, int]]:
    """A word written over a rule belongs to one cell: hanging punctuation, text longer than its cell."""
    starts = np.ones(len(grid), bool)
    is_figure = _IS_FIGURE[np.minimum(c["code"], len(_IS_FIGURE) - 1)]
    is_figure &= np.bincount(c["run"])[c["run"]] > 1
    across = np.where(is_figure[1:] & is_figure[:-1], -1.0, _ACROSS_OBJECTS)
    reach = np.where(c["run"][1:] == c["run"][:-1], _ONE_WORD, across)
    starts[1:] = ~(
        (np.abs(c["x0"][1:] - c["x1"][:-1]) <= reach * c["size"][1:])
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
