"""What a change of code does to figures: every figure is the same, changed, new or gone, and counted once."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts.frames import to_frame
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES
from pipelines.reports.effect import COMPARED, Effect, effect_of, examples_of
from pipelines.reports.effect_page import effect_page
from tests.integration.warehouse.records import line, record, sha

DOCUMENT, OTHER = sha("a"), sha("b")
# A text column of each table that people read.
SAYS = {
    "documents": {"unit_name"},
    "tables": {"title"},
    "lines": {"row_label"},
    "claims": {"subject_text"},
    "projects": {"project_name"},
    "project_items": {"item_name"},
    "indicators": {"target_text"},
    "procurements": {"catalogue_name"},
    "headcounts": {"label"},
}
KNOWN = {DOCUMENT: ("420112", "预算.pdf")}


def part(folder: Path, table: str, records: list[dict[str, Any]]) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    to_frame(PART_TABLES[table], records).write_parquet(folder / f"{table}.parquet")
    return [str(folder / f"{table}.parquet")]


def compare(tmp_path: Path, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Effect:
    return compare_tables(tmp_path, {"lines": before}, {"lines": after})


def compare_tables(
    tmp_path: Path, before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]
) -> Effect:
    was, now = (
        {table: part(tmp_path / side, table, rows) for table, rows in tables.items()}
        for side, tables in (("0", before), ("1", after))
    )
    return effect_of(was, now, KNOWN, tmp_path / "changes.parquet")


def rows(tmp_path: Path) -> list[dict[str, Any]]:
    return pl.read_parquet(tmp_path / "changes.parquet").to_dicts()


def figure(row: int, amount: str, **values: Any) -> dict[str, Any]:
    return line(DOCUMENT, 1, "three_public", row, amount, **values)


def outcome(index: int, **values: Any) -> dict[str, Any]:
    return record("outcomes", document_id=DOCUMENT, outcome_index=index, severity="error", **values)


def test_nothing_changed_but_an_outcome(tmp_path: Path) -> None:
    before = {"lines": [figure(1, "1.00")], "outcomes": []}
    after = {"lines": [figure(1, "1.00")], "outcomes": [outcome(1, code="MONEY_UNIT_UNKNOWN", page=3)]}
    found = compare_tables(tmp_path, before, after)
    assert found.outcomes == (("MONEY_UNIT_UNKNOWN", 0, 1),)
    assert (found.total("same"), found.total("changed"), found.outcomes_differing) == (1, 0, 1)
    assert not found.is_none
    assert [(r["table_name"], r["kind"], r["change"], r["page"]) for r in rows(tmp_path)] == [
        ("outcomes", "MONEY_UNIT_UNKNOWN", "new", 3)
    ]


def test_an_outcome_told_in_other_words_or_order_is_the_same(tmp_path: Path) -> None:
    """A crash names the line of our code: that it moved is no effect."""
    before = [outcome(1, code="CONFORM_CRASHED", detail="line 3"), outcome(2, code="FIGURE_NOT_READ")]
    after = [outcome(1, code="FIGURE_NOT_READ"), outcome(2, code="CONFORM_CRASHED", detail="line 9")]
    assert compare_tables(tmp_path, {"outcomes": before}, {"outcomes": after}).is_none


def test_every_table_of_the_room_is_compared() -> None:
    assert {*COMPARED} == {*ROOM_TABLES["conform"]}


@pytest.mark.parametrize("table", [t for t in COMPARED if t not in ("outcomes", "quarantine")])
def test_a_row_of_any_table_that_says_something_else_is_told(tmp_path: Path, table: str) -> None:
    told = next(f for f in reversed(PART_TABLES[table].fields) if f.type == "text" and f.name in SAYS[table])
    plain = record(table, document_id=DOCUMENT)
    found = compare_tables(tmp_path, {table: [plain]}, {table: [{**plain, told.name: "other"}]})
    assert [(c.table, c.changed) for c in found.changes] == [(table, 1)]
    (row,) = rows(tmp_path)
    assert (row["columns"], row["after"], row["file_name"]) == (told.name, f"{told.name}=other", "预算.pdf")


def test_a_row_moved_on_its_page_is_the_same_and_on_another_page_is_not(tmp_path: Path) -> None:
    before = figure(1, "1.00", page=2)
    assert compare(tmp_path, [before], [{**before, "bbox": [9.0, 9.0, 10.0, 10.0]}]).is_none
    assert compare(tmp_path, [before], [{**before, "page": 3}]).total("changed") == 1


def test_a_column_that_one_version_lacks_is_told(tmp_path: Path) -> None:
    was = {"lines": part(tmp_path / "0", "lines", [figure(1, "1.00")])}
    now = {"lines": part(tmp_path / "1", "lines", [figure(1, "1.00")])}
    pl.read_parquet(was["lines"][0]).drop("basis").write_parquet(was["lines"][0])
    found = effect_of(was, now, KNOWN, tmp_path / "changes.parquet")
    assert (found.columns, found.total("same"), found.is_none) == (("lines.basis new",), 1, False)


def test_rows_whose_key_was_another_are_told_as_gone_and_new(tmp_path: Path) -> None:
    was = {"lines": part(tmp_path / "0", "lines", [figure(1, "1.00"), figure(2, "2.00")])}
    now = {"lines": part(tmp_path / "1", "lines", [figure(1, "1.00"), figure(2, "3.00")])}
    pl.read_parquet(was["lines"][0]).drop("line_id").write_parquet(was["lines"][0])
    found = effect_of(was, now, KNOWN, tmp_path / "changes.parquet")
    assert [found.total(n) for n in ("same", "changed", "added", "removed")] == [1, 0, 1, 1]


def test_a_side_without_any_row_is_compared(tmp_path: Path) -> None:
    now = {"lines": part(tmp_path / "1", "lines", [figure(1, "1.00")])}
    found = effect_of({}, now, KNOWN, tmp_path / "changes.parquet")
    assert (found.total("added"), found.columns) == (1, ())


def test_the_digest_is_that_of_the_effect(tmp_path: Path) -> None:
    def digest(before: str, after: str, table_index: int = 1) -> str:
        was, now = (line(DOCUMENT, table_index, "three_public", 1, a) for a in (before, after))
        return compare(tmp_path, [was], [now]).digest

    first = digest("1.00", "2.00")
    assert digest("1.00", "2.00") == digest("1.00", "2.00", table_index=4) == first
    assert len({first, digest("1.00", "3.00"), digest("0.00", "2.00"), digest("1.00", "1.00")}) == 4


def test_an_effect_comes_back_from_its_file(tmp_path: Path) -> None:
    found = compare(tmp_path, [figure(1, "1.00")], [figure(1, "20.55"), figure(2, "1.00", row_label="x")])
    assert Effect.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_the_page_shows_what_changed_and_cannot_be_made_to_run_anything(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>; amount_yuan=7"
    before = [figure(1, "1.00"), figure(2, "2.00", row_label="公务接待费")]
    after = [figure(1, "1.00", row_label=evil), figure(2, "5.00", row_label="公务接待费")]
    found = compare(tmp_path, before, after)
    page = effect_page(
        found, tmp_path / "changes.parquet", "r1", {"conform": "a"}, {"conform": "b"}, "gongkai"
    )
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;; amount_yuan=7" in page
    assert re.search(r"<code class=\"soft\">amount_yuan</code> <span class=\"was\">2.00</span> → 5.00", page)
    assert f"gongkai effect --accept {found.digest}" in page


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
    (example,) = examples_of(tmp_path / "changes.parquet", 3)
    assert (example.before != "", example.after, example.change) == (True, "", "gone")


def test_documents_that_the_release_does_not_know_do_not_count(tmp_path: Path) -> None:
    stranger = line(OTHER, 1, "three_public", 1, "9.00")
    found = compare(tmp_path, [figure(1, "1.00")], [figure(1, "1.00"), stranger])
    assert sum(c.added for c in found.changes) == 0


ROWS = st.lists(
    st.tuples(
        st.sampled_from([DOCUMENT, OTHER]),
        st.integers(1, 4),
        st.sampled_from(["1.00", "2.00"]),
        st.sampled_from(["甲", "乙"]),
    ),
    max_size=7,
    unique_by=lambda row: row[:2],
)


@settings(max_examples=30, deadline=None)
@given(ROWS, ROWS)
def test_every_row_is_counted_once_whatever_it_is(
    before: list[tuple[str, int, str, str]], after: list[tuple[str, int, str, str]]
) -> None:
    """Against counting by hand: as many are the same as both sides have of one content."""
    made = [
        [
            line(document, 1, "three_public", row, amount, row_label=label)
            for document, row, amount, label in side
        ]
        for side in (before, after)
    ]
    contents = [Counter((d, amount, label) for d, _, amount, label in side) for side in (before, after)]
    with TemporaryDirectory() as folder:
        was, now = (
            {"lines": part(Path(folder) / name, "lines", rows)} for name, rows in zip("01", made, strict=True)
        )
        known = {DOCUMENT: ("-", "a.pdf"), OTHER: ("-", "b.pdf")}
        found = effect_of(was, now, known, Path(folder) / "changes.parquet")
        rows_told = pl.read_parquet(Path(folder) / "changes.parquet").height
    same = (contents[0] & contents[1]).total()
    assert found.total("same") == same
    assert found.total("before") == len(before)
    assert found.total("same") + found.total("changed") + found.total("added") == len(after)
    assert rows_told == sum(found.total(name) for name in ("changed", "added", "removed"))
    assert found.is_none == (contents[0] == contents[1])
