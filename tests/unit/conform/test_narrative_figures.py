"""Sentences become claims and head counts; figures that no rule reads are outcomes."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.conform.claim_items import KnownItems
from pipelines.conform.claims import NarrativeReader
from pipelines.conform.sentences import fold, tokens
from pipelines.extract.model import Spot, TextBlock


def read(text: str, *section: str) -> NarrativeReader:
    reader = NarrativeReader("0" * 64, 2023)
    reader.read((TextBlock(1, "paragraph", 0, text, Spot(3), section),))
    return reader


def test_amount_change_and_rate_belong_together():
    (claim,) = read(
        "（一）基本支出 340.3 万元，比 2022 年预算减少 159.87 万元，下降 46.98%。", "五、一般公共预算支出"
    ).claims
    assert claim["subject"] == "basic_expenditure"
    assert claim["scope"] == "general_budget"
    assert claim["amount_yuan"] == Decimal("3403000.00")
    assert claim["change_yuan"] == Decimal("-1598700.00")
    assert (claim["base_year"], claim["direction"], claim["rate_percent"]) == (2022, "decrease", -46.98)


def test_a_list_with_shares():
    claims = read(
        "收入预算 870.3 万元，其中：一般公共预算财政拨款收入 870.09 万元，占 99.98%；其他收入 0 万元，占 0%。"
    ).claims
    assert [(c["subject"], c["share_percent"]) for c in claims] == [
        ("total_income", None),
        ("income_general_budget", 99.98),
        ("income_other", 0.0),
    ]


def test_flat_and_relative_base_years():
    (claim,) = read("公务接待费预算 0 万元，与上年预算持平。", "六、“三公”经费").claims
    assert (claim["direction"], claim["change_yuan"], claim["base_year"]) == ("flat", Decimal("0.00"), 2022)


def test_the_printed_base_year_is_kept_even_when_it_is_wrong():
    (claim,) = read("“三公”经费预算 3.6 万元，比 2023 年预算减少 1.2 万元，下降 25%。", "二、三公").claims
    assert claim["base_year"] == 2023


def test_counts_with_money_and_counts_named_after_the_number():
    claims = read("优先保障优秀项目 3 个 172 万元，设置了 7 个项目支出绩效目标。", "绩效管理").claims
    assert [(c["subject"], c["quantity"], c["amount_yuan"]) for c in claims] == [
        ("projects_excellent", 3.0, Decimal("1720000.00")),
        ("projects_with_goals", 7.0, None),
    ]


def test_assets_are_counted_at_their_cut_off_date():
    claims = read(
        "截至 2022 年 12 月 31 日，部门共有车辆 2 辆。其中：一般公务用车 1 辆。", "国有资产占有情况"
    ).claims
    assert [(c["subject"], c["quantity"], c["claim_year"]) for c in claims] == [
        ("vehicles_total", 2.0, 2022),
        ("vehicles_general", 1.0, 2022),
    ]


def test_head_counts_keep_their_group():
    reader = read(
        "共有编制 24 人，其中：行政编制 0 人，事业编制 21 人，员额编制 3 人。在职实有人数 13 人，其中：行政编制 0 人，"
        "事业编制 11 人（其中参照公务员法管理 0 人），员额编制 2 人。离退休人员 1 人，其中：离休 0 人，退休 1 人。"
    )
    counts = {(r["status"], r["category"]): r["count"] for r in reader.headcounts.records}
    assert counts == {
        ("authorised", "total"): 24,
        ("authorised", "administrative"): 0,
        ("authorised", "institution"): 21,
        ("authorised", "quota"): 3,
        ("in_post", "total"): 13,
        ("in_post", "administrative"): 0,
        ("in_post", "institution"): 11,
        ("in_post", "civil_service_managed"): 0,
        ("in_post", "quota"): 2,
        ("retired", "total"): 1,
        ("retired", "leave_retired"): 0,
        ("retired", "retired_staff"): 1,
    }


@pytest.mark.parametrize(
    ("text", "section", "code"),
    [
        ("主任 1 名、副主任 3 名。", (), "FIGURE_NOT_HEADCOUNT"),
        ("完成率提高到 95%。", (), "FIGURE_NOT_READ"),
        ("占一般公共预算 5%。", ("九、名词解释",), "FIGURE_IN_GLOSSARY"),
        ("某某资金 7 万元。", (), "CLAIM_SUBJECT_UNKNOWN"),
    ],
)
def test_figures_that_are_not_read_say_why(text, section, code):
    assert {o.code for o in read(text, *section).outcomes} == {code}


def test_every_figure_is_read_or_reported():
    text = "内设 5 个机构，基本支出 3 万元，比上年增长 4%，编制 5 人，其中：主任 1 名，与上年持平。"
    reader = read(text)
    read_in = sum(
        bool(c["amount_text"])
        + bool(c["share_text"])
        + bool(c["change_text"])
        + bool(c["rate_text"])
        + (c["quantity"] is not None)
        for c in reader.claims
    )
    assert reader.figures_in == len(tokens(text)) == 6
    assert read_in + len(reader.headcounts.records) + len(reader.outcomes) == reader.figures_in


def one(text: str, *section: str) -> dict:
    (claim,) = read(text, *section).claims
    return claim


def of(text: str, *section: str) -> list[tuple]:
    return [(c["subject"], c["item"] or None, c["amount_text"]) for c in read(text, *section).claims]


def test_the_amount_of_the_base_year_is_not_a_claim_of_its_own():
    claim = one("2023年度收入预算9626.78万元，比2022年年初预算数9819.98万元减少193.20万元，下降1.97%。")
    assert claim["subject"] == "total_income"
    assert (claim["amount_text"], claim["base_amount_text"]) == ("9626.78万元", "9819.98万元")
    assert (claim["base_year"], claim["base_basis"], claim["rate_percent"]) == (2022, "budget", -1.97)


def test_a_bare_figure_takes_its_name_from_label_or_heading():
    by_label = one("1.公务接待费。2023年预算数2.85万元，主要用于接待支出。", "四、“三公”经费")
    assert (by_label["subject"], by_label["subject_from"]) == ("official_reception", "label")
    by_heading = one("2023年预算安排0.00万元，比上年减少1.5万元。", "六、三公", "（一）因公出国（境）经费")
    assert (by_heading["subject"], by_heading["subject_from"]) == ("overseas_travel", "heading")
    assert by_heading["confidence"] == "medium"


@pytest.mark.parametrize(
    ("text", "item", "code"),
    [
        ("（一）2040201-行政运行6556.70万元。", "行政运行", "2040201"),
        (
            "一般公共服务支出（类）信访事务（款）行政运行（项）2023年预算数为5万元。",
            "一般公共服务支出/信访事务/行政运行",
            None,
        ),
        ("“住房保障支出”科目2,180万元，主要用于住房补贴。", "住房保障支出", "221"),
        ("其中：教育支出（类）支出118.01万元，占0.63%。", "教育支出", "205"),
    ],
)
def test_items_of_the_classification(text, item, code):
    claim = one(text, "一般公共预算支出情况")
    assert (claim["subject"], claim["item"], claim["item_code"]) == ("function_item", item, code)


def test_the_code_of_an_item_comes_from_the_documents_own_tables():
    known = KnownItems.of(
        {"code": code, "code_scheme": "function", "row_label": name}
        for code, name in [
            ("201", "一般公共服务支出"),
            ("20103", "政府办公厅"),
            ("2010301", "行政运行"),
            ("204", "公共安全支出"),
            ("20402", "公安"),
            ("2040201", "行政运行"),
        ]
    )
    reader = NarrativeReader("0" * 64, 2023, known)
    text = "公共安全支出（类）公安（款）行政运行（项）3万元；行政运行（项）4万元。"
    reader.read((TextBlock(1, "paragraph", 0, text, Spot(1), ()),))
    assert [c["item_code"] for c in reader.claims] == ["2040201", None]


def test_parts_that_only_changed_are_claims_without_an_amount():
    claims = read(
        "收入比2022年减少86万元，主要是一般公共预算拨款减少7万元，事业收入增加3万元。", "二、部门收支总体情况"
    ).claims
    assert [(c["subject"], c["amount_text"], c["change_yuan"], c["base_year"]) for c in claims] == [
        ("total_income", "", Decimal("-860000.00"), 2022),
        ("income_general_budget", "", Decimal("-70000.00"), 2022),
        ("income_institution", "", Decimal("30000.00"), 2022),
    ]


def test_a_change_finds_the_amount_of_the_same_name():
    total, basic, project = read(
        "支出预算100万元，其中：基本支出60万元、项目支出40万元。比上年减少8万元，主要原因是基本支出减少5万元、项目支出减少3万元。",
        "一、预算收支总体情况",
    ).claims
    assert [c["change_text"] for c in (total, basic, project)] == ["8万元", "5万元", "3万元"]
    assert total["reason"].startswith("基本支出减少")


def test_what_stands_in_brackets_keeps_its_own_changes():
    vehicles, purchase, operation = read(
        "公务用车购置及运行维护费2.5万元（公务用车购置费0万元，比上年增加0万元；公务用车运行维护费2.5万元，"
        "比上年减少1万元。）比上年减少3万元，下降28.6%。",
        "“三公”经费安排情况",
    ).claims
    assert [c["change_text"] for c in (vehicles, purchase, operation)] == ["3万元", "0万元", "1万元"]
    assert vehicles["rate_percent"] == -28.6


def test_unchanged_may_hold_for_every_part():
    claims = read(
        "“三公”经费预算275.80万元，与2022年持平。其中：因公出国（境）费用100万元，公务接待费63万元，均与上年持平。",
        "三公",
    ).claims
    assert [c["direction"] for c in claims] == ["flat", "flat", "flat"]


def test_accounts_state_budget_and_outcome_of_the_same_item():
    budget, final = read(
        "1、卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。主要用于：在职人员基本支出。年初预算为62.29万元，"
        "支出决算为60.00万元，完成年初预算的96.32%。"
    ).claims
    assert budget["item"] == final["item"] == "卫生健康支出/行政事业单位医疗/行政单位医疗"
    assert (budget["basis"], final["basis"], final["execution_percent"]) == ("budget", "final", 96.32)


def test_lists_of_projects():
    reader = NarrativeReader("0" * 64, 2023)
    texts = [
        "（五）项目支出10万元，具体包括：",
        "1.统计管理4万元，主要包括：日常业务3万元，用于调查；2.指数编制1万元，用于编制。",
    ]
    reader.read(
        tuple(TextBlock(i, "paragraph", 0, t, Spot(1), ("第三部分",)) for i, t in enumerate(texts, 1))
    )
    assert [(c["subject"], c["item"]) for c in reader.claims] == [
        ("project_expenditure", ""),
        ("project_budget", "统计管理"),
        ("project_budget", "日常业务"),
        ("project_budget", "指数编制"),
    ]


def test_a_limit_is_no_amount():
    reader = read("共有车辆2辆；单价100万元（含）以上设备3台（套）。", "国有资产占用情况")
    assert [(c["subject"], c["quantity"]) for c in reader.claims] == [
        ("vehicles_total", 2.0),
        ("equipment_over_threshold", 3.0),
    ]
    assert [o.code for o in reader.outcomes] == ["FIGURE_IS_THRESHOLD"]


def test_vehicles_to_be_bought_are_not_vehicles_in_use():
    assert [
        (c["subject"], c["item"])
        for c in read("部门预算安排购置车辆13辆，其中：应急保障用车13辆。", "国有资产").claims
    ] == [("vehicles_planned", ""), ("vehicles_planned", "emergency")]


def test_declarations_are_claims_without_a_figure():
    none, incomparable = read("本单位2023年没有政府性基金预算安排的支出；两年口径不同，无可比性。").claims
    assert (none["subject"], none["declaration"]) == ("gov_fund_expenditure", "none")
    assert (incomparable["subject"], incomparable["declaration"]) == ("unknown", "not_comparable")


def test_funds_come_from_phrase_head_or_heading():
    whole, part = read("一般公共预算财政拨款支出10万元，其中：基本支出6万元。", "财政拨款情况说明").claims
    assert (whole["funding"], part["funding"]) == ("general_budget", "general_budget")
    assert one("基本支出6万元。", "三、支出预算情况说明")["funding"] == "all"


def test_a_name_with_an_unexplained_word_stays_unknown():
    assert of("信息化运维项目支出5万元。") == [("project_budget", "信息化运维项目", "5万元")]
    assert of("食堂改善支出5万元。")[0][0] == "unknown"


@given(
    st.text(alphabet="收支出预算比上年增加减少万元%0123456789.,，。；（）、“”其中：项目人辆基本", max_size=80)
)
def test_any_text_is_read_with_every_figure_at_its_place(text):
    reader = read(text, "第三部分")
    for claim in reader.claims:
        figure = fold(text[claim["figure_start"] : claim["figure_end"]])
        assert claim["declaration"] or re.search(r"\d", figure) or "平" in figure


def test_claims_about_another_unit_say_so():
    reader = NarrativeReader("0" * 64, 2023, publisher="某市水务局")
    for number, heading in enumerate(["一、某市水务局", "二、某市水文水质中心（某市水库办公室）"], start=1):
        reader.read((TextBlock(number, "paragraph", 0, "项目支出3万元。", Spot(1), ("第三部分", heading)),))
    assert [c["about_unit"] for c in reader.claims] == ["", "某市水文水质中心(某市水库办公室)"]


def test_parts_name_the_claim_they_are_parts_of():
    whole, first, second = read("支出预算10万元，其中：基本支出6万元，项目支出4万元。").claims
    assert (whole["part_of"], first["part_of"], second["part_of"]) == (
        None,
        whole["claim_id"],
        whole["claim_id"],
    )


def test_money_right_after_a_count_is_no_total():
    assert of("采购社工23名支出373.66万元。")[0][0] == "unknown"


def test_an_entry_whose_label_is_not_understood_does_not_take_the_headings_name():
    assert one("（3）工作安排：2023年预算3亿元。", "四、公务接待费")["subject"] == "unknown"


def test_money_for_vehicles_to_be_bought_is_of_the_plan():
    claims = read(
        "计划购置车辆2辆、57万元，主要是更新购置应急保障用车（中巴）45万元、机要通信用车12万元；单价100万元以上设备0台。",
        "国有资产占用情况",
    ).claims
    assert (claims[0]["subject"], claims[0]["amount_text"]) == ("vehicles_planned", "57万元")
    assert claims[-2]["subject"] == "vehicles_planned" and claims[-2]["item"] == "confidential"
    assert claims[-1]["subject"] == "equipment_planned"
