"""The disclosures the builds are made from.

Belongs here: whole small districts as records. Does not: expectations (the tests).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.integration.warehouse.records import archived, document, line, record, sha, table, unit

Records = dict[str, list[dict[str, Any]]]

TEXT, PDF, NARRATIVE, REVISED, STRANGER, NAMELESS, UNREAD, FIRST, NOTICE = map(sha, "abcdef012")


def rendition(document_id: str, method: str, leaf: str = "200.00") -> Records:
    """One rendition of 数据中心's 2023 budget: expenditure by function, three-public, an empty fund table."""
    d = document_id
    function = {"code_scheme": "function", "level": 1}
    wages = {"row_label": "一般公共服务支出", "code": "201", **function}
    grand = {"level": 0, "is_total": True, "is_leaf": False, "row_label": "合计"}
    return {
        "archived_documents": [archived(d, "p1")],
        "documents": [document(d, method=method)],
        "tables": [
            table(d, 1, "expenditure_detail", 4),
            table(d, 2, "three_public", 1),
            table(d, 3, "gov_fund_expenditure", 0, empty_note="本表无数据"),
        ],
        "lines": [
            line(d, 1, "expenditure_detail", 1, "300.00", **grand),
            line(
                d,
                1,
                "expenditure_detail",
                1,
                "100.00",
                measure="project_expenditure",
                column_number=2,
                **grand,
            ),
            line(d, 1, "expenditure_detail", 2, leaf, **wages),
            line(
                d, 1, "expenditure_detail", 3, "100.00", row_label="二、卫生健康支出", code="210", **function
            ),
            line(d, 2, "three_public", 1, "36.00", measure="three_public_total"),
        ],
        "headcounts": [headcount(d, 12)],
    }


def headcount(document_id: str, persons: int) -> dict[str, Any]:
    """Persons in post."""
    return record(
        "headcounts",
        document_id=document_id,
        headcount_key=f"{document_id[:4]}-1",
        status="in_post",
        category="total",
        count=persons,
    )


def narrative(document_id: str, later: str) -> Records:
    """The same disclosure's explanation, published as a file of its own, with a claim and no table."""
    claim = record(
        "claims",
        claim_id="claim-1",
        document_id=document_id,
        subject="total",
        amount_yuan=Decimal("300.00"),
        claim_year=2023,
    )
    return {
        "archived_documents": [archived(document_id, "p2", later)],
        "documents": [document(document_id, content="narrative")],
        "claims": [claim],
    }


def revised(document_id: str, later: str) -> Records:
    """A later publication of the three-public table alone; it came out twice."""
    return {
        "archived_documents": [archived(document_id, None, later)],
        "documents": [document(document_id, unit_name="大数据中心", content="tables")],
        "tables": [table(document_id, 1, "three_public", 1)],
        "lines": [line(document_id, 1, "three_public", 1, "35.00", measure="three_public_total")],
    }


def stranger(document_id: str) -> Records:
    """A publisher that is not in the register, with one failed cell set aside and one outcome."""
    outcome = record(
        "outcomes",
        document_id=document_id,
        room="conform",
        outcome_index=1,
        code="CONTRACT_TYPE",
        severity="warning",
        text="?",
        detail="x",
    )
    set_aside = record(
        "quarantine",
        document_id=document_id,
        source_table="lines",
        reason_code="CONTRACT_RANGE",
        record={"a": 1},
    )
    return {
        "archived_documents": [archived(document_id, None)],
        "documents": [document(document_id, unit_name="某（某）局", kind="final")],
        "tables": [table(document_id, 1, "three_public", 1)],
        "lines": [line(document_id, 1, "three_public", 1, "7.00", measure="three_public_total")],
        "outcomes": [outcome],
        "quarantine": [set_aside],
    }


def nameless(document_id: str) -> Records:
    """A file that names neither publisher nor year."""
    return {
        "archived_documents": [archived(document_id, None)],
        "documents": [document(document_id, unit_name=None, fiscal_year=None, kind="unknown")],
    }


def notice(document_id: str) -> Records:
    """A letter that is no disclosure, with a statement and a table of another kind that nobody may count."""
    said = record(
        "outcomes",
        document_id=document_id,
        room="conform",
        outcome_index=1,
        code="NOT_A_DISCLOSURE",
        severity="error",
        text="",
        detail="a notice or letter: no table of a budget or final accounts",
    )
    claim = record(
        "claims", claim_id="claim-2", document_id=document_id, subject="total", amount_yuan=Decimal("9.00")
    )
    return {
        "archived_documents": [archived(document_id, None)],
        "documents": [document(document_id, title="关于批复预算的通知")],
        "tables": [table(document_id, 1, "other", 1)],
        "lines": [line(document_id, 1, "other", 1, "5.00")],
        "claims": [claim],
        "outcomes": [said],
    }


def sound_district() -> dict[str, Records]:
    """Two renditions that agree, a separate narrative, a partial revision, and the odd ones out."""
    later, latest = "2026-11-25T00:00:00+00:00", "2026-11-26T00:00:00+00:00"
    register = [
        unit("420112-017", "数据中心", aliases=["大数据中心"]),
        unit("420112-018", "档案馆", unit_code="018"),
        unit("420112-019", "旧局", unit_code="019", valid_to_year=2019),
    ]
    return {
        TEXT: rendition(TEXT, "text"),
        PDF: rendition(PDF, "digital"),
        NARRATIVE: narrative(NARRATIVE, later),
        FIRST: revised(FIRST, later),
        REVISED: revised(REVISED, latest),
        STRANGER: stranger(STRANGER),
        NAMELESS: nameless(NAMELESS),
        NOTICE: notice(NOTICE),
        UNREAD: {"archived_documents": [archived(UNREAD, None)]},
        "s1": {"source_units": register, "expected_disclosures": expectations()},
    }


def expectations() -> list[dict[str, Any]]:
    """What the roster lets one expect: the links named neither 数据中心 nor its year; 档案馆 was late once."""
    approved = {"approved_on": "2023-02-01", "due_on": "2023-02-21"}
    late = {"state": "late", "published_on": "2023-03-01", "days_late": 8, "url": "https://s1.example/1"}
    return [
        expected("420112-017", "数据中心", 2023, "budget", state="missing", days_late=1000, **approved),
        expected("420112-018", "档案馆", 2023, "budget", **approved, **late),
        expected("420112-018", "档案馆", 2023, "final", state="missing"),
        expected("420112-018", "档案馆", 2026, "budget", state="not_due"),
    ]


def expected(unit_id: str, name: str, year: int, kind: str, **values: Any) -> dict[str, Any]:
    """An `expected_disclosures` record."""
    stated = {"source_id": "s1", "unit_id": unit_id, "unit_name": name, "fiscal_year": year, "kind": kind}
    return record("expected_disclosures", **(stated | values))


def unsound_district() -> dict[str, Records]:
    """Renditions that disagree in one figure and lack one each; a figure without a unit; a dash with an amount."""
    text, pdf = rendition(TEXT, "text"), rendition(PDF, "digital", leaf="200.01")
    only_text = {"row_label": "教育支出", "code": "205", "code_scheme": "function"}
    only_pdf = {"row_label": "公共安全支出", "code": "204", "code_scheme": "function"}
    text["lines"].append(line(TEXT, 1, "expenditure_detail", 4, "1.00", **only_text))
    pdf["lines"].append(line(PDF, 1, "expenditure_detail", 4, "2.00", **only_pdf))
    pdf["headcounts"] = [headcount(PDF, 13)]
    pdf["lines"][3]["money_unit"] = "unknown"
    pdf["lines"][4]["amount_state"] = "dash"
    return {TEXT: text, PDF: pdf}
