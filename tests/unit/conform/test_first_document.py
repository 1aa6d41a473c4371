"""The first document, conformed from its text dump: figures that the project dossier proved by hand."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from pipelines.conform.document import conform_document
from pipelines.contracts.tables import PART_TABLES
from pipelines.extract.document import extract_document
from tests.paths import SAMPLE_TEXT


@cache
def conformed():
    return conform_document(extract_document(SAMPLE_TEXT.read_bytes(), "text/plain"))


def amount(table_type: str, measure: str, **where) -> Decimal:
    found = [
        r["amount_yuan"]
        for r in conformed()["lines"]
        if r["table_type"] == table_type
        and r["measure"] == measure
        and all(r[k] == v for k, v in where.items())
    ]
    assert len(found) == 1, found
    return found[0]


def test_fourteen_kinds_of_tables_and_seven_forms():
    types = [t["table_type"] for t in conformed()["tables"]]
    assert len(types) == 20
    assert types.count("performance_target") == 7
    assert len(set(types)) == 14
    assert "other" not in types


def test_it_knows_itself():
    (document,) = conformed()["documents"]
    assert document["unit_name"] == "武汉市东西湖区大数据中心"
    assert (document["fiscal_year"], document["kind"], document["report_level"]) == (
        2023,
        "budget",
        "department",
    )
    assert document["unit_code"] == "017"


@pytest.mark.parametrize(
    ("table_type", "measure", "where", "yuan"),
    [
        ("income_expenditure_summary", "amount", {"item": "total_expenditure"}, "8703000.00"),
        ("income_detail", "carryover_unit_funds", {"code": "017001"}, "2100.00"),
        ("expenditure_detail", "project_expenditure", {"is_total": True}, "5300000.00"),
        ("fiscal_appropriation_summary", "amount", {"item": "total_income"}, "8700900.00"),
        ("general_budget_expenditure", "operating_expenditure", {"code": "2010350"}, "442700.00"),
        ("general_budget_expenditure_by_economic", "economic_310", {"is_total": True}, "2000000.00"),
        ("general_budget_basic_expenditure", "total", {"code": "30299"}, "270000.00"),
        ("three_public", "three_public_total", {}, "36000.00"),
        ("project_expenditure", "unit_funds", {"code": "42011222017T000000108"}, "2100.00"),
        ("procurement", "procurement_amount", {"row_label": "合计"}, "2293000.00"),
        ("overall_performance", "amount", {"item": "specific_projects", "amount_year": 2022}, "5339900.00"),
    ],
)
def test_figures_known_by_hand(table_type, measure, where, yuan):
    assert amount(table_type, measure, **where) == Decimal(yuan)


def test_seven_project_forms_sum_to_the_project_expenditure():
    forms = [p for p in conformed()["projects"] if p["table_type"] == "performance_target"]
    assert len(forms) == 7
    assert sum(p["annual_budget_yuan"] for p in forms) == Decimal("5300000.00")
    listed = [p for p in conformed()["projects"] if p["table_type"] == "overall_performance"]
    assert sum(p["annual_budget_yuan"] for p in listed) == Decimal("6359600.00")


def test_the_shifted_rows_of_the_income_table_are_repaired_and_say_so():
    lines = [r for r in conformed()["lines"] if r["table_type"] == "income_detail"]
    assert {r["quality"] for r in lines} == {"repaired"}
    assert all("raw reading" in r["quality_note"] for r in lines)


def test_empty_tables_are_declared_empty():
    empty = {t["table_type"]: t["empty_note"] for t in conformed()["tables"] if t["is_empty"]}
    assert set(empty) == {"gov_fund_expenditure", "service_purchase"}
    assert all(note.startswith("备注") for note in empty.values())


def test_every_cell_is_accounted_for_and_none_failed():
    for table in conformed()["tables"]:
        parts = ("cells_fact", "cells_label", "cells_excluded", "cells_failed")
        assert table["cells_in"] == sum(table[p] for p in parts)
        assert table["cells_failed"] == 0, table["title"]


def test_leaves_add_up_to_the_total_wherever_a_total_is_printed():
    by_column: dict[tuple, list] = {}
    for r in conformed()["lines"]:
        if r["code_scheme"] in ("function", "dept_economic", "project") or r["is_total"]:
            by_column.setdefault((r["table_type"], r["table_index"], r["measure"], r["lane"]), []).append(r)
    compared = 0
    for (table_type, *_), lines in by_column.items():
        totals = [r for r in lines if r["level"] == 0]
        leaves = [r for r in lines if r["is_leaf"]]
        if (
            table_type in ("expenditure_detail", "general_budget_expenditure", "project_expenditure")
            and totals
        ):
            compared += 1
            difference = abs(totals[0]["amount_yuan"] - sum(r["amount_yuan"] for r in leaves))
            assert difference <= Decimal(50) * (len(leaves) + 1)
    assert compared >= 10


def test_vehicles_staff_and_performance_counts():
    counts = {c["subject"]: c["quantity"] for c in conformed()["claims"] if c.get("quantity") is not None}
    assert counts["vehicles_total"] == 2.0
    assert counts["projects_with_goals"] == 7.0
    staff = {(h["status"], h["category"]): h["count"] for h in conformed()["headcounts"]}
    assert staff["in_post", "total"] == 13
    assert staff["retired", "total"] == 1


def test_no_personal_data_reaches_a_record():
    printed = [line.split("\t") for line in SAMPLE_TEXT.read_text(encoding="utf-8").splitlines()]
    private = {row[1] for row in printed if row[0] == "项目负责人"} | {
        row[i + 1] for row in printed for i, cell in enumerate(row) if cell == "联系电话"
    }
    assert len(private) >= 8
    text = str(conformed())
    assert not [value for value in private if value in text]


def test_records_have_exactly_the_fields_of_their_contracts():
    for name, records in conformed().items():
        fields = set(PART_TABLES[name].field_names)
        required = {f.name for f in PART_TABLES[name].fields if f.required}
        for record in records:
            assert required <= set(record) <= fields, name
