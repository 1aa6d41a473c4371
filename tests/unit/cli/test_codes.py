"""`gongkai codes load`: a real workbook in, a table out that the next run reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from pipelines.collect.code_books import read_code_books
from pipelines.commands.codes import load
from pipelines.commands.failures import CommandFailure
from pipelines.home import Home

ROWS = [
    ("类", "款", "项", "科目名称", "说明"),
    ("201", "", "", "一般公共服务支出", "反映政府提供一般公共服务的支出。"),
    ("", "03", "", "政府办公厅（室）及相关机构事务", "反映…"),
    ("", "", "01", "行政运行", "反映行政单位的基本支出。"),
    ("", "", "02", "一般行政管理事务", "反映…"),
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "2026年政府收支分类科目.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("支出功能分类科目")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return path


def test_a_workbook_becomes_rows_of_the_official_list(book: Path, tmp_path: Path, capsys):
    home = Home(tmp_path / "home")
    assert load(home, book, "function", 2026) == 0
    assert "1 类, 1 款, 2 项" in capsys.readouterr().out
    books = read_code_books(home.codes)
    assert not books.faults
    assert {row["code"]: row["name"] for row in books.rows} == {
        "201": "一般公共服务支出",
        "20103": "政府办公厅（室）及相关机构事务",
        "2010301": "行政运行",
        "2010302": "一般行政管理事务",
    }
    assert all(row["fiscal_year"] == 2026 and book.name in row["source"] for row in books.rows)


def test_a_book_without_such_codes_is_refused(book: Path, tmp_path: Path):
    with pytest.raises(CommandFailure, match="no code of gov_economic"):
        load(Home(tmp_path), book, "gov_economic", 2026)


def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path):
    broken = tmp_path / "book.xlsx"
    broken.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(CommandFailure, match=r"book\.xlsx"):
        load(Home(tmp_path), broken, "function", 2026)


def test_faulty_rows_are_said_and_stop_nothing(tmp_path: Path):
    folder = tmp_path / "codes"
    folder.mkdir()
    lines = [
        "scheme,fiscal_year,code,name,source",
        "function,2026,201,一般公共服务支出,s",
        "function,2026,20,x,s",
    ]
    (folder / "function-2026.csv").write_text("\n".join(lines), encoding="utf-8")
    books = read_code_books(folder)
    assert [row["code"] for row in books.rows] == ["201"]
    assert "line 3" in books.faults[0][1]
