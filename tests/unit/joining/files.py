"""Files of disclosures as records: a narrative, its tables, where they were found.

Belongs here: the files. Does not: what becomes of them (the tests).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.integration.warehouse.records import document, line, record, sha, table
from tests.unit.joining.models import Records

BUDGET = ("expenditure_detail", "general_budget_expenditure", "three_public")
AMOUNTS = ("8703000.00", "5120400.00", "3582600.00", "91300.00", "45000.00", "220000.00")


def archived(letter: str, **values: Any) -> dict[str, Any]:
    """An `archived_documents` record; files are found nowhere in particular unless a test says where."""
    stated = {
        "file_name": f"{letter}.pdf",
        "media_type": "application/pdf",
        "fetched_at": "2026-11-24T01:00:00+00:00",
    }
    return record("archived_documents", document_id=sha(letter), **(stated | values))


def tables_file(
    letter: str,
    *,
    amounts: tuple[str, ...] = AMOUNTS,
    types: tuple[str, ...] = BUDGET,
    found: dict[str, Any] | None = None,
    **said: Any,
) -> Records:
    """A file of tables: each prints all `amounts`."""
    d = sha(letter)
    stated = {
        "unit_name": "东海市民政局",
        "report_level": "department",
        "content": "tables",
        "method": "digital",
    }
    return {
        "archived_documents": [archived(letter, **(found or {}))],
        "documents": [document(d, **(stated | said))],
        "tables": [table(d, number, kind, len(amounts)) for number, kind in enumerate(types, 1)],
        "lines": [
            line(d, number, kind, row, amount)
            for number, kind in enumerate(types, 1)
            for row, amount in enumerate(amounts, 1)
        ],
    }


def narrative_file(
    letter: str, *, amounts: tuple[str, ...] = AMOUNTS, found: dict[str, Any] | None = None, **said: Any
) -> Records:
    """A file of words that states all `amounts`."""
    d = sha(letter)
    stated = {
        "unit_name": "东海市民政局",
        "report_level": "department",
        "content": "narrative",
        "method": "digital",
    }
    claims = [
        record(
            "claims",
            claim_id=f"{letter}-{number}",
            document_id=d,
            subject="total",
            amount_yuan=Decimal(amount),
            claim_year=2023,
        )
        for number, amount in enumerate(amounts, 1)
    ]
    return {
        "archived_documents": [archived(letter, **(found or {}))],
        "documents": [document(d, **(stated | said))],
        "claims": claims,
    }
