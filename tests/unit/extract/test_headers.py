"""Header paths come out alike whether merged cells are known (PDF) or lost (dump)."""

from __future__ import annotations

from pipelines.extract.headers import is_column_number_row, read_header
from tests.unit.extract.builders import dump_grid, pdf_grid

EXPENDITURE_PATHS = (
    ("科目编码",),
    ("科目名称",),
    ("合计",),
    ("基本支出", "小计"),
    ("基本支出", "人员经费"),
    ("基本支出", "公用经费"),
    ("项目支出",),
)


def test_lost_merged_header_cells_are_rebuilt_from_the_row_below():
    header = read_header(
        dump_grid(
            [
                ["科目编码", "科目名称", "合计", "基本支出", "", "", "项目支出"],
                ["", "", "", "小计", "人员经费", "公用经费", ""],
                ["", "合计", "870.09", "340.30", "296.04", "44.27", "529.79"],
            ]
        )
    )
    assert header.rows == 2
    assert header.paths == EXPENDITURE_PATHS


def test_known_spans_give_the_same_paths():
    header = read_header(
        pdf_grid(
            3,
            7,
            [
                (0, 0, "科目编码", 2, 1),
                (0, 1, "科目名称", 2, 1),
                (0, 2, "合计", 2, 1),
                (0, 3, "基本支出", 1, 3),
                (0, 6, "项目支出", 2, 1),
                (1, 3, "小计"),
                (1, 4, "人员经费"),
                (1, 5, "公用经费"),
                (2, 1, "合计"),
                (2, 2, "870.09"),
            ],
        )
    )
    assert header.paths == EXPENDITURE_PATHS


def test_neighbouring_groups_do_not_leak_into_each_other():
    header = read_header(
        dump_grid(
            [
                ["合计", "本年收入", "", "上年结转", ""],
                ["", "小计", "一般公共预算", "小计", "单位资金"],
                ["1.00", "1.00", "1.00", "0.00", "0.00"],
            ]
        )
    )
    assert header.paths == (
        ("合计",),
        ("本年收入", "小计"),
        ("本年收入", "一般公共预算"),
        ("上年结转", "小计"),
        ("上年结转", "单位资金"),
    )


def test_a_column_without_any_label_has_an_empty_path():
    header = read_header(
        dump_grid(
            [
                ["合计", "上年结转", "", ""],
                ["", "小计", "单位资金", ""],
                ["1.00", "0.21", "0.21", "0.00"],
            ]
        )
    )
    assert header.paths[-1] == ()


def test_an_empty_table_is_all_header_even_when_its_second_row_says_total():
    header = read_header(
        dump_grid([["科目编码", "科目名称", "本年支出", "", ""], ["", "", "合计", "基本支出", "项目支出"]])
    )
    assert header.rows == 2
    assert header.paths[2] == ("本年支出", "合计")


def test_column_numbers_are_header_and_no_money():
    header = read_header(
        dump_grid([["单位代码", "单位名称", "金额"], ["1", "2", "12"], ["017", "某中心", "5.00"]])
    )
    assert header.rows == 2
    assert header.column_numbers == ("1", "2", "12")
    assert is_column_number_row(["栏次", "1", "2", "3"])
    assert not is_column_number_row(["1", "1", "2"])


def test_a_form_has_no_header():
    header = read_header(
        dump_grid([["项目名称", "某项目", "项目编码", "42011222017T000000107"], ["项目总预算", "5", "", ""]])
    )
    assert header.rows == 0
    assert header.paths == ()
