"""The two ways into PDFium give the same marks, bit for bit; and what a page hides is not read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.model import Grid, Page, TextLine
from pipelines.extract.native import build, library
from pipelines.extract.pdf import pdfium_native
from pipelines.extract.pdf.engine import DigitalPdfEngine
from pipelines.extract.pdf.pdfium_file import PdfiumFile
from pipelines.extract.pdf.plain import reader as pdfium_plain
from tests.paths import SAMPLE_PDF, SHARED, needs_shared_corpus
from tests.unit.extract.pdf_samples import HEIGHT, make_pdf, table

needs_native = pytest.mark.skipif(
    pdfium_native.library() is None, reason="no C compiler when the project was installed"
)


def assert_same_marks(content: bytes, every: int = 1) -> int:
    compared = 0
    with PdfiumFile(content) as file:
        for index in range(0, file.page_count, every):
            native = pdfium_native.read_page(file.handle, index)
            plain = pdfium_plain.read_page(file.handle, index)
            assert native is not None
            assert plain is not None
            assert native.glyphs.tobytes() == plain.glyphs.tobytes(), index
            assert native.marks.tobytes() == plain.marks.tobytes(), index
            about = [(p.box, p.width, p.height, p.rotation, p.truncated) for p in (native, plain)]
            assert about[0] == about[1]
            compared += 1
    return compared


@needs_native
def test_native_and_plain_reader_agree_on_the_first_document() -> None:
    assert assert_same_marks(SAMPLE_PDF.read_bytes(), every=3) > 10


@needs_native
@needs_shared_corpus
@pytest.mark.parametrize("region", sorted(p.name for p in (SHARED / "corpus" / "disclosures").glob("*/")))
def test_native_and_plain_reader_agree_on_real_documents(region: str) -> None:
    files = sorted((SHARED / "corpus" / "disclosures" / region).glob("*.pdf"))
    content = next(c for f in files if (c := f.read_bytes()).startswith(b"%PDF"))
    assert assert_same_marks(content, every=4)


@needs_native
@needs_shared_corpus
def test_native_and_plain_reader_agree_on_every_hazard() -> None:
    for file in sorted((SHARED / "corpus" / "synthetic_pdf").glob("*.pdf")):
        assert assert_same_marks(file.read_bytes(), every=5)


def test_the_plain_reader_is_used_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(library.SWITCH, "1")
    pdfium_native.library.cache_clear()
    try:
        assert pdfium_native.library() is None
        [page] = DigitalPdfEngine().pages(make_pdf(table))
        assert any(isinstance(item, Grid) for item in page.items)
    finally:
        monkeypatch.undo()
        pdfium_native.library.cache_clear()


def test_without_a_compiler_the_build_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "compiler", lambda: None)
    assert "same results" in build.build()


def test_a_compiler_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = tmp_path / "page_marks.c"
    source.write_text("this is not C")
    monkeypatch.setattr(build, "SOURCES", (source,))
    monkeypatch.setattr(build, "LIBRARY", tmp_path / "page_marks.so")
    if build.compiler() is None:
        pytest.skip("no C compiler on this machine")
    assert "Python alone" in build.build()
    assert [p.name for p in tmp_path.iterdir()] == ["page_marks.c"]


def texts(page: Page) -> list[str]:
    return [item.text for item in page.items if isinstance(item, TextLine)]


def read(*drawings: object) -> list[Page]:
    return list(DigitalPdfEngine().pages(make_pdf(*drawings)))


def test_text_outside_its_clip_is_not_read() -> None:
    """A spreadsheet repeats its header and clips the body: what lies under the header is not seen."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "项目总额")
        clip = canvas.beginPath()
        clip.rect(50, 300, 400, 380)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.drawString(100, 698, "370.00")
        canvas.drawString(100, 600, "118.00")

    [page] = read(draw)
    assert texts(page) == ["项目总额", "118.00"]


def test_a_line_half_hidden_in_its_cell_stays_in_its_cell() -> None:
    """A spreadsheet clips a cell's second line; its lower half would lie in the next row."""

    def draw(canvas: Canvas) -> None:
        for x in (100, 200):
            canvas.line(x, 640, x, 700)
        for y in (640, 670, 700):
            canvas.line(100, y, 200, y)
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(100, 670, 100, 30)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.drawString(105, 685, "采购组织形")
        canvas.drawString(105, 664, "式")
        canvas.restoreState()
        canvas.drawString(105, 650, "合计")

    [page] = read(draw)
    [grid] = [item for item in page.items if isinstance(item, Grid)]
    assert [cell.text for cell in grid.cells] == ["采购组织形式", "合计"]
    assert grid.cells[0].reading.flags == ("overflow",)


def test_rules_end_where_their_clip_ends() -> None:
    def draw(canvas: Canvas) -> None:
        clip = canvas.beginPath()
        clip.rect(90, 560, 220, 200)
        canvas.clipPath(clip, stroke=0, fill=0)
        for x in (100, 200, 300):
            canvas.line(x, 500, x, 700)
        for y in (500, 600, 650, 700):
            canvas.line(100, y, 300, y)
        canvas.drawString(110, 660, "甲")

    [page] = read(draw)
    [grid] = [item for item in page.items if isinstance(item, Grid)]
    assert grid.spot.box is not None
    assert grid.spot.box.bottom == pytest.approx(HEIGHT - 560, abs=0.6)
    assert grid.row_count == 3


def test_marks_are_exact_multiples_of_what_pdfium_says() -> None:
    with PdfiumFile(make_pdf(table)) as file:
        page = file.page(1)
    assert page is not None
    assert np.isfinite(page.glyphs["x0"]).all()
    assert (page.marks["x1"] >= page.marks["x0"]).all()
