"""Pages of PDFs that are pictures."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.model import Grid
from pipelines.extract.ocr.pdf_pages import read_pdf_page
from pipelines.extract.ocr.scan_pages import DEFAULT_DPI, render
from tests.unit.extract.ocr.scans import HEIGHT, WIDTH, picture, spoiled
from tests.unit.extract.pdf_samples import make_pdf, table


def scanned_pdf(dpi: float) -> bytes:
    """A PDF whose second page is nothing but a spoiled scan."""
    packed = io.BytesIO()
    Image.fromarray(spoiled(picture(table, dpi))).save(packed, "JPEG", quality=80)

    def scan(canvas: Canvas) -> None:
        packed.seek(0)
        canvas.drawImage(ImageReader(packed), 0, 0, WIDTH, HEIGHT)

    return make_pdf(lambda canvas: canvas.drawString(90, 600, "封面"), scan)


def test_a_scanned_page_is_read_at_its_own_resolution():
    content = scanned_pdf(150)
    assert render(content, 1).dpi == pytest.approx(150, abs=1)
    assert render(content, 0).dpi == DEFAULT_DPI
    page = read_pdf_page(content, 2)
    (grid,) = [i for i in page.items if isinstance(i, Grid)]
    assert (page.number, page.method) == (2, "ocr")
    assert [c.text for c in grid.cells][:5] == ["科目名称", "基本支出", "小计", "人员经费", "教育支出"]
    assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT), abs=0.1)


@pytest.mark.parametrize(("content", "number"), [(b"%PDF-1.4 no pages", 1), (make_pdf(table), 7)])
def test_a_page_that_cannot_be_rendered_is_an_outcome(content: bytes, number: int):
    page = read_pdf_page(content, number)
    assert [(o.code, o.page) for o in page.outcomes] == [("PAGE_UNREADABLE", number)]
