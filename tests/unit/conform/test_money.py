"""Printed figures are read exactly or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.conform.money import FACTORS, is_exact_to_the_fen, read_amount, to_yuan
from pipelines.conform.money_unit import resolve_unit, resolve_units
from tests.unit.conform.builders import document_of, dump_of, table_of


@pytest.mark.parametrize(
    ("text", "state", "value"),
    [
        ("870.30", "number", "870.30"),
        ("1,234,567.89", "number", "1234567.89"),
        ("８７０．３０", "number", "870.30"),
        ("-3.5", "number", "-3.5"),
        ("（1.00）", "number", "-1.00"),
        ("0.00", "zero", "0.00"),
        ("0", "zero", "0"),
        ("", "blank", None),
        ("  ", "blank", None),
        ("—", "dash", None),
        ("-", "dash", None),
        ("/", "unreadable", None),
        ("12,34.5", "unreadable", None),
        ("1.2.3", "unreadable", None),
        ("约5", "unreadable", None),
    ],
)
def test_every_state_of_a_printed_figure(text, state, value):
    amount = read_amount(text)
    assert amount.state == state
    assert amount.value == (None if value is None else Decimal(value))


def test_units_of_money_are_exact_and_unknown_has_none():
    assert to_yuan(Decimal("870.30"), "wan_yuan") == Decimal("8703000.00")
    assert to_yuan(Decimal("0.000001"), "wan_yuan") == Decimal("0.01")
    assert not is_exact_to_the_fen(Decimal("0.0000001"), "wan_yuan")
    with pytest.raises(KeyError):
        to_yuan(Decimal(1), "unknown")
    with pytest.raises(OverflowError):
        to_yuan(Decimal(10) ** 15, "wan_yuan")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(sorted(FACTORS)))
def test_printing_and_reading_a_figure_loses_nothing(value, unit):
    printed = f"{value:,}"
    read = read_amount(printed)
    assert read.value == value
    assert to_yuan(read.value, unit) == value * FACTORS[unit]
    assert read.step == Decimal("0.01")


@given(st.text(max_size=12))
def test_reading_never_fails_and_only_numbers_have_a_value(text):
    amount = read_amount(text)
    assert (amount.value is not None) == (amount.state in ("number", "zero"))


ROWS = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["201", "一般公共服务支出", "1", "1", "0"]]


@pytest.mark.parametrize(
    ("unit_line", "unit"),
    [
        ("单位：万元", "wan_yuan"),
        ("金额单位: 元", "yuan"),
        ("金位：元", "yuan"),
        ("单位：人民币亿元", "yi_yuan"),
    ],
)
def test_the_unit_line_decides(unit_line, unit):
    assert resolve_unit(table_of("部门支出总表", ROWS, unit_line))[0].unit == unit


def test_a_unit_that_is_not_printed_is_unknown():
    resolved, (outcome,) = resolve_unit(table_of("部门支出总表", ROWS, unit=""))
    assert resolved.unit == "unknown"
    assert outcome.code == "MONEY_UNIT_UNKNOWN"


def test_a_unit_in_the_header_counts_and_a_contradiction_blocks():
    in_header = [["科目编码", "科目名称", "合计（元）"], ["201", "一般公共服务支出", "1"]]
    assert resolve_unit(table_of("部门支出总表", in_header, unit=""))[0].unit == "yuan"
    resolved, (outcome,) = resolve_unit(table_of("部门支出总表", in_header, unit="单位：万元"))
    assert resolved.unit == "unknown"
    assert outcome.code == "MONEY_UNIT_CONTRADICTORY"


@pytest.mark.parametrize(("amount", "unit"), [("7", "unknown"), ("3120045.5", "yuan")])
def test_a_code_that_two_tables_share_says_nothing_of_the_unit(amount: str, unit: str):
    """Found: the largest "figure" of both was the code 2010301, and the second table took the first one's unit."""
    rows = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["2010301", "行政运行", amount, amount, ""],
    ]
    tables = [dump_of("表1 支出总表", rows, "单位：元"), dump_of("表2 支出总表", rows, "")]
    read = document_of("某市某局2023年部门预算公开\n\n" + "\n\n\f".join(tables))
    first, second = resolve_units(read.tables).values()
    assert (first[0].unit, second[0].unit) == ("yuan", unit)
