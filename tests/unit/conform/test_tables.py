"""Tables become lines: meaning of columns, hierarchy of rows, totals, and every cell accounted for."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.conform.table_identity import identify
from tests.unit.conform.builders import amounts, codes, conform_rows, table_of

EXPENDITURE_HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
EXPENDITURE = [
    EXPENDITURE_HEADER,
    ["", "合计", "870.30", "340.30", "530.00"],
    ["201", "一般公共服务支出", "801.16", "271.16", "530.00"],
    ["20103", "政府办公厅（室）及相关 机构事务", "801.16", "271.16", "530.00"],
    ["2010350", "事业运行", "801.16", "271.16", "530.00"],
    ["208", "社会保障和就业支出", "69.14", "69.14", "0.00"],
]


def table_record(records):
    (record,) = records["tables"]
    return record


def assert_accounted(records):
    record = table_record(records)
    parts = ("cells_fact", "cells_label", "cells_excluded", "cells_failed")
    assert record["cells_in"] == sum(record[p] for p in parts)


def rows_by_label(records, measure="total"):
    return {r["row_label"]: r for r in records["lines"] if r["measure"] == measure}


def test_the_same_title_over_two_headers_is_two_table_types():
    by_function = table_of("一般公共预算支出表", [EXPENDITURE_HEADER, ["201", "x", "1", "1", "0"]])
    by_economic = table_of(
        "一般公共预算支出表(分功能科目)",
        [["科目编码", "科目名称", "合计", "工资福利支出", "商品和服务支出"], ["201", "x", "1", "1", "0"]],
    )
    assert identify(by_function).table_type == "general_budget_expenditure"
    assert identify(by_economic).table_type == "general_budget_expenditure_by_economic"


def test_a_title_whose_header_disagrees_stays_unidentified():
    odd = table_of("部门支出总表", [["序号", "车辆"], ["1.", "2"]])
    assert identify(odd).table_type == "other"
    records = conform_rows("部门支出总表", [["序号", "车辆"], ["1.", "2"]])
    assert "TABLE_UNIDENTIFIED" in codes(records)
    assert not records["lines"]
    assert_accounted(records)


def test_hierarchy_totals_and_leaves():
    records = conform_rows("某市某局2023年部门支出总表", EXPENDITURE)
    rows = rows_by_label(records)
    assert rows["合计"]["is_total"] and rows["合计"]["level"] == 0
    assert [rows[n]["level"] for n in ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "事业运行")] == [
        1,
        2,
        3,
    ]
    assert rows["事业运行"]["parent_row_number"] == rows["政府办公厅（室）及相关机构事务"]["row_number"]
    leaves = [r for r in rows.values() if r["is_leaf"]]
    assert sum(r["amount_yuan"] for r in leaves) == rows["合计"]["amount_yuan"] == Decimal("8703000.00")
    assert_accounted(records)


def test_a_blank_total_label_is_recognised_only_when_the_sums_agree():
    blank = [EXPENDITURE_HEADER, ["", "", "870.30", "340.30", "530.00"], *EXPENDITURE[2:]]
    total = rows_by_label(conform_rows("部门支出总表", blank))[""]
    assert total["is_total"] and "合计" in total["quality_note"]
    wrong = [EXPENDITURE_HEADER, ["", "", "870.99", "340.99", "530.00"], *EXPENDITURE[2:]]
    assert not rows_by_label(conform_rows("部门支出总表", wrong))[""]["is_total"]


def test_blank_cells_give_no_line_and_dashes_give_one_without_an_amount():
    records = conform_rows(
        "部门支出总表",
        [EXPENDITURE_HEADER, ["", "合计", "1.00", "1.00", ""], ["201", "x", "1.00", "1.00", "—"]],
    )
    project = [r for r in records["lines"] if r["measure"] == "project_expenditure"]
    assert [(r["amount_state"], r["amount_yuan"]) for r in project] == [("dash", None)]


def test_an_unknown_header_is_an_outcome_that_names_it():
    records = conform_rows(
        "部门支出总表", [[*EXPENDITURE_HEADER, "神秘支出"], ["201", "x", "1", "1", "0", "7"]]
    )
    (outcome,) = [o for o in records["outcomes"] if o["code"] == "UNKNOWN_HEADER"]
    assert "神秘支出" in outcome["detail"]
    assert table_record(records)["cells_failed"] == 1
    assert_accounted(records)


def test_without_a_unit_of_money_no_figure_becomes_a_fact():
    records = conform_rows("部门支出总表", EXPENDITURE, unit="")
    assert not records["lines"]
    assert table_record(records)["money_unit"] == "unknown"
    assert table_record(records)["cells_failed"] == 15
    assert_accounted(records)


def test_a_surplus_field_is_repaired_by_arithmetic_and_recorded():
    header = [
        ["单位代码", "单位名称", "合计", "本年收入", "", "上年结转结余", "", ""],
        ["", "", "", "小计", "一般公共预算", "小计", "单位资金", ""],
    ]
    records = conform_rows(
        "部门收入总表", [*header, ["017", "某局", "870.30", "870.09", "870.09", "0.00", "0.21", "0.21"]]
    )
    assert amounts(records, "carryover_subtotal") == {"某局": "2100.00"}
    assert {r["quality"] for r in records["lines"]} == {"repaired"}
    assert "REPAIR_SURPLUS_CELL" in codes(records)
    assert table_record(records)["repaired_rows"] == 1
    assert_accounted(records)


def test_an_irreparable_row_fails_and_the_others_stand():
    header = [["单位代码", "单位名称", "合计", "本年收入", "", ""], ["", "", "", "小计", "一般公共预算", ""]]
    records = conform_rows(
        "部门收入总表",
        [*header, ["", "合计", "5.00", "5.00", "5.00", ""], ["017", "某局", "1.00", "2.00", "3.00", "4.00"]],
    )
    assert {r["row_label"] for r in records["lines"]} == {"合计"}
    assert "ROW_HAS_SURPLUS_FIELDS" in codes(records)
    assert_accounted(records)


def test_a_repeated_total_under_a_cut_off_group_is_a_declared_exclusion():
    header = ["科目编码", "科目名称", "合计", "工资福利支出", "商品和服务支出", "政府支出经济分类"]
    same = conform_rows("一般公共预算支出表", [header, ["201", "x", "3.00", "1.00", "2.00", "3.00"]])
    assert "TRUNCATED_COLUMN_GROUP" in codes(same)
    other = conform_rows("一般公共预算支出表", [header, ["201", "x", "3.00", "1.00", "2.00", "1.00"]])
    assert "UNKNOWN_HEADER" in codes(other)


def test_summaries_key_their_rows_by_name_and_year():
    records = conform_rows(
        "部门收支总表",
        [
            ["收 入", "", "支 出", ""],
            ["项 目", "预算数", "项 目", "预算数"],
            ["一、一般公共预算拨款收入", "5.00", "一、一般公共服务支出", "5.00"],
            ["九、其他收入", "", "廿一、其他支出", "0.21"],
            ["本年收入合计", "5.00", "本年支出合计", "5.21"],
            ["上年结转结余", "0.21", "年终结转结余", "0.00"],
            ["收 入 总 计", "5.21", "支 出 总 计", "5.21"],
        ],
    )
    lines = {(r["lane"], r["item"], r["code"]): r for r in records["lines"]}
    assert lines["income", "income_general_budget", None]["amount_yuan"] == Decimal("50000.00")
    assert lines["expenditure", "function_class", "229"]["row_label"] == "廿一、其他支出"
    assert lines["income", "total_income", None]["is_total"]
    leaves = [r for r in records["lines"] if r["lane"] == "income" and r["is_leaf"]]
    assert sum(r["amount_yuan"] for r in leaves) == Decimal("52100.00")
    assert_accounted(records)


def test_nested_numbering_in_a_summary_is_not_added_twice():
    records = conform_rows(
        "部门收支总表",
        [
            ["收入", "", "支出", ""],
            ["项目", "预算数", "项目", "预算数"],
            ["一、财政拨款", "5.00", "一、一般公共服务支出", "5.00"],
            ["1.一般公共预算拨款", "4.00", "信访事务", "5.00"],
            ["2.政府性基金预算拨款", "1.00", "", ""],
            ["本年收入合计", "5.00", "本年支出合计", "5.00"],
            ["收入总计", "5.00", "支出总计", "5.00"],
        ],
    )
    for lane in ("income", "expenditure"):
        leaves = [r["amount_yuan"] for r in records["lines"] if r["lane"] == lane and r["is_leaf"]]
        assert sum(leaves) == Decimal("50000.00")
    levels = {r["row_label"]: r["level"] for r in records["lines"]}
    assert (levels["一、财政拨款"], levels["1.一般公共预算拨款"], levels["信访事务"]) == (2, 3, 3)


def test_office_rows_in_a_purchase_table_are_totals_and_purchases_are_leaves():
    header = ["单位代码", "单位名称", "项目", "政府采购品目", "采购数量", "采购金额", ""]
    second = ["", "", "", "", "", "采购金额合计(元)", "其中面向中小企业(元)"]
    records = conform_rows(
        "政府采购预算表",
        [
            header,
            second,
            ["", "合计", "", "", "", "30.00", "10.00"],
            ["03", "行财科", "", "", "", "30.00", "10.00"],
            ["017", "某局", "", "", "", "30.00", "10.00"],
            ["017001", "某局本级", "公用", "[C23090199]其他印刷服务", "1", "10.00", "10.00"],
            ["017001", "某局本级", "公用", "[A05040101]复印纸", "2", "20.00", ""],
        ],
        unit="单位：元",
    )
    lines = [r for r in records["lines"] if r["measure"] == "procurement_amount"]
    assert [r["is_total"] for r in lines] == [True, True, True, False, False]
    assert sum(r["amount_yuan"] for r in lines if r["is_leaf"]) == Decimal("30.00")
    assert [p["category"] for p in records["procurements"]] == ["services", "goods"]
    assert records["procurements"][1]["catalogue_code"] == "A05040101"
    assert_accounted(records)


CELL = st.sampled_from(["", "0.00", "1.00", "-", "甲", "/", "12,3", "870.30", "合计", "2010350"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=5, max_size=7), min_size=1, max_size=6),
    st.sampled_from(["单位：万元", ""]),
)
def test_whatever_stands_in_the_cells_the_accounts_add_up(body, unit):
    records = conform_rows(
        "部门支出总表", [EXPENDITURE_HEADER, ["201", "x", "1.00", "1.00", "0.00"], *body], unit
    )
    assert_accounted(records)
    assert len({r["line_id"] for r in records["lines"]}) == len(records["lines"])


def test_parts_of_a_code_that_a_spreadsheet_took_for_numbers_have_two_digits():
    header = [["科目编码", "", "", "科目名称", "合计"], ["类", "款", "项", "", ""]]
    rows = [
        ["213", "", "", "农林水支出", "9.00"],
        ["213", "1", "", "农业农村", "9.00"],
        ["", "", "5", "农垦运行", "9.00"],
    ]
    records = conform_rows("一般公共预算支出表", [*header, *rows])
    assert [r["code"] for r in records["lines"]] == ["213", "21301", "2130105"]
