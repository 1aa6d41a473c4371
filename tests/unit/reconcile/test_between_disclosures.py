"""Rules that set disclosures of one unit beside each other: years, budget and final accounts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pipelines.reconcile.runner import check
from tests.unit.reconcile.builders import WAN, Disclosure, together
from tests.unit.reconcile.cases_told import both, edited, shifted
from tests.unit.reconcile.final import GENERAL, PUBLIC, SUMMARY, final
from tests.unit.reconcile.told import claim, told

Change = Callable[[Disclosure], Disclosure]


def same(disclosure: Disclosure) -> Disclosure:
    return disclosure


def of_one_unit(whole: Callable[[str], Disclosure], year: int, change: Change = same) -> Disclosure:
    disclosure = change(whole(f"{whole.__name__} {year}"))
    disclosure.unit, disclosure.fiscal_year = "某局", year
    disclosure.extra.pop("source_units", None)
    disclosure.extra.pop("expected_disclosures", None)
    return disclosure


def opening(amount: str) -> Change:
    def change(d: Disclosure) -> Disclosure:
        d.extra["claims"] = [claim(1, "general_budget", "opening_budget", amount, item="2010350")]
        return d

    return change


def renamed(d: Disclosure) -> Disclosure:
    for table in (GENERAL, "expenditure_detail"):
        d.sheet(table).row("2080505").label = "归口管理的行政单位离退休"
        d.sheet(table).row("2080502").label = "事业单位离退休"
    return d


# What the budget's own table says of 2023: total 5.00, vehicles and their operation 4.00, reception 1.00.
AS_BUDGETED = both(
    shifted(PUBLIC, "预算数", "three_public_total", "-1"),
    shifted(PUBLIC, "预算数", "official_vehicles", "-1"),
    shifted(PUBLIC, "预算数", "vehicle_operation", "-1"),
)
# The narrative of 2023 implies 128.00 for 2022, of which basic 85.00, projects 43.00; three public 6.00.
LAST_YEAR = both(
    lambda d: d.shift(SUMMARY, "total_income", "amount", "-27"),
    lambda d: d.shift("general_budget_expenditure", "合计", "basic_expenditure", "5"),
    lambda d: d.shift("general_budget_expenditure", "合计", "project_expenditure", "3"),
    lambda d: d.shift("three_public", "合计", "three_public_total", "1"),
    lambda d: d.shift("three_public", "合计", "official_vehicles", "1"),
    lambda d: d.shift("three_public", "合计", "vehicle_operation", "1"),
)


# Rule, the disclosure it speaks of, the other one, and what it says.
CASES: list[tuple[str, Disclosure, Disclosure, str]] = [
    ("YX-01", of_one_unit(final, 2023, AS_BUDGETED), of_one_unit(told, 2023), "pass"),
    ("YX-01", of_one_unit(final, 2023), of_one_unit(told, 2023), "fail"),
    ("YX-01", of_one_unit(final, 2023), of_one_unit(told, 2022), "not_applicable"),
    ("YX-02", of_one_unit(final, 2023, opening("96.00")), of_one_unit(told, 2023), "pass"),
    ("YX-02", of_one_unit(final, 2023, opening("97.00")), of_one_unit(told, 2023), "fail"),
    (
        "YX-03",
        of_one_unit(final, 2023, shifted(SUMMARY, "carryover_in", "amount", "-1")),
        of_one_unit(final, 2022),
        "pass",
    ),
    ("YX-03", of_one_unit(final, 2023), of_one_unit(final, 2022), "fail"),
    ("YX-04", of_one_unit(told, 2023), of_one_unit(final, 2022), "pass"),
    (
        "YX-04",
        of_one_unit(told, 2023, shifted(SUMMARY, "carryover_in", "amount", "900")),
        of_one_unit(final, 2022),
        "fail",
    ),
    ("YX-05", of_one_unit(told, 2023), of_one_unit(told, 2022), "pass"),
    ("YX-05", of_one_unit(told, 2023), of_one_unit(told, 2022, renamed), "cannot_tell"),
    ("NT-10", of_one_unit(told, 2023), of_one_unit(told, 2022, LAST_YEAR), "pass"),
    ("NT-10", of_one_unit(told, 2023), of_one_unit(told, 2022), "fail"),
    ("NT-10", of_one_unit(told, 2023), of_one_unit(told, 2021), "not_applicable"),
    (
        "YX-03",
        of_one_unit(final, 2023, shifted(SUMMARY, "carryover_in", "amount", "-1.01")),
        of_one_unit(final, 2022),
        "rounding",
    ),
    (
        "NT-10",
        of_one_unit(told, 2023, edited("claims", {"block_index": 1}, change_yuan=Decimal("27.01") * WAN)),
        of_one_unit(told, 2022, LAST_YEAR),
        "rounding",
    ),
]


@pytest.fixture(scope="module")
def outcomes() -> list[set[str]]:
    """What the rule of each case says of its first disclosure; every case has a unit of its own."""
    disclosures = []
    for number, (_, own, other, _) in enumerate(CASES):
        for disclosure in (own, other):
            disclosure.unit = f"某局{number}"
            disclosure.name = f"{number} {disclosure.name}"
            disclosures.append(disclosure)
    run = check(together(disclosures))
    found: list[set[str]] = []
    for rule, own, _, _ in CASES:
        subject = (own.unit, own.fiscal_year, own.kind)
        ids = {
            d["disclosure_id"]
            for d in run.disclosures
            if (d["unit_name"], d["fiscal_year"], d["kind"]) == subject
        }
        found.append(
            {r["outcome"] for r in run.results if r["rule_id"] == rule and r["disclosure_id"] in ids}
        )
    return found


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{c[0]} {c[3]}" for c in CASES])
def test_two_disclosures(outcomes: list[set[str]], number: int) -> None:
    expected = CASES[number][3]
    assert expected in outcomes[number]
    if expected != "fail":
        assert "fail" not in outcomes[number]
