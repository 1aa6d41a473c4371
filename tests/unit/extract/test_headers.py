"""Header paths come out alike whether merged cells are known (PDF) or lost (dump)."""

from __future__ import annotations

from pipelines.extract.tables.headers import is_column_number_row, read_header
from tests.unit.extract.builders import dump_grid, pdf_grid, plain_grid

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


def test_forms_of_column_number_rows():
    assert is_column_number_row(["栏次", "", "1", "栏次", "", "2"])
    assert is_column_number_row(["**", "**", "**", "1", "2", "3"])
    assert is_column_number_row(["甲", "乙", "1=2+3", "2", "3"])
    assert is_column_number_row(["1", "2", "3=4+5", "4", "5"])
    assert not is_column_number_row(["合计", "1", "2"])
    assert not is_column_number_row(["3", "2", "1"])
    assert not is_column_number_row(["", "", "12"])


def test_a_term_set_in_two_header_cells_is_one_label():
    header = read_header(
        pdf_grid(
            4,
            3,
            [
                (0, 0, "经济分类", 1, 2),
                (0, 2, "决算数", 3, 1),
                (1, 0, "科目编码", 1, 2),
                (2, 0, "类"),
                (2, 1, "款"),
                (3, 0, "301"),
                (3, 1, "01"),
                (3, 2, "5.00"),
            ],
        )
    )
    assert header.rows == 3
    assert header.paths == (("经济分类科目编码", "类"), ("经济分类科目编码", "款"), ("决算数",))


def test_header_rows_without_merged_cells_are_found_by_the_blanks_they_fill():
    lines = [0.0, 50.0, 100.0, 150.0, 200.0]
    header = read_header(
        plain_grid(
            [
                ["科目编码", "科目名称", "基本支出", ""],
                ["", "", "人员经费", "公用经费"],
                ["201", "教育支出", "1.00", "2.00"],
            ],
            lines,
        )
    )
    assert header.rows == 2
    assert header.paths[2:] == (("基本支出", "人员经费"), ("基本支出", "公用经费"))


def test_a_blank_row_ends_the_header_of_an_empty_table():
    header = read_header(plain_grid([["科目编码", "合计"], ["", ""], ["", ""]], [0.0, 50.0, 100.0]))
    assert header.rows == 1


def test_a_form_is_told_by_its_labels_its_figures_and_its_changing_columns():
    labelled = pdf_grid(2, 4, [(0, 0, "项目名称"), (0, 1, "信访经费"), (0, 2, "项目编码"), (0, 3, "4201T01")])
    assert read_header(labelled).paths == ()
    beside_figures = pdf_grid(
        2, 3, [(0, 0, "资金情况（万元）", 2, 1), (0, 1, "资金总额："), (0, 2, "85.50"), (1, 1, "其他资金：")]
    )
    assert read_header(beside_figures).paths == ()
    ticked = pdf_grid(2, 2, [(0, 0, "项目属性"), (0, 1, "持续性项目☑ 新增性项目□"), (1, 0, "起始年度")])
    assert read_header(ticked).paths == ()
    changing = [(0, 0, "部门概况"), (0, 1, "一句话概况", 1, 5)]
    for row in range(1, 7):
        parts = 2 + row % 3
        changing += [(row, c, f"文字{row}{c}", 1, 1 if c < parts - 1 else 7 - parts) for c in range(parts)]
    assert read_header(pdf_grid(7, 6, changing)).paths == ()


def test_a_unit_label_merged_over_header_rows_is_no_form():
    header = read_header(
        pdf_grid(
            3,
            3,
            [
                (0, 0, "预算单位", 2, 1),
                (0, 1, "本年收入", 1, 2),
                (1, 1, "财政拨款"),
                (1, 2, "单位资金"),
                (2, 0, "某局"),
                (2, 1, "5.00"),
                (2, 2, "1.00"),
            ],
        )
    )
    assert header.paths == (("预算单位",), ("本年收入", "财政拨款"), ("本年收入", "单位资金"))
