"""The corpus report's measure of claims: known subjects, and agreement with the tables."""

from __future__ import annotations

from benchmarks.corpus.claims import measure_claims
from tests.unit.conform.builders import conform_dump, dump_of

TABLE = dump_of(
    "部门支出总表",
    [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["", "合计", "3.00", "1.00", "2.00"],
     ["201", "一般公共服务支出", "3.00", "1.00", "2.00"]],
)  # fmt: skip


def measured(sentence: str) -> dict[str, int]:
    text = f"某市某局2023年部门预算公开\n\n第三部分 部门预算情况说明\n\n三、支出预算情况说明\n\n{sentence}\n\n{TABLE}"
    return dict(measure_claims(conform_dump(text)))


def test_claims_that_the_table_bears_out_agree():
    counts = measured("基本支出1.00万元，项目支出2万元，奇物9万元。")
    assert counts == {"money": 3, "money known": 2, "compared": 2, "agreeing": 2}


def test_a_claim_the_table_contradicts_does_not_agree():
    counts = measured("基本支出1.50万元。")
    assert (counts["compared"], counts["agreeing"]) == (1, 0)
