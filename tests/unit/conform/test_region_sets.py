"""Whole sets of regions that no document of the corpus is from, typeset with their merged headers.

Each template says of its tables: type, what its columns mean, and amounts that must come out of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from tests.unit.conform.typeset import Printed, conform_page

VEHICLES = ("公务用车购置及运行费", ["小计", "公务用车购置费", "公务用车运行费"])
HALVES = ["小计", "基本支出", "项目支出"]


@dataclass(frozen=True)
class Template:
    """A table, its type, its columns as read (`?` where one is rightly not understood), some lines."""

    region: str
    cover: str
    printed: Printed
    table_type: str
    columns: list[str]
    lines: dict[tuple[str, str, int | None], str] = field(default_factory=dict)
    """Amount in yuan by (measure, basis, year)."""


TEMPLATES = [
    Template(
        "广东：按支出经济分类科目",
        "某市教育局2024年部门预算",
        Printed(
            "一般公共预算支出情况表（按支出经济分类科目）",
            ["部门预算经济科目", "政府预算经济科目", "合计", "基本支出", "项目支出"],
            [["[301]工资福利支出", "[501]机关工资福利支出", "90.00", "80.00", "10.00"]],
            "单位名称：某市教育局 单位：万元",
        ),
        "general_budget_expenditure",
        ["dept_economic", "gov_economic", "total", "basic_expenditure", "project_expenditure"],
    ),
    Template(
        "四川：资金来自当年、转移支付和结转",
        "四川省某厅2024年部门预算",
        Printed(
            "财政拨款支出预算表（部门经济分类科目）",
            [
                ("科目编码", ["类", "款"]),
                "单位名称（科目）",
                "总计",
                ("省级当年财政拨款安排", ["合计", ("一般公共预算拨款", HALVES)]),
                ("中央提前通知专项转移支付", ["合计", ("一般公共预算拨款", HALVES)]),
                ("上年结转安排", ["合计", ("一般公共预算拨款", HALVES), "上年应返还额度结转"]),
            ],
            [
                [
                    "301",
                    "",
                    "工资福利支出",
                    "12.00",
                    "10.00",
                    "10.00",
                    "6.00",
                    "4.00",
                    *["1.00"] * 3,
                    "",
                    *["1.00"] * 3,
                ]
            ],
        ),
        "other",
        [
            "code",
            "code",
            "name",
            "total",
            "current_fiscal_appropriation",
            "current_general_budget",
            "basic_expenditure (general_budget)",
            "project_expenditure (general_budget)",
            "transfer_subtotal",
            "transfer_general_budget",
            "transfer_basic_expenditure (general_budget)",
            "transfer_project_expenditure (general_budget)",
            "carryover_subtotal",
            "carryover_general_budget",
            "carryover_basic_expenditure (general_budget)",
            "carryover_project_expenditure (general_budget)",
            "?",
        ],
    ),
    Template(
        "四川：当年安排在合计之内",
        "四川省某厅2024年部门预算",
        Printed(
            "一般公共预算支出预算表",
            [
                ("科目编码", ["类", "款", "项"]),
                "单位名称（科目）",
                "合计",
                "当年财政拨款安排",
                "中央提前通知专项转移支付",
                "上年结转安排",
            ],
            [["201", "", "", "一般公共服务支出", "10.00", "8.00", "1.00", "1.00"]],
        ),
        "general_budget_expenditure",
        [
            "code",
            "code",
            "code",
            "name",
            "total",
            "current_fiscal_appropriation",
            "transfer_subtotal",
            "carryover_subtotal",
        ],
        {("total", "budget", 2024): "100000.00"},
    ),
    Template(
        "山西：两年并列",
        "山西省某厅2024年度部门预算",
        Printed(
            "山西省某厅2024年部门预算收支总表",
            [("收入", ["项目", "2023年", "2024年"]), ("支出", ["项目", "2023年", "2024年"])],
            [["本年收入合计", "90.00", "100.00", "本年支出合计", "90.00", "100.00"]],
        ),
        "income_expenditure_summary",
        ["name", "amount (2023)", "amount (2024)", "name", "amount (2023)", "amount (2024)"],
    ),
    Template(
        "山西：增减百分比",
        "山西省某厅2024年度部门预算",
        Printed(
            "2024年一般公共预算支出预算表",
            [
                ("项目", ["科目编码", "科目名称"]),
                ("2023年预算数", ["合计", "基本支出", "项目支出"]),
                ("2024年预算数", ["合计", "基本支出", "项目支出"]),
                ("2024年预算数比2023年预算数增减%", ["合计", "基本支出", "项目支出"]),
            ],
            [
                [
                    "201",
                    "一般公共服务支出",
                    "90.00",
                    "50.00",
                    "40.00",
                    "100.00",
                    "60.00",
                    "40.00",
                    "11.11",
                    "20.00",
                    "0.00",
                ]
            ],
        ),
        "general_budget_expenditure",
        [
            "code",
            "name",
            "total (budget, 2023)",
            "basic_expenditure (budget, 2023)",
            "project_expenditure (budget, 2023)",
            "total (budget, 2024)",
            "basic_expenditure (budget, 2024)",
            "project_expenditure (budget, 2024)",
            "total_change_rate",
            "basic_expenditure_change_rate",
            "project_expenditure_change_rate",
        ],
        {("total", "budget", 2023): "900000.00", ("total", "budget", 2024): "1000000.00"},
    ),
    Template(
        "山西：机关运行经费",
        "山西省某厅2024年度部门预算",
        Printed(
            "2024年机关运行经费预算财政拨款情况统计表",
            ["单位名称", "2023年预算数", "2024年预算数", "增减"],
            [["某厅", "10.00", "11.00", "1.00"]],
        ),
        "other",
        ["unit_name", "total (budget, 2023)", "total (budget, 2024)", "total_change"],
        {("total_change", "", 2024): "10000.00"},
    ),
    Template(
        "新疆：另一种文字并列",
        "自治区某厅2024年部门预算公开",
        Printed(
            "表一 部门收支总体情况表",
            [("收 入 كىرىم", ["项 目 تۈر", "预算数"]), ("支 出", ["功能分类", "预算数"])],
            [
                ["一般公共预算", "10.00", "201 一般公共服务支出", "10.00"],
                ["收 入 总 计", "10.00", "支 出 总 计", "10.00"],
            ],
        ),
        "income_expenditure_summary",
        ["name", "amount (budget)", "name", "amount (budget)"],
    ),
    Template(
        "海南：与上年执行数比较",
        "海南省某厅2024年部门预算",
        Printed(
            "一般公共预算支出表",
            [
                ("功能分类科目", ["科目编码", "科目名称"]),
                "2023年执行数",
                ("2024年预算数", HALVES),
                ("2024年预算数比2023年执行数", ["增减额", "增减%"]),
            ],
            [["201", "一般公共服务支出", "8.00", "10.00", "6.00", "4.00", "2.00", "25.00%"]],
        ),
        "general_budget_expenditure",
        [
            "code",
            "name",
            "total (execution, 2023)",
            "total (budget, 2024)",
            "basic_expenditure (budget, 2024)",
            "project_expenditure (budget, 2024)",
            "total_change",
            "total_change_rate",
        ],
        {("total", "execution", 2023): "80000.00", ("total_change", "", 2024): "20000.00"},
    ),
    Template(
        "辽宁：千元、债务",
        "沈阳市某局2024年部门预算",
        Printed(
            "债务支出预算表",
            ["科目编码", "科目名称", "项目名称", "合计", "一般债券", "专项债券"],
            [["212", "城乡社区支出", "道路", "5.00", "", "5.00"]],
            "单位：千元",
        ),
        "other",
        ["code", "name", "project_name", "total", "current_general_bond", "current_special_bond"],
        {("current_special_bond", "budget", 2024): "5000.00"},
    ),
    Template(
        "辽宁：项目的说明栏",
        "沈阳市某局2024年部门预算",
        Printed(
            "项目支出预算表",
            [
                "单位名称",
                "项目名称",
                "项目类别",
                "项目起止年限",
                "是否政府采购",
                "立项依据",
                "合计",
                "一般公共预算拨款收入",
            ],
            [["某局", "道路", "特定目标类", "2024-2026", "是", "文件", "5.00", "5.00"]],
            "单位：千元",
        ),
        "project_expenditure",
        ["unit_name", "project_name", *["attribute"] * 4, "total", "current_general_budget"],
        {("total", "budget", 2024): "5000.00"},
    ),
    Template(
        "云南：功能与经济科目两套编码",
        "某州某局2024年部门预算",
        Printed(
            "部门基本支出预算表",
            [
                "单位名称",
                "功能科目编码",
                "功能科目名称",
                "部门经济科目编码",
                "部门经济科目名称",
                "总计",
                ("一般公共预算", ["小计", "其中：转隶人员公用经费"]),
            ],
            [["某局", "2010301", "行政运行", "30101", "基本工资", "6.00", "6.00", ""]],
            "单位：元",
        ),
        "other",
        ["unit_name", "code", "name", "code", "name", "total", "current_general_budget", "?"],
    ),
    Template(
        "陕西：两年三公、会议费、培训费",
        "某区某局2024年部门综合预算",
        Printed(
            "2024年部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表",
            [
                "单位编码",
                "单位名称",
                (
                    "2023年",
                    [
                        "合计",
                        ("一般公共预算拨款安排的“三公”经费预算", ["小计", "公务接待费", VEHICLES]),
                        "会议费",
                    ],
                ),
                (
                    "2024年",
                    [
                        "合计",
                        ("一般公共预算拨款安排的“三公”经费预算", ["小计", "公务接待费", VEHICLES]),
                        "会议费",
                    ],
                ),
                ("增减变化情况", ["合计", "会议费"]),
            ],
            [
                [
                    "101",
                    "某局",
                    "5.00",
                    "3.00",
                    "1.00",
                    "2.00",
                    "0",
                    "2.00",
                    "2.00",
                    "3.00",
                    "2.00",
                    "1.00",
                    "1.00",
                    "0",
                    "1.00",
                    "1.00",
                    "-2.00",
                    "-1.00",
                ]
            ],
        ),
        "three_public",
        [
            "unit_code",
            "unit_name",
            *(
                f"{measure} ({year})"
                for year in (2023, 2024)
                for measure in (
                    "total",
                    "three_public_total",
                    "official_reception",
                    "official_vehicles",
                    "vehicle_purchase",
                    "vehicle_operation",
                    "meeting_fee",
                )
            ),
            "total_change",
            "meeting_fee_change",
        ],
        {("three_public_total", "budget", 2024): "20000.00", ("three_public_total", "", 2023): "30000.00"},
    ),
    Template(
        "河南：基本支出之下的经济分类",
        "某市某局2024年部门预算",
        Printed(
            "2024年部门支出总体情况表",
            [
                ("科目编码", ["类", "款", "项"]),
                "单位代码",
                "单位（科目名称）",
                "总计",
                ("基本支出", ["小计", "工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出"]),
                ("项目支出", ["小计", "一般性项目"]),
            ],
            [
                [
                    "201",
                    "",
                    "",
                    "",
                    "一般公共服务支出",
                    "10.00",
                    "6.00",
                    "5.00",
                    "1.00",
                    "",
                    "",
                    "4.00",
                    "4.00",
                ]
            ],
        ),
        "expenditure_detail",
        [
            "code",
            "code",
            "code",
            "unit_code",
            "name",
            "total",
            "basic_expenditure",
            "basic_economic_301",
            "basic_economic_302",
            "basic_economic_303",
            "basic_economic_310",
            "project_expenditure",
            "?",
        ],
        {("total", "budget", 2024): "100000.00", ("basic_economic_301", "budget", 2024): "50000.00"},
    ),
    Template(
        "决算公开07表：收入、支出与结转",
        "某市某局2023年度部门决算",
        Printed(
            "政府性基金预算财政拨款收入支出决算表",
            [
                ("项目", ["功能分类科目编码", "科目名称"]),
                "年初结转和结余",
                "本年收入",
                ("本年支出", HALVES),
                "年末结转和结余",
            ],
            [["212", "城乡社区支出", "0.00", "1.00", "1.00", "0.00", "1.00", "0.00"]],
            "公开07表 金额单位：万元",
        ),
        "gov_fund_expenditure",
        [
            "code",
            "name",
            "opening_carryover",
            "current_income",
            "total",
            "basic_expenditure",
            "project_expenditure",
            "closing_carryover",
        ],
        {("current_income", "final", 2023): "10000.00"},
    ),
    Template(
        "湖南：按政府预算经济分类",
        "某县某局2024年部门预算公开",
        Printed(
            "表5 支出预算分类汇总表（按政府预算经济分类）",
            [
                ("功能科目", [("科目编码", ["类", "款", "项"]), "科目名称"]),
                "总计",
                "机关工资福利支出",
                "机关商品和服务支出",
                "对个人和家庭的补助",
                "其他支出",
            ],
            [["201", "", "", "一般公共服务支出", "100.00", "70.00", "10.00", "20.00", ""]],
        ),
        "other",
        ["code", "code", "code", "name", "total", *(f"economic_{c}" for c in (501, 502, 509, 599))],
    ),
    Template(
        "湖南：基本支出到款",
        "某县某局2024年部门预算公开",
        Printed(
            "一般公共预算基本支出预算表——人员经费（按部门预算经济分类）",
            [
                "科目编码",
                "科目名称",
                "总计",
                ("工资奖金津补贴", ["合计", "基本工资", "津贴补贴"]),
                "住房公积金",
                "其他工资福利支出",
            ],
            [["201", "一般公共服务支出", "70.00", "60.00", "40.00", "20.00", "10.00", "0.00"]],
        ),
        "general_budget_basic_expenditure",
        ["code", "name", "total", *(f"economic_{c}" for c in (50101, 30101, 30102, 30113, 30199))],
    ),
    Template(
        "贵州：本年预算在结转之旁",
        "某州某局2024年部门预算及“三公”经费预算公开",
        Printed(
            "部门收入总体情况表",
            [
                "部门（单位）名称",
                "合计",
                ("上年结转", ["小计", "一般公共预算"]),
                ("本年预算", ["小计", "一般公共预算财政拨款收入", "单位资金"]),
            ],
            [["某局", "12.00", "2.00", "2.00", "10.00", "10.00", ""]],
        ),
        "income_detail",
        [
            "unit_name",
            "total",
            "carryover_subtotal",
            "carryover_general_budget",
            "current_subtotal",
            "current_general_budget (budget)",
            "current_unit_funds (budget)",
        ],
        {("total", "budget", 2024): "120000.00", ("current_subtotal", "budget", 2024): "100000.00"},
    ),
    Template(
        "贵州：预算、执行与两种增减",
        "某州某局2024年部门预算及“三公”经费预算公开",
        Printed(
            "一般公共预算支出情况表",
            [
                "科目编码",
                "科目名称",
                "2023年预算数",
                "2023年执行数",
                "2024年预算数",
                "与2023年预算数增减",
                "与2023年执行数增减%",
            ],
            [["201", "一般公共服务支出", "8.00", "9.00", "10.00", "2.00", "11.11%"]],
        ),
        "general_budget_expenditure",
        [
            "code",
            "name",
            "total (budget, 2023)",
            "total (execution, 2023)",
            "total (budget, 2024)",
            "total_change",
            "total_change_rate",
        ],
    ),
    Template(
        "山东：采购项目一栏是文字",
        "某市某局2024年部门预算",
        Printed(
            "政府采购预算表",
            [
                "单位名称",
                "功能科目",
                "采购项目",
                "采购目录",
                "采购方式",
                "数量",
                ("资金来源", ["合计", "一般公共预算"]),
            ],
            [["某局", "行政运行", "电脑", "台式计算机", "电子卖场", "3", "1.50", "1.50"]],
        ),
        "procurement",
        [
            "unit_name",
            "function",
            "project_name",
            "catalogue",
            "organisation",
            "quantity",
            "procurement_amount",
            "procurement_amount (general_budget)",
        ],
    ),
    Template(
        "安徽：项目支出的细分不被误认",
        "某县某局2024年单位预算",
        Printed(
            "单位支出总表",
            [
                "功能科目代码",
                "功能科目名称",
                "合计",
                ("基本支出", ["小计", "人员经费", "公用经费"]),
                ("项目支出", ["小计", "其中：运转类", "特定目标类"]),
            ],
            [["201", "一般公共服务支出", "10.00", "6.00", "5.00", "1.00", "4.00", "", "4.00"]],
            "部门公开表3 单位：万元",
        ),
        "expenditure_detail",
        [
            "code",
            "name",
            "total",
            "basic_expenditure",
            "personnel_expenditure",
            "operating_expenditure",
            "project_expenditure",
            "?",
            "?",
        ],
    ),
]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.region)
def test_template(template: Template):
    records = conform_page(template.printed, cover=template.cover)
    (table,) = records["tables"]
    assert table["table_type"] == template.table_type
    read = [c[:1] if c.startswith("?") else c for c in json.loads(table["column_measures"])]
    assert read == template.columns
    found = {(r["measure"], r["basis"], r["amount_year"]): r["amount_yuan"] for r in records["lines"]}
    for what, amount in template.lines.items():
        assert found[what] == Decimal(amount), what
    # A column that is not understood is told of, with its figures: nothing is lost.
    ends = ("fact", "label", "excluded", "failed")
    assert table["cells_in"] == sum(table[f"cells_{end}"] for end in ends)


def test_a_rate_is_a_line_without_an_amount():
    printed = next(t.printed for t in TEMPLATES if t.region.startswith("海南"))
    lines = conform_page(printed, cover="海南省某厅2024年部门预算")["lines"]
    rate = next(r for r in lines if r["measure"] == "total_change_rate")
    assert (rate["amount_state"], rate["amount_yuan"], rate["amount_text"]) == ("percent", None, "25.00%")


def test_a_change_that_the_years_contradict_is_left_out_and_said():
    rows = [[f"20{n}", "甲", "8.00", "10.00", "7.00"] for n in (1, 2, 3)]
    printed = Printed(
        "一般公共预算支出表", ["科目编码", "科目名称", "2022年执行数", "2023年预算数", "增减额"], rows
    )
    records = conform_page(printed)
    assert not [r for r in records["lines"] if r["measure"].endswith("_change")]
    said = [o for o in records["outcomes"] if o["code"] == "COMPARISON_COLUMN"]
    assert {o["text"] for o in said} == {"7.00"} and records["tables"][0]["cells_excluded"] == 3


def test_codes_of_two_lists_in_one_row_are_kept_apart():
    printed = next(t.printed for t in TEMPLATES if t.region.startswith("云南"))
    line = conform_page(printed)["lines"][0]
    assert (line["code"], line["code_scheme"], line["dept_economic_code"]) == ("2010301", "function", "30101")


@pytest.mark.parametrize(
    ("title", "layout"),
    [
        ("对下转移支付预算表", "transfers"),
        ("新增资产配置表", "assets"),
        ("国有资产使用情况表", "assets"),
        ("部门项目中期规划预算表", "medium_term_plan"),
        ("政府债务限额情况表", "debt"),
    ],
)
def test_kinds_of_tables_without_a_type_are_declared_with_their_kind(title, layout):
    records = conform_page(
        Printed(title, ["甲", "乙", "丙"], [["某县", "丁", "2.00"], ["某市", "戊", "3.00"]])
    )
    (table,) = records["tables"]
    assert (table["table_type"], table["layout"]) == ("other", layout)
    assert table["cells_excluded"] == table["cells_in"] > 0
    assert {o["code"] for o in records["outcomes"] if o["table_index"]} == {"TABLE_KIND_NOT_COVERED"}


def test_the_years_before_never_become_this_years_purchases_or_projects():
    printed = Printed(
        "项目支出表",
        ["项目编码", "项目名称", "2023年预算数", "2022年预算数"],
        [["42011223017T000000111", "办案", "3.00", "2.00"]],
    )
    (project,) = conform_page(printed)["projects"]
    assert project["annual_budget_yuan"] == Decimal(30_000)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("九、医疗卫生与计划生育支出", "210"),
        ("201 一般公共服务支出", "201"),
        ("社会保障与就业支出", "208"),
        ("二十、国土海洋气象等支出", "220"),
    ],
)
def test_classes_are_known_by_the_names_papers_go_on_printing(label, code):
    header = [("收入", ["项目", "预算数"]), ("支出", ["项目", "预算数"])]
    rows = [["一、一般公共预算", "1.00", label, "1.00"], ["收入总计", "1.00", "支出总计", "1.00"]]
    lines = conform_page(Printed("收支总表", header, rows), cover="某市某局2024年部门预算")["lines"]
    assert [r["code"] for r in lines if r["row_label"] == label] == [code]


@pytest.mark.parametrize(
    ("label", "item"),
    [
        ("八、上年结余", "carryover_in"),
        ("动用上年结转结余", "carryover_in"),
        ("使用专用结余", "surplus_used"),
        ("六、上级转移支付收入", "income_transfer"),
        ("五、事业预算收入", "income_institution"),
    ],
)
def test_rows_of_summaries_by_the_names_of_other_regions(label, item):
    header = [("收入", ["项目", "预算数"]), ("支出", ["项目", "预算数"])]
    rows = [[label, "1.00", "一、外交支出", "1.00"], ["收入总计", "1.00", "支出总计", "1.00"]]
    lines = conform_page(Printed("收支总表", header, rows))["lines"]
    assert next(r["item"] for r in lines if r["row_label"] == label) == item


@pytest.mark.parametrize(
    ("title", "above", "unit"),
    [
        ("部门支出总表", "金额单位：人民币万元", "wan_yuan"),
        ("部门支出总表", "单位：万元（保留两位小数）", "wan_yuan"),
        ("部门支出总表", "公开03表 编制单位：某局 2024年度 金额单位：元", "yuan"),
        ("2024年部门支出总表（千元）", "", "thousand_yuan"),
        ("部门支出总表", "单位：元/万元", "unknown"),
        ("部门支出总表", "单位：百万元", "unknown"),
        ("部门支出总表", "单位：万美元", "unknown"),
    ],
)
def test_units_as_regions_write_them(title, above, unit):
    header = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    records = conform_page(Printed(title, header, [["201", "甲", "3.00", "1.00", "2.00"]], above))
    assert records["tables"][0]["money_unit"] == unit
    assert bool(records["lines"]) == (unit != "unknown")
