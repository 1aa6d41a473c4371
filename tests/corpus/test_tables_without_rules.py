"""Tables without upright rules: the synthetic ones are read, real disclosures get no invented ones."""

from __future__ import annotations

import json

import pytest

from benchmarks.extract.scoring import score
from benchmarks.extract.synthetic import tables_of
from pipelines.extract.model import Grid
from pipelines.extract.page.builder import page_of
from pipelines.extract.pdf.pdfium_file import PdfiumFile
from tests.paths import SHARED, needs_shared_corpus

pytestmark = needs_shared_corpus
CORPUS = SHARED / "corpus"


@pytest.mark.parametrize("name", ["d07_wp_threeline", "d08_wp_hrows", "d22_cr_zebra"])
def test_synthetic_documents_without_upright_rules(name: str) -> None:
    path = CORPUS / "synthetic_pdf" / f"{name}.pdf"
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["tables"]
    result = score(truth, tables_of(path.read_bytes()))
    assert result.cell_f >= 0.999, result.line()


def test_real_disclosures_hold_no_table_without_rules() -> None:
    """All tables of the corpus are ruled (looked at page by page); every sixth document is read here."""
    invented, read = [], 0
    for path in sorted((CORPUS / "disclosures").rglob("*.pdf"))[::6]:
        with PdfiumFile(path.read_bytes()) as file:
            for marks in file.pages():
                if marks is None:
                    continue
                read += 1
                for item in page_of(marks).items:
                    if isinstance(item, Grid) and any("borderless" in c.reading.flags for c in item.cells):
                        invented.append((path.name, marks.number))
    assert read > 300
    assert invented == []


def test_columns_taller_than_their_page_are_read() -> None:
    """Project tables of Beijing merge name, amounts and target over many rows and pages."""
    path = CORPUS / "disclosures/beijing/应急管理局_附件2：北京市应急管理局2026年度部门预算报表.pdf"
    with PdfiumFile(path.read_bytes()) as file:
        marks = file.page(61)
    assert marks is not None
    (grid,) = [item for item in page_of(marks).items if isinstance(item, Grid)]
    assert (grid.row_count, grid.column_count) == (16, 11)
    first = [c for c in grid.cells if c.row == 0]
    assert first[0].text.endswith("应急安全领域技术支撑")
    assert [c.text for c in first[1:3]] == ["366.820000", "366.820000"]
    assert {c.row_span for c in first[:3]} == {16}
