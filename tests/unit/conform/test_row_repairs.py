"""Damaged rows come back or are quarantined: no damage ever becomes a wrong fact."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.conform.builders import codes, conform_rows

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
MEASURES = ("total", "basic_expenditure", "project_expenditure")
AMOUNT = st.integers(min_value=101, max_value=9_999_999).map(lambda fen: Decimal(fen) / 100)


@st.composite
def tables(draw):
    """A total, one to three classes with one or two items each; every figure is printed."""
    rows = []
    for number in range(draw(st.integers(1, 3))):
        code = f"20{number + 1}"
        items = [
            (f"{code}{n:02d}01", draw(AMOUNT), draw(AMOUNT)) for n in range(1, draw(st.integers(1, 2)) + 1)
        ]
        rows.append((code, sum(i[1] for i in items), sum(i[2] for i in items)))
        rows += items
    tops = [r for r in rows if len(r[0]) == 3]
    printed = [["", "合计", *_figures(sum(r[1] for r in tops), sum(r[2] for r in tops))]]
    return printed + [[code, f"科目{code}", *_figures(basic, project)] for code, basic, project in rows]


def _figures(basic: Decimal, project: Decimal) -> list[str]:
    return [f"{basic + project:.2f}", f"{basic:.2f}", f"{project:.2f}"]


def _damaged(rows: list[list[str]], row: int, kind: str, column: int) -> list[list[str]]:
    """One row damaged as print and reading damage it."""
    copy = [list(r) for r in rows]
    cells = copy[row][2:]
    if kind == "shifted":
        cells = [*cells[1:], ""]
    elif kind == "lost":
        cells[column] = ""
    elif kind == "run together":
        at = min(column, 1)
        cells[at : at + 2] = [f"{cells[at]} {cells[at + 1]}", ""]
    elif kind == "cut":
        cells = (
            [cells[0][:2], cells[0][2:], cells[1]] if column == 0 else [cells[0], cells[1][:1], cells[1][1:]]
        )
    elif kind == "page number":
        cells[column] = "3" + cells[column]
    copy[row][2:] = cells
    return copy


@settings(max_examples=150, deadline=None)
@given(
    rows=tables(),
    row=st.integers(0, 9),
    column=st.integers(0, 2),
    kind=st.sampled_from(["shifted", "lost", "run together", "cut", "page number"]),
)
def test_a_damaged_row_comes_back_or_is_quarantined(rows, row, column, kind):
    row %= len(rows)
    records = conform_rows("部门支出总表", [HEADER, *_damaged(rows, row, kind, column)])
    truth = {
        (r[0] or None, measure): Decimal(text) * 10_000
        for r in rows
        for measure, text in zip(MEASURES, r[2:], strict=True)
    }
    for line in records["lines"]:
        assert line["amount_yuan"] == truth[line["code"], line["measure"]], (kind, row, column, line)
    table = records["tables"][0]
    assert table["cells_in"] == sum(table[f"cells_{end}"] for end in ("fact", "label", "excluded", "failed"))


@settings(max_examples=40, deadline=None)
@given(rows=tables())
def test_a_sound_table_is_left_alone(rows):
    records = conform_rows("部门支出总表", [HEADER, *rows])
    assert {line["quality"] for line in records["lines"]} == {"exact"}
    assert not records["quarantine"]


SOUND = [
    ["", "合计", "30.00", "12.00", "18.00"],
    ["201", "一", "10.00", "4.00", "6.00"],
    ["202", "二", "20.00", "8.00", "12.00"],
]


def test_figures_run_together_are_parted_and_the_raw_reading_is_kept():
    rows = [SOUND[0], ["201", "一", "10.00 4.00", "6.00", ""], SOUND[2]]
    records = conform_rows("部门支出总表", [HEADER, *rows])
    line = next(r for r in records["lines"] if r["code"] == "201" and r["measure"] == "basic_expenditure")
    assert (line["amount_yuan"], line["quality"]) == (Decimal("40000.00"), "repaired")
    assert "10.00 4.00 | 6.00" in line["quality_note"]


def test_a_row_that_its_columns_bear_out_stands_as_printed():
    # The department itself prints a total that is not the sum of its parts; the columns agree with it.
    rows = [
        ["", "合计", "31.00", "12.00", "18.00"],
        ["201", "一", "11.00", "4.00", "6.00"],
        ["202", "二", "20.00", "8.00", "12.00"],
    ]
    records = conform_rows("部门支出总表", [HEADER, *rows])
    assert len(records["lines"]) == 9 and not records["quarantine"]


def test_what_cannot_be_repaired_is_quarantined_with_its_place():
    # A dump has no rules: a page number may have run into 99.00, or a figure may have been lost.
    rows = [SOUND[0], ["201", "一", "99.00", "4.00", "6.00"], SOUND[2]]
    records = conform_rows("部门支出总表", [HEADER, *rows])
    assert "ROW_SUMS_FAIL" in codes(records)
    assert {q["reason_code"] for q in records["quarantine"]} == {"ROW_SUMS_FAIL"}
    assert not [r for r in records["lines"] if r["code"] == "201"]


def test_a_page_number_is_cut_off_where_row_and_column_agree():
    rows = [SOUND[0], ["201", "一", "10.00", "374.00", "6.00"], SOUND[2]]
    records = conform_rows("部门支出总表", [HEADER, *rows])
    line = next(r for r in records["lines"] if r["code"] == "201" and r["measure"] == "basic_expenditure")
    assert (line["amount_yuan"], line["quality"]) == (Decimal("40000.00"), "repaired")
    assert "10.00 | 374.00 | 6.00" in line["quality_note"] and "REPAIR_PAGE_NUMBER" in codes(records)
    assert not records["quarantine"]


def test_a_page_number_behind_the_decimals_is_cut_off():
    rows = [SOUND[0], ["201", "一", "10.00", "4.0012", "6.00"], SOUND[2]]
    records = conform_rows("部门支出总表", [HEADER, *rows])
    line = next(r for r in records["lines"] if r["code"] == "201" and r["measure"] == "basic_expenditure")
    assert line["amount_text"] == "4.00" and line["quality"] == "repaired"


def test_digits_are_not_cut_where_only_the_row_asks_for_it():
    # The column agrees with 14.00: the department's own total may be wrong, and no page number is known.
    rows = [
        ["", "合计", "30.00", "22.00", "18.00"],
        ["201", "一", "10.00", "14.00", "6.00"],
        ["202", "二", "20.00", "8.00", "12.00"],
    ]
    records = conform_rows("部门支出总表", [HEADER, *rows])
    assert "REPAIR_PAGE_NUMBER" not in codes(records)
    assert not [r for r in records["lines"] if r["amount_text"] == "4.00"]
