"""A picture of a page becomes a `Page`: the one entry for scanned pages and image files.

Belongs here: the order of the steps, which way up the page is, outcomes of the page.
Does not: the steps. Files are opened by `scan_pages` (PDF) and `image_engine` (images).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.extract.model import Grid, GridCell, Outcome, Page, Spot, TextLine
from pipelines.extract.ocr.cells import grid_of, tables_of
from pipelines.extract.ocr.ink import blobs_of, inked
from pipelines.extract.ocr.lines import LineRead, read_lines
from pipelines.extract.ocr.outside import outside_lines
from pipelines.extract.ocr.picture import Scan, as_pixels, even_paper, scan_of
from pipelines.extract.ocr.recogniser import OcrMissingError, Reader, recogniser
from pipelines.extract.ocr.sheet import Sheet, sheet_of
from pipelines.extract.ocr.upright import Posture, lies_sideways

METHOD = "ocr"
# A page whose ink covers less than this share is blank (dust, shadow of the back).
_LEAST_INK_SHARE = 2e-5
_LEAST_SIDE = 24
# Pieces of text that are read both ways up, and how much better the other way must be.
_VOTERS = 8
_CLEARLY = 1.15
# Text outside tables that the model is this unsure of on average is a picture, a stamp or handwriting.
_NO_TEXT = 0.4
# Lines whose middles lie nearer than this (font sizes) stand side by side.
_SAME_ROW = 0.45


def read_picture(
    picture: Any,
    *,
    page: int,
    width_pt: float,
    height_pt: float,
    rotation: int = 0,
    threads: int = 1,
    reader: Reader | None = None,
) -> Page:
    """Read the picture of one page.

    `picture` is a numpy array (H × W grey or H × W × 3 RGB) or a PIL image of the whole page as a viewer
    shows it, `width_pt` × `height_pt` its size in points, `page` its 1-based number. Boxes are points of
    that page from its top left. `reader` replaces the models (tests). Where the models are missing the page
    is empty and says so with the outcome OCR_MISSING.
    """
    pixels = as_pixels(picture)
    empty = Page(page, width_pt, height_pt, rotation, METHOD, ())
    if min(pixels.shape[:2]) < _LEAST_SIDE:
        return replace(empty, outcomes=(_blank(page),))
    scan = scan_of(pixels, width_pt)
    ink = inked(even_paper(scan.grey, scan.scale))
    if sum(b.area for b in blobs_of(ink, scan.scale)) < _LEAST_INK_SHARE * ink.size:
        return replace(empty, outcomes=(_blank(page),))
    try:
        reader = reader or recogniser(threads)
    except OcrMissingError as error:
        return replace(empty, outcomes=(Outcome("OCR_MISSING", "error", str(error), page),))
    pieces = reader.text_boxes(scan.grey)
    quarter = _quarter(scan, pieces, reader)
    sheet = sheet_of(scan, quarter, width_pt, height_pt)
    return _read_sheet(empty, sheet, [_upright(p, sheet) for p in pieces], reader)


def _blank(page: int) -> Outcome:
    return Outcome("PAGE_BLANK", "info", "the picture of the page holds no ink", page)


def _quarter(scan: Scan, pieces: Sequence[NDArray[np.float32]], reader: Reader) -> int:
    """Clockwise turn that makes the text read level: its direction by shape, which way up by reading it."""
    if not pieces:
        return 0
    quarter = 90 if lies_sideways(pieces) else 0
    posture = Posture(quarter, 0.0, scan.grey.shape[1], scan.grey.shape[0])
    turned = posture.turn(scan.grey)
    voters = []
    for piece in sorted(pieces, key=_longest_side, reverse=True)[:_VOTERS]:
        x0, y0, x1, y1 = _bounds(_redone(piece, posture))
        cut = turned[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1]
        if cut.size and cut.shape[1] > cut.shape[0]:
            voters.append(np.ascontiguousarray(cut))
    if not voters:
        return quarter
    seen = reader.read([*voters, *(np.ascontiguousarray(np.rot90(v, 2)) for v in voters)])
    here, there = (
        sum(s.mean * len(s.text) for s in part) for part in (seen[: len(voters)], seen[len(voters) :])
    )
    return (quarter + 180) % 360 if there > _CLEARLY * here else quarter


def _longest_side(piece: NDArray[np.float32]) -> float:
    x0, y0, x1, y1 = _bounds(piece)
    return max(x1 - x0, y1 - y0)


def _bounds(piece: NDArray[np.float32]) -> tuple[float, float, float, float]:
    return (
        float(piece[:, 0].min()),
        float(piece[:, 1].min()),
        float(piece[:, 0].max()),
        float(piece[:, 1].max()),
    )


def _redone(piece: NDArray[np.float32], posture: Posture) -> NDArray[np.float32]:
    """Corners on the picture after the turns of `posture` (whose size is that of the picture in pixels)."""
    return np.array([posture.redo(float(x), float(y)) for x, y in piece], np.float32)


def _upright(piece: NDArray[np.float32], sheet: Sheet) -> NDArray[np.float32]:
    """Corners in pixels of the scan as pixels of the upright page."""
    points = np.array([sheet.posture.redo(float(x) / sheet.scale, float(y) / sheet.scale) for x, y in piece])
    return np.asarray(points * sheet.scale, np.float32)


def _read_sheet(empty: Page, sheet: Sheet, pieces: list[NDArray[np.float32]], reader: Reader) -> Page:
    tables, free = tables_of(sheet)
    lines = outside_lines(sheet, free, pieces)
    in_cells = [line for table in tables for cell in table.cells for line in cell.lines]
    read = {id(r.line): r for r in read_lines(sheet, [*in_cells, *lines], reader)}
    items: list[tuple[float, float, TextLine | Grid]] = []
    outcomes = [_how(sheet, empty.number)]
    for table in tables:
        grid = grid_of(sheet, table, read, empty.number)
        items.append((table.grid.box.top, table.grid.box.x0, grid))
        outcomes += [_doubtful_cell(c, empty.number) for c in grid.cells if "ocr_doubt" in c.reading.flags]
    for row in _rows([read[id(line)] for line in lines], sheet.em):
        top = min(r.line.box[1] for r in row) / sheet.scale
        for r in row:
            box = sheet.points(r.line.box)
            spot = Spot(empty.number, sheet.posture.undo(box))
            if not r.text or r.score < _NO_TEXT:
                outcomes.append(_no_text(spot, r.text))
                continue
            items.append((top, box.x0, TextLine(r.text, spot, round(r.line.height / sheet.scale, 2))))
            if "ocr_doubt" in r.flags:
                detail = f"a line read from pixels is in doubt, {_place(spot)}"
                outcomes.append(Outcome("OCR_LINE_DOUBTFUL", "warning", detail, empty.number, text=r.text))
    items.sort(key=lambda entry: entry[:2])
    return replace(empty, items=tuple(item for _, _, item in items), outcomes=tuple(outcomes))


def _rows(lines: Sequence[LineRead], em: float) -> list[list[LineRead]]:
    """Lines side by side form a row, so that columns without rules are read across, not down."""
    rows: list[list[LineRead]] = []
    for read in sorted(lines, key=lambda r: _middle(r)):
        if rows and _middle(read) - _middle(rows[-1][0]) <= _SAME_ROW * em:
            rows[-1].append(read)
        else:
            rows.append([read])
    return [sorted(row, key=lambda r: r.line.box[0]) for row in rows]


def _middle(read: LineRead) -> float:
    return (read.line.box[1] + read.line.box[3]) / 2


def _how(sheet: Sheet, number: int) -> Outcome:
    posture = sheet.posture
    detail = (
        f"read at {sheet.dpi:.0f} dpi, turned by {posture.quarter} degrees, skew {posture.skew:.2f} degrees"
    )
    if sheet.seal is not None:
        detail += ", a red seal taken out"
    return Outcome("PAGE_READ_BY_OCR", "info", detail, number)


def _doubtful_cell(cell: GridCell, number: int) -> Outcome:
    what = "was read from pixels and is in doubt" if cell.text else "holds ink that could not be read"
    detail = f"the cell {what}, {_place(cell.spot)}"
    return Outcome(
        "OCR_CELL_DOUBTFUL", "warning", detail, number, row=cell.row, column=cell.column, text=cell.text
    )


def _no_text(spot: Spot, text: str) -> Outcome:
    detail = f"ink outside tables that is no legible text, {_place(spot)}"
    return Outcome("OCR_INK_UNREAD", "info", detail, spot.page, text=text)


def _place(spot: Spot) -> str:
    box = spot.box.as_list() if spot.box else []
    return "at " + ", ".join(f"{v:.0f}" for v in box) + " pt"
