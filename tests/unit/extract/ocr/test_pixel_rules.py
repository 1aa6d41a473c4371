"""Rules are found in pixels, strokes of characters are not taken for rules."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.ocr.picture import Pixels
from pipelines.extract.ocr.pixel_rules import find_rules, without_rules
from pipelines.extract.ocr.scan import Scan
from pipelines.extract.ocr.sheet import sheet_of
from pipelines.extract.page.grid import CellGrid
from tests.unit.extract.ocr.scans import HEIGHT, WIDTH, picture, spoiled
from tests.unit.extract.pdf_samples import table

SCALE = 200 / 72


def paper() -> Pixels:
    return np.full((800, 800), 255, np.uint8)


def grid_in(page: Pixels) -> CellGrid | None:
    found = find_rules(page, SCALE).grids(SCALE)
    assert len(found) <= 1
    return found[0] if found else None


def draw_grid(page: Pixels, xs: list[int], ys: list[int], thickness: int = 2) -> None:
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), 0, thickness)
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), 0, thickness)


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_merged_cells_of_a_spoiled_scan(dpi: int):
    pixels = spoiled(picture(table, dpi))
    sheet = sheet_of(Scan(pixels, dpi / 72, dpi / 72), 0, WIDTH, HEIGHT)
    found = sheet.rules.grids(sheet.scale)
    assert len(found) == 1
    spans = {(r.row, r.column, r.row_span, r.column_span) for r in found[0].regions}
    assert (0, 0, 2, 1) in spans
    assert (0, 1, 1, 2) in spans
    assert (found[0].row_count, found[0].column_count) == (4, 3)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(40, 200), min_size=2, max_size=5),
    st.lists(st.integers(36, 120), min_size=2, max_size=6),
    st.integers(1, 5),
)
def test_every_grid_is_found_whole(widths: list[int], heights: list[int], thickness: int):
    page = np.full((1000, 1200), 255, np.uint8)
    xs = [60 + sum(widths[:i]) for i in range(len(widths) + 1)]
    ys = [60 + sum(heights[:i]) for i in range(len(heights) + 1)]
    draw_grid(page, xs, ys, thickness)
    grid = grid_in(page)
    assert grid is not None
    assert (grid.row_count, grid.column_count) == (len(heights), len(widths))


def test_broken_rules_are_bridged():
    page = paper()
    draw_grid(page, [100, 300, 500], [100, 200, 300])
    page[198:203, 150:165] = 255
    page[120:135, 298:303] = 255
    grid = grid_in(page)
    assert grid is not None
    assert len(grid.regions) == 4


def test_double_rules_are_one():
    page = paper()
    draw_grid(page, [100, 300, 500], [100, 200, 300])
    draw_grid(page, [105, 495], [105, 295])
    grid = grid_in(page)
    assert grid is not None
    assert (grid.row_count, grid.column_count) == (2, 2)


def test_short_uprights_of_a_one_row_box_count_and_strokes_of_print_do_not():
    page = paper()
    # A row 11 points high, and in it strokes nearly as high that touch only one of its rules.
    draw_grid(page, [100, 250, 400], [100, 130])
    cv2.line(page, (170, 102), (170, 122), 0, 2)
    cv2.line(page, (330, 108), (330, 128), 0, 2)
    grid = grid_in(page)
    assert grid is not None
    assert len(grid.regions) == 2


def bold_text(canvas: Canvas) -> None:
    canvas.setFontSize(26)
    canvas.drawString(60, 700, "一二三王十工业土土土")
    canvas.setFontSize(6)
    canvas.drawString(60, 600, "政府性基金预算上年结转结余国有资本经营预算")


@pytest.mark.parametrize("dpi", [150, 200])
def test_text_has_no_rules_that_make_a_table(dpi: int):
    sheet = sheet_of(Scan(spoiled(picture(bold_text, dpi)), dpi / 72, dpi / 72), 0, WIDTH, HEIGHT)
    assert sheet.rules.grids(sheet.scale) == []


def test_rules_are_painted_out_and_print_beside_them_stays():
    page = paper()
    draw_grid(page, [100, 300, 500], [100, 200, 300])
    page[150:156, 290:297] = 0
    clean = without_rules(page, find_rules(page, SCALE), SCALE)
    assert (clean[150:156, 290:297] == 0).all()
    page[150:156, 290:297] = 255
    assert (without_rules(page, find_rules(page, SCALE), SCALE) == 255).all()
