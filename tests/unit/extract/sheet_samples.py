"""Spreadsheets written by xlsxwriter for tests of the spreadsheet engines.

Belongs here: building files. Does not: assertions.
"""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from pipelines.extract.model import Grid, GridCell, Page, TextLine

Merged = tuple[int, int, int, int, str]


def workbook(build: Any) -> bytes:
    """The bytes of the workbook that `build(workbook)` fills."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    build(book)
    book.close()
    return buffer.getvalue()


def budget_book() -> bytes:
    """Two tables on one sheet, titles and unit lines inside, a hidden row, column and sheet."""

    def build(book: Any) -> None:
        line = book.add_format({"border": 1})
        money = book.add_format({"border": 1, "num_format": "0.00"})
        grouped = book.add_format({"border": 1, "num_format": "#,##0.00"})
        percent = book.add_format({"border": 1, "num_format": "0.0%"})
        account = book.add_format(
            {"border": 1, "num_format": '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '}
        )
        indented = book.add_format({"border": 1, "indent": 2})
        title = book.add_format({"bold": True, "align": "center"})
        sheet = book.add_worksheet("收支总表")
        sheet.merge_range("A1:E1", "2023年部门收支总表", title)
        sheet.write("A2", "部门：某区数据中心")
        sheet.write("E2", "单位：万元")
        sheet.merge_range("A3:B3", "收入", line)
        sheet.merge_range("C3:E3", "支出", line)
        for column, text in enumerate(("项目", "预算数", "项目", "预算数", "占比")):
            sheet.write(3, column, text, line)
        rows = [
            ("一、一般公共预算拨款收入", 870.3, "一、一般公共服务支出", 0, 0.125),
            ("二、政府性基金预算拨款收入", 0, "二、外交支出", 1234567.891, 0.5),
            ("本年收入合计", 870.3, "本年支出合计", 870.0, 1),
        ]
        for row, (left, income, right, expense, share) in enumerate(rows, start=4):
            sheet.write(row, 0, left, indented if row == 5 else line)
            sheet.write(row, 1, income, money)
            sheet.write(row, 2, right, line)
            sheet.write(row, 3, expense, account if expense == 0 else grouped)
            sheet.write(row, 4, share, percent)
        sheet.merge_range("A8:E8", "注：本表由单位填报，尾数因四舍五入可能不等。")
        sheet.merge_range("A10:E10", "2023年一般公共预算支出表", title)
        sheet.write("E11", "单位：元")
        for column, text in enumerate(("科目编码", "科目名称", "合计", "基本支出", "项目支出")):
            sheet.write(11, column, text, line)
        sheet.write(12, 0, 2010350, line)
        sheet.write(12, 1, "　事业运行", line)
        for column, figure in enumerate((3403000, 3403000, 0), start=2):
            sheet.write(12, column, figure, line)
        sheet.write(13, 0, "0210301", line)
        sheet.write(13, 1, "其他\n支出", line)
        sheet.write_formula(13, 2, "=D14+E14", money, 12.5)
        sheet.write(13, 3, 12.5, money)
        sheet.write(13, 4, 99, line)
        sheet.write(14, 0, "隐藏", line)
        sheet.write(14, 2, 77.77, line)
        sheet.set_row(14, None, None, {"hidden": True})
        sheet.write(12, 6, "藏列")
        sheet.set_column("G:G", None, None, {"hidden": True})
        book.add_worksheet("空表")
        secret = book.add_worksheet("底稿")
        secret.write("A1", 42)
        secret.hide()

    return workbook(build)


def merged_grid(rows: int, columns: int, cells: list[Merged]) -> bytes:
    """A bordered sheet of cells `(row, column, row span, column span, text)`."""

    def build(book: Any) -> None:
        line = book.add_format({"border": 1})
        sheet = book.add_worksheet("表")
        for row, column, row_span, column_span, text in cells:
            if row_span == column_span == 1:
                sheet.write_string(row, column, text, line)
            else:
                last = row + row_span - 1, column + column_span - 1
                sheet.merge_range(row, column, *last, text, line)

    return workbook(build)


def grids(page: Page) -> list[Grid]:
    """The grids of a page."""
    return [item for item in page.items if isinstance(item, Grid)]


def lines(page: Page) -> list[str]:
    """The texts of a page's lines."""
    return [item.text for item in page.items if isinstance(item, TextLine)]


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a grid by row and column, empty where a cell is covered."""
    matrix = [[""] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        matrix[cell.row][cell.column] = cell.text
    return matrix


def spans(grid: Grid) -> list[Merged]:
    """All cells as `(row, column, row span, column span, text)`."""
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]


def cell(grid: Grid, text: str) -> GridCell:
    """The one cell with a text."""
    (found,) = [c for c in grid.cells if c.text == text]
    return found
