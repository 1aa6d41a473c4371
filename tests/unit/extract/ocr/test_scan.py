"""Whole pages, read with the real models."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.document import extract_document
from pipelines.extract.model import Grid, Page, TextLine, UnreadableDocument
from pipelines.extract.ocr import scan
from pipelines.extract.ocr.image_engine import ImageEngine
from pipelines.extract.ocr.recogniser import OcrMissingError
from pipelines.extract.ocr.scan import read_picture
from tests.unit.extract.ocr.scans import HEIGHT, WIDTH, picture, spoiled
from tests.unit.extract.pdf_samples import table


def page_of_everything(canvas: Canvas) -> None:
    """A title, a unit line, a table with a dash, a slash, a nought, a negative and boxes, a note below."""
    canvas.setFontSize(16)
    canvas.drawCentredString(WIDTH / 2, 740, "一般公共预算支出表")
    canvas.setFontSize(10)
    canvas.drawRightString(500, 712, "单位：万元")
    table(canvas)
    xs, ys = (100, 200, 290, 380, 480), (600, 580, 560, 540)
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    rows = (
        ("2013101", "1,234,567.89", "-", "0"),
        ("2080505", "-45.678901", "/", "—"),
        ("□是否", "(12.50)", "", "95%"),
    )
    for row, y in zip(rows, ys, strict=False):
        for text, x in zip(row, xs, strict=False):
            canvas.drawString(x + 5, y - 14, text)
    canvas.drawString(100, 500, "备注：本表无空行。")


def read(pixels: np.ndarray) -> Page:
    return read_picture(pixels, page=3, width_pt=WIDTH, height_pt=HEIGHT)


def texts(grid: Grid) -> list[str]:
    return [c.text for c in grid.cells]


def test_a_spoiled_scan_is_read_whole():
    page = read(spoiled(picture(page_of_everything), degrees=-1.3))
    lines = [i for i in page.items if isinstance(i, TextLine)]
    grids = [i for i in page.items if isinstance(i, Grid)]
    assert page.method == "ocr"
    assert [line.text for line in lines] == ["一般公共预算支出表", "单位：万元", "备注：本表无空行。"]
    assert [type(i) for i in page.items] == [TextLine, TextLine, Grid, Grid, TextLine]
    assert texts(grids[0]) == [
        "科目名称", "基本支出", "小计", "人员经费", "教育支出", "12.30", "4.50", "社会保障和就业支出", "0.00", "",
    ]  # fmt: skip
    assert texts(grids[1]) == [
        "2013101", "1,234,567.89", "-", "0", "2080505", "-45.678901", "/", "—", "□是否", "(12.50)", "", "95%",
    ]  # fmt: skip
    by_text = {c.text: c.reading for c in grids[1].cells}
    assert by_text["-"].flags == ("ocr", "ocr_mark")
    assert by_text["1,234,567.89"].flags == ("ocr",)
    assert by_text[""].flags == ()
    # Boxes lie on the page as it is, askew: the cell of the nought is 380..480 × 242..262 before it was turned.
    zero = next(c for c in grids[1].cells if c.text == "0").spot
    assert zero.page == 3 and zero.box is not None
    assert 375 < zero.box.x0 < 390 and 235 < zero.box.top < 250
    how = page.outcomes[0]
    assert how.code == "PAGE_READ_BY_OCR"
    skew = re.search(r"skew (-?[\d.]+)", how.detail)
    assert skew and float(skew.group(1)) == pytest.approx(1.3, abs=0.05)


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_pages_on_their_side_or_head_are_read_alike(quarter: int):
    pixels = np.rot90(picture(table, 150), quarter)
    size = (WIDTH, HEIGHT) if quarter == 2 else (HEIGHT, WIDTH)
    page = read_picture(pixels, page=1, width_pt=size[0], height_pt=size[1])
    (grid,) = [i for i in page.items if isinstance(i, Grid)]
    assert texts(grid)[:3] == ["科目名称", "基本支出", "小计"]
    box = grid.spot.box
    assert box is not None and 0 < box.x0 < box.x1 < size[0] and 0 < box.top < box.bottom < size[1]


def test_the_same_bytes_give_the_same_page():
    pixels = spoiled(picture(table, 150))
    assert read(pixels) == read(pixels)


def test_a_blank_page_is_skipped_without_models(monkeypatch: pytest.MonkeyPatch):
    def no_models(threads: int) -> None:
        raise AssertionError("the models were started for a blank page")

    monkeypatch.setattr(scan, "recogniser", no_models)
    noise = np.random.default_rng(1).normal(246, 4, (1100, 800)).clip(0, 255).astype(np.uint8)
    page = read(noise)
    assert [o.code for o in page.outcomes] == ["PAGE_BLANK"]
    assert page.items == ()


def test_missing_models_are_an_outcome(monkeypatch: pytest.MonkeyPatch):
    def no_models(threads: int) -> None:
        raise OcrMissingError("reading pictures needs the packages rapidocr and onnxruntime")

    monkeypatch.setattr(scan, "recogniser", no_models)
    (outcome,) = read(picture(table, 100)).outcomes
    assert (outcome.code, outcome.page) == ("OCR_MISSING", 3)
    assert "rapidocr" in outcome.detail


def image_bytes(*pages: np.ndarray, form: str, **options: object) -> bytes:
    images = [Image.fromarray(p) for p in pages]
    buffer = io.BytesIO()
    if form == "TIFF":
        options |= {"save_all": True, "append_images": images[1:]}
    images[0].save(buffer, form, **options)
    return buffer.getvalue()


def test_a_tiff_of_two_pages():
    pixels = picture(table, 150)
    content = image_bytes(pixels, np.full_like(pixels, 255), form="TIFF", dpi=(150, 150))
    pages = list(ImageEngine().pages(content))
    assert [p.number for p in pages] == [1, 2]
    assert pages[0].width == pytest.approx(WIDTH, abs=1)
    assert [o.code for o in pages[1].outcomes] == ["PAGE_BLANK"]


def test_a_png_becomes_a_document():
    document = extract_document(image_bytes(picture(table, 150), form="PNG"), "image/png")
    assert document.method == "ocr"
    assert document.pages[0].height == pytest.approx(HEIGHT, abs=1)
    (found,) = document.tables
    assert found.columns[1] == ("基本支出", "小计")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"<html>no picture</html>", "IMAGE_BROKEN"),
        (b"\x89PNG\r\n\x1a\n", "IMAGE_BROKEN"),
    ],
)
def test_files_that_are_no_pictures(content: bytes, code: str):
    with pytest.raises(UnreadableDocument) as caught:
        list(ImageEngine().pages(content))
    assert caught.value.code == code


def test_a_truncated_picture():
    content = image_bytes(spoiled(picture(table, 72)), form="JPEG")
    with pytest.raises(UnreadableDocument) as caught:
        list(ImageEngine().pages(content[: len(content) // 2]))
    assert caught.value.code == "IMAGE_BROKEN"


def test_a_picture_too_large_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipelines.extract.ocr.image_engine.MOST_PIXELS", 1000)
    with pytest.raises(UnreadableDocument) as caught:
        list(ImageEngine().pages(image_bytes(np.zeros((50, 50), np.uint8), form="PNG")))
    assert caught.value.code == "IMAGE_TOO_LARGE"
