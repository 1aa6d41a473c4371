"""Columns of the year before and of change in real papers: change = this year − the year before, row by row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.conform.document import conform_document
from pipelines.extract.document import extract_document
from tests.paths import SHARED, needs_shared_corpus

PAPERS = sorted((SHARED / "corpus" / "disclosures" / "central_government").glob("*2026年部门预算.pdf"))


@needs_shared_corpus
@pytest.mark.parametrize("path", PAPERS, ids=lambda p: p.name)
def test_changes_are_the_difference_of_the_years(path):
    lines = conform_document(extract_document(path.read_bytes(), "application/pdf"))["lines"]
    found = {(r["table_index"], r["row_number"], r["measure"], r["amount_year"]): r for r in lines}
    changes = [r for r in lines if r["measure"].endswith("_change")]
    tested = 0
    for change in changes:
        base = change["measure"].removesuffix("_change")
        place = (change["table_index"], change["row_number"], base)
        this, before = found.get((*place, 2026)), found.get((*place, 2025))
        if this is None and before is None:
            continue
        now, then = (r["amount_yuan"] or Decimal(0) if r else Decimal(0) for r in (this, before))
        assert abs(now - then - change["amount_yuan"]) <= 3 * change["step_yuan"] / 2, change["row_label"]
        tested += 1
    assert tested > 30
    rates = [r for r in lines if r["measure"].endswith("_change_rate")]
    assert rates and all(r["amount_state"] == "percent" and r["amount_yuan"] is None for r in rates)
