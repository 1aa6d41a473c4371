"""Templates no region was asked for: titles as ideas, headers as words, rows that are measures, sheets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.conform.columns import read_column
from pipelines.conform.money_unit import resolve_units
from pipelines.conform.self_descriptions import customary_name, publisher_of, read_cover, read_title
from pipelines.conform.table_identity import identify
from pipelines.conform.targets import read_target
from tests.unit.conform.builders import conform_dump, conform_rows, dump_of, table_of


@pytest.mark.parametrize(
    ("path", "measure", "funding", "basis", "year"),
    [
        (("2026年预算", "单位资金", "事业收入"), "current_institution", "", "budget", 2026),
        (("上年结转结余", "一般公共预算"), "carryover_general_budget", "", "", None),
        (("公务接待费", "政府性基金预算"), "official_reception", "gov_fund", "", None),
        (("财政拨款三公经费", "公务接待费", "决算数"), "official_reception", "", "final", None),
        (("其中：", "事业单位经营支出"), "business_expenditure", "", "", None),
        (("本年基本支出", "人员经费"), "personnel_expenditure", "", "", None),
    ],
)
def test_labels_say_together_what_a_column_measures(path, measure, funding, basis, year):
    column = read_column(0, path)
    assert (column.measure, column.funding, column.basis, column.year) == (measure, funding, basis, year)


def test_a_path_with_one_unknown_label_is_unknown():
    assert not read_column(0, ("一般公共预算", "神秘资金")).is_known


@pytest.mark.parametrize(
    ("title", "header", "table_type"),
    [
        (
            "附表4-9 某县2025年度部门项目支出情况表",
            ["项目编码", "项目名称", "合计", "一般公共预算"],
            "project_expenditure",
        ),
        (
            "2019年度公共财政预算支出明细表",
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            "general_budget_expenditure",
        ),
        (
            "2019年度一般公共预算支出明细表",
            ["科目编码", "科目名称", "合计", "基本支出"],
            "general_budget_expenditure",
        ),
        ("", ["单位名称", "合计", "因公出国（境）费", "公务接待费"], "three_public"),
    ],
)
def test_titles_are_ideas_and_headers_settle_what_titles_leave_open(title, header, table_type):
    table = table_of(title or "某局", [header, ["1001", "甲", *["1.00"] * (len(header) - 2)]])
    assert identify(table).table_type == table_type


def test_measures_listed_downwards_join_with_those_in_columns():
    records = conform_rows(
        "一般公共预算“三公”经费支出预算表",
        [
            ["项目", "预算数"],
            ["合计", "5.00"],
            ["1、因公出国（境）费用", "1.00"],
            ["2、公务接待费", "1.50"],
            ["3、公务用车购置及运行费", "2.50"],
            ["其中：（1）公务用车购置费", "0.00"],
            ["（2）公务用车运行费", "2.50"],
        ],
    )
    found = {r["measure"]: r["amount_yuan"] for r in records["lines"]}
    assert found["three_public_total"] == Decimal(50_000)
    assert found["vehicle_operation"] == Decimal(25_000)
    parents = {r["measure"]: r["parent_row_number"] for r in records["lines"]}
    assert parents["vehicle_operation"] == 4 and parents["official_reception"] == 1


def test_budget_and_final_columns_of_one_measure_are_told_apart():
    records = conform_rows(
        "财政拨款“三公”经费支出决算表",
        [
            ["合计", "", "因公出国（境）费", "", "公务接待费", ""],
            ["预算数", "决算数", "预算数", "决算数", "预算数", "决算数"],
            ["3.00", "2.00", "1.00", "1.00", "2.00", "1.00"],
        ],
    )
    totals = {r["basis"]: r["amount_yuan"] for r in records["lines"] if r["measure"] == "three_public_total"}
    assert totals == {"budget": Decimal(30_000), "final": Decimal(20_000)}


def test_codes_of_the_row_above_are_inherited():
    records = conform_rows(
        "部门支出总表",
        [
            ["类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"],
            ["205", "", "", "教育支出", "3.00", "1.00", "2.00"],
            ["", "03", "", "职业教育", "3.00", "1.00", "2.00"],
            ["", "", "99", "其他", "3.00", "1.00", "2.00"],
        ],
    )
    assert [r["code"] for r in records["lines"] if r["measure"] == "total"] == ["205", "20503", "2050399"]


def test_a_sheet_of_indicators_is_read_by_its_header_words():
    records = conform_dump(
        "某市某局2026年部门预算公开\n\n"
        + dump_of(
            "某项目绩效目标表",
            [
                [
                    "项目名称",
                    "资金总额",
                    "绩效目标",
                    "一级指标",
                    "二级指标",
                    "三级指标",
                    "指标性质",
                    "指标值",
                    "计量单位",
                ],
                ["培训", "12.50", "办好", "产出指标", "数量指标", "期数", "≥", "4", "期"],
                ["", "", "", "效益指标", "社会效益指标", "知晓率", "定性", "良好", ""],
            ],
        )
    )
    first, second = records["indicators"]
    assert (first["level1"], first["level2"], first["comparator"], first["target_value"]) == (
        "output",
        "数量指标",
        "≥",
        4.0,
    )
    assert (second["project_name"], second["level1"], second["target_value"]) == ("培训", "benefit", None)
    assert records["projects"][0]["annual_budget_yuan"] == Decimal(125_000)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("≤2134.87万元", ("≤", 2134.87, "万元")),
        ("不低于95%", ("≥", 95.0, "%")),
        ("效果显著", (None, None, None)),
    ],
)
def test_targets_come_in_parts(text, parts):
    target = read_target(text)
    assert (target.comparator, target.value, target.unit) == parts


def test_a_unit_of_money_is_taken_from_another_table_only_on_evidence():
    rows = [["项目", "金额"], ["一、一般公共预算拨款收入", "463,892,324"]]
    stated, silent = (table_of("某表", rows, unit) for unit in ("单位：元", ""))
    other = table_of("某表", [["项目", "金额"], ["甲", "12.5"]], "")
    units = resolve_units(
        [stated, replace(silent, index=2, preamble=("x",)), replace(other, index=3, preamble=("x",))]
    )
    assert units[2][0].unit == "yuan" and "463892324" in units[2][0].evidence
    assert units[3][0].unit == "unknown"


def test_covers_and_lines_name_the_publisher():
    cover = read_cover(["2026年度泉州市人民政府办公室", "（本级）单位预算"])
    assert (cover.unit, cover.year, cover.kind, cover.level) == (
        "泉州市人民政府办公室(本级)",
        2026,
        "budget",
        "unit",
    )
    assert publisher_of("编制部门：某市某区财政局 单位：元") == "某市某区财政局"
    assert publisher_of("部门：") is None
    assert publisher_of("部门：省法院 单位：万元") == "省法院"
    assert publisher_of("单位名称：统计局") == "统计局"
    assert publisher_of("部门：财政局") == "财政局"
    assert publisher_of("部门：本部门") is None
    assert read_title("省法院2018年度部门预算公开").unit == "省法院"
    assert read_title("区本级2018年度部门预算公开").unit is None
    assert read_title("财政部门2018年度预算公开").unit is None
    assert customary_name("中国共产党某省委员会办公厅") == "中共某省委办公厅"
