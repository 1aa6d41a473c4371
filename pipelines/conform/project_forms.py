"""The project application form with performance goals (项目申报表): one project, whole.

Belongs here: the form's grammar: label/value pairs, funds, cost estimate, purchases, goals, indicators.
Does not: indicator rows (`indicators`), the department's overall form (`overall_form`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.conform.codes import PROJECT_CLASSES, PROJECT_CODE
from pipelines.conform.form_rows import PRIVATE_LABELS, FormRow, form_rows, keep_private, pairs, ticked
from pipelines.conform.indicators import Indicator, IndicatorReader, agree_on_levels
from pipelines.conform.lines import LineBuilder, Record, Row
from pipelines.extract.cjk import comparable
from pipelines.extract.document import spot_fields
from pipelines.extract.model import LogicalTable, TableCell

HEAD_LABELS = frozenset(
    {
        "项目名称",
        "项目编码",
        "项目主管部门",
        "项目执行单位",
        "单位地址",
        "邮政编码",
        "项目属性",
        "支出项目类别",
        "起始年度",
        "终止年度",
        "项目立项依据",
        "项目实施方案",
        "项目总预算",
        "项目当年预算",
        "项目前两年预算及当年预算变动情况",
        *PRIVATE_LABELS,
    }
)
_MONEY_HEAD = {"项目总预算": "project_total_budget", "项目当年预算": "project_annual_budget"}
FUND_ITEMS = {
    "合计": "source_total",
    "一般公共预算财政拨款": "source_general_budget",
    "其中:申请当年预算拨款": "source_general_budget_current",
    "政府性基金预算财政拨款": "source_gov_fund",
    "国有资本经营预算财政拨款": "source_state_capital",
    "财政专户管理资金": "source_special_account",
    "单位资金": "source_unit_funds",
    "其中:使用上年度财政拨款结转": "source_carryover",
}
_SECTIONS = {
    "项目资金来源": "funds",
    "项目支出明细测算": "costs",
    "项目采购": "purchases",
    "项目绩效总目标": "goals",
    "长期绩效目标表": "long_term",
    "年度绩效目标表": "annual",
}
_HEADER_WORDS = frozenset(
    [
        "来源项目",
        "金额",
        "数量",
        "项目活动",
        "活动内容表述",
        "支出经济分类",
        "测算依据及说明",
        "备注",
        "品名",
        "名称",
        "目标说明",
        "目标名称",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "指标值确定依据",
        "前年",
        "上年",
        "预计当年实现",
    ]
)
_COST_FIELDS = {
    "项目活动": "item_name",
    "活动内容表述": "description",
    "支出经济分类": "economic_text",
    "金额": "amount",
    "测算依据及说明": "basis",
    "备注": "remark",
}
_PURCHASE_FIELDS = {"品名": "item_name", "数量": "quantity_text", "金额": "amount"}
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
    _section: str = "head"
    _fields: dict[int, str] = field(default_factory=dict)
    _reader: IndicatorReader | None = None
    _fund_pending: FormRow | None = None

    def read(self) -> None:
        """Read the form from top to bottom; a section title switches the grammar."""
        rows = list(form_rows(self.table))
        self._read_name_first(rows)
        for row in rows:
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
            "project_class": PROJECT_CLASSES.get(code[11], "unknown") if code else "unknown",
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

    def _text(self, label: str) -> str | None:
        cell = self.head.get(label)
        return cell.text if cell else None

    def _read_name_first(self, rows: list[FormRow]) -> None:
        """Name and code are wanted in every record, also of rows read before them."""
        for row in rows:
            for label, _, value in pairs(row, HEAD_LABELS):
                if label in ("项目名称", "项目编码") and value is not None:
                    self.head.setdefault(label, value)

    def _take(self, row: FormRow) -> None:
        if row.first in _SECTIONS:
            self._open_section(row)
            return
        if all(key in _HEADER_WORDS for key in row.keys):
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
        self._section = _SECTIONS[row.first]
        self.builder.ledger.label(row.cells[0])
        self._fields = {}
        if self._section in ("long_term", "annual"):
            self._reader = IndicatorReader(self.builder.ledger, 1 if self._section == "long_term" else 3)
            self.indicators[self._section] = self._reader.indicators
        rest = FormRow(row.number, row.cells[1:])
        if rest.cells:
            self._take(rest)

    def _take_header(self, row: FormRow) -> None:
        names = _COST_FIELDS if self._section == "costs" else _PURCHASE_FIELDS
        for cell in row.cells:
            self.builder.ledger.label(cell)
            if comparable(cell.text) in names:
                self._fields[cell.column] = names[comparable(cell.text)]

    def _take_head(self, row: FormRow) -> None:
        taken = set()
        for label, label_cell, value in pairs(row, HEAD_LABELS):
            self.builder.ledger.label(label_cell)
            taken.add(label_cell)
            if value is None:
                continue
            taken.add(value)
            if label in PRIVATE_LABELS:
                keep_private(self.builder.ledger, value)
            elif label in _MONEY_HEAD:
                self._add_line(row, label, value, _MONEY_HEAD[label])
            else:
                self.builder.ledger.fact(value)
                self.head.setdefault(label, value)
        self._fail_rest(row, taken, "FORM_LABEL_UNKNOWN", "no known label stands before this value")

    def _take_fund(self, row: FormRow) -> None:
        label = row.cells[0]
        item = FUND_ITEMS.get(comparable(label.text))
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
        self._reader.take(row)

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


def indicator_records(
    builder: LineBuilder,
    horizon: str,
    indicators: list[Indicator],
    *,
    project_code: str | None,
    project: str,
    goal: str,
) -> list[Record]:
    """Indicators of one horizon as records; annual rows print two years ago, last year, this year."""
    records = []
    table_key = f"{builder.document_id[:12]}-t{builder.table_index:02d}"
    for indicator in indicators:
        values = [cell.text for cell in indicator.values]
        annual = len(values) == 3
        records.append(
            {
                "indicator_key": f"{table_key}-r{indicator.row.number:03d}",
                "document_id": builder.document_id,
                "table_index": builder.table_index,
                "table_type": builder.table_type,
                "project_code": project_code,
                "project_name": project,
                "horizon": horizon,
                "goal": goal,
                "level1": indicator.level1,
                "level2": indicator.level2,
                "indicator_name": indicator.name.text,
                "target_text": values[-1],
                "prior_year_text": values[1] if annual else None,
                "two_years_ago_text": values[0] if annual else None,
                "basis": indicator.basis.text,
                "quality": indicator.quality,
                **spot_fields(indicator.name.spot),
            }
        )
    return records


def _year(text: str | None) -> int | None:
    match = re.search(r"(20\d\d)", text or "")
    return int(match[1]) if match else None


def _reported_on(preamble: tuple[str, ...]) -> str | None:
    for line in preamble:
        match = re.search(r"日期[:：]\s*(.+)", line)
        if match:
            return re.sub(r"\s+", "", match[1])
    return None
