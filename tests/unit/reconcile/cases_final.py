"""How each rule of final accounts is broken: one figure of the sound accounts shifted, or one sentence changed.

Belongs here: the disturbances of `final`, as data. Does not: running them (see `test_rules`).
"""

from __future__ import annotations

from collections.abc import Callable

from tests.unit.reconcile.builders import Disclosure
from tests.unit.reconcile.cases_told import added, edited, shifted
from tests.unit.reconcile.final import (
    APPROPRIATION,
    BASIC,
    FUND,
    GENERAL,
    INCOME,
    PUBLIC,
    SPENDING,
    SUMMARY,
)
from tests.unit.reconcile.told import claim

Change = Callable[[Disclosure], Disclosure]

# Rule → (figure that breaks it, large shift, shift that rounding explains; None where nothing is explained).
FINAL_ARITHMETIC: dict[str, tuple[tuple[str, str, str], str, str | None]] = {
    "F01-01": ((SUMMARY, "surplus_used", "amount"), "5", "0.01"),
    "F01-02": ((SUMMARY, "surplus_distribution", "amount"), "5", "0.01"),
    "F01-03": ((SUMMARY, "total_income", "amount"), "0.01", None),
    "F01-04": ((SUMMARY, "income_other", "amount"), "5", "0.01"),
    "F02-01": ((INCOME, "201", "current_other"), "5", "0.01"),
    "F02-02": ((INCOME, "合计", "total"), "5", "0.01"),
    "F03-01": ((SPENDING, "201", "basic_expenditure"), "5", "0.01"),
    "F03-02": ((SPENDING, "212", "total"), "5", "0.01"),
    "F04-01": ((APPROPRIATION, "carryover_out", "amount"), "5", "0.01"),
    "F04-02": ((APPROPRIATION, "carryover_general_budget", "amount"), "5", "0.01"),
    "F04-03": ((APPROPRIATION, "current_expenditure_total", "gov_fund"), "5", "0.01"),
    "F05-01": ((GENERAL, "20101", "total"), "5", "0.01"),
    "F06-01": ((BASIC, "公用经费合计", "total"), "5", "0.01"),
    "F06-02": ((BASIC, "30102", "total"), "5", "0.01"),
    "F07-01": ((PUBLIC, "预算数", "official_reception"), "5", "0.01"),
    "F08-01": ((FUND, "2120801", "closing_carryover"), "5", "0.01"),
}


_COMPARED = {**claim(1, "operating_cost", "amount", "10.00", change="1.00"), "base_year": 2023}


def _said(text: str) -> Change:
    return edited("blocks", {"block_index": 1}, text=text)


# Name → (rule, change, outcome expected among the rule's results).
FINAL: dict[str, tuple[str, Change, str]] = {
    "compared with its own year": (
        "NT-13",
        added("claims", {**_COMPARED, "sentence": "比2023年度增加1万元"}),
        "fail",
    ),
    "compared with its own budget": (
        "NT-13",
        added("claims", {**_COMPARED, "sentence": "与2023年度预算相比增加1万元"}),
        "pass",
    ),
    "spent more than budgeted": ("F07-02", shifted(PUBLIC, "决算数", "vehicle_operation", "3"), "fail"),
    "completion of another rate": (
        "FX-01",
        _said("年初预算为80万元，支出决算为70万元，完成年初预算的78.5%。"),
        "fail",
    ),
    "completion cut off": (
        "FX-01",
        _said("年初预算为66万元，支出决算为63万元，完成年初预算的95.46%。"),
        "rounding",
    ),
    "completion of nothing": (
        "FX-01",
        _said("年初预算为0万元，支出决算为70万元，完成年初预算的100%。"),
        "fail",
    ),
    "no completion stated": ("FX-01", _said("支出决算为70万元。"), "not_applicable"),
    "word against amounts": (
        "FX-02",
        _said("年初预算为80万元，支出决算为70万元。决算数大于预算数。"),
        "fail",
    ),
    "two amounts, one word": (
        "FX-02",
        _said("年初预算为80万元，支出决算为70万元。年初预算为8万元，支出决算为9万元。决算数大于预算数。"),
        "not_applicable",
    ),
}
