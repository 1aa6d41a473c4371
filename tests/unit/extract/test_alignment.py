"""Tables without upright rules: what alignment shows is read, what is no table stays text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from benchmarks.extract.borderless_pages import STYLES, pages
from benchmarks.extract.scoring import Score, score
from benchmarks.extract.synthetic import tables_of
from pipelines.extract.model import Grid
from pipelines.extract.pdf.engine import DigitalPdfEngine
from tests.unit.extract.pdf_samples import FONT, Draw, make_pdf


def grids(*draw: Draw) -> list[Grid]:
    return [g for p in DigitalPdfEngine().pages(make_pdf(*draw)) for g in p.items if isinstance(g, Grid)]


def rows(grid: Grid) -> list[list[str]]:
    table = [[""] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        table[cell.row][cell.column] = cell.text
    return table


def text_rows(canvas: Canvas, lines: list[tuple[str, ...]], *, top: float, pitch: float = 16) -> None:
    """First column flush left, the others flush right."""
    for i, texts in enumerate(lines):
        canvas.drawString(80, top - i * pitch, texts[0])
        for column, text in enumerate(texts[1:]):
            canvas.drawRightString(280 + column * 90, top - i * pitch, text)


BODY = [("教育支出", "12.30", "4.50"), ("卫生健康支出", "120.00", "30.25"), ("住房保障支出", "7.10", "0.00")]
HEAD = ("科目名称", "预算数", "决算数")


def test_three_rules_make_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        text_rows(canvas, [HEAD, *BODY], top=700)
        for y in (714, 696, 646):
            canvas.line(76, y, 380, y)

    (grid,) = grids(draw)
    assert rows(grid) == [list(r) for r in (HEAD, *BODY)]
    assert all("borderless" in c.reading.flags for c in grid.cells if c.text)


def test_two_tables_with_the_same_rules_stay_two() -> None:
    def draw(canvas: Canvas) -> None:
        for top in (700, 560):
            canvas.drawCentredString(230, top + 30, "某某局二〇二三年度部门收支预算总表")
            canvas.drawRightString(380, top + 18, "单位：万元")
            text_rows(canvas, [HEAD, *BODY], top=top)
            for y in (top + 14, top - 4, top - 54):
                canvas.line(76, y, 380, y)

    found = grids(draw)
    assert [rows(g) for g in found] == [[list(r) for r in (HEAD, *BODY)]] * 2


def test_a_table_cut_below_its_header_goes_on_without_a_rule() -> None:
    def draw(canvas: Canvas) -> None:
        text_rows(canvas, [HEAD, *BODY], top=150)
        for y in (164, 146):
            canvas.line(76, y, 380, y)

    (grid,) = grids(draw)
    assert rows(grid) == [list(r) for r in (HEAD, *BODY)]


def test_wrapped_cells_stay_one_row() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (720, 700, 600):
            canvas.line(76, y, 380, y)
        text_rows(canvas, [HEAD], top=706)
        for i, top in enumerate((686, 652, 618)):
            canvas.drawString(80, top, "机关事业单位基本养老")
            canvas.drawString(80, top - 12, "保险缴费支出")
            canvas.drawRightString(280, top - 6, f"{i}1.00")
            canvas.drawRightString(370, top - 6, f"{i}2.00")

    (grid,) = grids(draw)
    name = "机关事业单位基本养老保险缴费支出"
    assert rows(grid)[1:] == [[name, f"{i}1.00", f"{i}2.00"] for i in range(3)]


def test_rules_of_a_running_header_and_footer_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(76, 780, 500, 780)
        canvas.line(76, 60, 500, 60)
        for i in range(20):
            canvas.drawString(
                80, 740 - 20 * i, f"本年度收入预算{i}.50万元，比上年增加，主要原因是人员经费增加。"
            )

    assert grids(draw) == []


@pytest.mark.parametrize(
    "lines",
    [
        [(f"{i}、部门概况与职责", f"{i + 1}") for i in range(1, 8)],
        [("联系人：张三", "电话：010-1234567"), ("审核人：李四", "日期：2023年1月2日"), ("签名：", "盖章：")],
        [(f"第{i}章", "部门收支总表", f"{3 * i}") for i in range(1, 9)],
    ],
    ids=["contents", "signatures", "contents in three columns"],
)
def test_lists_are_no_tables(lines: list[tuple[str, ...]]) -> None:
    assert grids(lambda canvas: text_rows(canvas, lines, top=700)) == []


label = st.text("教育卫生住房保障社会就业交通运输科学", min_size=2, max_size=9)
amount = st.integers(0, 9_999_999).map(lambda n: f"{n / 100:,.2f}")


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_aligned_figures_are_read_back_whatever_they_are(data: st.DataObject) -> None:
    columns = data.draw(st.integers(2, 4))
    body = data.draw(
        st.lists(st.tuples(label, *[amount] * columns), min_size=3, max_size=20), label="rows of the table"
    )

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 9)
        text_rows(canvas, body, top=760, pitch=data.draw(st.integers(12, 22)))

    (grid,) = grids(draw)
    assert rows(grid) == [list(row) for row in body]


sentence = st.lists(
    st.sampled_from(
        ["本年收入", "12.30", "万元，", "比上年增加", "2023年", "5%。", "其中：", "项目支出", "0.00", " "]
    ),
    min_size=3,
    max_size=90,
).map("".join)


@given(st.lists(sentence, min_size=1, max_size=8), st.integers(10, 34))
@settings(max_examples=60, deadline=None)
def test_paragraphs_never_become_a_table(paragraphs: list[str], width: int) -> None:
    def draw(canvas: Canvas) -> None:
        y = 780
        for paragraph in paragraphs:
            for start in range(0, len(paragraph), width):
                canvas.drawString(80, y, paragraph[start : start + width])
                y -= 16

    assert grids(draw) == []


@pytest.mark.parametrize("style", STYLES)
def test_typeset_pages_are_read(style: str) -> None:
    """The benchmark's pages; the floor is a ratchet below what was measured (.998 and more)."""
    total = Score()
    for content, truth in pages(seed=7, count=60):
        if truth["style"] == style:
            total += score(truth["tables"], tables_of(content))
    assert total.tables == 12
    assert total.cell_f >= 0.97, total.line()
    assert total.adjacency_f >= 0.97, total.line()


def test_narrative_with_blanks_for_figures_is_no_table() -> None:
    """Forms filled in by hand leave wide white around figures, line after line."""

    def draw(canvas: Canvas) -> None:
        for i in range(12):
            y = 700 - 20 * i
            canvas.drawString(80 + i % 3 * 9, y, "公务用车购置及运行费支出")
            canvas.drawString(240 + i % 4 * 7, y, f"{i}7.{i}")
            canvas.drawString(290 + i % 5 * 8, y, "万元，比上年增加")
            canvas.drawString(420 + i % 3 * 6, y, f"{i}.5")

    assert grids(draw) == []


def test_years_as_headings_stay_in_the_header() -> None:
    def draw(canvas: Canvas) -> None:
        text_rows(canvas, [("Item", "2022", "2023"), *BODY], top=700)
        for y in (714, 696, 646):
            canvas.line(76, y, 380, y)

    (grid,) = grids(draw)
    assert rows(grid)[0] == ["Item", "2022", "2023"]
    assert grid.row_count == 4


def test_columns_taller_than_the_page_belong_to_the_table_beside_them() -> None:
    """A name merged over many rows leaves only uprights on the pages it runs through."""

    def draw(canvas: Canvas) -> None:
        for x in (80, 160, 240, 320, 400):
            canvas.line(x, 600, x, 700)
        for y in (700, 650, 600):
            canvas.line(240, y, 400, y)
        canvas.drawString(84, 646, "应急技术支撑")
        canvas.drawString(164, 646, "366.82")
        for i, name in enumerate(("产出指标", "成本指标")):
            canvas.drawString(244, 670 - 50 * i, name)
            canvas.drawString(324, 670 - 50 * i, f"{i + 1}万元")

    (grid,) = grids(draw)
    assert (grid.row_count, grid.column_count) == (2, 4)
    assert rows(grid) == [["应急技术支撑", "366.82", "产出指标", "1万元"], ["", "", "成本指标", "2万元"]]
    assert {c.row_span for c in grid.cells if c.column < 2} == {2}


def test_an_upright_beside_a_table_that_is_not_its_height_stays_outside() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (240, 320, 400):
            canvas.line(x, 600, x, 700)
        for y in (700, 650, 600):
            canvas.line(240, y, 400, y)
        canvas.line(160, 500, 160, 700)
        canvas.drawString(244, 670, "产出指标")

    (grid,) = grids(draw)
    assert grid.column_count == 2


def test_tables_without_outer_uprights_are_whole() -> None:
    def draw(canvas: Canvas) -> None:
        text_rows(canvas, [HEAD, *BODY], top=700)
        for y in (714, 696, 680, 664, 646):
            canvas.line(76, y, 380, y)
        for x in (200, 290):
            canvas.line(x, 646, x, 714)

    (grid,) = grids(draw)
    assert rows(grid) == [list(r) for r in (HEAD, *BODY)]
