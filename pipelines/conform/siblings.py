"""Columns that are read right only beside their neighbours: which of two totals is the total.

Belongs here: what the columns of one table say of one another. Does not: single paths (`columns`), values
(`column_evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.conform.catalogue import TableLayout
from pipelines.conform.columns import Column
from pipelines.conform.role_grammar import ATTRIBUTE

_OTHER_EXPENDITURE = "economic_399"
_LEAST_CLASSES = 2
# Names that both economic classifications have: class of the departments' → class of the governments'.
_OF_GOVERNMENT = {"303": "509", "307": "511", "312": "507", "313": "510", "399": "599"}


def settle_among_siblings(columns: Sequence[Column], layout: TableLayout, own_fund: str) -> list[Column]:
    """The columns with what their neighbours settle. `own_fund`: the fund that the table's title names."""
    settled = [_of_own_fund(c, own_fund) for c in columns]
    settled = _total_of_more(settled, layout)
    settled = _balance_or_source(settled)
    if sum(c.measure.removeprefix("basic_").startswith("economic_") for c in settled) <= _LEAST_CLASSES:
        # 其他支出 is an economic class among others; alone it is whatever else there is.
        settled = [_unread(c) if c.measure.endswith(_OTHER_EXPENDITURE) else c for c in settled]
    settled = _of_government_list(settled)
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


def _of_government_list(columns: list[Column]) -> list[Column]:
    """Among classes of the government's classification, names that both lists have are those of that list."""
    if sum(bool(re.fullmatch(r"economic_5\d\d", c.measure)) for c in columns) < _LEAST_CLASSES:
        return columns
    return [
        c.of(f"economic_{_OF_GOVERNMENT[code]}")
        if (code := c.base_measure.removeprefix("economic_")) in _OF_GOVERNMENT
        else c
        for c in columns
    ]


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
            # What is headed as this year's budget and what is headed as nothing are amounts of one kind.
            slot = column.slot.replace("/budget/", "//") if column.year is None else column.slot
            places.setdefault((pane, slot, column.measure), []).append(number)
    for numbers in places.values():
        if len({columns[n].path for n in numbers}) == 1:
            continue
        sums = [n for n in numbers if _is_sum(columns[n])]
        if len(sums) > 1:
            found = _total_above_subtotals(found, sums)
            continue
        for n in numbers:
            if sums != [n]:
                found[n] = _as_fund(columns[n]) if len(sums) == 1 else _unread(columns[n])
    return found


def _total_above_subtotals(columns: list[Column], sums: list[int]) -> list[Column]:
    """Of several sums the one under no heading is the total; beside a carry-over, the one headed as
    this year's (本年预算 / 小计) is the year's subtotal. Others are not read.
    """
    alone = [n for n in sums if "/" not in columns[n].path]
    has_carryover = any(c.measure == "carryover_subtotal" for c in columns)
    found = list(columns)
    for n in sums:
        if alone == [n]:
            continue
        of_the_year = len(alone) == 1 and has_carryover and len(sums) == 2 and columns[n].basis == "budget"
        found[n] = (
            replace(columns[n].of("current_subtotal"), basis="") if of_the_year else _unread(columns[n])
        )
    return found


def _is_sum(column: Column) -> bool:
    """Whether the label right above the figures says that they are a sum."""
    return bool(column.words) and column.words[-1].startswith("sum:")


def _fund(column: Column) -> str:
    return next((w.split(":")[1] for w in reversed(column.words) if w.startswith("fund:")), "")


def _as_fund(column: Column) -> Column:
    """A fund beside a sum of the same name is read as that fund, if it then is another measure."""
    fund = _fund(column)
    other = f"current_{fund}"
    return column.of(other) if fund and column.base_measure != other else _unread(column)


def _unread(column: Column) -> Column:
    return replace(column, measure="", basis="", funding="", is_prior=False, year=None)
