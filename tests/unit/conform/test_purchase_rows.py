"""Tables of purchases as regions print them: steps, catalogues over columns, lists by category."""

from __future__ import annotations

import pytest

from tests.unit.conform.builders import conform_rows

STEPS = [
    ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
    ["合计", "", "", "", "", "100.00"],
    ["一、货物A", "", "", "", "", "70.00"],
    ["", "办案设备更新", "办公设备购置", "", "", "45.00"],
    ["", "", "", "台式计算机", "政府集中采购", "30.00"],
    ["", "", "", "复印机", "分散自行组织", "15.00"],
    ["", "", "专用设备购置", "", "", "25.00"],
    ["", "", "", "交换设备", "分散自行组织", "25.00"],
    ["三、服务C", "", "", "", "", "30.00"],
    ["", "网络维护", "信息网络", "", "", "30.00"],
    ["", "", "", "运行维护服务", "分散自行组织", "30.00"],
]


def purchases(records):
    return [(r["catalogue_name"], r["category"], str(r["amount_yuan"])) for r in records["procurements"]]


def test_sums_on_upper_steps_are_no_purchases():
    records = conform_rows("政府采购支出预算表", STEPS)
    assert purchases(records) == [
        ("台式计算机", "goods", "300000.00"),
        ("复印机", "goods", "150000.00"),
        ("交换设备", "goods", "250000.00"),
        ("运行维护服务", "services", "300000.00"),
    ]


def test_a_purchase_says_the_project_it_stands_under():
    projects = [r["project_name"] for r in conform_rows("政府采购支出预算表", STEPS)["procurements"]]
    assert projects == ["办案设备更新", "办案设备更新", "办案设备更新", "网络维护"]


def test_a_page_that_begins_with_the_names_above_and_a_row_without_a_name_keep_the_steps():
    rows = [*STEPS[:5], ["", "", "", "", "分散自行组织", "5.00"], *STEPS[6:7]]
    rows += [["", "办案设备更新", "专用设备购置", "交换设备", "分散自行组织", "10.00"], *STEPS[8:]]
    rows += [["", "", "", f"第{i}项服务", "分散自行组织", "0.00"] for i in range(4)]
    records = conform_rows("政府采购支出预算表", rows)
    levels = {r["row_label"]: r["level"] for r in records["lines"]}
    assert levels[""] == levels["交换设备"] == levels["台式计算机"] == 4
    assert ("", "goods", "50000.00") in [(n or "", c, a) for n, c, a in purchases(records)]
    assert ("交换设备", "goods", "100000.00") in purchases(records)


def test_steps_are_levels_and_every_sum_holds_what_stands_under_it():
    lines = conform_rows("政府采购支出预算表", STEPS)["lines"]
    assert [(r["row_label"], r["level"], r["is_total"]) for r in lines][:4] == [
        ("合计", 0, True),
        ("一、货物A", 1, False),
        ("办公设备购置", 3, False),
        ("台式计算机", 4, False),
    ]
    by_row = {r["row_number"]: r for r in lines}
    for parent in {r["parent_row_number"] for r in lines} - {None}:
        parts = sum(r["amount_yuan"] for r in lines if r["parent_row_number"] == parent)
        assert parts == by_row[parent]["amount_yuan"], by_row[parent]["row_label"]


@pytest.mark.parametrize("total_last", [False, True])
def test_a_catalogue_over_three_columns_is_named_by_its_deepest(total_last):
    header = ["一级目录", "二级目录", "三级目录", "预算金额"]
    total = ["合 计", "", "", "30.00"]
    body = [
        ["01-公共服务", "0101-公共安全服务", "安全风险评估服务", "10.00"],
        ["01-公共服务", "0104-社会保障服务", "养老服务", "20.00"],
    ]
    rows = [header, *body, total] if total_last else [header, total, *body]
    records = conform_rows("政府购买服务预算表", rows)
    assert purchases(records) == [
        ("安全风险评估服务", "unknown", "100000.00"),
        ("养老服务", "unknown", "200000.00"),
    ]
    assert [r["row_label"] for r in records["lines"] if r["is_total"]] == ["合计"]


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        (["采购类别", "金额"], [["A-货物"], ["B-工程"], ["C-服务"], ["合 计"]]),
        (["项目编号", "项目", "总计"], [["A", "货物"], ["B", "工程"], ["C", "服务"], ["", "合计"]]),
    ],
)
def test_a_table_that_sums_up_by_category_is_read_by_category(header, labels):
    figures = ["10.00", "20.00", "30.00", "60.00"]
    rows = [[*label, figure] for label, figure in zip(labels, figures, strict=True)]
    records = conform_rows("政府采购预算表", [header, *rows])
    assert [r["category"] for r in records["procurements"]] == ["goods", "works", "services"]
    assert [str(r["amount_yuan"]) for r in records["procurements"]] == ["100000.00", "200000.00", "300000.00"]
    assert [(r["level"], r["is_total"]) for r in records["lines"]][-1] == (0, True)
    assert all(r["catalogue_code"] is None for r in records["procurements"])
