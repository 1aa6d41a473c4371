"""Labels of all measures, also of those that headers compose.

Belongs here: how composed measures are called in Chinese and English.
Does not: composing them from headers (`header_measures`), the rows of measures.csv.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from pipelines.conform.catalogue import economic_items

_KINDS = (
    "basic_expenditure",
    "personnel_expenditure",
    "operating_expenditure",
    "project_expenditure",
    "business_expenditure",
    "remittance_to_superior",
    "subsidy_to_affiliates",
    "procurement_amount",
)
_FUNDS = (
    "general_budget",
    "gov_fund",
    "state_capital",
    "fiscal_appropriation",
    "special_account",
    "institution",
    "business",
    "superior_subsidy",
    "affiliate",
    "other",
    "unit_funds",
)
_BONDS = {
    "general_bond": ("一般债券资金", "General bond funds"),
    "special_bond": ("专项债券资金", "Special bond funds"),
    "debt": ("债务资金", "Debt funds"),
}
_BEFORE = {
    "carryover": ("上年结转安排：", "Paid from carry-over: "),
    "transfer": ("转移支付安排：", "Paid from transfers: "),
}
_OF_KIND = {
    "basic": ("基本支出：", "Basic expenditure: "),
    "project": ("项目支出：", "Project expenditure: "),
}


@cache
def measure_labels() -> dict[str, tuple[str, str]]:
    """Chinese and English label of every measure that a line can have."""
    text = resources.files(__package__).joinpath("measures.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    labels = {row["measure"]: (row["zh"], row["en"]) for row in rows}
    for item in economic_items():
        labels.setdefault(item.measure, (item.name, f"Economic item {item.code} {item.name}"))
    amounts = {f"current_{fund}": label for fund, label in _BONDS.items()}
    for scope, before in _BEFORE.items():
        of_scope = {kind: labels[kind] for kind in _KINDS}
        of_scope |= {fund: _of_fund(labels, fund) for fund in _FUNDS}
        amounts |= {f"{scope}_{name}": _joined(before, label) for name, label in of_scope.items()}
    classes = [m for m in labels if m.startswith("economic_")]
    for kind, before in _OF_KIND.items():
        amounts |= {f"{kind}_{measure}": _joined(before, labels[measure]) for measure in classes}
    for measure, label in amounts.items():
        labels.setdefault(measure, label)
    for measure in ("total", "project_expenditure", "basic_expenditure"):
        zh, en = labels[measure]
        labels[f"{measure}_without_construction"] = (f"{zh}（扣除基本建设）", f"{en} without construction")
    for measure, (zh, en) in list(labels.items()):
        labels[f"{measure}_change"] = (f"{zh}：增减额", f"{en}: change")
        labels[f"{measure}_change_rate"] = (f"{zh}：增减率", f"{en}: rate of change, percent")
    return labels


def _of_fund(labels: dict[str, tuple[str, str]], fund: str) -> tuple[str, str]:
    zh, en = labels[f"current_{fund}"]
    return zh.removeprefix("本年"), en.removesuffix(" of the year")


def _joined(before: tuple[str, str], label: tuple[str, str]) -> tuple[str, str]:
    return before[0] + label[0], before[1] + label[1]
