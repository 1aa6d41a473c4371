"""The digital PDF engine on PDFs with one hazard each."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.model import Grid, Page, TextLine, UnreadableDocument
from pipelines.extract.pdf.engine import DigitalPdfEngine
from pipelines.extract.pdf.pdfium_file import PdfiumFile
from tests.paths import SAMPLE_PDF
from tests.unit.extract.pdf_samples import HEIGHT, WIDTH, footer, make_pdf, table

DAMAGEABLE = make_pdf(table, footer(1))
# The objects' dictionaries, without the long font and page streams.
SKELETON = [m.span() for m in re.finditer(rb"\n\d+ 0 obj(?:(?!stream).){0,400}", DAMAGEABLE, re.S)]
TABLE_ROWS = [
    ["科目名称", "基本支出"],
    ["小计", "人员经费"],
    ["教育支出", "12.30", "4.50"],
    ["社会保障和就业支出", "0.00", ""],
]


def read(content: bytes) -> list[Page]:
    return list(DigitalPdfEngine().pages(content))


def grids(page: Page) -> list[Grid]:
    return [item for item in page.items if isinstance(item, Grid)]


def lines(page: Page) -> list[str]:
    return [item.text for item in page.items if isinstance(item, TextLine)]


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.row_count)]


def codes(page: Page) -> list[str]:
    return [outcome.code for outcome in page.outcomes]


def test_merged_header_cells_have_spans_and_boxes() -> None:
    [page] = read(make_pdf(table))
    [grid] = grids(page)
    assert rows(grid) == TABLE_ROWS
    assert (grid.row_count, grid.column_count, grid.spans_known) == (4, 3, True)
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in grid.cells}
    assert spans["科目名称"] == (2, 1)
    assert spans["基本支出"] == (1, 2)
    assert spans["小计"] == (1, 1)
    box = next(cell for cell in grid.cells if cell.text == "12.30").spot.box
    assert box is not None
    # Drawn 40 to 60 points under the table's upper edge, which is 700 points above the page's foot.
    assert box.as_list() == pytest.approx([220, HEIGHT - 660, 300, HEIGHT - 640], abs=0.6)


def test_lines_around_a_table_stay_lines_in_reading_order() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(180, 730, "2023年部门支出总表")
        canvas.drawString(100, 710, "部门：某局")
        canvas.drawString(330, 710, "单位：万元")
        table(canvas)
        canvas.drawString(100, 590, "备注：无")

    [page] = read(make_pdf(draw))
    order = [item.text if isinstance(item, TextLine) else "TABLE" for item in page.items]
    assert order == ["2023年部门支出总表", "部门：某局", "单位：万元", "TABLE", "备注：无"]
    first = page.items[0]
    assert isinstance(first, TextLine)
    assert first.size == pytest.approx(10)
    assert first.spot.box is not None
    assert first.spot.box.x0 == pytest.approx(180)


def test_background_fills_are_no_rules() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.8)
        canvas.rect(104, 642, 60, 16, stroke=0, fill=1)
        canvas.rect(222, 610, 50, 28, stroke=0, fill=1)
        canvas.setFillGray(0)
        table(canvas)

    [page] = read(make_pdf(draw))
    assert rows(grids(page)[0]) == TABLE_ROWS


def test_borders_drawn_as_thin_fills_are_rules() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (100, 200, 300):
            canvas.rect(x, 660, 0.5, 40, stroke=0, fill=1)
        for y in (660, 680, 700):
            canvas.rect(100, y, 200, 0.5, stroke=0, fill=1)
        canvas.drawString(104, 686, "合计")
        canvas.drawString(204, 686, "1.00")

    [page] = read(make_pdf(draw))
    assert rows(grids(page)[0]) == [["合计", "1.00"], ["", ""]]


def test_open_edges_are_closed_at_the_outline() -> None:
    """At a page end a merged cell may lack its lower rule, and many tables lack their side rules."""

    def draw(canvas: Canvas) -> None:
        canvas.line(100, 700, 300, 700)
        canvas.line(150, 680, 300, 680)
        canvas.line(150, 640, 150, 700)
        canvas.line(220, 640, 220, 700)
        canvas.drawString(104, 670, "产出指标")
        canvas.drawString(160, 686, "数量指标")
        canvas.drawString(160, 656, "质量指标")

    [page] = read(make_pdf(draw))
    [grid] = grids(page)
    assert rows(grid) == [["产出指标", "数量指标", ""], ["质量指标", ""]]
    assert next(c for c in grid.cells if c.text == "产出指标").row_span == 2


def test_a_box_around_text_and_an_underline_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(100, 600, 300, 100)
        canvas.drawString(120, 650, "框中的话")
        canvas.line(100, 500, 300, 500)

    [page] = read(make_pdf(draw))
    assert grids(page) == []
    assert lines(page) == ["框中的话"]


def test_fake_bold_is_read_once_and_equal_digits_stay() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "合计111.10")
        canvas.drawString(100.4, 700, "合计111.10")

    [page] = read(make_pdf(draw))
    assert lines(page) == ["合计111.10"]


def test_watermark_white_and_invisible_text_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "正文")
        canvas.saveState()
        canvas.translate(120, 690)
        canvas.rotate(30)
        canvas.drawString(0, 0, "水印")
        canvas.restoreState()
        canvas.setFillGray(1)
        canvas.drawString(100, 650, "白字")
        canvas.setFillGray(0)
        hidden = canvas.beginText(100, 600)
        hidden.setTextRenderMode(3)
        hidden.textOut("隐字")
        canvas.drawText(hidden)

    [page] = read(make_pdf(draw))
    assert lines(page) == ["正文"]


def test_white_text_on_a_dark_fill_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(90, 690, 100, 30, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(100, 700, "表头")

    [page] = read(make_pdf(draw))
    assert lines(page) == ["表头"]


def test_footers_and_running_headers_are_set_apart() -> None:
    pages = read(make_pdf(footer(1), footer(2), footer(3)))
    assert [lines(page) for page in pages] == [["第一段话。"], ["第二段话。"], ["第三段话。"]]
    assert [[line.text for line in page.headers_and_footers] for page in pages] == [
        ["某某局预算公开", f"—{number}—"] for number in (1, 2, 3)
    ]


def test_a_lone_line_at_the_top_is_no_running_header() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, HEIGHT - 30, "公开说明")
        canvas.drawString(100, 600, "正文。")

    pages = read(make_pdf(draw, footer(2)))
    assert lines(pages[0]) == ["公开说明", "正文。"]


def test_a_rotated_page_has_boxes_as_it_is_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        table(canvas, top=500)

    [page] = read(make_pdf(draw))
    assert (page.width, page.height, page.rotation) == (pytest.approx(WIDTH), pytest.approx(HEIGHT), 90)
    [grid] = grids(page)
    assert rows(grid) == TABLE_ROWS
    box = grid.spot.box
    assert box is not None
    # The media box lies on its side; turned, the drawing stands at the seen page's top left.
    assert box.as_list() == pytest.approx([100, WIDTH - 500, 380, WIDTH - 410], abs=0.6)


def test_a_table_drawn_sideways_is_read_and_its_boxes_lie_on_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        table(canvas, top=500)

    [page] = read(make_pdf(draw))
    assert (page.width, page.height) == (pytest.approx(WIDTH), pytest.approx(HEIGHT))
    [grid] = grids(page)
    assert rows(grid) == TABLE_ROWS
    box = grid.spot.box
    assert box is not None
    assert box.as_list() == pytest.approx([WIDTH - 500, HEIGHT - 380, WIDTH - 410, HEIGHT - 100], abs=0.6)


def test_hanging_punctuation_stays_with_its_text() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (100, 150, 200):
            canvas.line(x, 660, x, 700)
        for y in (660, 680, 700):
            canvas.line(100, y, 200, y)
        canvas.drawString(105, 686, "保障运行，")
        canvas.drawString(165, 686, "1.00")

    [page] = read(make_pdf(draw))
    assert rows(grids(page)[0])[0] == ["保障运行，", "1.00"]


def test_radicals_become_characters_and_full_width_marks_stay() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "⽤（⽉）：１２")

    [page] = read(make_pdf(draw))
    assert lines(page) == ["用（月）：１２"]


def test_glyphs_without_a_character_are_reported_not_guessed() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "属性\ue000")

    [page] = read(make_pdf(draw))
    # Read twice: pdfplumber does not know the character either.
    assert codes(page) == ["TEXT_UNREADABLE", "PAGE_READ_TWICE"]
    assert lines(page) == ["属性\ufffd"]
    assert page.outcomes[0].page == 1


def test_a_scanned_page_is_read_from_its_picture_and_a_blank_page_is_blank() -> None:
    def scan(canvas: Canvas) -> None:
        rendered = PdfDocument(make_pdf(table))[0].render(scale=2.8).to_pil()
        canvas.drawInlineImage(rendered, 0, 0, WIDTH, HEIGHT)

    scanned, blank = read(make_pdf(scan, lambda canvas: None))
    assert scanned.method == "ocr"
    assert "PAGE_READ_BY_OCR" in codes(scanned)
    assert rows(grids(scanned)[0]) == TABLE_ROWS
    assert codes(blank) == ["PAGE_BLANK"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b" \n\n", "FILE_EMPTY"),
        (b"<html><body>404</body></html>", "NOT_A_PDF"),
        (b"%PDF-1.7\nnothing else", "PDF_BROKEN"),
        (make_pdf(table)[:400], "PDF_BROKEN"),
        (make_pdf(table, encrypt=StandardEncryption("secret", "owner")), "PDF_ENCRYPTED"),
    ],
    ids=["empty", "blank", "web page", "header only", "truncated", "password"],
)
def test_unreadable_files_raise_a_stable_code(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(content)
    assert caught.value.code == code


def test_encryption_without_a_password_to_open_is_read() -> None:
    [page] = read(make_pdf(table, encrypt=StandardEncryption("", "owner", canCopy=0)))
    assert rows(grids(page)[0]) == TABLE_ROWS


def test_a_file_without_its_end_mark_is_read_with_a_warning() -> None:
    content = make_pdf(table).replace(b"%%EOF", b"")
    [page] = read(content)
    assert codes(page) == ["PDF_INCOMPLETE"]
    assert rows(grids(page)[0]) == TABLE_ROWS


def test_one_broken_page_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    original = PdfiumFile.page
    monkeypatch.setattr(
        PdfiumFile, "page", lambda file, number: None if number == 2 else original(file, number)
    )
    pages = read(make_pdf(footer(1), footer(2), footer(3)))
    assert [codes(page) for page in pages] == [[], ["PAGE_UNREADABLE"], []]
    assert lines(pages[2]) == ["某某局预算公开", "第三段话。"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_never_crash_the_engine(data: st.DataObject) -> None:
    """Bytes of the file's skeleton changed, deleted or cut off: pages, outcomes or a stable code."""
    content = bytearray(DAMAGEABLE)
    for _ in range(data.draw(st.integers(1, 5))):
        start, end = data.draw(st.sampled_from(SKELETON))
        place = data.draw(st.integers(start, min(end, len(content)) - 1))
        content[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=4))
    try:
        assert read(bytes(content))
    except UnreadableDocument as unreadable:
        assert unreadable.code in ("PDF_BROKEN", "PDF_ENCRYPTED", "NOT_A_PDF")


def test_pages_come_one_at_a_time() -> None:
    """The engine must not read ahead further than running headers need: one page."""
    content = SAMPLE_PDF.read_bytes()
    pages = DigitalPdfEngine().pages(content)
    assert next(pages).number == 1
    assert next(pages).number == 2


def test_boxes_match_what_a_renderer_shows() -> None:
    """The box of a cell, looked up by another PDF library, holds the same text."""
    content = SAMPLE_PDF.read_bytes()
    page = next(p for p in DigitalPdfEngine().pages(content) if grids(p))
    cells = [c for c in grids(page)[0].cells if c.text.replace(".", "").isdigit()]
    assert len(cells) > 30
    viewed = PdfDocument(io.BytesIO(content))[page.number - 1].get_textpage()
    for cell in cells:
        box = cell.spot.box
        assert box is not None
        bounds = (box.x0, page.height - box.bottom, box.x1, page.height - box.top)
        assert viewed.get_text_bounded(*bounds).strip() == cell.text


def test_a_page_full_of_lines_is_a_drawing_and_says_so() -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(3300):
            canvas.line(10, 5 + n * 0.25, 500, 5 + n * 0.25)
            canvas.line(5 + n * 0.18, 10, 5 + n * 0.18, 800)
        canvas.drawString(100, 700, "某市地图")

    # Lines a quarter of a point apart snap together; only rules that stay apart count.
    [page] = read(make_pdf(draw))
    assert lines(page) + [c.text for g in grids(page) for c in g.cells if c.text]

    def scatter(canvas: Canvas) -> None:
        for n in range(4000):
            x, y = (n * 37) % 580, 3 * ((n * 91) % 270)
            canvas.line(x, y, x + 6, y)
            canvas.line(x, y, x, y + 6)
        canvas.drawString(100, 700, "某市地图")

    [page] = read(make_pdf(scatter))
    assert lines(page) == ["某市地图"]
    assert codes(page) == ["PAGE_TRUNCATED"]
