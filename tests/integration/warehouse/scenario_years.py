"""A department over three years, with everything that makes years hard to compare.

Belongs here: the district as records. Does not: expectations (see `test_comparability`).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.integration.warehouse.records import archived, document, line, record, table, unit

Records = dict[str, list[dict[str, Any]]]

B2017, B2018, B2019, B2019B, F2018, OWN2018 = (digit * 64 for digit in "123456")
DEPARTMENT, HEADQUARTERS = "320000-001", "320000-001001"


def years_district() -> dict[str, Records]:
    """Budgets of 2017 to 2019 (the last published twice), final accounts of 2018, and the 本级's own budget."""
    register = [
        unit(DEPARTMENT, "省某厅", unit_code="001", division_code="320000", division_name="江苏省"),
        unit(
            HEADQUARTERS,
            "省某厅本级",
            unit_code="001001",
            division_code="320000",
            division_name="江苏省",
            parent_unit_id=DEPARTMENT,
        ),
    ]
    return {
        B2017: budget(B2017, 2017, total="1000000.00", operating="500000.00", change="100000.00"),
        B2018: budget(B2018, 2018, total="1200000.00", operating="200000.00", change="150000.00"),
        B2019: budget(B2019, 2019, total="1500000.00", operating="210000.00"),
        B2019B: budget(B2019B, 2019, total="1600000.00", operating="210000.00", day=2),
        F2018: final_accounts(F2018),
        OWN2018: own_budget(OWN2018),
        "s1": {"source_units": register},
    }


def budget(d: str, year: int, *, total: str, operating: str, change: str = "", day: int = 1) -> Records:
    """A department's budget: total, operating cost, the general budget by item, and what the text says of it."""
    claims = [
        record(
            "claims",
            claim_id=f"{d[:12]}-b001-001",
            document_id=d,
            scope="all_funds",
            funding="all",
            subject="total_expenditure",
            claim_year=year,
            amount_yuan=Decimal(total),
            change_yuan=Decimal(change or 0),
            sentence="收支总计比上年增加",
        )
    ]
    own = {"amount_year": year, "basis": "budget"}
    return {
        "archived_documents": [archived(d, None, f"2026-11-0{day}T00:00:00+00:00")],
        "documents": [
            document(d, unit_name="省某厅", fiscal_year=year, report_level="department", kind="budget")
        ],
        "tables": [
            table(d, 1, "income_expenditure_summary", 1),
            table(d, 2, "general_budget_expenditure", 3, title="一般公共预算支出表"),
            table(d, 3, "other", 1, title="一般公共预算机关运行经费支出表"),
            table(d, 4, "three_public", 2, title="三公经费支出表"),
        ],
        "lines": [
            line(
                d, 1, "income_expenditure_summary", 1, total,
                measure="amount", lane="expenditure", item="total_expenditure", is_total=True, is_leaf=False,
                level=0, **own,
            ),
            *items(d, 2, {"2010301": "100000.00", "2010302": "300000.00", "2010303": "50000.00"}, own),
            line(
                d, 3, "other", 1, operating,
                measure="agency_operating_cost", is_total=True, is_leaf=False, level=0, row_label="合计", **own,
            ),
            line(
                d, 4, "three_public", 1, "36000.00", measure="three_public_total", is_total=True, level=0, **own
            ),
            line(
                d, 4, "three_public", 1, "40000.00",
                measure="three_public_total", is_total=True, level=0, column_number=2,
                amount_year=year - 1, basis="budget",
            ),
        ],
        "claims": claims if change else [],
        "headcounts": [
            record(
                "headcounts",
                document_id=d, headcount_key=f"{d[:12]}-b002-001", status="in_post", category="total", count=12,
            )
        ],
    }  # fmt: skip


def items(d: str, index: int, amounts: dict[str, str], own: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of a table by function, one item each."""
    return [
        line(
            d, index, "general_budget_expenditure", row, amount,
            code=code, code_scheme="function", level=3, row_label=f"科目{code}", **own,
        )
        for row, (code, amount) in enumerate(amounts.items(), start=1)
    ]  # fmt: skip


def final_accounts(d: str) -> Records:
    """2018: one item half again over budget, one within, one never budgeted; the third budgeted item unspent."""
    own = {"amount_year": 2018, "basis": "final"}
    spent = {"2010301": "150000.00", "2010302": "290000.00", "2010399": "7000.00"}
    return {
        "archived_documents": [archived(d, None)],
        "documents": [
            document(d, unit_name="省某厅", fiscal_year=2018, report_level="department", kind="final")
        ],
        "tables": [
            table(d, 1, "general_budget_expenditure", 3),
            table(d, 2, "three_public", 2),
        ],
        "lines": [
            *items(d, 1, spent, own),
            line(d, 2, "three_public", 1, "35000.00", measure="three_public_total", **own),
            line(
                d, 2, "three_public", 1, "30000.00",
                measure="three_public_total", column_number=2, amount_year=2018, basis="budget",
            ),
        ],
    }  # fmt: skip


def own_budget(d: str) -> Records:
    """The headquarters' own budget of 2018: part of the department's, never added to it."""
    own = {"amount_year": 2018, "basis": "budget"}
    return {
        "archived_documents": [archived(d, None)],
        "documents": [
            document(d, unit_name="省某厅本级", fiscal_year=2018, report_level="unit", kind="budget")
        ],
        "tables": [table(d, 1, "income_expenditure_summary", 1)],
        "lines": [
            line(
                d, 1, "income_expenditure_summary", 1, "800000.00",
                measure="amount", lane="expenditure", item="total_expenditure", is_total=True, level=0, **own,
            )
        ],
    }  # fmt: skip
