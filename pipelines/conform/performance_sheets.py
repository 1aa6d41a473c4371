"""Performance sheets of any layout: labels beside values, amounts, and rows of indicators below their header.

Belongs here: reading one sheet (of a project, of many, or of the whole department) into records.
Does not: the application forms whose grammar is known (`project_forms`, `overall_form`).

Nothing is found by its place: fields by their labels, indicator columns by the words that head them,
levels by the dictionary of level names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipelines.conform.catalogue import form_labels
from pipelines.conform.codes import PROJECT_CODE, project_class
from pipelines.conform.columns import Column, labels_of
from pipelines.conform.lines import LineBuilder, Record, Row
from pipelines.conform.money import read_amount
from pipelines.conform.sheet_indicators import LONGEST_LABEL, IndicatorRows, account, label_key
from pipelines.conform.sheet_rows import Roles, SheetRow, indicator_header, roles_by_content, sheet_rows
from pipelines.extract.document import spot_fields
from pipelines.extract.model import LogicalTable, TableCell
from pipelines.extract.text.cjk import comparable

_PROJECT_ROLES = ("project_code", "project_name", "name")
# Section headings of the application forms whose grammar is known: they are read by it.
_SECTIONS_OF_KNOWN_FORMS = frozenset({"项目资金来源", "长期绩效目标表", "年度绩效目标表", "部门总体资金情况"})


@dataclass(slots=True)
class Project:
    """One project while its rows come in."""

    row: int
    anchor: TableCell | None = None
    name: str = ""
    code: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, Record] = field(default_factory=dict)


@dataclass(slots=True)
class PerformanceSheet:
    """A sheet on its way to records."""

    table: LogicalTable
    columns: list[Column]
    builder: LineBuilder
    projects: list[Project] = field(default_factory=list)
    indicators: IndicatorRows = field(init=False)
    _roles: Roles | None = None
    _awaited: str = ""
    _labels_above: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.indicators = IndicatorRows(self.builder)

    def read(self) -> None:
        """Read all rows; every cell ends in the ledger."""
        listed = self._header_lists_projects()
        rows = sheet_rows(self.table, with_header=not listed)
        if not listed and not any(indicator_header(row) for row in rows):
            self._roles = roles_by_content(rows)
        for row in rows:
            if not row.filled:
                continue
            header = indicator_header(row)
            if header:
                self._roles = header
                self._label_all(row.filled)
            elif listed:
                self._read_listed(row)
            elif not (self._roles and self.indicators.read(row, self._roles.of(row), self._owner())):
                self._read_fields(row)
            elif self._roles:
                self._take_project_beside(row, self._roles)

    def records(self) -> list[Record]:
        """The projects found, one record each."""
        return [self._project_record(p) for p in self.projects if p.name or p.lines]

    # -- tables with a header: one project after another, indicators beside them

    def _header_lists_projects(self) -> bool:
        roles = {c.role for c in self.columns}
        named = roles & {"project_name", "name", "unit_name"}
        return bool(named and (roles & {"level3", "goal"}))

    def _read_listed(self, row: SheetRow) -> None:
        own = {c.column: c for c in row.anchors if c.text}
        name = next((own[c.index] for c in self.columns if c.role in _PROJECT_ROLES and c.index in own), None)
        if name is not None:
            self._begin_or_continue(row, name)
        elif not self.projects:
            self.projects.append(Project(row.number))
        project = self.projects[-1]
        for column in self.columns:
            cell = own.get(column.index)
            if cell is None or cell is name:
                continue
            if column.measure:
                self._amount(row, cell, _item_of_path(column.path), column.path)
            elif column.role == "goal":
                project.fields["goal"] = project.fields.get("goal", "") + cell.text
                self._fact(cell)
            elif column.role in ("unit_name", "unit_code"):
                key = "executing_unit" if column.role == "unit_name" else "unit_code"
                project.fields.setdefault(key, cell.text)
                self._label(cell)
        by_role: dict[str, TableCell] = {}
        for column in self.columns:
            covered = row.covering.get(column.index)
            if column.role and covered is not None:
                by_role.setdefault(column.role, covered)
        if not self.indicators.read(row, by_role, self._owner()):
            for cell in row.filled:
                account(self.builder.ledger, cell)

    def _begin_or_continue(self, row: SheetRow, name: TableCell) -> None:
        """A new project, or the rest of a name (or code) that a page break cut."""
        self._fact(name)
        code, rest = _code_and_name(name.text)
        previous = self.projects[-1] if self.projects else None
        cut = (
            previous is not None
            and previous.anchor is not None
            and previous.anchor.spot.page < name.spot.page
        )
        if previous is not None and cut and previous.code and not code:
            previous.name += name.text
            return
        self.projects.append(Project(row.number, name, rest, code))
        self.indicators.begin_project()

    def _take_project_beside(self, row: SheetRow, roles: Roles) -> None:
        """A project code to the left of indicators without a header begins a project."""
        first = min(roles.by_column, default=0)
        for cell in row.filled:
            code, rest = _code_and_name(cell.text)
            if cell.column < first and code and (not self.projects or self.projects[-1].code != code):
                self.projects.append(Project(row.number, cell, rest, code))
                self.indicators.begin_project()

    # -- forms: labels beside values

    def _read_fields(self, row: SheetRow) -> None:
        labels = form_labels().sheet
        cells = row.filled
        position = 0
        while position < len(cells):
            cell = cells[position]
            following = cells[position + 1] if position + 1 < len(cells) else None
            key = label_key(cell.text)
            name = next((n for n, p in labels.fields if key and p.fullmatch(key)), "")
            item = next((n for n, p in labels.amounts if key and p.fullmatch(key)), "")
            if name:
                self._label(cell)
                if following is not None and not _is_label(following.text):
                    self._field(row, name, following)
                    position += 1
                else:
                    self._awaited = name
            elif item and following is not None and _is_amount(following.text):
                self._label(cell)
                while following is not None and _is_amount(following.text):
                    self._amount(row, following, item, cell.text)
                    position += 1
                    following = cells[position + 1] if position + 1 < len(cells) else None
            elif _is_amount(cell.text):
                above = self._labels_above.get(cell.column, [])
                item = next((n for a in above for n, p in labels.amounts if p.fullmatch(a)), "")
                self._amount(row, cell, item, "/".join(above) or "amount")
            elif self._awaited and not _is_label(cell.text):
                self._field(row, self._awaited, cell)
            else:
                self._label(cell)
            if not _is_amount(cell.text):
                self._remember(cell, key)
            position += 1

    def _remember(self, cell: TableCell, key: str) -> None:
        for column in range(cell.column, cell.column + max(cell.column_span, 1)):
            self._labels_above.setdefault(column, []).append(key or comparable(cell.text)[:LONGEST_LABEL])

    def _field(self, row: SheetRow, name: str, cell: TableCell) -> None:
        self._awaited = ""
        self._fact(cell)
        if name == "project_name":
            code, rest = _code_and_name(cell.text)
            if self.projects and not self.projects[-1].name:
                self.projects[-1].name, self.projects[-1].code = rest, code
                self.projects[-1].anchor = cell
            else:
                self.projects.append(Project(row.number, cell, rest, code))
            self._roles = None
            self.indicators.begin_project()
            return
        self._current(row).fields.setdefault(name, cell.text)

    def _current(self, row: SheetRow) -> Project:
        if not self.projects:
            self.projects.append(Project(row.number))
        return self.projects[-1]

    def _amount(self, row: SheetRow, cell: TableCell, item: str, label: str) -> None:
        project = self._current(row)
        if not row.is_header and not self.builder.ledger.is_open(cell):
            return
        stated = Row(number=row.number, label=label, item=item)
        stated.project_code, stated.project_name = project.code, project.name or None
        line = self.builder.add(stated, cell, "amount")
        if line is not None and item:
            project.lines.setdefault(item, line)

    # -- accounts and records

    def _fact(self, cell: TableCell) -> None:
        if self.builder.ledger.is_open(cell):
            self.builder.ledger.fact(cell)

    def _label(self, cell: TableCell) -> None:
        if self.builder.ledger.is_open(cell):
            self.builder.ledger.label(cell)

    def _label_all(self, cells: list[TableCell]) -> None:
        for cell in cells:
            self._label(cell)

    def _owner(self) -> dict[str, Any]:
        """What the indicators of a row belong to."""
        project = self.projects[-1] if self.projects else None
        fields = project.fields if project else {}
        return {
            "code": project.code if project else None,
            "name": (project.name if project else "") or fields.get("department_name", ""),
            "goal": fields.get("goal", ""),
        }

    def _project_record(self, project: Project) -> Record:
        builder, fields, lines = self.builder, project.fields, project.lines
        annual = lines.get("project_annual_budget")
        fiscal = lines.get("source_fiscal_appropriation")
        other = lines.get("source_other")
        code = project.code
        spot = project.anchor.spot if project.anchor else None
        return {
            "project_key": f"{builder.document_id[:12]}-t{builder.table_index:02d}-p{project.row:03d}",
            "document_id": builder.document_id,
            "table_index": builder.table_index,
            "table_type": builder.table_type,
            "project_code": code,
            "project_name": project.name or self.table.title,
            "project_class": project_class(code or ""),
            "code_year": 2000 + int(code[6:8]) if code else None,
            "department_name": fields.get("department_name"),
            "executing_unit": fields.get("executing_unit"),
            "reported_on": fields.get("reported_on"),
            "plan": fields.get("plan"),
            "annual_budget_yuan": annual["amount_yuan"] if annual else None,
            "general_budget_yuan": fiscal["amount_yuan"] if fiscal else None,
            "unit_funds_yuan": other["amount_yuan"] if other else None,
            "money_unit": builder.money_unit,
            "annual_goal": fields.get("goal"),
            "annual_budget_line_id": annual["line_id"] if annual else None,
            **spot_fields(spot),
        }


def is_sheet(table: LogicalTable, columns: list[Column]) -> bool:
    """Whether a performance table is a sheet: a row that heads indicators, or projects listed with goals."""
    if any(comparable(c.text) in _SECTIONS_OF_KNOWN_FORMS for c in table.cells):
        return False
    roles = {c.role for c in columns}
    if "level3" in roles or ("goal" in roles and roles & {"project_name", "name"}):
        return True
    rows = sheet_rows(table, with_header=True)
    return any(indicator_header(row) for row in rows) or roles_by_content(rows) is not None


def _item_of_path(path: str) -> str:
    keys = [label.key for part in path.split("/") for label in labels_of((part,))]
    for key in reversed(keys):
        for name, pattern in form_labels().sheet.amounts:
            if pattern.fullmatch(key):
                return name
    return "project_annual_budget" if keys and keys[-1] in ("预算", "预算数", "金额") else ""


def _code_and_name(text: str) -> tuple[str | None, str]:
    joined = re.sub(r"\s+", "", text)
    match = PROJECT_CODE.match(joined)
    if not match:
        return None, text.strip()
    return match[0], joined[match.end() :].lstrip("-—_ ")


def _is_label(text: str) -> bool:
    labels, key = form_labels().sheet, label_key(text)
    if not key:
        return False
    known = any(p.fullmatch(key) for _, p in (*labels.fields, *labels.amounts))
    return known or bool(labels.headings.fullmatch(key))


def _is_amount(text: str) -> bool:
    return read_amount(text).state in ("number", "zero", "dash")
