"""Tables of a scanned page: rules make cells, ink inside a cell makes its text.

Belongs here: giving ink to cells, faint dashes in cells that look blank, doubts of a cell.
Does not: finding rules (`pixel_rules`), spans (`pdf_grid`), reading lines (`lines`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipelines.extract.model import Grid, GridCell, Reading, Spot
from pipelines.extract.ocr.agreement import is_figure_like
from pipelines.extract.ocr.ink import Blob, InkLine, lines_of
from pipelines.extract.ocr.lines import LineRead
from pipelines.extract.ocr.marks import dash_of
from pipelines.extract.ocr.sheet import Sheet
from pipelines.extract.ocr.widths import odd_widths
from pipelines.extract.page.grid import CellGrid, Region
from pipelines.extract.page.lines import cell_text

# Darkness above that of paper and rims of rules from which a pixel of a seemingly blank cell is ink.
_FAINTEST = 45
_LEAST_FAINT_AREA = 3
# Points of a cell's rim that belong to its rules.
_RIM = 0.5
# Pixels by which the blurred rim of print reaches beyond its ink.
_HALO = 2
# From how many and what share of a column's amounts on their number of decimals is the usual one.
_USUAL_FROM, _USUAL_SHARE = 6, 0.8
_AMOUNT = re.compile(r"^[-(]?[\d,]+(?:\.(\d+))?\)?$")
# Share of the page's font size below which ink in a cell is dust.
_LEAST_INK = 0.12


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its ink: printed lines to be read, or what a faint trace of ink is taken for.

    `has_stray_ink`: beside its lines there is ink too faint to be read, perhaps a point or a minus.
    """

    region: Region
    lines: tuple[InkLine, ...]
    faint: str | None = None
    is_unclear: bool = False
    has_stray_ink: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the page before its lines are read."""

    grid: CellGrid
    cells: tuple[Cell, ...]


def tables_of(sheet: Sheet) -> tuple[list[Table], list[Blob]]:
    """The tables of a page and the blobs outside them."""
    found = sheet.rules.grids(sheet.scale)
    by_size = sorted(range(len(found)), key=lambda i: found[i].area)
    inside: list[list[list[Blob]]] = [[[] for _ in grid.regions] for grid in found]
    outside: list[Blob] = []
    middles = np.array([b.middle for b in sheet.blobs], np.float64).reshape(-1, 2) / sheet.scale
    # The smallest table around a blob owns it: tables may stand inside a frame.
    owners = [found[i].cells_at(middles[:, 0], middles[:, 1]) for i in by_size]
    for index, blob in enumerate(sheet.blobs):
        owner = next((k for k, cells in enumerate(owners) if cells[index] >= 0), None)
        if owner is None:
            outside.append(blob)
        else:
            inside[by_size[owner]][int(owners[owner][index])].append(blob)
    tables = [
        Table(grid, tuple(_cell(sheet, r, b) for r, b in zip(grid.regions, blobs, strict=True)))
        for grid, blobs in zip(found, inside, strict=True)
        if any(blobs)
    ]
    return tables, outside


def _cell(sheet: Sheet, region: Region, blobs: Sequence[Blob]) -> Cell:
    lines = [line for line in lines_of(blobs, sheet.em) if not _is_dust(line, sheet.em)]
    faint = _faint_ink(sheet, region)
    if lines:
        return Cell(region, tuple(lines), has_stray_ink=_is_stray(faint, lines))
    if not faint:
        return Cell(region, ())
    sign = (
        dash_of(InkLine(tuple(faint)), sheet.em, is_faint=True)
        if _at_mid_height(faint, region, sheet)
        else None
    )
    return Cell(
        region, (), sign, is_unclear=sign is None and sum(b.area for b in faint) > 2 * _LEAST_FAINT_AREA
    )


def _is_dust(line: InkLine, em: float) -> bool:
    x0, y0, x1, y1 = line.box
    return max(x1 - x0, y1 - y0) < max(3.0, _LEAST_INK * em)


def _faint_ink(sheet: Sheet, region: Region) -> list[Blob]:
    """Ink in a cell that the page's threshold does not see: tiny dashes, some grown into the rule."""
    rim = max(1, round(_RIM * sheet.scale))
    x0, x1 = round(region.box.x0 * sheet.scale) + rim, round(region.box.x1 * sheet.scale) - rim
    y0, y1 = round(region.box.top * sheet.scale) + rim, round(region.box.bottom * sheet.scale) - rim
    if x1 - x0 < 4 or y1 - y0 < 4:
        return []
    dark = 255.0 - sheet.paper[y0:y1, x0:x1].astype(np.float32)
    # What is dark along a whole edge is the rim of a rule.
    dark -= np.median(dark, axis=0, keepdims=True)
    dark -= np.maximum(np.median(dark, axis=1, keepdims=True), 0)
    inked = (dark > _FAINTEST).astype(np.uint8)
    # Ends of rules show in the corners.
    inked[:rim], inked[-rim:] = 0, 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    return [
        Blob(int(x) + x0, int(y) + y0, int(x + w) + x0, int(y + h) + y0, int(area))
        for x, y, w, h, area in stats[1:count]
        if area >= _LEAST_FAINT_AREA
    ]


def _is_stray(faint: Sequence[Blob], lines: Sequence[InkLine]) -> bool:
    """Whether faint ink stands on the height of a line and belongs to none of its blobs, or reaches out of
    the line to either side (a faint minus grown together with the rim of a digit)."""
    for blob in faint:
        for line in lines:
            x0, y0, x1, y1 = line.box
            if not y0 - 1 <= blob.middle[1] <= y1 + 1:
                continue
            if blob.x0 < x0 - _HALO or blob.x1 > x1 + _HALO:
                return True
            if not any(_touches(blob, other) for other in line.blobs):
                return True
    return False


def _touches(one: Blob, other: Blob) -> bool:
    return one.x0 <= other.x1 and other.x0 <= one.x1 and one.y0 <= other.y1 and other.y0 <= one.y1


def _at_mid_height(blobs: Sequence[Blob], region: Region, sheet: Sheet) -> bool:
    middle = (region.box.top + region.box.bottom) / 2 * sheet.scale
    reach = max(0.35 * sheet.em, 0.3 * (region.box.bottom - region.box.top) * sheet.scale)
    return all(abs(b.middle[1] - middle) <= reach for b in blobs)


def grid_of(sheet: Sheet, table: Table, read: dict[int, LineRead], number: int) -> Grid:
    """The table as the rest of the program knows it. `read` holds the readings by identity of their line."""
    lines = [[read[id(line)] for line in cell.lines] for cell in table.cells]
    all_lines = [r for of_cell in lines for r in of_cell]
    odd = {id(r) for r, is_odd in zip(all_lines, odd_widths(all_lines), strict=True) if is_odd}
    cells = []
    for cell, of_cell in zip(table.cells, lines, strict=True):
        made = _grid_cell(sheet, cell, of_cell, number)
        cells.append(_doubted(made) if any(id(r) in odd for r in of_cell) else made)
    cells = with_odd_decimals_doubted(sorted(cells, key=lambda c: (c.row, c.column)))
    return Grid(
        table.grid.row_count,
        table.grid.column_count,
        tuple(cells),
        Spot(number, sheet.posture.undo(table.grid.box)),
    )


def with_odd_decimals_doubted(cells: Sequence[GridCell]) -> list[GridCell]:
    """Cells in which a figure without the decimals of nearly all others of its column is doubtful.

    A decimal point is the smallest sign in print; the model that overlooks it is sure of what it saw.
    """
    decimals = {id(c): places for c in cells if (places := _decimals(c.text)) is not None}
    usual: dict[int, int] = {}
    for column in {c.column for c in cells}:
        counts = Counter(decimals[id(c)] for c in cells if c.column == column and id(c) in decimals)
        if not counts:
            continue
        places, count = counts.most_common(1)[0]
        if places and count >= _USUAL_FROM and count >= _USUAL_SHARE * counts.total():
            usual[column] = places
    return [
        _doubted(c) if id(c) in decimals and decimals[id(c)] != usual.get(c.column, decimals[id(c)]) else c
        for c in cells
    ]


def _decimals(text: str) -> int | None:
    """Decimals of an amount of at least three digits; None for anything else, and for noughts, which
    programs print their own way."""
    match = _AMOUNT.match(text)
    if not match or sum(c.isdigit() for c in text) < 3 or not set(text) & set("123456789"):
        return None
    return len(match.group(1) or "")


def _doubted(cell: GridCell) -> GridCell:
    flags = tuple(sorted({*cell.reading.flags, "ocr_doubt"}))
    return replace(cell, reading=replace(cell.reading, flags=flags))


def _grid_cell(sheet: Sheet, cell: Cell, lines: Sequence[LineRead], number: int) -> GridCell:
    printed = [r for r in lines if r.text]
    flags = {flag for r in lines for flag in r.flags}
    if not cell.region.is_closed:
        flags.add("open_edge")
    text = cell_text([r.text for r in printed])
    if cell.faint is not None:
        text, flags = cell.faint, flags | {"ocr", "ocr_mark"}
    if cell.is_unclear or (cell.has_stray_ink and is_figure_like(text)):
        flags |= {"ocr", "ocr_doubt"}
    left = printed[0].line.box[0] / sheet.scale if printed else 0.0
    reading = Reading(
        lines=tuple(r.text for r in printed) if len(printed) > 1 else (),
        indent=round(max(0.0, left - cell.region.box.x0), 2) if printed else 0.0,
        changes=("joined",) if len(printed) > 1 else (),
        flags=tuple(sorted(flags)),
    )
    return GridCell(
        row=cell.region.row,
        column=cell.region.column,
        text=text,
        spot=Spot(number, sheet.posture.undo(cell.region.box)),
        row_span=cell.region.row_span,
        column_span=cell.region.column_span,
        reading=reading,
    )
