"""Claims of the narrative, measured: money with a known subject, and whether the tables say the same.

Belongs here: counting figures of money with a known subject; comparing a claim with the table figure of the
same subject in the same document. Does not: rules (that is `reconcile`): a difference here is either a
misreading of ours or the document's own, and this counts both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pipelines.conform.money import FACTORS

Record = dict[str, Any]

_SUMMARY_ITEMS = frozenset(
    {
        "total_income", "total_expenditure", "current_income_total", "current_expenditure_total",
        "carryover_in", "carryover_out", "income_general_budget", "income_gov_fund", "income_state_capital",
        "income_fiscal_appropriation", "income_special_account", "income_unit_funds", "income_institution",
        "income_business", "income_superior_subsidy", "income_affiliate", "income_other",
    }
)  # fmt: skip
_THREE_PUBLIC = frozenset(
    {
        "three_public_total", "overseas_travel", "official_vehicles", "vehicle_purchase", "vehicle_operation",
        "official_reception", "meeting_fee", "training_fee", "agency_operating_cost",
    }
)  # fmt: skip
_KINDS = frozenset(
    {
        "basic_expenditure", "project_expenditure", "business_expenditure", "remittance_to_superior",
        "subsidy_to_affiliates",
    }
)  # fmt: skip
_TABLE_OF_FUNDS = {"all": "expenditure_detail", "general_budget": "general_budget_expenditure"}
_SUMMARIES = ("income_expenditure_summary", "fiscal_appropriation_summary")


def measure_claims(records: dict[str, list[Record]]) -> Counter[str]:
    """`money`, `money known`, `compared`, `agreeing` of one document."""
    counts: Counter[str] = Counter()
    (document,) = records["documents"]
    for claim in records["claims"]:
        printed = [claim["amount_text"], claim["base_amount_text"], claim["change_text"].strip("持平")]
        money = sum(bool(text) for text in printed)
        counts["money"] += money
        counts["money known"] += money if claim["subject"] != "unknown" else 0
        counterparts = list(_counterparts(claim, document, records["lines"]))
        if counterparts:
            counts["compared"] += 1
            counts["agreeing"] += any(_agree(claim, line) for line in counterparts)
    return counts


def _counterparts(claim: Record, document: Record, lines: Iterable[Record]) -> Iterable[Record]:
    """Table figures that state what a claim states: same subject, funds, year, unit and basis."""
    if claim.get("amount_yuan") is None or claim["about_unit"]:
        return
    if claim["claim_year"] != document["fiscal_year"]:
        return
    if document["kind"] == "final" and claim["basis"] == "budget":
        return
    for line in lines:
        if line["amount_yuan"] is not None and _states_the_same(claim, line):
            yield line


def _states_the_same(claim: Record, line: Record) -> bool:
    subject, table = claim["subject"], line["table_type"]
    if subject in _SUMMARY_ITEMS:
        return line["item"] == subject and table in _SUMMARIES
    if subject in _THREE_PUBLIC:
        return line["measure"] == subject and table == "three_public"
    if subject in _KINDS:
        of_funds = table == _TABLE_OF_FUNDS.get(claim["funding"])
        return of_funds and line["measure"] == subject and bool(line["is_total"])
    if subject == "general_budget_expenditure":
        return table == subject and line["measure"] == "total" and bool(line["is_total"])
    if subject == "function_item":
        same = line["code_scheme"] == "function" and line["code"] == claim["item_code"]
        return same and line["measure"] == "total"
    return False


def _agree(claim: Record, line: Record) -> bool:
    """Equal within half a unit of the claim's last printed digit, or one of the table's."""
    _, _, fraction = claim["amount_text"].rstrip("亿万千元").partition(".")
    half = FACTORS[claim["money_unit"]].scaleb(-len(fraction)) / 2
    return bool(abs(line["amount_yuan"] - claim["amount_yuan"]) <= max(half, line["step_yuan"] or Decimal(0)))
