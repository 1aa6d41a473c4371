"""Labels understood by their parts, columns by their values and their neighbours."""

from __future__ import annotations

import pytest

from pipelines.conform.catalogue import table_layouts
from pipelines.conform.catalogue.measure_names import measure_labels
from pipelines.conform.column_map import map_columns
from pipelines.conform.columns import read_column
from pipelines.conform.groupings import without_groupings
from pipelines.conform.role_grammar import role_of
from tests.unit.conform.builders import conform_rows, table_of

LAYOUTS = {layout.name: layout for layout in table_layouts()}


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("采购物品名称", "catalogue"),
        ("采购组织形式", "organisation"),
        ("政府支出经济分类科目", "gov_economic"),
        ("部门预算支出经济分类科目", "dept_economic"),
        ("单位(科目名称)", "name"),
        ("部门(单位)名称", "unit_name"),
        ("部门预算编码", "code"),
        ("二级项目编号", "project_code"),
        ("指标权重(%)", "weight"),
        ("项目起止年限", "attribute"),
        ("是否政府采购", "attribute"),
        ("支出用途", "name"),
        ("行次", "line_number"),
    ],
)
def test_labels_of_label_columns_are_understood_by_their_parts(label, role):
    word = role_of(label)
    assert word is not None and word.value == role


@pytest.mark.parametrize(
    "label", ["神秘名称", "部门预算", "预算数", "名称编码", "项目支出", "采购预算", "单位资金"]
)
def test_what_is_no_label_column_is_left_alone(label):
    assert role_of(label) is None


def _read(header: list[str], rows: list[list[str]], layout: str, title: str = "部门支出总表") -> list[str]:
    columns = map_columns(table_of(title, [header, *rows]), LAYOUTS[layout])
    return [c.measure or c.role for c in columns]


CODES = [
    ["201", "一", "3.00", "1.00", "2.00"],
    ["202", "二", "5.00", "2.00", "3.00"],
    ["203", "三", "7.00", "3.00", "4.00"],
]


def test_codes_names_and_totals_are_known_by_what_stands_in_them():
    header = ["某某列", "另一列", "又一列", "基本支出", "项目支出"]
    assert _read(header, CODES, "expenditure_detail") == [
        "code",
        "name",
        "total",
        "basic_expenditure",
        "project_expenditure",
    ]


def test_figures_that_do_not_add_up_are_no_total():
    rows = [[*row[:2], "9.00", *row[3:]] for row in CODES]
    header = ["科目编码", "科目名称", "又一列", "基本支出", "项目支出"]
    assert _read(header, rows, "expenditure_detail")[2] == ""


def test_line_numbers_count_up():
    header = ["科目名称", "某列", "合计", "基本支出", "项目支出"]
    rows = [["甲", str(n), "3.00", "1.00", "2.00"] for n in (1, 2, 3)]
    assert _read(header, rows, "expenditure_detail")[1] == "line_number"


def test_of_two_columns_that_would_be_the_total_the_sum_is_it():
    header = ["科目编码", "科目名称", "合计", "当年财政拨款安排"]
    assert _read(header, [["201", "甲", "3.00", "2.00"]], "general_budget_expenditure", "一般公共预算支出表")[
        2:
    ] == [
        "total",
        "current_fiscal_appropriation",
    ]


def test_other_expenditure_is_a_class_only_among_classes():
    header = ["科目编码", "科目名称", "合计", "基本支出", "其他支出"]
    assert _read(header, [["201", "甲", "3.00", "2.00", "1.00"]], "expenditure_detail")[-1] == ""


def test_an_unknown_heading_groups_only_where_it_tells_nothing_apart():
    paths = [("神秘", "项目名称"), ("神秘", "金额"), ("科目名称",)]
    columns = [read_column(n, p) for n, p in enumerate(paths)]
    assert without_groupings(paths, columns, in_panes=True)[1] == ("", "金额")
    paths = [("神秘", "项目名称"), ("神秘", "金额"), ("科目名称",), ("合计",)]
    columns = [read_column(n, p) for n, p in enumerate(paths)]
    assert without_groupings(paths, columns, in_panes=False) == paths
    paths = [("神秘资金", "小计"), ("神秘资金", "基本支出"), ("合计",)]
    columns = [read_column(n, p) for n, p in enumerate(paths)]
    assert without_groupings(paths, columns, in_panes=False) == paths


def test_a_year_in_a_heading_that_only_groups_still_holds():
    header = [["科目编码", "科目名称", "2022年神秘安排", ""], ["", "", "合计", "基本支出"]]
    table = table_of("部门支出总表", [*header, ["201", "一", "3.00", "1.00"], ["202", "二", "5.00", "2.00"]])
    columns = map_columns(table, LAYOUTS["expenditure_detail"])
    assert [(c.measure, c.year) for c in columns[2:]] == [("total", 2022), ("basic_expenditure", 2022)]


def test_parts_of_codes_are_no_line_numbers():
    rows = [["201", f"0{n}", "甲", "3.00", "1.00", "2.00"] for n in (1, 2, 3)]
    header = ["科目编码", "某部分", "科目名称", "合计", "基本支出", "项目支出"]
    assert _read(header, rows, "expenditure_detail")[1] == ""


def test_a_decimal_is_no_description():
    header = ["项目编码", "项目名称", "项目起止年限", "合计"]
    records = conform_rows("项目支出表", [header, ["42011223017T000000111", "道路", "12.50", "3.00"]])
    assert {q["reason_code"] for q in records["quarantine"]} == {"UNKNOWN_HEADER"}


def test_every_measure_that_headers_compose_has_its_labels():
    labels = measure_labels()
    for path in (
        ("上年结转", "基本支出"),
        ("上级转移支付", "项目支出"),
        ("基本支出", "工资福利支出"),
        ("项目支出", "30201办公费"),
        ("2023年预算数比2022年执行数", "增减额"),
        ("增减%", "基本支出"),
        ("项目支出", "扣除基建项目后预算数"),
        ("一般债券",),
    ):
        column = read_column(0, path, LAYOUTS["expenditure_detail"])
        assert column.measure in labels, (path, column)
        assert all(labels[column.measure])
