"""When a page is read twice, which reading stands, and that figures are conserved."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.model import Grid, Page, TextLine
from pipelines.extract.page.builder import page_of
from pipelines.extract.page.columns import upright
from pipelines.extract.page.glyphs import CleanGlyphs, clean_glyphs
from pipelines.extract.pdf import pdfplumber_file as pdf_source
from pipelines.extract.pdf.conservation import difference
from pipelines.extract.pdf.engine import DigitalPdfEngine
from pipelines.extract.pdf.pdfium_file import PdfiumFile
from pipelines.extract.pdf.reference_tables import OwnTexts, disagreement
from pipelines.extract.pdf.second_reading import SecondReader, doubts_about
from tests.paths import SAMPLE_PDF
from tests.unit.extract.pdf_samples import make_pdf, table


def only_page(content: bytes) -> tuple[Page, CleanGlyphs]:
    with PdfiumFile(content) as file:
        marks = file.page(1)
    assert marks is not None
    return page_of(marks), clean_glyphs(upright(marks))


def with_texts(page: Page, change: tuple[str, str]) -> tuple[TextLine | Grid, ...]:
    """The page's items with one text replaced in its cells."""
    return tuple(
        replace(
            item, cells=tuple(replace(c, text=c.text.replace(*change), reading=c.reading) for c in item.cells)
        )
        if isinstance(item, Grid)
        else item
        for item in page.items
    )


def test_a_page_as_read_conserves_its_figures() -> None:
    page, glyphs = only_page(make_pdf(table))
    assert difference(glyphs, page.items) == ""


@pytest.mark.parametrize(
    ("change", "told"),
    [(("12.30", "21.30"), "-12.30 +21.30"), (("4.50", ""), "-4.50"), (("12.30", "12.30 12.30"), "+12.30")],
    ids=["digits in another order", "a figure lost", "a figure twice"],
)
def test_what_an_engine_may_do_to_a_figure_is_noticed(change: tuple[str, str], told: str) -> None:
    page, glyphs = only_page(make_pdf(table))
    assert difference(glyphs, with_texts(page, change)) == told


@settings(max_examples=40, deadline=None)
@given(st.lists(st.decimals(0, 999_999, places=2), min_size=1, max_size=12), st.data())
def test_no_figure_of_a_page_can_be_lost_unnoticed(amounts: list, data: st.DataObject) -> None:
    def draw(canvas: Canvas) -> None:
        for n, amount in enumerate(amounts):
            canvas.drawString(100 + 150 * (n % 3), 700 - 20 * (n // 3), f"{amount:,}")

    page, glyphs = only_page(make_pdf(draw))
    assert difference(glyphs, page.items) == ""
    lost = data.draw(st.integers(0, len(page.items) - 1))
    assert difference(glyphs, page.items[:lost] + page.items[lost + 1 :]).startswith("-")


def test_pages_without_doubt_are_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(content: bytes) -> None:
        raise AssertionError("opened with pdfplumber")

    monkeypatch.setattr(pdf_source, "PdfplumberFile", never)
    content = make_pdf(table)
    with PdfiumFile(content) as file, SecondReader(content, audit_one_in=0) as reader:
        marks = file.page(1)
        assert marks is not None
        assert not doubts_about(reader.settled(marks))


def test_a_dense_page_without_a_table_is_read_twice() -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(30):
            canvas.drawString(80, 780 - 20 * n, f"本年支出{n + 1}.{n:02d}万元")

    [page] = DigitalPdfEngine().pages(make_pdf(draw))
    [outcome] = page.outcomes
    assert outcome.code == "PAGE_READ_TWICE"
    assert "30 decimal figures and no table" in outcome.detail


def test_characters_that_pdfium_cannot_name_come_from_pdfplumber() -> None:
    """A font without a table of characters: PDFium gives glyph numbers, which are not characters."""
    content = make_pdf(table)
    # Without the map and with an encoding that says nothing, only the font program itself tells.
    assert b"/ToUnicode" in content
    damaged = content.replace(b"/ToUnicode", b"/ToUnicodX")
    [page] = DigitalPdfEngine().pages(damaged)
    texts = [cell.text for item in page.items if isinstance(item, Grid) for cell in item.cells]
    assert all(code in {o.code for o in page.outcomes} for code in ("PAGE_READ_TWICE",))
    # Either recovered or shown as unknown: never a wrong character.
    for text in texts:
        assert re.fullmatch("[\ufffd]*|.*[\\u4e00-\\u9fff0-9.]+.*", text)
    assert not Counter(texts) & Counter({"\x03": 1})


def test_an_audited_page_that_both_engines_read_alike_has_no_outcome() -> None:
    content = SAMPLE_PDF.read_bytes()
    with PdfiumFile(content) as file, SecondReader(content, audit_one_in=1) as reader:
        for number in (14, 21):
            marks = file.page(number)
            assert marks is not None
            page = reader.settled(marks)
            assert any(isinstance(item, Grid) for item in page.items)
            assert page.outcomes == ()


def test_the_sample_is_the_same_every_time() -> None:
    content = SAMPLE_PDF.read_bytes()

    def chosen() -> list[int]:
        with PdfiumFile(content) as file, SecondReader(content, audit_one_in=5) as reader:
            return [m.number for m in file.pages() if m is not None and reader._is_in_sample(m)]

    first = chosen()
    assert 2 <= len(first) <= 20
    assert first == chosen()


def test_disagreements_name_both_sides() -> None:
    cells, theirs = Counter(["1.20", "合计"]), Counter(["1.02", "合计"])
    assert disagreement(OwnTexts(cells, Counter(), ""), theirs) == ["ours: 1.20", "pdfplumber: 1.02"]
    assert disagreement(OwnTexts(cells, Counter(), ""), cells) == []
    # A cell cut by the page's end, and a caption in a box.
    assert disagreement(OwnTexts(Counter(), cells, ""), Counter()) == []
    assert disagreement(OwnTexts(cells, Counter(), "表一单位：万元"), cells + Counter(["单位：万元"])) == []


def test_marks_are_not_changed_by_reading_them() -> None:
    with PdfiumFile(make_pdf(table)) as file:
        marks = file.page(1)
    assert marks is not None
    before = marks.glyphs.copy()
    page_of(marks)
    assert np.array_equal(before, marks.glyphs)
