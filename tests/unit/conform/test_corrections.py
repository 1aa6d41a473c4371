"""Corrections of reviewers: read, applied, told of; none is lost, none outlives its reason."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.conform.corrections.apply import apply
from pipelines.conform.corrections.records import (
    COLUMNS,
    Correction,
    InvalidCorrection,
    parse,
    read_corrections,
)
from pipelines.conform.document import conform_document
from pipelines.extract.document import extract_document
from pipelines.extract.model import ExtractedDocument, LogicalTable, Spot, TableCell

TODAY = date(2026, 11, 25)
DOCUMENT = "ab" * 32


def table(**more: Any) -> LogicalTable:
    texts = [["2010301", "行政运行", "100.00"], ["", "合计", "10O.00"]]
    cells = tuple(
        TableCell(r, c, text, Spot(1, locator=f"line {r}, field {c}"))
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
    )
    return LogicalTable(
        1,
        "部门支出总表",
        None,
        "单位：万元",
        None,
        "",
        "",
        (("科目编码",), ("科目名称",), ("合计",)),
        (),
        cells,
        2,
        1,
        1,
        **more,
    )


def document(*tables: LogicalTable) -> ExtractedDocument:
    return ExtractedDocument(DOCUMENT, "text/plain", "text", (), (), tables or (table(),))


def row(**more: str) -> dict[str, str]:
    base = {
        "document_id": DOCUMENT,
        "table_index": "1",
        "target": "cell",
        "row": "2",
        "column": "3",
        "reads": "10O.00",
        "should_read": "100.00",
        "author": "王审核",
        "reason": "字母 O 应为数字 0",
        "evidence": "原件第 1 页",
        "decided_on": "2026-11-20",
        "expires_on": "2027-11-20",
    }
    return {**base, **more}


def conform(*corrections: Correction, of: ExtractedDocument | None = None) -> dict[str, list[dict[str, Any]]]:
    return conform_document(of or document(), corrections, TODAY)


def codes(records: dict[str, list[dict[str, Any]]]) -> list[str]:
    return [o["code"] for o in records["outcomes"] if o["code"].startswith("CORRECTION_")]


def test_a_corrected_cell_becomes_a_figure_that_says_so() -> None:
    before = conform()
    assert [line["amount_yuan"] for line in before["lines"]] == [Decimal(1_000_000)]
    after = conform(parse(row()))
    assert codes(after) == ["CORRECTION_APPLIED"]
    total = next(line for line in after["lines"] if line["row_label"] == "合计")
    assert (total["amount_yuan"], total["amount_text"], total["quality"]) == (
        Decimal(1_000_000),
        "100.00",
        "corrected",
    )
    for word in ("10O.00", "王审核", "2026-11-20", "字母 O 应为数字 0", "原件第 1 页"):
        assert word in total["quality_note"]
    other = next(line for line in after["lines"] if line["row_label"] == "行政运行")
    assert (other["quality"], other["quality_note"]) == ("exact", "")


def test_an_expired_correction_is_told_of_and_not_used() -> None:
    after = conform(parse(row(expires_on="2026-11-24")))
    assert codes(after) == ["CORRECTION_EXPIRED"]
    assert len(after["lines"]) == 1
    assert codes(conform(parse(row(expires_on="2026-11-25")))) == ["CORRECTION_APPLIED"]


def test_a_reader_that_agrees_makes_a_correction_needless() -> None:
    better = table()
    cells = tuple(replace(c, text="100.00") if c.text == "10O.00" else c for c in better.cells)
    assert codes(conform(parse(row()), of=document(replace(better, cells=cells)))) == [
        "CORRECTION_NOT_NEEDED"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"row": "9"},
        {"column": "9"},
        {"table_index": "7"},
        {"reads": "99.00"},
        {"target": "header", "row": "", "column": "9"},
    ],
)
def test_a_correction_that_matches_nothing_changes_nothing(change: dict[str, str]) -> None:
    after = conform(parse(row(**change)))
    assert codes(after) == ["CORRECTION_MATCHES_NOTHING"]
    assert after["lines"] == conform()["lines"]


def test_a_header_a_title_and_a_unit_can_be_corrected() -> None:
    unread = replace(table(), unit_line="", title="表一", columns=(("科目编码",), ("科目名称",), ("亼计",)))
    assert not conform(of=document(unread))["lines"]
    fixes = [
        parse(row(target="header", row="", reads="亼计", should_read="合计")),
        parse(row(target="title", row="", column="", reads="表一", should_read="部门支出总表")),
        parse(row(target="unit_line", row="", column="", reads="", should_read="单位：元")),
        parse(row()),
    ]
    after = conform(*fixes, of=document(unread))
    assert codes(after) == ["CORRECTION_APPLIED"] * 4
    assert [line["amount_yuan"] for line in after["lines"]] == [Decimal(100), Decimal(100)]
    assert {line["money_unit"] for line in after["lines"]} == {"yuan"}


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"author": ""}, "author"),
        ({"evidence": " "}, "evidence"),
        ({"document_id": "abc"}, "SHA-256"),
        ({"target": "page"}, "none of"),
        ({"row": ""}, "row and column"),
        ({"target": "title"}, "neither row nor column"),
        ({"row": "0"}, "from 1"),
        ({"row": "²"}, "from 1"),
        ({"reads": "100.00"}, "the same"),
        ({"expires_on": "soon"}, "not a date"),
        ({"expires_on": "2026-01-01"}, "before"),
        ({"table_index": ""}, "table_index"),
    ],
)
def test_a_row_that_is_no_correction_says_why(change: dict[str, str], cause: str) -> None:
    with pytest.raises(InvalidCorrection, match=cause):
        parse(row(**change))


def write(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def test_files_are_read_in_order_and_nothing_in_them_is_lost(tmp_path: Path) -> None:
    write(tmp_path, "b.csv", [row(row="1", reads="x"), row(author="")])
    write(tmp_path, "a.csv", [row(), row(should_read="200.00")])
    (tmp_path / "c.csv").write_bytes(b"\xff\xfe\x00\x01")
    found = read_corrections(tmp_path, TODAY)
    assert [c.row for c in found.records] == [2, 1]
    places = [place for place, _ in found.faults]
    assert places[:2] == ["a.csv, line 3", "b.csv, line 3"]
    assert places[2].endswith("c.csv")
    assert read_corrections(tmp_path / "none", TODAY).records == ()


def test_a_digest_changes_with_the_correction_and_with_its_expiry(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", [row()])
    now = read_corrections(tmp_path, TODAY).digests()
    assert now == read_corrections(tmp_path, date(2026, 12, 1)).digests()
    assert now != read_corrections(tmp_path, date(2028, 1, 1)).digests()
    write(tmp_path, "a.csv", [row(reason="another")])
    assert now != read_corrections(tmp_path, TODAY).digests()
    assert set(now) == {DOCUMENT}


SPOTS = st.tuples(st.integers(1, 4), st.integers(1, 5), st.sampled_from(["10O.00", "100.00", "合计", "x"]))


@given(st.lists(SPOTS, max_size=8, unique_by=lambda s: s[:2]))
def test_every_correction_ends_in_exactly_one_outcome(spots: list[tuple[int, int, str]]) -> None:
    corrections = [
        parse(row(row=str(r), column=str(c), reads=text, should_read=f"{text}!")) for r, c, text in spots
    ]
    corrected = apply(document(), corrections, set())
    assert len(corrected.outcomes) == len(corrections)
    changed = sum(
        a.text != b.text
        for a, b in zip(document().tables[0].cells, corrected.document.tables[0].cells, strict=True)
    )
    assert changed == sum(o.code == "CORRECTION_APPLIED" for o in corrected.outcomes)


def test_without_corrections_nothing_changes() -> None:
    text = "2023年部门预算\n\n部门支出总表\n单位：万元\n科目编码\t科目名称\t合计\n2010301\t行政运行\t100.00\n"
    read = extract_document(text.encode(), "text/plain")
    assert conform_document(read) == conform_document(read, (), TODAY)
