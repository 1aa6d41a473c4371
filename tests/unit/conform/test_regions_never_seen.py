"""Tables of regions that no document of the corpus is from, typeset from descriptions of their templates."""

from __future__ import annotations

import json

import pytest

from pipelines.conform.columns import read_column
from tests.unit.conform.builders import conform_rows

# Region, title as it is printed there, header, one row of figures, type, what the columns mean.
TEMPLATES = [
    (
        "甘肃兰州新区",
        "部门预算收入总表",
        [
            "单位名称（科目）",
            "总计",
            "当年财政拨款安排",
            "事业收入（不含教育收费）",
            "上级财政补助收入",
            "其他收入",
        ],
        ["某局", "10.00", "6.00", "1.00", "2.00", "1.00"],
        "income_detail",
        [
            "name",
            "total",
            "current_fiscal_appropriation",
            "current_institution",
            "current_superior_subsidy",
            "current_other",
        ],
    ),
    (
        "四川达州",
        "一般公共预算支出预算表",
        ["科目编码", "科目名称", "支出预算总计", "基本支出预算数", "项目支出预算数"],
        ["205", "教育支出", "10.00", "6.00", "4.00"],
        "general_budget_expenditure",
        ["code", "name", "total", "basic_expenditure", "project_expenditure"],
    ),
    (
        "湖北随县",
        "附表4-9 项目支出表",
        ["项目编码", "项目名称", "合计", "一般公共预算", "政府性基金预算", "财政专户管理资金", "单位资金"],
        ["42T001", "办案", "10.00", "6.00", "4.00", "", ""],
        "project_expenditure",
        ["project_code", "project_name", "total", "current_general_budget", "current_gov_fund"],
    ),
    (
        "云南永仁",
        "一般公共预算“三公”经费支出预算表",
        ["单位名称", "合计", "因公出国（境）费", "车辆购置费", "公务用车运行费", "国内接待费"],
        ["某局", "3.00", "0.00", "0.00", "2.00", "1.00"],
        "three_public",
        [
            "unit_name",
            "three_public_total",
            "overseas_travel",
            "vehicle_purchase",
            "vehicle_operation",
            "official_reception",
        ],
    ),
    (
        "广西梧州",
        "财政拨款“三公”经费、会议费和培训费支出预算表",
        ["单位名称", "合计", "因公出国（境）费用", "公务接待费", "会议费预算数", "培训费预算数"],
        ["某局", "1.00", "0.00", "1.00", "1.00", "1.00"],
        "three_public",
        [
            "unit_name",
            "three_public_total",
            "overseas_travel",
            "official_reception",
            "meeting_fee",
            "training_fee",
        ],
    ),
    (
        "广东乐昌",
        "公开03表 支出决算表",
        [
            "功能分类科目编码",
            "科目名称",
            "本年支出合计",
            "基本支出",
            "项目支出",
            "上缴上级支出",
            "经营支出",
            "对附属单位补助支出",
        ],
        ["201", "一般公共服务支出", "10.00", "6.00", "4.00", "0.00", "0.00", "0.00"],
        "expenditure_detail",
        [
            "code",
            "name",
            "total",
            "basic_expenditure",
            "project_expenditure",
            "remittance_to_superior",
            "business_expenditure",
            "subsidy_to_affiliates",
        ],
    ),
    (
        "安徽东至",
        "政府采购支出表",
        ["项目名称", "采购品目名称", "采购数量", "采购预算金额"],
        ["办公设备", "台式机", "3", "10.00"],
        "procurement",
        ["project_name", "catalogue", "quantity", "procurement_amount"],
    ),
    (
        "湖南汨罗",
        "一般公共预算支出表（按部门预算经济分类）",
        [
            "科目编码",
            "科目名称",
            "合计",
            "工资福利支出",
            "一般商品和服务支出",
            "对个人和家庭的补助",
            "其他资本性支出",
        ],
        ["201", "一般公共服务支出", "10.00", "6.00", "2.00", "1.00", "1.00"],
        "general_budget_expenditure_by_economic",
        ["code", "name", "total", "economic_301", "economic_302", "economic_303", "economic_310"],
    ),
    (
        "天津武清",
        "部门支出总体情况表",
        ["科目编码", "科目名称", "２０２３年预算数", "基本支出", "项目支出"],
        ["２０１", "一般公共服务支出", "１０．００", "６．００", "４．００"],
        "expenditure_detail",
        ["code", "name", "total", "basic_expenditure", "project_expenditure"],
    ),
]


@pytest.mark.parametrize(
    ("region", "title", "header", "row", "table_type", "columns"), TEMPLATES, ids=[t[0] for t in TEMPLATES]
)
def test_template(region, title, header, row, table_type, columns):
    records = conform_rows(title, [header, row])
    (table,) = records["tables"]
    assert (table["table_type"], table["money_unit"]) == (table_type, "wan_yuan")
    read = [name.split(" (")[0] for name in json.loads(table["column_measures"])]
    assert read[: len(columns)] == columns
    assert not [name for name in read if name.startswith("?")]
    assert table["cells_failed"] == 0
    money = [r for r in records["lines"] if r["measure"] == "total" and r["amount_yuan"]]
    assert all(r["amount_yuan"] == 100_000 for r in money)


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("基本支出预算数", ("basic_expenditure", "", "budget")),
        ("一般公共预算财政拨款收入预算", ("current_general_budget", "", "budget")),
        ("会议费决算数", ("meeting_fee", "", "final")),
        ("全口径预算数", ("total", "", "budget")),
    ],
)
def test_words_run_together_are_read_one_by_one(label, meaning):
    column = read_column(0, ("合计", label))
    assert (column.funding, column.basis) == meaning[1:]
    assert column.measure == meaning[0]


@pytest.mark.parametrize(
    "label", ["基本支出项目支出", "一般公共预算政府性基金", "神秘预算数", "上级预算数", "预算数神秘"]
)
def test_words_that_contradict_or_leave_a_rest_stay_unknown(label):
    assert not read_column(0, (label,)).is_known


def test_the_year_before_is_read_as_such_and_never_as_this_years_figure():
    plan, spent = read_column(0, ("上年预算数",)), read_column(0, ("上年执行数", "基本支出"))
    assert (plan.measure, plan.basis, plan.is_prior) == ("total", "budget", True)
    assert (spent.measure, spent.basis, spent.is_prior) == ("basic_expenditure", "execution", True)


def test_a_share_is_no_amount():
    assert read_column(0, ("完成率",)).compares
    assert read_column(0, ("占总支出比重",)).compares
