"""The department's overall performance form (部门整体支出绩效目标申报表).

Belongs here: its grammar: funds over three years, duties, tasks, list of projects, goals, indicators.
Does not: indicator rows (`indicators`), forms of single projects (`project_forms`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipelines.conform.catalogue import form_labels
from pipelines.conform.form_rows import FormRow, form_rows, keep_private, pairs
from pipelines.conform.indicator_records import indicator_records
from pipelines.conform.indicators import IndicatorReader
from pipelines.conform.lines import LineBuilder, Record, Row
from pipelines.extract.document import spot_fields
from pipelines.extract.model import LogicalTable, TableCell
from pipelines.extract.text.cjk import comparable

_GOAL_TITLE = re.compile(r"^(长期|年度)目标(\d+)[:：]?$")
_LONG_TERM_HEADER = re.compile(r"^长期目标(?:\(截止\d{4}年?\))?$")
_YEAR_HEADER = re.compile(r"^(20\d\d)年$")


@dataclass(slots=True)
class OverallForm:
    """The form on its way to records."""

    table: LogicalTable
    builder: LineBuilder
    projects: list[Record] = field(default_factory=list)
    indicators: list[Record] = field(default_factory=list)
    claims: list[tuple[FormRow, str, TableCell]] = field(default_factory=list)
    _labels: dict[str, Any] = field(default_factory=lambda: form_labels().overall)
    _section: str = "head"
    _side: str = ""
    _prior_years: list[int] = field(default_factory=list)
    _reader: IndicatorReader | None = None
    _following: FormRow | None = None
    _goal: tuple[str, str] = ("long_term", "")

    def read(self) -> None:
        """Read the form from top to bottom."""
        rows = list(form_rows(self.table))
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            self._following = following
            self._take(row)
        self._close_goal()

    def _take(self, row: FormRow) -> None:
        first = row.first
        if _GOAL_TITLE.match(first):
            self._open_goal(row)
        elif first in self._section_titles:
            self._open_section(row)
        elif self._is_header(row):
            self._take_header(row)
        elif self._section == "head":
            self._take_head(row)
        elif self._section == self._labels["funds_section"]:
            self._take_funds(row)
        elif self._section == self._labels["projects_section"]:
            self._take_project(row)
        elif self._section == "indicators":
            assert self._reader is not None
            self._reader.take(row, self._following)
        else:
            for cell in row.cells:
                self.builder.ledger.fact(cell)

    @property
    def _section_titles(self) -> tuple[str, ...]:
        labels = self._labels
        return (*labels["text_sections"], labels["funds_section"], labels["projects_section"])

    def _open_section(self, row: FormRow) -> None:
        self._section = row.first
        self.builder.ledger.label(row.cells[0])
        rest = FormRow(row.number, row.cells[1:])
        if rest.cells:
            self._take(rest)

    def _is_header(self, row: FormRow) -> bool:
        return all(
            key in self._labels["header_words"]
            or _LONG_TERM_HEADER.match(key)
            or _YEAR_HEADER.match(key)
            or key.startswith("项目主要支出")
            for key in (re.sub(r"\s", "", k) for k in row.keys)
        )

    def _take_header(self, row: FormRow) -> None:
        for cell in row.cells:
            self.builder.ledger.label(cell)
            year = _YEAR_HEADER.match(comparable(cell.text))
            if year and self._section == self._labels["funds_section"]:
                self._prior_years.append(int(year[1]))

    def _take_head(self, row: FormRow) -> None:
        known = pairs(row, frozenset(self._labels["head_labels"]) | form_labels().private)
        taken = set()
        for label, label_cell, value in known:
            self.builder.ledger.label(label_cell)
            taken.add(label_cell)
            if value is None:
                continue
            taken.add(value)
            if label in form_labels().private:
                keep_private(self.builder.ledger, value)
            else:
                self.builder.ledger.fact(value)
        for cell in row.cells:
            if cell not in taken:
                self.builder.ledger.fail(
                    cell, "FORM_LABEL_UNKNOWN", "no known label stands before this value"
                )

    def _take_funds(self, row: FormRow) -> None:
        """A source or use of funds: amount of the year, its share, then amounts of the two years before."""
        cells = list(row.cells)
        if cells and comparable(cells[0].text) in self._labels["fund_sides"]:
            self._side = self._labels["fund_sides"][comparable(cells[0].text)]
            self.builder.ledger.label(cells.pop(0))
        if not cells:
            return
        label = cells.pop(0)
        key = comparable(label.text)
        item = f"{self._side}_total" if key == "合计" else self._labels["fund_items"].get(key)
        if item is None:
            for cell in (label, *cells):
                self.builder.ledger.fail(
                    cell, "FORM_LABEL_UNKNOWN", "not a source or use of funds the catalogue knows"
                )
            return
        self.builder.ledger.label(label)
        form_row = Row(
            number=row.number,
            label=label.text,
            item=item,
            lane=self._side,
            is_total=key == "合计",
            is_leaf=key != "合计",
        )
        years = [self.builder.fiscal_year, *self._prior_years]
        for cell in cells:
            if cell.text.rstrip().endswith(("%", "％")):
                self.builder.ledger.fact(cell)
                self.claims.append((row, item, cell))
            elif years:
                self.builder.add(form_row, cell, "amount", amount_year=years.pop(0))
            else:
                self.builder.ledger.fail(cell, "FORM_LABEL_UNKNOWN", "more amounts than years in the header")

    def _take_project(self, row: FormRow) -> None:
        """A listed project: name, category, whole budget, budget of the year, use."""
        if len(row.cells) < 4:
            for cell in row.cells:
                self.builder.ledger.fail(
                    cell, "FORM_ROW_INCOMPLETE", "a listed project needs name, category and two amounts"
                )
            return
        name, category, whole, annual = row.cells[:4]
        for cell in (name, category, *row.cells[4:]):
            self.builder.ledger.fact(cell)

        def line(cell: TableCell, item: str) -> Record | None:
            listed = Row(number=row.number, label=name.text, item=item, project_name=name.text)
            return self.builder.add(listed, cell, "amount")

        whole_line, annual_line = (
            line(whole, "listed_project_total_budget"),
            line(annual, "listed_project_annual_budget"),
        )
        builder = self.builder
        self.projects.append(
            {
                "project_key": f"{builder.document_id[:12]}-t{builder.table_index:02d}-r{row.number:03d}",
                "document_id": builder.document_id,
                "table_index": builder.table_index,
                "table_type": builder.table_type,
                "project_name": name.text,
                "project_class": "unknown",
                "total_budget_yuan": whole_line["amount_yuan"] if whole_line else None,
                "annual_budget_yuan": annual_line["amount_yuan"] if annual_line else None,
                "money_unit": builder.money_unit,
                "plan": "".join(c.text for c in row.cells[4:]) or None,
                "annual_budget_line_id": annual_line["line_id"] if annual_line else None,
                **spot_fields(name.spot),
            }
        )

    def _open_goal(self, row: FormRow) -> None:
        self._close_goal()
        match = _GOAL_TITLE.match(row.first)
        assert match is not None
        horizon = "long_term" if match[1] == "长期" else "annual"
        self.builder.ledger.label(row.cells[0])
        for cell in row.cells[1:]:
            self.builder.ledger.fact(cell)
        self._goal = (horizon, "".join(c.text for c in row.cells[1:]))
        self._section = "indicators"
        self._reader = IndicatorReader(self.builder.ledger, 1 if horizon == "long_term" else 3)

    def _close_goal(self) -> None:
        if self._reader is None:
            return
        horizon, goal = self._goal
        self.indicators.extend(
            indicator_records(
                self.builder, horizon, self._reader.indicators, project_code=None, project=goal, goal=goal
            )
        )
        self._reader = None
