"""Columns that say how an amount changed from one year to the next, tested on the amounts beside them.

Belongs here: whether change = this year − the year before, and rate = change ÷ the year before, there.
Does not: reading headers, judging single rows (that is for the rules).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.conform.columns import Column
from pipelines.conform.money import Amount, finest, read_amount, read_percent
from pipelines.extract.model import LogicalTable, TableCell

_HUNDRED = Decimal(100)


def contradicted(table: LogicalTable, columns: Sequence[Column], fiscal_year: int | None) -> set[int]:
    """Columns of change that the amounts beside them contradict in most rows: what they state is not known.

    A table that prints a change without both years cannot be tested, and is believed.
    """
    found = set()
    for column in columns:
        if not column.is_change:
            continue
        pair = _years_of(column, columns, fiscal_year)
        if pair is None:
            continue
        verdicts = [_holds(column, *pair, cells) for cells in table.rows()]
        if verdicts.count(False) > verdicts.count(True):
            found.add(column.index)
    return found


def _years_of(
    change: Column, columns: Sequence[Column], fiscal_year: int | None
) -> tuple[Column, Column] | None:
    """The columns of this year and of the year before that a change is between; None where one is missing."""
    same = [c for c in columns if c.measure == change.base_measure and c.funding == change.funding]
    before = [c for c in same if c.is_prior or (fiscal_year and c.year == fiscal_year - 1)]
    own = [c for c in same if c not in before and (c.year is None or c.year == fiscal_year)]
    # Of several columns of a year (年初预算数, 执行数) nobody knows which is meant.
    return (own[0], before[0]) if len(own) == 1 and len(before) == 1 else None


def _holds(change: Column, own: Column, before: Column, cells: list[TableCell | None]) -> bool | None:
    stated, this, last = (_amount(cells, c) for c in (change, own, before))
    if stated.value is None or (this.value is None and last.value is None):
        return None
    now, then = this.value or Decimal(0), last.value or Decimal(0)
    if change.is_rate:
        if not then:
            return None
        blur = finest([this, last]) / abs(then) * _HUNDRED + stated.step
        return abs((now - then) / then * _HUNDRED - stated.value) <= blur
    return abs(now - then - stated.value) <= finest([stated, this, last]) * 3 / 2


def _amount(cells: list[TableCell | None], column: Column) -> Amount:
    cell = cells[column.index] if column.index < len(cells) else None
    text = cell.text if cell is not None else ""
    return read_percent(text) if column.is_rate else read_amount(text)
