"""The 部门整体支出绩效目标申报表 (附件14) as a ruled table.

Belongs here: the rows of this one form. Does not: what it shares with the project forms (`forms`).
"""

from __future__ import annotations

import re

from scripts.typeset.forms import Fields, FormBuilder, indicator_rows
from scripts.typeset.indicators import OVERALL_LEVELS, restore
from scripts.typeset.ruled import RuledTable

_FUNDS = "部门总体资金情况"
_PROJECTS = "项目支出情况"
_GOALS = "整体绩效"
_BLOCK_LABEL = re.compile(
    r"^(?:部门\(单位\)名称|填报人|部门总体资金情况|部门职能概述|年度工作任务|项目支出情况"
    r"|整体绩效总目标|(?:长期|年度)目标 ?\d:|(?:长期|年度)绩效指标)$"
)
_LONG_TERM = ((1, 1), (2, 1), (3, 1), (4, 3), (7, 1))
_INDICATOR = ((0, 1), *_LONG_TERM)
_YEARLY = tuple((column, 1) for column in range(8))


def overall_form(rows: list[Fields]) -> RuledTable:
    """The form from its rows in the dump."""
    form = FormBuilder()
    blocks: list[list[Fields]] = []
    for row in rows:
        fields = row
        # A goal's own row may begin with a cell that the dump moved to the right.
        if len(row) > 1 and not row[0] and _BLOCK_LABEL.match(row[1]):
            fields = row[1:]
        if _BLOCK_LABEL.match(fields[0]):
            blocks.append([fields])
        elif any(fields):
            blocks[-1].append(fields)
    for block in blocks:
        _print_block(form, block)
    return form.table


def _print_block(form: FormBuilder, block: list[Fields]) -> None:
    label = block[0][0]
    if label == _FUNDS:
        _funds(form, block)
    elif label == _PROJECTS:
        _projects(form, block)
    elif label.startswith(_GOALS):
        _goals(form, block)
    elif label in ("长期绩效指标", "年度绩效指标"):
        _indicators(form, block)
    elif len(filled := [f for f in block[0] if f]) == 4:
        form.add_row(((0, 1), (1, 3), (4, 2), (6, 2)), filled)
    else:
        # A text that the end of a page cut goes on in a row without a label.
        text = "\n".join(f for row in block for f in row[1:] if f)
        form.add_row(((0, 1), (1, 7)), [label, text])


def _funds(form: FormBuilder, block: list[Fields]) -> None:
    top = form.row
    form.add_span(top, 0, len(block), 1, _FUNDS)
    title, amount, share, years = [f for f in block[0][1:] if f]
    form.add_span(top, 1, 2, 3, title)
    form.add_span(top, 4, 2, 1, amount)
    form.add_span(top, 5, 2, 1, share)
    form.add_span(top, 6, 1, 2, years)
    form.row += 1
    form.add_row(((6, 1), (7, 1)), [f for f in block[1] if f])
    side_start, side = form.row, ""
    for fields in block[2:]:
        filled = [f for f in fields if f]
        if not fields[0] and fields[1]:
            side_start, side = form.row, filled.pop(0)
        form.add_row(((2, 2), (4, 1), (5, 1), (6, 1), (7, 1)), (filled + [""] * 4)[:5])
        if filled[0] == "合计":
            form.add_span(side_start, 1, form.row - side_start, 1, side)


def _projects(form: FormBuilder, block: list[Fields]) -> None:
    form.add_span(form.row, 0, len(block), 1, _PROJECTS)
    for fields in block:
        form.add_row(((1, 2), (3, 1), (4, 1), (5, 1), (6, 2)), [f for f in fields if f and f != _PROJECTS])


def _goals(form: FormBuilder, block: list[Fields]) -> None:
    form.add_span(form.row, 0, len(block), 1, block[0][0])
    for fields in block:
        form.add_row(((1, 3), (4, 4)), [f for f in fields[1:] if f])


def _indicators(form: FormBuilder, block: list[Fields]) -> None:
    yearly = block[0][0].startswith("年度")
    header_rows = 3 if yearly else 1
    top = form.row
    # A label of the first level was glued to its column heading.
    names = [f if not f.startswith("一级指标") else "一级指标" for f in block[0][1:] if f]
    if yearly:
        level1, level2, name, value, basis = names
        for column, text in ((1, level1), (2, level2), (3, name), (7, basis)):
            form.add_span(top, column, 3, 1, text)
        form.add_span(top, 4, 1, 3, value)
        recent, expected = [f for f in block[1] if f]
        form.add_span(top + 1, 4, 1, 2, recent)
        form.add_span(top + 1, 6, 2, 1, expected)
        form.row += 2
        form.add_row(((4, 1), (5, 1)), [f for f in block[2] if f])
    else:
        form.add_row(_LONG_TERM, names)
    indicators = restore(block[header_rows:], 4 if yearly else 2, OVERALL_LEVELS, {})
    indicator_rows(form, indicators, _YEARLY if yearly else _INDICATOR, goal="")
    form.add_span(top, 0, form.row - top, 1, block[0][0])
