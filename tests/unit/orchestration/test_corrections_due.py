"""Corrections and what is due: a new, changed, expired or withdrawn one makes its document due, no other."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.conform.corrections.records import COLUMNS, read_corrections
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import PART_TABLES
from pipelines.contracts.types import polars_schema
from pipelines.home import Home
from pipelines.orchestration import plan
from pipelines.orchestration.checks import corrections_result
from pipelines.orchestration.plan import corrections_of, done_documents, make_plan

ONE, TWO = "1" * 64, "2" * 64
VERSIONS = {"extract": "e", "conform": "c"}


def write(home: Home, *rows: Mapping[str, str]) -> None:
    home.corrections.mkdir(parents=True, exist_ok=True)
    with (home.corrections / "all.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def row(document_id: str = ONE, **more: str) -> dict[str, str]:
    base = {"document_id": document_id, "table_index": "1", "target": "cell", "row": "1", "column": "2"}
    said = {"reads": "1", "should_read": "2", "author": "a", "reason": "r", "evidence": "e"}
    return {**base, **said, "decided_on": "2026-01-01", "expires_on": "2099-01-01", **more}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def conform(home: Home, *documents: str) -> None:
    """What a run would do with the documents that are due."""
    store, digests = PartStore(str(home.parts)), corrections_of(home).digests()
    for document_id in documents:
        for room, version in VERSIONS.items():
            if room == plan.CORRECTED_ROOM:
                store.note_corrections(room, version, document_id, digests.get(document_id, ""))
            store.write(room, version, document_id, {})


def done(home: Home) -> set[str]:
    return done_documents(PartStore(str(home.parts)), VERSIONS, home)["conform"]


def test_a_correction_makes_its_document_due_and_no_other(home: Home) -> None:
    conform(home, ONE, TWO)
    assert done(home) == {ONE, TWO}
    write(home, row())
    assert done(home) == {TWO}
    conform(home, ONE)
    assert done(home) == {ONE, TWO}
    write(home, row(should_read="3"))
    assert done(home) == {TWO}
    conform(home, ONE)
    write(home)
    assert done(home) == {TWO}
    conform(home, ONE)
    assert done(home) == {ONE, TWO}


def test_expiry_makes_it_due_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, row(expires_on="2026-06-30"))

    def on(day: date) -> None:
        monkeypatch.setattr(plan, "corrections_of", lambda h: read_corrections(h.corrections, day))

    on(date(2026, 6, 1))
    store = PartStore(str(home.parts))
    store.note_corrections(
        "conform", "c", ONE, read_corrections(home.corrections, date(2026, 6, 1)).digests()[ONE]
    )
    store.write("conform", "c", ONE, {})
    assert done(home) == {ONE}
    on(date(2026, 7, 1))
    assert done(home) == set()


def test_a_kill_between_note_and_parts_leaves_the_document_due(home: Home) -> None:
    conform(home, ONE)
    write(home, row())
    store = PartStore(str(home.parts))
    store.note_corrections("conform", "c", ONE, corrections_of(home).digests()[ONE])
    assert done(home) == set()


def test_corrections_are_part_of_what_a_release_depends_on() -> None:
    records = [{"document_id": ONE}]
    plain = make_plan(records, [], {}).fingerprint
    assert make_plan(records, [], {}, {}).fingerprint == plain
    assert make_plan(records, [], {}, {ONE: "x"}).fingerprint != plain
    assert make_plan(records, [], {}, {TWO: "x"}).fingerprint == plain, "no document of this home"


def test_the_check_names_every_correction_that_is_not_in_order(home: Home) -> None:
    outcomes = pl.DataFrame(
        [
            {"document_id": ONE, "room": "conform", "outcome_index": i, "code": code, "severity": "info", "text": "", "detail": code.lower()}
            for i, code in enumerate(("CORRECTION_APPLIED", "CORRECTION_EXPIRED", "CORRECTION_NOT_NEEDED"), start=1)
        ],
        schema=polars_schema(PART_TABLES["outcomes"]),
    )  # fmt: skip
    write(home, row(), row(TWO), row(author=""))
    result = corrections_result(corrections_of(home), outcomes, {ONE})
    assert not result["passed"]
    assert result["metadata"]["applied"] == 1
    told = " ".join(result["metadata"]["first"])
    for word in ("all.csv, line 4", TWO[:12], "correction_expired", "correction_not_needed"):
        assert word in told
    write(home, row())
    assert corrections_result(corrections_of(home), outcomes.head(1), {ONE})["passed"]
