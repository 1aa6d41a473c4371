"""What the labels above a column of figures say together: the measure, and what it is limited to.

Belongs here: composing subject, kind, economic class, fund, scope, period and change into one measure.
Does not: reading single labels (`header_words`), label columns, tables.

A composed measure is built of the names in measures.csv: `carryover_` or `transfer_` before what is paid from
them, `basic_`/`project_` before an economic class of that kind of expenditure, `_change` and `_change_rate`
behind what changes from one year to the next.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.conform.catalogue import TableLayout

CHANGE = "_change"
CHANGE_RATE = "_change_rate"
WITHOUT_CONSTRUCTION = "_without_construction"
SUBTOTAL_OF_SCOPE = {
    "current": "current_subtotal",
    "carryover": "carryover_subtotal",
    "closing": "closing_carryover",
    "transfer": "transfer_subtotal",
}
_BALANCES = {
    "current": "current_income",
    "carryover": "opening_carryover",
    "closing": "closing_carryover",
    "transfer": "transfer_subtotal",
}
_PAID_FROM = ("carryover", "transfer")
_SHORT_KIND = {"basic_expenditure": "basic", "project_expenditure": "project"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column of figures holds; no measure when its labels name none."""

    measure: str = ""
    basis: str = ""
    funding: str = ""
    is_prior: bool = False


def measured(said: dict[str, list[str]], layout: TableLayout | None, excludes: bool = False) -> Meaning:
    """The meaning of a column from what its labels say, by facet. `excludes`: 扣除… narrows the amount."""
    basis = next((b for b in said.get("basis", ()) if b), "")
    base = _base(said, layout)
    if base is None:
        return Meaning()
    measure, funding = base
    if excludes:
        measure += WITHOUT_CONSTRUCTION
    change = said.get("change")
    if change:
        rate = "rate" in change
        return Meaning(f"{measure}{CHANGE_RATE if rate else CHANGE}", "", funding)
    return Meaning(measure, basis, funding, is_prior="period" in said)


def _base(said: dict[str, list[str]], layout: TableLayout | None) -> tuple[str, str] | None:
    """Measure and fund of the amount itself; None when the labels state no amount."""
    funds, scopes = said.get("fund", []), said.get("scope", [])
    total = layout.total_measure if layout else "total"
    own = layout.own_fund if layout else ""
    funding = _funding(funds, own)
    by_fund = layout is None or layout.measures == "funds"
    paid_from = next((s for s in reversed(scopes) if s in _PAID_FROM), "")
    if said.get("subject"):
        return said["subject"][-1], funding
    if said.get("economic"):
        return _of_kind(said["economic"][-1], said.get("kind", []), layout), funding
    if said.get("kind"):
        kind = said["kind"][-1]
        whole = layout is not None and kind == layout.own_kind
        if not whole and paid_from:
            return f"{paid_from}_{kind}", funding
        return total if layout and whole else kind, funding
    if by_fund and (funds or scopes):
        return _fund_measure(funds, scopes, layout), ""
    if scopes:
        return _BALANCES[scopes[-1]], funding
    if funds and funds[-1] != own and layout is not None and layout.measures == "lanes":
        return funds[-1], ""
    if any(facet in said for facet in ("sum", "basis", "fund", "period", "change")):
        return total, funding
    return None


def _of_kind(economic: str, kinds: list[str], layout: TableLayout | None) -> str:
    """An economic class under 基本支出 or 项目支出 is that part of it, unless the whole table is."""
    kind = next((k for k in reversed(kinds) if k in _SHORT_KIND), "")
    if not kind or (layout is not None and kind == layout.own_kind):
        return economic
    return f"{_SHORT_KIND[kind]}_{economic}"


def _funding(funds: list[str], own: str) -> str:
    """The fund an amount is limited to, when that is not what the whole table is about."""
    fund = funds[-1] if funds else ""
    return "" if fund in (own, "fiscal_appropriation") else fund


def _fund_measure(funds: list[str], scopes: list[str], layout: TableLayout | None) -> str:
    scope = scopes[-1] if scopes else ""
    if not funds:
        return SUBTOTAL_OF_SCOPE[scope]
    fund = funds[-1]
    if fund == "special_account_education_fees" and "institution" in funds:
        return "institution_education_fees"
    if fund.startswith("special_account_"):
        return fund
    if fund == "non_fiscal_surplus":
        return "non_fiscal_surplus_used"
    if not scope and layout and layout.unscoped_funds and fund in ("special_account", "unit_funds"):
        return fund
    return f"{'current' if scope in ('', 'current') else scope}_{fund}"
