"""A small set of final accounts on which every rule of final accounts passes.

Belongs here: its tables and sentences. Does not: disturbing it (see `cases_final`).
"""

from __future__ import annotations

from tests.unit.reconcile.builders import Disclosure, Row, Sheet
from tests.unit.reconcile.sound import CLASSES

SUMMARY, INCOME, SPENDING = "income_expenditure_summary", "income_detail", "expenditure_detail"
APPROPRIATION, GENERAL = "fiscal_appropriation_summary", "general_budget_expenditure"

BASIC, PUBLIC, FUND = "general_budget_basic_expenditure", "three_public", "gov_fund_expenditure"


def final(name: str) -> Disclosure:
    """Final accounts of 2023: general budget 100.00 (basic 70, projects 30), a fund of 20.00, other income 5.00."""
    return Disclosure(
        name=name,
        kind="final",
        operating_cost=None,
        posts="",
        sheets=[
            _summary(),
            _income(),
            _spending(),
            _appropriation(),
            _general(),
            _basic(),
            _public(),
            _fund(),
        ],
        extra={"blocks": _blocks()},
    )


def _item(lane: str, item: str, amount: str, **more: str) -> Row:
    code = item if item.isdigit() else None
    return Row(
        item,
        {"amount": amount, **more},
        code=code,
        scheme="function" if code else "none",
        level=1 if code or item.startswith(("income_", "carryover_g")) else 0,
        lane=lane,
        item="function_class" if code else item,
    )


def _summary() -> Sheet:
    return Sheet(
        SUMMARY,
        [
            _item("income", "income_general_budget", "100.00"),
            _item("income", "income_gov_fund", "20.00"),
            _item("income", "income_other", "5.00"),
            _item("income", "current_income_total", "125.00"),
            _item("income", "surplus_used", "1.00"),
            _item("income", "carryover_in", "4.00"),
            _item("income", "total_income", "130.00"),
            _item("expenditure", "201", "105.00"),
            _item("expenditure", "212", "20.00"),
            _item("expenditure", "current_expenditure_total", "125.00"),
            _item("expenditure", "surplus_distribution", "2.00"),
            _item("expenditure", "carryover_out", "3.00"),
            _item("expenditure", "total_expenditure", "130.00"),
        ],
    )


def _row(key: str, level: int, parent: str | None, **cells: str) -> Row:
    code = key if key.isdigit() else None
    return Row(
        key,
        cells,
        CLASSES.get(key, ""),
        code=code,
        scheme="function" if code else "none",
        level=level,
        parent=parent,
        is_total=code is None,
    )


def _income() -> Sheet:
    total = {"total": "125.00", "current_fiscal_appropriation": "120.00", "current_other": "5.00"}
    main = {"total": "105.00", "current_fiscal_appropriation": "100.00", "current_other": "5.00"}
    return Sheet(
        INCOME,
        [
            _row("合计", 0, None, **total),
            _row("201", 1, "合计", **main),
            _row("212", 1, "合计", total="20.00", current_fiscal_appropriation="20.00"),
        ],
    )


def _spending() -> Sheet:
    return Sheet(
        SPENDING,
        [
            _row("合计", 0, None, total="125.00", basic_expenditure="75.00", project_expenditure="50.00"),
            _row("201", 1, "合计", total="105.00", basic_expenditure="75.00", project_expenditure="30.00"),
            _row("212", 1, "合计", total="20.00", project_expenditure="20.00"),
        ],
    )


def _appropriation() -> Sheet:
    columns = {"general_budget": "100.00", "gov_fund": "20.00"}
    return Sheet(
        APPROPRIATION,
        [
            _item("income", "income_general_budget", "100.00"),
            _item("income", "income_gov_fund", "20.00"),
            _item("income", "current_income_total", "120.00"),
            _item("income", "carryover_in", "2.00"),
            _item("income", "carryover_general_budget", "2.00"),
            _item("income", "total_income", "122.00"),
            _item("expenditure", "201", "100.00"),
            _item("expenditure", "212", "20.00"),
            _item("expenditure", "current_expenditure_total", "120.00", **columns),
            _item("expenditure", "carryover_out", "2.00"),
            _item("expenditure", "total_expenditure", "122.00"),
        ],
    )


def _general() -> Sheet:
    main = {"total": "100.00", "basic_expenditure": "70.00", "project_expenditure": "30.00"}
    return Sheet(
        GENERAL,
        [
            _row("合计", 0, None, **main),
            _row("201", 1, "合计", **main),
            _row("20101", 2, "201", **main),
            _row("2010101", 3, "20101", total="70.00", basic_expenditure="70.00"),
            _row("2010102", 3, "20101", total="30.00", project_expenditure="30.00"),
        ],
    )


def _basic() -> Sheet:
    def row(code: str, amount: str, parent: str | None = None) -> Row:
        level = 1 if parent is None else 2
        return Row(code, {"total": amount}, code=code, scheme="dept_economic", level=level, parent=parent)

    return Sheet(
        BASIC,
        [
            row("301", "50.00"),
            row("30101", "30.00", "301"),
            row("30102", "20.00", "301"),
            row("303", "8.00"),
            Row("人员经费合计", {"total": "58.00"}, is_total=True),
            row("302", "11.00"),
            row("30201", "11.00", "302"),
            row("310", "1.00"),
            Row("公用经费合计", {"total": "12.00"}, is_total=True),
        ],
    )


def _public() -> Sheet:
    budget = {"three_public_total": "6.00", "official_vehicles": "5.00", "vehicle_operation": "5.00"}
    spent = {"three_public_total": "5.00", "official_vehicles": "4.00", "vehicle_operation": "4.00"}
    return Sheet(
        PUBLIC,
        [
            Row("预算数", {**budget, "official_reception": "1.00"}, basis="budget"),
            Row("决算数", {**spent, "official_reception": "1.00"}, basis="final"),
        ],
    )


def _fund() -> Sheet:
    cells = {
        "opening_carryover": "1.00",
        "current_income": "20.00",
        "total": "20.00",
        "closing_carryover": "1.00",
    }
    return Sheet(
        FUND, [Row("2120801", {**cells, "project_expenditure": "20.00"}, code="2120801", scheme="function")]
    )


def _blocks() -> list[dict[str, object]]:
    text = "年初预算为80万元，支出决算为70万元，完成年初预算的87.5%。决算数小于预算数，主要原因是压减支出。"
    return [
        {"block_index": 1, "kind": "paragraph", "level": 0, "section": "支出情况", "text": text, "page": 1}
    ]
