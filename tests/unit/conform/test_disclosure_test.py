"""What is no disclosure is declared so, with what it is."""

from __future__ import annotations

import pytest

from tests.unit.conform.builders import codes, conform_dump, conform_rows


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "某市财政局关于做好2024年部门预算编制工作的通知\n\n各部门：现将有关事项通知如下，请认真执行。",
            "a notice",
        ),
        ("某市市级部门预算管理办法\n\n第一条 为规范部门预算管理，制定本办法。", "a rule or policy"),
        (
            "某市2023年预算执行情况和2024年预算草案的报告\n\n全市一般公共预算收入100亿元，增长5%。",
            "a government's budget",
        ),
        ("某项目公开招标公告\n\n预算金额：120万元。最高限价120万元。", "a purchase or tender notice"),
        ("夏日菜谱\n\n番茄三个，鸡蛋两个。", "another paper"),
    ],
)
def test_other_papers(text, what):
    records = conform_dump(text)
    (outcome,) = [o for o in records["outcomes"] if o["code"] == "NOT_A_DISCLOSURE"]
    assert outcome["detail"].startswith(what)
    assert not codes(records) & {"FISCAL_YEAR_UNKNOWN", "UNIT_NAME_UNKNOWN"}


def test_one_table_of_a_budget_makes_a_disclosure():
    assert "NOT_A_DISCLOSURE" not in codes(
        conform_rows(
            "部门支出总表",
            [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["201", "甲", "3", "1", "2"]],
        )
    )


def test_a_narrative_without_tables_is_a_disclosure():
    text = (
        "某市某局2024年部门预算情况说明\n\n2024年收入预算100万元，其中：财政拨款收入90万元，事业收入10万元。\n\n"
        "支出预算100万元，其中：基本支出60万元，项目支出40万元。"
    )
    assert "NOT_A_DISCLOSURE" not in codes(conform_dump(text))
