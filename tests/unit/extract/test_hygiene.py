"""Each change made to the text, or folded when it is compared, is counted; the printed text is kept."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipelines.collect.media_types import PDF
from pipelines.contracts.frames import to_frame
from pipelines.contracts.tables import PART_TABLES
from pipelines.contracts.tables.extract import TEXT_CHANGE
from pipelines.extract.document import extract_document, to_records
from pipelines.extract.model import (
    ExtractedDocument,
    LogicalTable,
    PageInfo,
    Reading,
    Spot,
    TableCell,
    TextBlock,
)
from pipelines.extract.page.builder import build_page
from pipelines.extract.text.cjk import comparable
from pipelines.extract.text.hygiene import TEXT_CHANGES, text_changes
from tests.unit.extract.pdf_samples import make_pdf
from tests.unit.extract.test_pdf_geometry import glyphs, page


def saying(*texts: str) -> ExtractedDocument:
    blocks = tuple(TextBlock(n, "paragraph", 0, text, Spot(1), ()) for n, text in enumerate(texts, 1))
    return ExtractedDocument("0" * 64, "text/plain", "text", (PageInfo(1, 0, 0, 0, "text"),), blocks, (), ())


def counts(document: ExtractedDocument) -> dict[str, int]:
    return {row["change"]: row["count"] for row in text_changes(document)}


def test_changes_made_on_the_page_are_counted_glyph_by_glyph() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "⽤（⽉）：１２")
        canvas.setFillGray(1)
        canvas.drawString(100, 600, "白字")

    document = extract_document(make_pdf(draw), PDF)
    rows = {row["change"]: row for row in text_changes(document)}
    made = {name: row["count"] for name, row in rows.items()}
    assert made == {"radical": 2, "hidden": 2, "fullwidth_mark": 3, "fullwidth_digit": 2}
    assert rows["fullwidth_digit"]["example"] == "用（月）：１２"  # as printed
    assert {row["page"] for row in rows.values()} == {1}


def test_characters_printed_again_for_boldness_are_counted() -> None:
    # PDFium takes most of them once itself and does not say so; these are what it, and other readers, leave to us.
    bold = [*glyphs("合计", 100, 700), *glyphs("合计", 100.4, 700)]
    assert dict(build_page(page(bold)).changes) == {"double": 2}
    assert build_page(page(glyphs("合计", 100, 700))).changes == ()


def test_what_comparing_folds_is_counted_and_kept() -> None:
    document = saying("收 入 总 计：１２０．５", "Ⅱ类㎡", "2023 年")
    assert counts(document) == {"space": 3, "fullwidth_mark": 2, "fullwidth_digit": 4, "compatibility": 2}
    assert document.blocks[0].text == "收 入 总 计：１２０．５"


def test_plain_text_has_nothing_to_tell() -> None:
    assert counts(saying("部门收支总表", "12,345.00", "(一)一般公共预算")) == {}


def test_spaces_closed_up_in_cells_show_what_was_printed() -> None:
    reading = Reading(lines=("收 入", "合计"), changes=("space", "joined"))
    document = replace(saying(), tables=(one_cell(TableCell(0, 0, "收入合计", Spot(3), reading=reading)),))
    records = to_records(document)["text_changes"]
    said = {"document_id": "0" * 64, "page": 3, "change": "closed_up", "count": 1, "example": "收 入 合计"}
    assert records == [said]
    assert to_frame(PART_TABLES["text_changes"], records).height == 1


def test_the_contract_knows_every_kind() -> None:
    assert tuple(TEXT_CHANGES) == TEXT_CHANGE.values


def one_cell(cell: TableCell) -> LogicalTable:
    return LogicalTable(1, "表", None, "", None, "", "", (), (), (cell,), 1, 3, 3)


@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=40))
def test_a_text_that_comparing_changes_is_counted(text: str) -> None:
    plain = text.replace(" ", "")
    if unicodedata.normalize("NFKC", plain) != "".join(unicodedata.normalize("NFKC", c) for c in plain):
        return  # characters that melt into their neighbours (accents)
    folds = any(unicodedata.normalize("NFKC", c) != c and not c.isspace() for c in plain)
    kinds = Counter(counts(saying(text)))
    assert bool(kinds["fullwidth_digit"] + kinds["fullwidth_mark"] + kinds["compatibility"]) or not folds
    assert folds or any(c.isspace() for c in plain) or not kinds["compatibility"]
    assert comparable(text) == comparable(unicodedata.normalize("NFKC", text))
