"""Columns that are read right only beside their neighbours: which of two totals is the total.

Belongs here: what the columns of one table say of one another. Does not: single paths (`columns`), values
(`column_evidence`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.conform.catalogue import TableLayout
from pipelines.conform.columns import Column
from pipelines.conform.role_grammar import ATTRIBUTE

_OTHER_EXPENDITURE = "economic_399"
_LEAST_CLASSES = 2


def settle_among_siblings(columns: Sequence[Column], layout: TableLayout, own_fund: str) -> list[Column]:
    """The columns with what their neighbours settle. `own_fund`: the fund that the table's title names."""
    settled = [_of_own_fund(c, own_fund) for c in columns]
    settled = _total_of_more(settled, layout)
    settled = _balance_or_source(settled)
    if sum(c.measure.removeprefix("basic_").startswith("economic_") for c in settled) <= _LEAST_CLASSES:
        # 其他支出 is an economic class among others; alone it is whatever else there is.
        settled = [_unread(c) if c.measure.endswith(_OTHER_EXPENDITURE) else c for c in settled]
    if any(c.role == "project_name" for c in settled):
        settled = [
            replace(c, role=ATTRIBUTE) if c.role == "name" and c.path.endswith("类别") else c for c in settled
        ]
    return _one_of_each(settled)


def _of_own_fund(column: Column, own_fund: str) -> Column:
    """A limit to the fund that the whole table is about limits nothing."""
    return replace(column, funding="") if own_fund and column.funding == own_fund else column


def _total_of_more(columns: list[Column], layout: TableLayout) -> list[Column]:
    """A column says by name what the table is about: a bare 合计 beside it holds more than that."""
    total = layout.total_measure
    if not any(c.measure == total and _names_the_whole(c, total) for c in columns):
        return columns
    return [
        c.of("total") if c.base_measure == total and not _names_the_whole(c, total) else c for c in columns
    ]


def _names_the_whole(column: Column, total: str) -> bool:
    return any(word.startswith(f"subject:{total}:") for word in column.words)


def _balance_or_source(columns: list[Column]) -> list[Column]:
    """年初结转 is a balance beside income or the balance at the end, else what is paid from it."""
    if any(c.measure in ("closing_carryover", "current_income") for c in columns):
        return columns
    return [c.of("carryover_subtotal") if c.base_measure == "opening_carryover" else c for c in columns]


def _one_of_each(columns: list[Column]) -> list[Column]:
    """Of columns that would measure the same, the one headed as a sum is it; a fund beside it is that fund.

    Without a sum among them nobody knows which is meant: none is read. Panes side by side repeat theirs.
    """
    found, pane = list(columns), 0
    places: dict[tuple[int, str, str], list[int]] = {}
    for number, column in enumerate(columns):
        if column.role in ("code", "name", "project_name") and number and columns[number - 1].measure:
            pane += 1
        if column.measure:
            places.setdefault((pane, column.slot, column.measure), []).append(number)
    for numbers in places.values():
        if len({columns[n].path for n in numbers}) == 1:
            continue
        sums = [n for n in numbers if _is_sum(columns[n])]
        for n in numbers:
            if sums != [n]:
                found[n] = _as_fund(columns[n]) if len(sums) == 1 else _unread(columns[n])
    return found


def _is_sum(column: Column) -> bool:
    return any(word.startswith("sum:") for word in column.words) and not _fund(column)


def _fund(column: Column) -> str:
    return next((w.split(":")[1] for w in reversed(column.words) if w.startswith("fund:")), "")


def _as_fund(column: Column) -> Column:
    fund = _fund(column)
    return column.of(f"current_{fund}") if fund else _unread(column)


def _unread(column: Column) -> Column:
    return replace(column, measure="", basis="", funding="", is_prior=False, year=None)
