"""The typeset PDF of the first document: same bytes every time, and every figure of the dump in it."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from pathlib import Path

import pytest

from pipelines.extract.model import Grid, GridCell, Page, TextLine
from pipelines.extract.pdf.engine import DigitalPdfEngine
from scripts.typeset.dump import clean, join_cut_paragraphs, read_blocks
from scripts.typeset.indicators import PROJECT_LEVELS, restore
from scripts.typeset.ruled import RuledCell, RuledTable, wrap
from scripts.typeset.sheet import MissingGlyphError, Sheet
from scripts.typeset_first_document import typeset
from tests.paths import SAMPLE_PDF, SAMPLE_TEXT

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Figures that damage of the dump prints twice: T2's surplus 0.00 in its three rows, one 95% of an
# indicator row that a page end cut in two.
_DAMAGE = Counter({"0.00": 3, "95": 1})


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return list(DigitalPdfEngine().pages(SAMPLE_PDF.read_bytes()))


def cells_of(pages: list[Page]) -> list[GridCell]:
    return [cell for page in pages for item in page.items if isinstance(item, Grid) for cell in item.cells]


def inflated(pdf: bytes) -> bytes:
    """A PDF's objects with plain streams: compressors of different versions may pack differently."""
    body = pdf[: pdf.rindex(b"xref\n")]
    plain = re.sub(
        rb"stream\r?\n(.*?)\r?\nendstream", lambda m: zlib.decompressobj().decompress(m[1]), body, flags=re.S
    )
    return re.sub(rb"/Length \d+", b"/Length", plain)


def test_typesetting_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    dump = SAMPLE_TEXT.read_text(encoding="utf-8")
    for name in ("one.pdf", "two.pdf"):
        typeset(dump, tmp_path / name)
    one = (tmp_path / "one.pdf").read_bytes()
    assert one == (tmp_path / "two.pdf").read_bytes()
    assert inflated(one) == inflated(SAMPLE_PDF.read_bytes()), "run python -m scripts.typeset_first_document"


def test_every_number_of_the_dumps_tables_stands_in_the_pdfs_tables(pages: list[Page]) -> None:
    """As often as in the dump: a figure lost or printed twice would show."""
    blocks = read_blocks(SAMPLE_TEXT.read_text(encoding="utf-8"))
    wanted = Counter(
        n for block in blocks if block.is_table for row in block.rows for f in row for n in _NUMBER.findall(f)
    )
    repeated_headers = {(c.spot.page, c.row) for c in cells_of(pages) if c.text == "12" and c.column == 9}
    assert len(repeated_headers) == 2, (
        "the procurement table's column numbers are repeated on its second page"
    )
    again = sorted(repeated_headers)[1]
    found = Counter(
        n
        for cell in cells_of(pages)
        if (cell.spot.page, cell.row) != again
        for n in _NUMBER.findall(cell.text)
    )
    assert sum(wanted.values()) > 1400
    assert wanted - found == _DAMAGE
    assert found - wanted == Counter()


def test_every_number_of_the_narrative_stands_in_the_pdf(pages: list[Page]) -> None:
    blocks = read_blocks(SAMPLE_TEXT.read_text(encoding="utf-8"))
    wanted = Counter(
        n for block in blocks if not block.is_table for line in block.lines for n in _NUMBER.findall(line)
    )
    text = "\n".join(item.text for page in pages[1:] for item in page.items if isinstance(item, TextLine))
    assert sum(wanted.values()) > 200
    assert Counter(_NUMBER.findall(text)) == wanted


def test_wide_tables_lie_on_landscape_pages_and_the_narrative_on_portrait(pages: list[Page]) -> None:
    wide = {
        item.column_count for p in pages if p.width > p.height for item in p.items if isinstance(item, Grid)
    }
    assert {19, 14, 12} <= wide
    assert all(page.width < page.height for page in pages[:12])


def test_income_table_has_seventeen_columns_of_figures(pages: list[Page]) -> None:
    grid = next(item for p in pages for item in p.items if isinstance(item, Grid) and item.column_count == 19)
    total = [c.text for c in grid.cells if c.row == 2]
    assert total == ["", "合计", "870.30", "870.09", "870.09", *["0.00"] * 8, "0.21", *["0.00"] * 4, "0.21"]
    spans = {c.text: c.column_span for c in grid.cells if c.row == 0}
    assert (spans["本年收入"], spans["上年结转结余"]) == (10, 6)


def test_project_table_repeats_its_header_on_every_page(pages: list[Page]) -> None:
    tops = [
        [c.text for c in item.cells if c.row == 0]
        for page in pages[22:25]
        for item in page.items
        if isinstance(item, Grid)
    ]
    assert len(tops) == 3
    assert tops[0] == tops[1] == tops[2]
    assert tops[0][:3] == ["项目编码", "项目名称", "项目单位"]


def test_what_the_department_printed_wrongly_stays(pages: list[Page]) -> None:
    texts = [c.text for c in cells_of(pages)]
    assert "政府支出经济分类" in texts
    assert "行财科" in texts
    assert "42011222017T000000103" in texts
    assert "42011223017T000000103" in texts
    lines = [i.text for p in pages for i in p.items if isinstance(i, TextLine)]
    assert any("增下降" in line for line in lines)


@pytest.mark.parametrize(
    ("field", "printed"),
    [
        ("42011222017T0000001 07", "42011222017T000000107"),
        ("事业单 位经营 支出", "事业单位经营支出"),
        ("收 入 总 计", "收 入 总 计"),
        ("2023 年预算", "2023 年预算"),
        ("单位: 万元", "单位:万元"),
        (
            '持续性项目 <input checked="" type="checkbox"/> 新增性项目 <input type="checkbox"/>',
            "持续性项目 √ 新增性项目 □",
        ),
        ("<p>（一）甲。</p><p>（二）乙。</p>", "（一）甲。\n（二）乙。"),
    ],
)
def test_damage_of_one_field_is_undone(field: str, printed: str) -> None:
    assert clean(field) == printed


def test_paragraphs_cut_by_a_page_end_are_joined() -> None:
    lines = [
        "2023 年部门收入预算 870.3 万元，其中政府性基金预算财政拨款收",
        "入 0 万元，占 0%。",
        "（一）“三公”经费的单位范围",
        "武汉市东西湖区大数据中心",
    ]
    assert join_cut_paragraphs(lines) == [lines[0] + lines[1], *lines[2:]]


def test_indicators_get_their_levels_back() -> None:
    rows = [
        ("长期绩效目标", "成本指标", "经济成本指标", "购置费用", "85", "其他数据"),
        ("", "", "", "系统", "1 套", "计划数据"),
        ("", "效益指标", "质量指标", "故障率", "≤5%", "计划数据"),
        ("", "", "", "社会效益指标", "提升效率", "有所提升"),
        ("", "", "", "满意度", "≥95%", "计划数据"),
        ("服务对象", "学员满意度", "≥95%", "计划数据"),
        ("", "指标", "满意度指标"),
    ]
    read = [
        (i.level1, i.level2, i.name, i.values) for i in restore(rows, 2, PROJECT_LEVELS, {"系统": "数量指标"})
    ]
    assert read == [
        ("成本指标", "经济成本指标", "购置费用", ["85", "其他数据"]),
        ("产出指标", "数量指标", "系统", ["1 套", "计划数据"]),
        ("产出指标", "质量指标", "故障率", ["≤5%", "计划数据"]),
        ("效益指标", "社会效益指标", "提升效率", ["有所提升", ""]),
        ("满意度指标", "服务对象满意度指标", "学员满意度", ["≥95%", "计划数据"]),
    ]


def test_wrapping_keeps_numbers_whole_and_marks_off_line_starts() -> None:
    def measure(text: str, size: float) -> float:
        return sum(size / 2 if c.isascii() else size for c in text)

    lines = wrap("支出合计870.30万元，其中基本支出", 70, 10, measure)
    assert "".join(lines) == "支出合计870.30万元，其中基本支出"
    assert any("870.30" in line for line in lines)
    assert all(measure(line, 10) <= 70 for line in lines)
    assert not any(line[0] in "，。" for line in lines)


def test_a_merged_cell_makes_its_rows_tall_enough() -> None:
    table = RuledTable(
        [20, 100], [RuledCell(0, 0, "长期绩效目标", 2), RuledCell(0, 1, "a"), RuledCell(1, 1, "b")]
    )
    needed = 6 * table.leading + 2 * table.padding
    assert sum(table.row_heights(lambda text, size: size * len(text))) == pytest.approx(needed)


def test_a_character_the_font_lacks_is_an_error(tmp_path: Path) -> None:
    sheet = Sheet(str(tmp_path / "x.pdf"))
    sheet.start_page()
    with pytest.raises(MissingGlyphError):
        sheet.text("☑", 10, 10, 10)
