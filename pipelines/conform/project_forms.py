"""The project application form with performance goals (项目申报表): one project, whole.

Belongs here: the form's grammar: label/value pairs, funds, cost estimate, purchases, goals, indicators.
Does not: indicator rows (`indicators`), the department's overall form (`overall_form`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipelines.conform.catalogue import form_labels
from pipelines.conform.codes import PROJECT_CODE, project_class
from pipelines.conform.form_rows import FormRow, form_rows, keep_private, pairs, ticked
from pipelines.conform.indicators import Indicator, IndicatorReader, agree_on_levels
from pipelines.conform.lines import LineBuilder, Record, Row
from pipelines.extract.document import spot_fields
from pipelines.extract.model import LogicalTable, TableCell
from pipelines.extract.text.cjk import comparable

_GOAL_SECTIONS = ("long_term", "annual")
_GOAL = re.compile(r"^(长期|年度)绩效目标\d*$")


@dataclass(slots=True)
class ProjectForm:
    """One form on its way to records."""

    table: LogicalTable
    builder: LineBuilder
    head: dict[str, TableCell] = field(default_factory=dict)
    goals: dict[str, str] = field(default_factory=dict)
    lines: dict[str, Record] = field(default_factory=dict)
    items: list[Record] = field(default_factory=list)
    indicators: dict[str, list[Indicator]] = field(default_factory=dict)
    _labels: dict[str, Any] = field(default_factory=lambda: form_labels().project)
    _section: str = "head"
    _fields: dict[int, str] = field(default_factory=dict)
    _reader: IndicatorReader | None = None
    _following: FormRow | None = None

    def read(self) -> None:
        """Read the form from top to bottom; a section title switches the grammar."""
        rows = list(form_rows(self.table))
        self._read_name_first(rows)
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            self._following = following
            self._take(row)
        agree_on_levels(self.indicators, spans_known=any(c.row_span > 1 for c in self.table.cells))
        for line in self.builder.records:
            line["project_code"], line["project_name"] = self.project_code, self.project_name

    @property
    def project_name(self) -> str:
        return self._text("项目名称") or ""

    @property
    def project_code(self) -> str | None:
        """The code, split parts joined; None when it does not have the 21-character form."""
        joined = re.sub(r"\s+", "", self._text("项目编码") or "")
        return joined if PROJECT_CODE.fullmatch(joined) else None

    def project_record(self) -> Record:
        """The project as one record."""
        builder, code = self.builder, self.project_code
        kind = ticked(self._text("项目属性") or "")
        annual = self.lines.get("project_annual_budget")
        anchor = self.head.get("项目名称")

        def yuan(item: str) -> object:
            line = self.lines.get(item)
            return line["amount_yuan"] if line else None

        return {
            "project_key": f"{builder.document_id[:12]}-t{builder.table_index:02d}",
            "document_id": builder.document_id,
            "table_index": builder.table_index,
            "table_type": builder.table_type,
            "project_code": code,
            "project_name": self.project_name,
            "project_class": project_class(code or ""),
            "code_year": 2000 + int(code[6:8]) if code else None,
            "is_continuing": None if kind is None else "持续" in kind,
            "department_name": self._text("项目主管部门"),
            "executing_unit": self._text("项目执行单位"),
            "start_year": _year(self._text("起始年度")),
            "end_year": _year(self._text("终止年度")),
            "reported_on": _reported_on(self.table.preamble),
            "basis": self._text("项目立项依据"),
            "plan": self._text("项目实施方案"),
            "change_explanation": self._text("项目前两年预算及当年预算变动情况"),
            "total_budget_yuan": yuan("project_total_budget"),
            "annual_budget_yuan": yuan("project_annual_budget"),
            "general_budget_yuan": yuan("source_general_budget"),
            "unit_funds_yuan": yuan("source_unit_funds"),
            "money_unit": builder.money_unit,
            "long_term_goal": self.goals.get("长期"),
            "annual_goal": self.goals.get("年度"),
            "annual_budget_line_id": annual["line_id"] if annual else None,
            **spot_fields(anchor.spot if anchor else None),
        }

    @property
    def _head_labels(self) -> frozenset[str]:
        return (
            frozenset((*self._labels["head_labels"], *self._labels["money_labels"])) | form_labels().private
        )

    @property
    def _header_words(self) -> frozenset[str]:
        labels = self._labels
        return frozenset(
            (*labels["header_words"], "来源项目", *labels["cost_fields"], *labels["purchase_fields"])
        )

    def _text(self, label: str) -> str | None:
        cell = self.head.get(label)
        return cell.text if cell else None

    def _read_name_first(self, rows: list[FormRow]) -> None:
        """Name and code are wanted in every record, also of rows read before them."""
        for row in rows:
            for label, _, value in pairs(row, self._head_labels):
                if label in ("项目名称", "项目编码") and value is not None:
                    self.head.setdefault(label, value)

    def _take(self, row: FormRow) -> None:
        if row.first in self._labels["sections"]:
            self._open_section(row)
            return
        if all(key in self._header_words for key in row.keys):
            self._take_header(row)
            return
        {
            "head": self._take_head,
            "funds": self._take_fund,
            "costs": self._take_item,
            "purchases": self._take_item,
            "goals": self._take_goal,
            "long_term": self._take_indicator,
            "annual": self._take_indicator,
        }[self._section](row)

    def _open_section(self, row: FormRow) -> None:
        self._section = self._labels["sections"][row.first]
        self.builder.ledger.label(row.cells[0])
        self._fields = {}
        if self._section in _GOAL_SECTIONS:
            self._reader = IndicatorReader(self.builder.ledger, 1 if self._section == "long_term" else 3)
            self.indicators[self._section] = self._reader.indicators
        rest = FormRow(row.number, row.cells[1:])
        if rest.cells:
            self._take(rest)

    def _take_header(self, row: FormRow) -> None:
        names = self._labels["cost_fields" if self._section == "costs" else "purchase_fields"]
        for cell in row.cells:
            self.builder.ledger.label(cell)
            if comparable(cell.text) in names:
                self._fields[cell.column] = names[comparable(cell.text)]

    def _take_head(self, row: FormRow) -> None:
        taken = set()
        for label, label_cell, value in pairs(row, self._head_labels):
            self.builder.ledger.label(label_cell)
            taken.add(label_cell)
            if value is None:
                continue
            taken.add(value)
            if label in form_labels().private:
                keep_private(self.builder.ledger, value)
            elif label in self._labels["money_labels"]:
                self._add_line(row, label, value, self._labels["money_labels"][label])
            else:
                self.builder.ledger.fact(value)
                self.head.setdefault(label, value)
        self._fail_rest(row, taken, "FORM_LABEL_UNKNOWN", "no known label stands before this value")

    def _take_fund(self, row: FormRow) -> None:
        label = row.cells[0]
        item = self._labels["fund_items"].get(comparable(label.text))
        if item is None:
            self._fail_rest(row, set(), "FORM_LABEL_UNKNOWN", "not a source of funds the catalogue knows")
            return
        self.builder.ledger.label(label)
        if len(row.cells) > 1:
            self._add_line(row, label.text, row.cells[-1], item)
        self._fail_rest(
            row, {label, row.cells[-1]}, "FORM_LABEL_UNKNOWN", "unexpected cell beside a source of funds"
        )

    def _take_item(self, row: FormRow) -> None:
        """A cost or purchase: each cell belongs to the header cell at or left of it."""
        values: dict[str, TableCell] = {}
        for cell in row.cells:
            heads = [column for column in self._fields if column <= cell.column]
            if not heads:
                self.builder.ledger.fail(cell, "FORM_LABEL_UNKNOWN", "a detail row without a header above it")
                continue
            values[self._fields[max(heads)]] = cell
        kind = "cost" if self._section == "costs" else "procurement"
        name = values.get("item_name")
        amount = values.get("amount")
        line = None
        for key, cell in values.items():
            if key != "amount":
                self.builder.ledger.fact(cell)
        if amount is not None:
            line = self._add_line(row, name.text if name else "", amount, f"{kind}_item", keep=False)
        builder = self.builder
        self.items.append(
            {
                "item_key": f"{builder.document_id[:12]}-t{builder.table_index:02d}-r{row.number:03d}",
                "document_id": builder.document_id,
                "table_index": builder.table_index,
                "project_code": self.project_code,
                "project_name": self.project_name,
                "item_kind": kind,
                "item_name": name.text if name else "",
                **{
                    k: values[k].text if k in values else None
                    for k in ("description", "economic_text", "quantity_text", "basis")
                },
                "amount_yuan": line["amount_yuan"] if line else None,
                "line_id": line["line_id"] if line else None,
                **spot_fields((amount or name or row.cells[0]).spot),
            }
        )

    def _take_goal(self, row: FormRow) -> None:
        match = _GOAL.match(row.first)
        if not match:
            self._fail_rest(row, set(), "FORM_LABEL_UNKNOWN", "neither a long-term nor an annual goal")
            return
        self.builder.ledger.label(row.cells[0])
        for cell in row.cells[1:]:
            self.builder.ledger.fact(cell)
        text = "".join(c.text for c in row.cells[1:])
        self.goals[match[1]] = self.goals.get(match[1], "") + text

    def _take_indicator(self, row: FormRow) -> None:
        assert self._reader is not None
        self._reader.take(row, self._following)

    def _add_line(
        self, row: FormRow, label: str, cell: TableCell, item: str, *, keep: bool = True
    ) -> Record | None:
        line = self.builder.add(
            Row(number=row.number, label=label, item=item, is_leaf=item.endswith("_item")), cell, "amount"
        )
        if line and keep:
            self.lines[item] = line
        return line

    def _fail_rest(self, row: FormRow, taken: set[TableCell], code: str, detail: str) -> None:
        for cell in row.cells:
            if cell not in taken:
                self.builder.ledger.fail(cell, code, detail)


def _year(text: str | None) -> int | None:
    match = re.search(r"(20\d\d)", text or "")
    return int(match[1]) if match else None


def _reported_on(preamble: tuple[str, ...]) -> str | None:
    for line in preamble:
        match = re.search(r"日期[:：]\s*(.+)", line)
        if match:
            return re.sub(r"\s+", "", match[1])
    return None
