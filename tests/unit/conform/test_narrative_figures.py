"""Sentences become claims and head counts; figures that no rule reads are outcomes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.conform.claims import NarrativeReader
from pipelines.conform.sentences import tokens
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
