"""The marks of one page become a `Page`: text lines and grids in reading order.

Belongs here: giving every glyph to a cell or to a line, outcomes of a page. Does not: PDF libraries,
running headers (they need the neighbouring pages).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import reduce
from operator import or_
from typing import Final

import numpy as np

from pipelines.extract.evidence import number_kind
from pipelines.extract.model import (
    PLAIN,
    Box,
    Grid,
    GridCell,
    Outcome,
    Page,
    Reading,
    Severity,
    Spot,
    TextLine,
)
from pipelines.extract.page.columns import (
    SHIFTED_X,
    SHIFTED_Y,
    UNMAPPED,
    Array,
    PageMarks,
    UprightPage,
    from_raw,
)
from pipelines.extract.page.glyphs import CHANGES, CleanGlyphs, page_and_glyphs
from pipelines.extract.page.grid import CellGrid, cell_grid
from pipelines.extract.page.lines import Lines, cell_text, printed_lines
from pipelines.extract.page.marks import RawPage
from pipelines.extract.page.native_grids import native_grids
from pipelines.extract.page.open_sides import with_open_sides
from pipelines.extract.page.ownership import OUTSIDE, Ownership, owners
from pipelines.extract.page.rules import MAX_RULES, frameworks, page_rules
from pipelines.extract.pdf.conservation import difference
from pipelines.extract.unruled.alignment import aligned_grids

METHOD: Final = "digital"
# Share of unreadable glyphs from which the page's text as a whole cannot be trusted.
UNTRUSTED_SHARE: Final = 0.05
# A page with fewer characters whose image covers more than this share of it is a scan, perhaps with a stamp.
_FEW_GLYPHS: Final = 10
_PICTURE_SHARE: Final = 0.5
# The group of the glyphs outside every table; the cells of the tables count from 1.
_NO_CELL: Final = 0
_CUT: Final = SHIFTED_X | SHIFTED_Y


def build_page(raw: RawPage, method: str = METHOD) -> Page:
    """One page from the records of another reader; see `page_of`."""
    return page_of(from_raw(raw), method)


def page_of(marks: PageMarks, method: str = METHOD) -> Page:
    """One page, all its lines still among the items."""
    page, glyphs = page_and_glyphs(marks)
    grids, is_drawing = find_grids(page, glyphs)
    owned = owners(glyphs.columns, grids)
    lines = printed_lines(glyphs.columns, glyphs.changed, _groups(grids, owned), loose=_NO_CELL)
    items: list[tuple[float, float, TextLine | Grid]] = []
    items += _text_lines(page, lines)
    items += _grid_items(page, glyphs, grids, owned, lines)
    items.sort(key=lambda entry: entry[:2])
    in_order = tuple(item for _, _, item in items)
    return Page(
        number=page.number,
        width=page.turn.width,
        height=page.turn.height,
        rotation=page.rotation,
        method=method,
        items=in_order,
        outcomes=(
            *_outcomes(page, glyphs),
            *_conservation(page, glyphs, in_order),
            *_open_grids(page, grids),
            *([_drawing(page)] if is_drawing else []),
        ),
        changes=glyphs.changes(),
    )


def find_grids(page: UprightPage, glyphs: CleanGlyphs) -> tuple[list[CellGrid], bool]:
    """The tables of a page, ruled or aligned; tables of coloured fields only where there is no other.

    The second value says that the page has more rules than any table and was taken for a drawing.
    """
    for with_areas in (False, True):
        if with_areas or (by_native := native_grids(page.strokes, page.fills)) is None:
            rules = page_rules(page.strokes, page.fills, with_areas=with_areas)
            found = with_open_sides(frameworks(rules), rules)
            grids = [grid for f in found if (grid := cell_grid(f)) is not None]
        else:
            rules, grids = by_native
        if not with_areas:
            grids += aligned_grids(page, glyphs, rules, grids)
        if grids or rules.is_drawing or not len(page.fills):
            return grids, rules.is_drawing
    return [], False


def _groups(grids: list[CellGrid], owned: Ownership) -> Array:
    """One number per glyph: `_NO_CELL` outside every table, else its cell's, counted over all tables."""
    begins = np.cumsum([1, *(len(grid.regions) for grid in grids)])
    # Outside is -1 and takes the last place, whose value is not used.
    return np.where(owned.grid == OUTSIDE, _NO_CELL, begins[owned.grid] + owned.cell)


def _text_lines(page: UprightPage, lines: Lines) -> list[tuple[float, float, TextLine | Grid]]:
    found: list[tuple[float, float, TextLine | Grid]] = []
    for i in range(bisect_right(lines.group, _NO_CELL)):
        x0, top = lines.x0[i], lines.top[i]
        spot = Spot(page.number, page.undo(x0, top, lines.x1[i], lines.bottom[i]))
        found.append((top, x0, TextLine(lines.text[i], spot, round(lines.size[i], 2))))
    return found


def _grid_items(
    page: UprightPage, glyphs: CleanGlyphs, grids: list[CellGrid], owned: Ownership, lines: Lines
) -> list[tuple[float, float, TextLine | Grid]]:
    found: list[tuple[float, float, TextLine | Grid]] = []
    flags = glyphs.columns["flags"]
    marked = np.flatnonzero(flags & (UNMAPPED | SHIFTED_X | SHIFTED_Y))
    doubts = list(
        zip(owned.grid[marked].tolist(), owned.cell[marked].tolist(), flags[marked].tolist(), strict=True)
    )
    begin = bisect_right(lines.group, _NO_CELL)
    first = 1
    for number, grid in enumerate(grids):
        end = bisect_left(lines.group, first + len(grid.regions), begin)
        if end > begin:
            overflowing = {cell for table, cell in owned.overflowing if table == number}
            overflowing |= {cell for table, cell, flag in doubts if table == number and flag & _CUT}
            unmapped = {cell for table, cell, flag in doubts if table == number and flag & UNMAPPED}
            of_cell: dict[int, list[int]] = {}
            for i in range(begin, end):
                of_cell.setdefault(lines.group[i] - first, []).append(i)
            item = _grid_item(page, grid, lines, of_cell, unmapped, overflowing)
            found.append((grid.box.top, grid.box.x0, item))
        begin, first = end, first + len(grid.regions)
    return found


def _grid_item(
    page: UprightPage,
    grid: CellGrid,
    lines: Lines,
    of_cell: dict[int, list[int]],
    unmapped: set[int],
    overflowing: set[int],
) -> Grid:
    """One table; `of_cell` says which of the lines stand in each of its cells."""
    is_level = page.turn.angle == 0
    cells = []
    for index, region in enumerate(grid.regions):
        box = region.box if is_level else page.turn.undo(region.box)
        spot = Spot(page.number, box)
        own = of_cell.get(index)
        if own is None:
            cells.append(GridCell(region.row, region.column, "", spot, region.row_span, region.column_span))
            continue
        text = lines.text[own[0]] if len(own) == 1 else cell_text(lines.text[i] for i in own)
        flags = []
        if index in unmapped or "\ufffd" in text:
            flags.append("unmapped")
        if index in overflowing:
            flags.append("overflow")
        if not region.is_closed:
            flags.append("open_edge")
        if not grid.is_ruled:
            flags.append("borderless")
        reading = _reading(lines, own, text, region.box, flags)
        cells.append(
            GridCell(region.row, region.column, text, spot, region.row_span, region.column_span, reading)
        )
    box = grid.box
    spot = Spot(page.number, page.undo(box.x0, box.top, box.x1, box.bottom))
    return Grid(grid.row_count, grid.column_count, tuple(cells), spot)


def _reading(lines: Lines, own: list[int], text: str, box: Box, flags: list[str]) -> Reading:
    """How a cell was read; the common case (one line with a figure) needs no record."""
    is_label = number_kind(text) == "text"
    if len(own) == 1:
        changed = lines.changed[own[0]]
        if not (changed or flags or is_label):
            return PLAIN
    else:
        changed = reduce(or_, (lines.changed[i] for i in own))
    changes = [name for bit, name in CHANGES.items() if changed & bit]
    if len(own) > 1:
        changes.append("joined")
    return Reading(
        lines=tuple(lines.text[i] for i in own) if len(own) > 1 else (),
        indent=round(lines.x0[own[0]] - box.x0, 2) if is_label else 0.0,
        changes=tuple(changes),
        flags=tuple(flags),
    )


def _conservation(
    page: UprightPage, glyphs: CleanGlyphs, items: tuple[TextLine | Grid, ...]
) -> tuple[Outcome, ...]:
    if not (changed := difference(glyphs, items)):
        return ()
    detail = f"decimal figures in the file and on the page as read are not the same: {changed}"
    return (Outcome("FIGURES_NOT_CONSERVED", "warning", detail, page.number),)


def _open_grids(page: UprightPage, grids: list[CellGrid]) -> tuple[Outcome, ...]:
    """Cells in the middle of a table whose sides are not all ruled: the rules do not make a grid."""
    found = []
    for grid in grids:
        count = sum(1 for region in grid.regions if not region.is_closed and not grid.is_at_edge(region))
        if count:
            detail = f"{count} of {len(grid.regions)} cells of a table are not ruled on all sides"
            found.append(Outcome("GRID_NOT_CLOSED", "info", detail, page.number))
    return tuple(found)


def _drawing(page: UprightPage) -> Outcome:
    detail = f"more than {MAX_RULES} rules in one direction: taken for a drawing, its rules make no tables"
    return Outcome("PAGE_TRUNCATED", "error", detail, page.number)


def _outcomes(page: UprightPage, glyphs: CleanGlyphs) -> tuple[Outcome, ...]:
    found = []
    if page.truncated:
        detail = "the page holds more marks than are read; what lies beyond was left out"
        found.append(Outcome("PAGE_TRUNCATED", "error", detail, page.number))
    is_picture = page.image_share > (_PICTURE_SHARE if len(glyphs) else 0.0)
    if len(glyphs) < _FEW_GLYPHS and is_picture:
        detail = f"the page is a picture with {len(glyphs)} characters of text"
        found.append(Outcome("PAGE_WITHOUT_TEXT", "error", detail, page.number))
    elif len(glyphs) == 0:
        detail = "the page holds neither text nor pictures"
        found.append(Outcome("PAGE_BLANK", "info", detail, page.number))
    elif glyphs.unreadable:
        severity: Severity = "error" if glyphs.unreadable > UNTRUSTED_SHARE * len(glyphs) else "warning"
        detail = f"{glyphs.unreadable} of {len(glyphs)} glyphs have no known character; shown as U+FFFD"
        found.append(Outcome("TEXT_UNREADABLE", severity, detail, page.number))
    return tuple(found)
