"""The measures of the benchmarks: right is 1, and each kind of fault costs what it should."""

from __future__ import annotations

from benchmarks.extract.borderless_pages import pages
from benchmarks.extract.scoring import Score, Table, score


def table(*texts: list[str]) -> Table:
    cells = [
        {"r": r, "c": c, "rs": 1, "cs": 1, "text": text}
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
    ]
    return {"nrows": len(texts), "ncols": len(texts[0]), "cells": cells, "header_rows": 1}


HEAD, FIRST, SECOND = ["Item", "Budget"], ["Water", "1.0"], ["Roads", "2.0"]
TRUE = table(HEAD, FIRST, SECOND)


def test_the_truth_itself_is_perfect() -> None:
    for _, truth in pages(3, 10):
        result = score(truth["tables"], truth["tables"])
        assert (result.cell_f, result.adjacency_f, result.tables_right) == (1.0, 1.0, 1)


def test_nothing_read_is_zero() -> None:
    result = score([TRUE], [])
    assert (result.cell_f, result.adjacency_f, result.tables_right) == (0.0, 0.0, 0)


def test_a_table_cut_in_two_with_its_header_again_loses_no_cell() -> None:
    result = score([TRUE], [table(HEAD, FIRST), table(HEAD, SECOND)])
    assert (result.cell_f, result.tables_right) == (1.0, 1)
    assert result.adjacency_f < 1


def test_a_shifted_column_loses_cells_but_not_neighbours() -> None:
    result = score([TRUE], [table(*(["", *row] for row in (HEAD, FIRST, SECOND)))])
    assert result.cells_right == 0
    assert result.adjacency_f == 1.0


def test_rows_run_together_lose_both() -> None:
    result = score([TRUE], [table(HEAD, ["WaterRoads", "1.02.0"])])
    assert (result.cells_right, result.rows_right) == (2, 1)


def test_invented_rows_cost_precision() -> None:
    result = score([TRUE], [table(HEAD, FIRST, SECOND, ["Notes", "9"])])
    assert result.cell_recall == 1.0
    assert result.cell_precision == 0.75


def test_blanks_between_neighbours_are_skipped() -> None:
    wide = table(["Item", "", "Budget"], ["Water", "", "1.0"], ["Roads", "", "2.0"])
    assert score([TRUE], [wide]).adjacency_f == 1.0


def test_forms_are_compared_without_columns() -> None:
    form = {**table(["项目名称", "应急"], ["金额", "12"]), "kind": "form"}
    read = table(["项目名称", "", "应急"], ["金额", "", "12"])
    assert score([form], [read]).cell_f == 1.0
    assert score([{**form, "kind": "grid"}], [read]).cell_f < 1.0


def test_scores_add_up() -> None:
    one = score([TRUE], [TRUE])
    assert (one + one + Score()).cells_true == 2 * one.cells_true
