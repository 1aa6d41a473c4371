"""Official code books in the layouts they come in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.conform.code_book import read_code_csv, rows_to_pairs


def test_one_code_column():
    rows = [
        ["科目编码", "科目名称", "说明"],
        ["201", "一般公共服务支出", "…"],
        ["2010301", "行政运行", "反映…"],
    ]
    assert rows_to_pairs(rows) == [("201", "一般公共服务支出"), ("2010301", "行政运行")]


def test_class_section_and_item_in_columns_of_their_own():
    rows = [
        ["类", "款", "项", "科目名称"],
        ["201", "", "", "一般公共服务支出"],
        ["", "03", "", "政府办公厅（室）及相关机构事务"],
        ["", "", "01", "行政运行"],
        ["", "", "02", "一般行政管理事务"],
        ["", "04", "", "发展与改革事务"],
        ["205", "01", "01", "行政运行"],
    ]
    assert [code for code, _ in rows_to_pairs(rows)] == [
        "201",
        "20103",
        "2010301",
        "2010302",
        "20104",
        "2050101",
    ]


def test_other_classifications_of_the_book_are_left_out():
    book = read_code_csv("101,税收收入\n201,一般公共服务支出\n30101,基本工资\n", "function")
    assert book.names == {"201": "一般公共服务支出"}


def test_a_code_named_twice_is_said():
    book = read_code_csv("30101,基本工资\n30101,津贴补贴\n", "dept_economic")
    assert book.names == {"30101": "基本工资"}
    assert book.contradictions == (("30101", "基本工资", "津贴补贴"),)


@pytest.mark.parametrize(
    "row", [[], [""], ["说明"], ["2026", "年"], ["201"], ["201", "反映 1"], ["1234567890", "行"]]
)
def test_rows_without_a_code_and_a_name_say_nothing(row):
    pairs = rows_to_pairs([row])
    assert all(len(code) in (3, 5, 7) and name for code, name in pairs)
    assert not any(code == "2026" for code, _ in pairs)


@given(st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=8))
def test_whatever_rows_hold_codes_have_a_code_s_form(rows):
    for code, name in rows_to_pairs(rows):
        assert len(code) in (3, 5, 7) and code.isdigit() and name
