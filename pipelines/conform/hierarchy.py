"""Levels, parents and totals of the rows of a table.

Belongs here: what a row is part of, from codes, units or indentation; the grand total, by label or by sum.
Does not: reading labels (`row_tables`), side-by-side summaries (`summary_tables`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.conform.arithmetic import check_sum
from pipelines.conform.codes import Code
from pipelines.conform.columns import Column
from pipelines.conform.lines import Row
from pipelines.conform.money import read_amount
from pipelines.extract.model import TableCell
from pipelines.extract.text.cjk import comparable

_BLANK_TOTAL_NOTE = "the label 合计 is blank; the row was recognised as the total because it equals the sum"
_SOLE_ROW_NOTE = "the table has this one row and prints no label"
# Two indents that differ by less are one: justified print moves characters by a fraction of their width.
_SAME_INDENT = 4.0
_LEAST_SHARE_OF_CODES = 3
TOTAL_LABEL = re.compile(r"(?:本年)?(?:收入|支出|人员经费|公用经费|基本支出|项目支出)?(?:合计|总计)")


@dataclass(slots=True)
class PrintedRow:
    """One body row with its cells by column after repair."""

    number: int
    cells: dict[int, TableCell]
    code: Code | None = None
    label: str = ""
    indent: float = 0.0
    is_unit: bool = False
    is_detail: bool = False
    """A named project below the code it is paid under."""
    classes: dict[str, str] = field(default_factory=dict)
    is_glued: bool = False
    quality: str = "exact"
    quality_note: str = ""
    step: int = 0
    """Level that the column of its label gives, where label columns are steps down (see `purchase_rows`)."""
    purchase: tuple[str | None, str] | None = None
    """Catalogue code and name of a purchase; None for any other row."""
    inherited: dict[str, str] = field(default_factory=dict)
    """What the steps above say, by role."""
    row: Row | None = None
    dropped: TableCell | None = None


def place_rows(rows: Sequence[PrintedRow], measures: Sequence[Column], *, unit_rows_are_totals: bool) -> None:
    """Give every row its `Row`: level, parent and kind. The parent is the nearest row above that holds it."""
    _drop_stray_codes(rows)
    total = total_row(rows, measures)
    has_codes = any(r.code for r in rows)
    indents = {} if has_codes else indent_levels([r.indent for r in rows if r is not total])
    above: list[PrintedRow] = []
    unit: PrintedRow | None = None
    for printed in rows:
        row = Row(
            number=printed.number,
            label=printed.label,
            quality=printed.quality,
            quality_note=printed.quality_note,
            dept_economic_code=printed.classes.get("dept_economic"),
            gov_economic_code=printed.classes.get("gov_economic"),
        )
        printed.row = row
        if printed is total:
            row.level, row.is_total = 0, True
            if not printed.label:
                note = _SOLE_ROW_NOTE if len(rows) == 1 else _BLANK_TOTAL_NOTE
                row.quality_note = "; ".join(filter(None, (row.quality_note, note)))
            continue
        if printed.code is None and has_codes:
            inside = above[-1] if above and printed.is_detail else None
            holder = inside or total
            row.level, row.parent = (_level(inside) + 1 if inside else 1), holder.number if holder else None
            if printed.is_unit:
                unit, above = printed, []
            continue
        if printed.code is None:
            row.level = printed.step or indents.get(printed.indent, 1)
            while above and _level(above[-1]) >= row.level:
                above.pop()
        else:
            _take_code(row, printed.code, unit_rows_are_totals)
            while above and not _contains(above[-1].code, printed.code):
                above.pop()
        holder = above[-1] if above else unit or total
        row.parent = holder.number if holder else None
        above.append(printed)
    if not has_codes:
        _flatten_by_sums(rows, measures)
    parents = {r.row.parent for r in rows if r.row}
    for printed in rows:
        assert printed.row is not None
        printed.row.is_leaf = printed.number not in parents and not printed.row.is_total


def _drop_stray_codes(rows: Sequence[PrintedRow]) -> None:
    """Names that begin with digits (12345热线) are no codes when most rows of the table have none."""
    coded = [r for r in rows if r.code and r.code.text]
    if coded and len(coded) * _LEAST_SHARE_OF_CODES < len(rows) and all(r.is_glued for r in coded):
        for row in coded:
            assert row.code is not None
            row.label, row.code = row.code.text + row.label, None


def _flatten_by_sums(rows: Sequence[PrintedRow], measures: Sequence[Column]) -> None:
    """Rows nested by a crooked indent go one level up, where only then the sums hold.

    A name printed over two lines may be indented otherwise than its neighbours. Its "children" are taken
    for siblings when they do not add up to it, and the row above adds up with them and not without.
    """
    if not measures:
        return
    column = measures[0]
    by_number = {r.number: r for r in rows}
    for printed in rows:
        above = by_number.get(printed.row.parent or 0) if printed.row else None
        nested = [r for r in rows if r.row and r.row.parent == printed.number]
        if above is None or not nested:
            continue
        siblings = [r for r in rows if r.row and r.row.parent == above.number]
        if _adds_up(printed, nested, column) or _adds_up(above, siblings, column):
            continue
        if _adds_up(above, [*siblings, *nested], column):
            for row in nested:
                assert row.row is not None
                row.row.parent = above.number
                row.row.level = max(1, row.row.level - 1)


def _adds_up(parent: PrintedRow, parts: Sequence[PrintedRow], column: Column) -> bool:
    stated = _value(parent, column)
    if stated is None:
        return False
    step = read_amount(parent.cells[column.index].text).step
    return check_sum(stated, [_value(r, column) or Decimal(0) for r in parts], step).outcome != "fail"


def _take_code(row: Row, code: Code, unit_rows_are_totals: bool) -> None:
    row.code, row.code_scheme, row.level = code.text or None, code.scheme, code.depth
    row.is_total = unit_rows_are_totals and code.scheme == "unit"
    if code.scheme == "project":
        row.project_code, row.project_name = code.text, row.label


def _level(printed: PrintedRow) -> int:
    return printed.row.level if printed.row else 0


def indent_levels(indents: Sequence[float]) -> dict[float, int]:
    """Level (from 1) of every indent: indents that differ by a few points are one level."""
    levels: dict[float, int] = {}
    level, last = 0, float("-inf")
    for indent in sorted(set(indents)):
        if indent - last > _SAME_INDENT:
            level += 1
            last = indent
        levels[indent] = level
    return levels


def total_row(rows: Sequence[PrintedRow], measures: Sequence[Column]) -> PrintedRow | None:
    """The grand total: by its label, or a row without code that equals the sum of the rest."""
    for row in rows:
        if row.code is None and TOTAL_LABEL.fullmatch(comparable(row.label)):
            return row
    if len(rows) == 1 and not rows[0].label and rows[0].code is None:
        return rows[0]
    if len(rows) < 2:
        return None
    # The total stands first or last; a department's name may stand where 合计 would.
    for row in (rows[0], rows[-1]):
        if row.code is None and _equals_sum_of_tops(row, rows, measures):
            return row
    return None


def _equals_sum_of_tops(
    candidate: PrintedRow, rows: Sequence[PrintedRow], measures: Sequence[Column]
) -> bool:
    """Whether a row equals, measure by measure, the sum of the rows of least depth, within rounding."""
    depths = [r.code.depth for r in rows if r is not candidate and r.code]
    if not depths:
        return False
    tops = [r for r in rows if r is not candidate and r.code and r.code.depth == min(depths)]
    compared = 0
    for column in measures:
        stated = _value(candidate, column)
        if stated is None:
            continue
        step = read_amount(candidate.cells[column.index].text).step
        summed = sum((_value(r, column) or Decimal(0) for r in tops), Decimal(0))
        compared += 1
        if abs(stated - summed) > step * (len(tops) + 1) / 2:
            return False
    return compared > 0


def _value(row: PrintedRow, column: Column) -> Decimal | None:
    cell = row.cells.get(column.index)
    return read_amount(cell.text).value if cell else None


def _contains(outer: Code | None, inner: Code) -> bool:
    """Whether a row of code `outer` sums up a row of code `inner` below it."""
    if outer is None:
        return False
    if outer.scheme == inner.scheme:
        return inner.text.startswith(outer.text) and len(inner.text) > len(outer.text)
    order = ("unit", "project_category", "project", "procurement_catalogue")
    if outer.scheme in order and inner.scheme in order:
        return order.index(outer.scheme) < order.index(inner.scheme)
    return False
