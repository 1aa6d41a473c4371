"""Tables without upright rules: three-line tables, row rules only, bands of colour, bare alignment.

Belongs here: where on a page such tables may stand, and which of the suspicions hold. Does not: columns and
rows inside a region (`aligned_table`), ruled tables (`pdf_rules`, `pdf_grid`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from pipelines.extract.page.columns import Array, UprightPage
from pipelines.extract.page.glyphs import CleanGlyphs
from pipelines.extract.page.grid import CellGrid
from pipelines.extract.page.rules import MAX_THICKNESS, PageRules, page_rules
from pipelines.extract.unruled.aligned_table import Region, aligned_table, grid_of, is_convincing
from pipelines.extract.unruled.bare_alignment import bare_regions, is_bare_table
from pipelines.extract.unruled.level_stacks import Stack, free_rules, parted, spaced, stacks
from pipelines.extract.unruled.words import Line, lines_of_words, may_hold_columns

# Points that text may stand over the ends of the rules.
_OVERHANG: Final = 3.0
_WHITE: Final = 245
_FAINT: Final = 20
# A row follows at most this far (font sizes) below the last one.
_NEXT_ROW: Final = 2.2
_ROW_PADDING: Final = 1.2
_TIGHT: Final = 0.4


def aligned_grids(
    page: UprightPage, glyphs: CleanGlyphs, rules: PageRules, grids: list[CellGrid]
) -> list[CellGrid]:
    """Grids of the tables that no upright rules show; `grids` are those that rules showed."""
    level = free_rules(rules.level, grids) if len(rules.level) else rules.level
    areas = _free_areas(page.fills, grids)
    columns = glyphs.columns
    free = _free_glyphs(columns, grids)
    is_bare = may_hold_columns({name: columns[name][free] for name in ("x0", "x1", "base", "size")})
    if len(level) < 2 and len(areas) < 2 and not is_bare:
        return []
    lines = lines_of_words({name: column[free] for name, column in columns.items()})
    found: list[CellGrid] = []
    for stack in stacks(
        level, page.strokes if not len(page.fills) else np.concatenate([page.strokes, page.fills])
    ):
        found += _ruled_tables(stack, lines)
    if len(areas) >= 2:
        coloured = page_rules(np.zeros((0, 6)), areas, with_areas=True).level
        for stack in stacks(free_rules(coloured, found), areas):
            if len(stack.ys) >= 3:
                sides = [x for side in (0, 2) for x in areas[:, side].tolist()]
                joints = spaced(sides, stack.left, stack.right)
                found += _ruled_tables(replace(stack, joints=joints), lines, is_zebra=True)
    if is_bare:
        for region in bare_regions(_outside(lines, found)):
            table = aligned_table(region)
            if is_bare_table(table) and (grid := grid_of(table)) is not None:
                found.append(grid)
    return found


def _ruled_tables(stack: Stack, lines: list[Line], *, is_zebra: bool = False) -> list[CellGrid]:
    beside = [line for line in lines if _is_within(line, stack)]
    found = []
    for part in parted(stack, beside):
        table = aligned_table(_region(part, beside, is_zebra=is_zebra))
        # Two rules alone may be those of a running header and footer.
        is_table = is_convincing(table, 2) if len(part.ys) > 2 or part.joints else is_bare_table(table)
        if is_table and (grid := grid_of(table)) is not None:
            found.append(grid)
    return found


def _is_within(line: Line, stack: Stack) -> bool:
    return line.words[0].x0 > stack.left - _OVERHANG and line.words[-1].x1 < stack.right + _OVERHANG


def _region(stack: Stack, lines: list[Line], *, is_zebra: bool) -> Region:
    top, bottom = stack.ys[0], stack.ys[-1]
    inside = [line for line in lines if top < (line.top + line.bottom) / 2 < bottom]
    barriers = stack.ys[1:-1]
    goes_on = not any(line.has_figures for line in inside)
    if goes_on or is_zebra:
        # The page cuts the table below its header; or the last row of a striped table is white.
        more = _one_row(lines, bottom) if is_zebra else _following(lines, bottom)
        if more:
            inside = inside + more
            barriers = stack.ys[1:]
            bottom = max(line.bottom for line in more) + 1.0
    return Region(stack.left, top, stack.right, bottom, inside, barriers, stack.partial, stack.joints)


def _one_row(lines: list[Line], below: float) -> list[Line]:
    """The lines of a row directly below a coloured band."""
    found: list[Line] = []
    bottom = below
    for line in lines:
        if line.top < below - 1:
            continue
        if line.top - bottom > (_ROW_PADDING if not found else _TIGHT) * line.size:
            break
        found.append(line)
        bottom = max(bottom, line.bottom)
    return found if any(line.has_figures for line in found) else []


def _following(lines: list[Line], below: float) -> list[Line]:
    """Lines below a rule that go on like rows, up to the last one with figures."""
    found: list[Line] = []
    bottom = below
    for line in lines:
        if line.top < below - 1:
            continue
        if line.top - bottom > _NEXT_ROW * line.size:
            break
        found.append(line)
        bottom = max(bottom, line.bottom)
    while found and not (found[-1].has_figures and (len(found[-1].texts()) > 1 or len(found) > 1)):
        found.pop()
    return found


def _free_areas(fills: Array, grids: list[CellGrid]) -> Array:
    """Coloured areas outside the ruled tables, too large to be rules."""
    if not len(fills):
        return fills
    keep = (fills[:, 4] < _WHITE) & (fills[:, 5] > _FAINT)
    keep &= (fills[:, 2] - fills[:, 0] > MAX_THICKNESS) & (fills[:, 3] - fills[:, 1] > MAX_THICKNESS)
    x, y = (fills[:, 0] + fills[:, 2]) / 2, (fills[:, 1] + fills[:, 3]) / 2
    for grid in grids:
        box = grid.box
        keep &= ~((x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom))
    return fills[keep]


def _free_glyphs(c: dict[str, Array], grids: list[CellGrid]) -> Array:
    """Numbers of the glyphs outside the ruled tables."""
    inside = np.zeros(len(c["x0"]), bool)
    for grid in grids:
        box = grid.box
        inside |= (
            (c["x0"] < box.x1)
            & (c["x1"] > box.x0)
            & (c["base"] > box.top)
            & (c["base"] - c["size"] < box.bottom)
        )
    return np.flatnonzero(~inside)


def _outside(lines: list[Line], grids: list[CellGrid]) -> list[Line]:
    return [
        line
        for line in lines
        if not any(
            g.box.top < (line.top + line.bottom) / 2 < g.box.bottom
            and line.words[0].x0 < g.box.x1
            and line.words[-1].x1 > g.box.x0
            for g in grids
        )
    ]
