"""What a change of code does to figures: every figure is the same, changed, new or gone, and counted once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.contracts.frames import to_frame
from pipelines.contracts.tables import PART_TABLES
from pipelines.reports.effect import Effect, effect_of
from tests.integration.warehouse.records import line, record, sha

DOCUMENT, OTHER = sha("a"), sha("b")


def part(folder: Path, table: str, records: list[dict[str, Any]]) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    frame = to_frame(PART_TABLES[table], records)
    frame.write_parquet(folder / f"{table}.parquet")
    assert isinstance(frame, pl.DataFrame)
    return str(folder / f"{table}.parquet")


def compare(tmp_path: Path, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Effect:
    lines = (part(tmp_path / "0", "lines", before), part(tmp_path / "1", "lines", after))
    outcome = record("outcomes", document_id=DOCUMENT, code="MONEY_UNIT_UNKNOWN", severity="error")
    outcomes = ([part(tmp_path / "0", "outcomes", [])], [part(tmp_path / "1", "outcomes", [outcome])])
    return effect_of(lines, outcomes, {DOCUMENT: "420112"})


def figure(row: int, amount: str, **values: Any) -> dict[str, Any]:
    return line(DOCUMENT, 1, "three_public", row, amount, **values)


def test_nothing_changed_but_an_outcome(tmp_path: Path) -> None:
    found = compare(tmp_path, [figure(1, "1.00")], [figure(1, "1.00")])
    assert found.outcomes == (("MONEY_UNIT_UNKNOWN", 0, 1),)
    assert (found.changes[0].same, found.changes[0].changed) == (1, 0)
    assert not found.is_none


def test_each_figure_is_counted_once(tmp_path: Path) -> None:
    before = [figure(1, "1.00"), figure(2, "2.00"), figure(3, "3.00")]
    after = [figure(1, "1.00"), figure(2, "20.00"), figure(4, "4.00", row_label="new")]
    (change,) = compare(tmp_path, before, after).changes
    assert (change.before, change.same, change.changed, change.added, change.removed) == (3, 1, 1, 1, 1)
    assert change.moved_yuan == Decimal("25.00")  # 18 changed, 4 came, 3 went


def test_a_figure_that_stands_elsewhere_is_the_same(tmp_path: Path) -> None:
    """A table found before it moves all ids after it: nobody's figure has changed."""
    moved = line(DOCUMENT, 2, "three_public", 1, "1.00")
    (change,) = compare(tmp_path, [figure(1, "1.00")], [moved]).changes
    assert (change.same, change.changed, change.added, change.removed) == (1, 0, 0, 0)


def test_figures_that_repeat_are_matched_one_by_one(tmp_path: Path) -> None:
    twice = [figure(1, "1.00", row_label="x"), figure(2, "1.00", row_label="x")]
    found = compare(tmp_path, twice, twice[:1])
    assert (found.changes[0].same, found.changes[0].removed) == (1, 1)
    assert [(e.before != "", e.after) for e in found.examples] == [(True, "")]


def test_documents_that_the_release_does_not_know_do_not_count(tmp_path: Path) -> None:
    stranger = line(OTHER, 1, "three_public", 1, "9.00")
    found = compare(tmp_path, [figure(1, "1.00")], [figure(1, "1.00"), stranger])
    assert sum(c.added for c in found.changes) == 0
