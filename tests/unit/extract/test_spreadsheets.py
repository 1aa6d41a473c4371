"""Spreadsheets: what is shown is what is read, from files written by other programs."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from pipelines.extract.document import extract_document
from pipelines.extract.model import Engine, Page, UnreadableDocument
from pipelines.extract.sheets.engines import OdsEngine, SpreadsheetMlEngine, XlsEngine, XlsxEngine
from tests.programs import converted, needs_libreoffice
from tests.unit.extract import sheet_samples as samples


def pages(engine: Engine, content: bytes) -> list[Page]:
    return list(engine.pages(content))


def codes(page: Page) -> list[str]:
    return [o.code for o in page.outcomes]


def check_budget_book(read: list[Page]) -> None:
    first, empty, secret = read
    assert samples.lines(first) == [
        "2023年部门收支总表",
        "部门：某区数据中心",
        "单位：万元",
        "注：本表由单位填报，尾数因四舍五入可能不等。",
        "2023年一般公共预算支出表",
        "单位：元",
    ]
    summary, detail = samples.grids(first)
    assert samples.texts(summary) == [
        ["收入", "", "支出", "", ""],
        ["项目", "预算数", "项目", "预算数", "占比"],
        ["一、一般公共预算拨款收入", "870.30", "一、一般公共服务支出", "-", "12.5%"],
        ["二、政府性基金预算拨款收入", "0.00", "二、外交支出", "1,234,567.89", "50.0%"],
        ["本年收入合计", "870.30", "本年支出合计", "870.00", "100.0%"],
    ]
    assert [(c.row_span, c.column_span) for c in summary.cells[:2]] == [(1, 2), (1, 3)]
    assert samples.texts(detail) == [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["2010350", "事业运行", "3403000", "3403000", "0"],
        ["0210301", "其他支出", "12.50", "12.50", "99"],
    ]
    assert summary.spans_known
    assert samples.cell(summary, "一、外交支出".replace("一", "二")).spot.locator == "sheet 收支总表, C6"
    (hidden,) = first.outcomes
    assert (hidden.code, hidden.text) == ("CELLS_HIDDEN", "藏列 | 隐藏 | 77.77")
    assert codes(empty) == ["PAGE_BLANK"]
    assert not secret.items
    assert codes(secret) == ["SHEET_HIDDEN"]


def test_xlsx_is_read_as_shown() -> None:
    check_budget_book(pages(XlsxEngine(), samples.budget_book()))


def test_a_cell_says_how_its_number_came_about() -> None:
    first = pages(XlsxEngine(), samples.budget_book())[0]
    summary, detail = samples.grids(first)
    grouped = samples.cell(summary, "1,234,567.89").reading
    assert (grouped.lines, grouped.changes) == (("1234567.891",), ("formatted",))
    formula = next(c for c in detail.cells if c.spot.locator.endswith("C14")).reading
    assert formula.flags == ("cached_value",)
    assert samples.cell(summary, "二、政府性基金预算拨款收入").reading.indent == 18.0
    assert samples.cell(detail, "事业运行").reading.indent == 10.5
    assert samples.cell(detail, "其他支出").reading.lines == ("其他", "支出")


@needs_libreoffice
@pytest.mark.parametrize(("target", "engine"), [("xls", XlsEngine()), ("ods", OdsEngine())])
def test_what_libreoffice_wrote_reads_the_same(target: str, engine: Engine) -> None:
    check_budget_book(pages(engine, converted(samples.budget_book(), "xlsx", target)))


@needs_libreoffice
def test_values_of_xls_agree_with_a_second_reader() -> None:
    content = converted(samples.budget_book(), "xlsx", "xls")
    sheet = load_workbook(io.BytesIO(content)).get_sheet_by_name("收支总表")
    peer = {
        Decimal(repr(v)) for row in sheet.to_python() for v in row if isinstance(v, float) and v != int(v)
    }
    own = {
        Decimal((c.reading.lines or (c.text,))[0])
        for grid in samples.grids(pages(XlsEngine(), content)[0])
        for c in grid.cells
        if "formatted" in c.reading.changes
    }
    assert peer - own == {Decimal("77.77")}  # the hidden row


TEXT = st.text(alphabet="科目名称合计支出一二三、ABab0123,.", min_size=1, max_size=12).filter(
    lambda t: t.strip() == t and not t.startswith(",")
)


@st.composite
def merged_grids(draw: st.DrawFn) -> list[samples.Merged]:
    """A grid cut into rectangles: every row and column has at least one cell that begins there."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            width = 1
            limit = draw(st.integers(1, 3))
            while width < limit and column + width < columns and (row, column + width) not in taken:
                width += 1
            height = draw(st.integers(1, min(3, rows - row)))
            taken |= {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
            cells.append((row, column, height, width, draw(TEXT)))
    starts_r, starts_c = sorted({c[0] for c in cells}), sorted({c[1] for c in cells})
    return [
        (
            starts_r.index(r),
            starts_c.index(c),
            sum(1 for s in starts_r if r <= s < r + h),
            sum(1 for s in starts_c if c <= s < c + w),
            text,
        )
        for r, c, h, w, text in cells
    ]


@settings(max_examples=60, deadline=None)
@given(merged_grids())
def test_any_merged_grid_comes_back(cells: list[samples.Merged]) -> None:
    (page,) = pages(XlsxEngine(), samples.merged_grid(0, 0, cells))
    rows = [[c for c in cells if c[0] == row] for row in range(1 + max(c[0] for c in cells))]
    found = [cell for grid in samples.grids(page) for cell in samples.spans(grid)]
    if all(len(row) > 1 for row in rows):
        assert found == sorted(cells)
    else:  # a row that is one wide cell may be a title: no text may be lost
        everything = [c[4] for c in found] + samples.lines(page)
        assert sorted(everything) == sorted(c[4].replace("  ", " ") for c in cells)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.decimals(-(10**10), 10**10, places=2, allow_nan=False), min_size=4, max_size=12))
def test_money_comes_back_to_the_fen(amounts: list[Decimal]) -> None:
    def build(book) -> None:
        money = book.add_format({"num_format": "#,##0.00", "border": 1})
        sheet = book.add_worksheet("表")
        for row, amount in enumerate(amounts):
            sheet.write(row, 0, f"第{row}行")
            sheet.write(row, 1, float(amount), money)

    (grid,) = samples.grids(pages(XlsxEngine(), samples.workbook(build))[0])
    shown = [c.text for c in grid.cells if c.column == 1]
    assert [Decimal(t.replace(",", "")) for t in shown] == amounts


def test_dates_texts_truths_and_links() -> None:
    def build(book) -> None:
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ["编码", "日期", "是否", "链接"])
        sheet.write_string(1, 0, "00123", text)
        sheet.write_datetime(1, 1, date(2023, 2, 6), day)
        sheet.write_boolean(1, 2, True)
        sheet.write_url(1, 3, "https://example.invalid/a", string="附件")

    (grid,) = samples.grids(pages(XlsxEngine(), samples.workbook(build))[0])
    assert samples.texts(grid)[1] == ["00123", "2023年2月6日", "TRUE", "附件"]


def with_part(content: bytes, name: str, change) -> bytes:
    """The package with one part changed by `change(bytes) -> bytes`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == name else data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_formula_without_a_stored_result_is_told() -> None:
    content = with_part(samples.budget_book(), SHEET, lambda d: d.replace(b"<v>12.5</v>", b"", 1))
    first = pages(XlsxEngine(), content)[0]
    assert "FORMULA_WITHOUT_VALUE" in codes(first)


def test_rows_formatted_to_the_end_of_the_sheet_cost_nothing() -> None:
    blank = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    content = with_part(samples.budget_book(), SHEET, lambda d: d.replace(b"</sheetData>", blank))
    assert len(samples.grids(pages(XlsxEngine(), content)[0])) == 2


def test_entities_are_refused() -> None:
    dtd = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
    content = with_part(samples.budget_book(), SHEET, lambda d: d.replace(b"<worksheet", dtd, 1))
    with pytest.raises(UnreadableDocument, match="XML_UNSAFE"):
        pages(XlsxEngine(), content)


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO(samples.budget_book())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/bomb.xml", bytes(300 * 1024 * 1024))
    with pytest.raises(UnreadableDocument, match="CONTAINER_"):
        pages(XlsxEngine(), out.getvalue())


@pytest.mark.parametrize("keep", [0, 30, 2000, -200, -1])
def test_cut_off_xlsx(keep: int) -> None:
    content = samples.budget_book()[:keep]
    with pytest.raises(UnreadableDocument) as refused:
        pages(XlsxEngine(), content)
    assert refused.value.code in ("SPREADSHEET_BROKEN", "FILE_EMPTY")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_ends_as_an_outcome(data: st.DataObject) -> None:
    content = bytearray(samples.budget_book())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        pages(XlsxEngine(), bytes(content))
    except UnreadableDocument as refused:
        assert refused.code


@needs_libreoffice
def test_cut_off_and_damaged_xls() -> None:
    content = converted(samples.budget_book(), "xlsx", "xls")
    for keep in (0, 100, 512, 3000, len(content) // 2):
        try:
            read = pages(XlsEngine(), content[:keep])
        except UnreadableDocument as refused:
            assert refused.code == "SPREADSHEET_BROKEN"
        else:
            assert any("SHEET_UNREADABLE" in codes(p) for p in read)
    for step in range(600, len(content), 997):
        damaged = bytearray(content)
        damaged[step : step + 4] = b"\xff\x00\xfe\x7f"
        try:
            pages(XlsEngine(), bytes(damaged))
        except UnreadableDocument as refused:
            assert refused.code in ("SPREADSHEET_BROKEN", "OFFICE_ENCRYPTED")


SPREADSHEETML = """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="m"><NumberFormat ss:Format="Standard"/></Style></Styles>
<Worksheet ss:Name="支出表"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">2023年部门支出总表</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">项目</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="String">金额</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="String">小计</Data></Cell><Cell><Data ss:Type="String">其中</Data></Cell></Row>
<Row ss:Index="6"><Cell><Data ss:Type="String">合计</Data></Cell>
<Cell ss:StyleID="m"><Data ss:Type="Number">8703000</Data></Cell><Cell><Data ss:Type="Number">5</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_xml_spreadsheets_of_2003() -> None:
    (page,) = pages(SpreadsheetMlEngine(), SPREADSHEETML.encode())
    assert samples.lines(page) == ["2023年部门支出总表"]
    (grid,) = samples.grids(page)
    assert samples.texts(grid) == [["项目", "金额", ""], ["", "小计", "其中"], ["合计", "8,703,000.00", "5"]]
    assert (grid.cells[0].row_span, grid.cells[1].column_span) == (2, 2)


def test_a_workbook_becomes_logical_tables() -> None:
    document = extract_document(
        samples.budget_book(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    summary, detail = document.tables
    assert (summary.title, summary.unit_line) == ("2023年部门收支总表", "单位：万元")
    assert summary.note.startswith("注：")
    assert summary.columns[3] == ("支出", "预算数")
    assert (detail.title, detail.unit_line) == ("2023年一般公共预算支出表", "单位：元")
    assert detail.row_count == 2
    assert document.method == "sheet"


def test_a_sheet_without_any_text_is_no_content() -> None:
    content = samples.workbook(lambda book: book.add_worksheet("空"))
    with pytest.raises(UnreadableDocument, match="NO_CONTENT"):
        extract_document(content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
