"""The application forms as ruled tables: 7 project forms (附件13) and the overall form (附件14).

Belongs here: which row of a form has which cells on the common grid of eight columns, merged labels.
Does not: page breaks, drawing, the order of the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from scripts.typeset.indicators import PROJECT_LEVELS, Indicator, known_levels, restore
from scripts.typeset.ruled import Align, RuledCell, RuledTable

# 目标名称 | 一级指标 | 二级指标 | 三级指标 | 前年 | 上年 | 当年 | 依据
GRID = (62.0, 56.0, 62.0, 98.0, 57.0, 57.0, 60.0, 59.0)
LAST = len(GRID) - 1
Fields = tuple[str, ...]

# Places of cells on the grid: (first column, number of columns).
_PAIRS = ((0, 2), (2, 2), (4, 2), (6, 2))
_LABEL_VALUE = ((0, 2), (2, 6))
_FUND = ((2, 4), (6, 2))
_COST = ((0, 2), (2, 1), (3, 1), (4, 1), (5, 2), (7, 1))
_PURCHASE = ((0, 3), (3, 2), (5, 3))
_LONG_TERM = ((0, 1), (1, 1), (2, 1), (3, 1), (4, 3), (7, 1))
_ANNUAL = tuple((column, 1) for column in range(8))

_SECTIONS = {"项目支出明细测算", "项目采购", "项目绩效总目标", "长期绩效目标表", "年度绩效目标表"}
_FUND_LABEL = "项目资金来源"


@dataclass(slots=True)
class FormBuilder:
    """Adds rows of cells to a form from top to bottom."""

    table: RuledTable = field(default_factory=lambda: RuledTable(list(GRID), size=9.0, padding=3.5))
    row: int = 0

    def add_row(self, places: tuple[tuple[int, int], ...], texts: list[str], align: Align = "center") -> None:
        """One row; texts of more than 16 characters in wide cells are set left."""
        for (column, span), text in zip(places, texts, strict=True):
            wide = sum(GRID[column : column + span]) > 200 and len(text) > 16
            self.table.cells.append(RuledCell(self.row, column, text, 1, span, "left" if wide else align))
        self.row += 1

    def add_span(self, row: int, column: int, rows: int, columns: int, text: str) -> None:
        """One merged cell at a given row."""
        self.table.cells.append(RuledCell(row, column, text, rows, columns))


def project_form(rows: list[Fields]) -> RuledTable:
    """One 部门项目申报表 from its rows in the dump."""
    form = FormBuilder()
    sections = _by_section(rows)
    _basic_part(form, sections[""])
    _section_title(form, "项目支出明细测算")
    _cost_part(form, sections["项目支出明细测算"])
    _section_title(form, "项目采购")
    for fields in sections["项目采购"]:
        form.add_row(_PURCHASE, _filled(fields, 3))
    _section_title(form, "项目绩效总目标")
    for fields in sections["项目绩效总目标"]:
        form.add_row(_LABEL_VALUE, _filled(fields, 2))
    long_rows, annual_rows = sections["长期绩效目标表"], sections["年度绩效目标表"]
    _section_title(form, "长期绩效目标表")
    form.add_row(_LONG_TERM, _filled(long_rows[0], 6))
    known = known_levels(annual_rows[2:], 4, PROJECT_LEVELS)
    indicator_rows(form, restore(long_rows[1:], 2, PROJECT_LEVELS, known), _LONG_TERM)
    _section_title(form, "年度绩效目标表")
    _annual_header(form, annual_rows[:2])
    indicator_rows(form, restore(annual_rows[2:], 4, PROJECT_LEVELS, {}), _ANNUAL)
    return form.table


def _section_title(form: FormBuilder, title: str) -> None:
    form.add_row(((0, 8),), [title])


def _by_section(rows: list[Fields]) -> dict[str, list[Fields]]:
    sections: dict[str, list[Fields]] = {"": []}
    current = ""
    for fields in rows:
        filled = [f for f in fields if f]
        if len(filled) == 1 and filled[0] in _SECTIONS:
            current = filled[0]
            sections[current] = []
        elif filled:
            sections[current].append(fields)
    return sections


def _basic_part(form: FormBuilder, rows: list[Fields]) -> None:
    fund_rows: list[Fields] = []
    for fields in rows:
        if fund_rows or fields[0] == _FUND_LABEL:
            fund_rows.append(fields)
        elif len([f for f in fields if f]) == 4:
            form.add_row(_PAIRS, _filled(fields, 4))
        else:
            form.add_row(_LABEL_VALUE, _filled(fields, 2))
    form.add_span(form.row, 0, len(fund_rows), 2, _FUND_LABEL)
    for number, fields in enumerate(fund_rows):
        filled = [f for f in fields[1:] if f] if number == 0 else [f for f in fields if f]
        form.add_row(_FUND, [*filled, ""][:2])


def _cost_part(form: FormBuilder, rows: list[Fields]) -> None:
    header = rows[0]
    form.add_row(_COST, _filled(header, 6))
    remark = header.index("备注")
    for fields in rows[1:]:
        padded = [*fields, *[""] * (remark + 1 - len(fields))]
        form.add_row(_COST, [*padded[:5], padded[remark]])


def _annual_header(form: FormBuilder, rows: list[Fields]) -> None:
    goal, level1, level2, name, value, basis = _filled(rows[0], 6)
    top = form.row
    for column, text in ((0, goal), (1, level1), (2, level2), (3, name), (7, basis)):
        form.add_span(top, column, 2, 1, text)
    form.add_span(top, 4, 1, 3, value)
    form.row += 1
    form.add_row(((4, 1), (5, 1), (6, 1)), _filled(rows[1], 3))


def indicator_rows(
    form: FormBuilder,
    indicators: list[Indicator],
    places: tuple[tuple[int, int], ...],
    goal: str | None = None,
) -> None:
    """Indicators with their goal and levels as merged cells; `goal=None` takes it from the first row."""
    top = form.row
    name_place = places[3:]
    for indicator in indicators:
        form.add_row(name_place, [indicator.name, *indicator.values])
    if goal is None:
        form.add_span(top, 0, len(indicators), 1, indicators[0].goal)
    for column, start, length, text in _runs(indicators):
        form.add_span(top + start, column, length, 1, text)


def _runs(indicators: list[Indicator]) -> list[tuple[int, int, int, str]]:
    """Merged level cells as (column, first row, rows, text); a label printed again is a new cell."""
    runs: list[tuple[int, int, int, str]] = []
    start1 = start2 = 0
    labelled = False
    for number, indicator in enumerate(indicators):
        following = indicators[number + 1] if number + 1 < len(indicators) else None
        labelled = labelled or indicator.own_level2
        if following is None or following.level1 != indicator.level1:
            runs.append((1, start1, number + 1 - start1, indicator.level1))
            start1 = number + 1
        printed_again = following is not None and labelled and following.own_level2
        if following is None or printed_again or following.level2 != indicator.level2:
            runs.append((2, start2, number + 1 - start2, indicator.level2))
            start2, labelled = number + 1, False
    return runs


def _filled(fields: Fields, count: int) -> list[str]:
    """The fields that hold text, exactly `count`: an empty last one may be missing."""
    filled = [f for f in fields if f]
    if len(filled) > count:
        raise ValueError(f"{len(filled)} texts for {count} cells: {fields}")
    return filled + [""] * (count - len(filled))
