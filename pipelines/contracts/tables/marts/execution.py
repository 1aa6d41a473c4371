"""Budget against final accounts, and what changed between two versions of one disclosure.

Belongs here: marts that set two sets of figures against each other. Does not: years (see `series`).
"""

from __future__ import annotations

from pipelines.contracts.common import KINDS, REPORT_LEVELS, TABLE_TYPE
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables.marts.fields import (
    DISCLOSURE,
    DIVISION,
    IS_COUNTED,
    TABLE_TYPE_ZH,
    UNIT_ID,
    UNIT_NAME,
    money,
    percent,
)

T = Type
YEAR = Field("fiscal_year", T.INTEGER, "财政年度", "Year.", required=True)
LEVEL = Field("report_level", T.TEXT, "报表层级", "department or unit.", required=True, values=REPORT_LEVELS)
BUDGET_BASIS = Field(
    "budget_basis",
    T.TEXT,
    "预算数来源",
    "budget_disclosure (the unit's own budget of that year) or stated_in_final (a column of the final accounts).",
    values=("budget_disclosure", "stated_in_final"),
)

MART_BUDGET_EXECUTION = Table(
    name="mart_budget_execution",
    layer="marts",
    zh="预算执行",
    grain="One row per unit × report level × fiscal year × functional item (一般公共预算) with final accounts.",
    key=("unit_id", "report_level", "fiscal_year", "code"),
    fields=(
        UNIT_ID,
        UNIT_NAME,
        *DIVISION,
        LEVEL,
        YEAR,
        IS_COUNTED,
        Field("code", T.TEXT, "科目编码", "Functional code; `total` for the grand total.", required=True),
        Field("name", T.TEXT, "科目名称", "Name as printed.", required=True),
        Field("level", T.INTEGER, "层级", "0 total, 1 class, 2 section, 3 item.", required=True, minimum=0),
        Field("is_leaf", T.BOOLEAN, "末级", "Leaves may be added up.", required=True),
        money("budget_yuan", "预算数（元）", "Budget of the item; null when none is published."),
        BUDGET_BASIS,
        Field("budget_disclosure_id", T.TEXT, "预算公开编号", "Disclosure of the budget figure."),
        money("final_yuan", "决算数（元）", "Final account of the item; null when nothing was spent on it."),
        Field(
            "final_disclosure_id", T.TEXT, "决算公开编号", "Disclosure of the final accounts.", required=True
        ),
        money("difference_yuan", "差额（元）", "Final minus budget; a missing side counts as nothing."),
        percent("execution_percent", "执行率（%）", "Final / budget."),
        Field(
            "state",
            T.TEXT,
            "状态",
            "within (70–130 %), over (> 130 %), under (< 70 %), unbudgeted (spent, not in the budget), unspent "
            "(budgeted, nothing spent), no_budget (no budget figure published at all: cannot be told).",
            required=True,
            values=("within", "over", "under", "unbudgeted", "unspent", "no_budget"),
        ),
    ),
)

MART_THREE_PUBLIC_EXECUTION = Table(
    name="mart_three_public_execution",
    layer="marts",
    zh="“三公”经费预决算对比",
    grain="One row per unit × report level × fiscal year × measure with a final account.",
    key=("unit_id", "report_level", "fiscal_year", "measure"),
    fields=(
        UNIT_ID,
        UNIT_NAME,
        *DIVISION,
        LEVEL,
        YEAR,
        IS_COUNTED,
        Field("measure", T.TEXT, "指标", "Kind of expense.", required=True),
        Field("measure_zh", T.TEXT, "指标名称", "Chinese label.", required=True),
        money("budget_yuan", "预算数（元）", "Budget."),
        BUDGET_BASIS,
        money("final_yuan", "决算数（元）", "Final account."),
        percent("execution_percent", "执行率（%）", "Final / budget."),
        Field(
            "final_disclosure_id", T.TEXT, "决算公开编号", "Disclosure of the final accounts.", required=True
        ),
    ),
)

MART_REVISION_CHANGE = Table(
    name="mart_revision_change",
    layer="marts",
    zh="修订明细",
    grain="One row per figure that a later publication of the same disclosure added, removed or changed.",
    key=("change_id",),
    fields=(
        Field("change_id", T.TEXT, "变动编号", "Stable id.", required=True),
        *DISCLOSURE,
        Field("from_document_id", T.TEXT, "原文件", "Earlier publication.", required=True),
        Field("to_document_id", T.TEXT, "新文件", "Later publication.", required=True),
        TABLE_TYPE,
        TABLE_TYPE_ZH,
        Field("table_ordinal", T.INTEGER, "同类表序", "Which table of that type, from 1.", required=True),
        Field("row_label", T.TEXT, "行名", "Row as printed.", required=True),
        Field("code", T.TEXT, "编码", "Code as printed."),
        Field("measure", T.TEXT, "指标", "Measure of the column.", required=True),
        Field(
            "change_kind",
            T.TEXT,
            "变动种类",
            "What happened to the figure.",
            required=True,
            values=("added", "removed", "changed"),
        ),
        money("from_yuan", "原金额（元）", "Amount before."),
        money("to_yuan", "新金额（元）", "Amount after."),
        money("difference_yuan", "差额（元）", "After minus before; a missing side counts as nothing."),
        Field("from_line_id", T.TEXT, "原行编号", "Line before."),
        Field("to_line_id", T.TEXT, "新行编号", "Line after."),
        Field("from_text", T.TEXT, "原文", "As printed before."),
        Field("to_text", T.TEXT, "新文", "As printed after."),
    ),
)

MART_REVISION = Table(
    name="mart_revision",
    layer="marts",
    zh="修订",
    grain="One row per disclosure × table type × pair of publications that follow one another.",
    key=("disclosure_id", "table_type", "from_document_id", "to_document_id"),
    fields=(
        *DISCLOSURE,
        TABLE_TYPE,
        TABLE_TYPE_ZH,
        Field("from_document_id", T.TEXT, "原文件", "Earlier publication.", required=True),
        Field("to_document_id", T.TEXT, "新文件", "Later publication.", required=True),
        Field("same_count", T.INTEGER, "不变", "Figures that are the same in both.", required=True),
        Field("changed_count", T.INTEGER, "变更", "Figures with another amount.", required=True),
        Field("added_count", T.INTEGER, "新增", "Figures only the later has.", required=True),
        Field("removed_count", T.INTEGER, "删除", "Figures only the earlier has.", required=True),
        money("moved_yuan", "变动金额（元）", "Sum of absolute differences of changed figures."),
    ),
)

MART_DEPARTMENT_UNITS = Table(
    name="mart_department_units",
    layer="marts",
    zh="部门与所属单位",
    grain="One row per department × fiscal year × kind × measure that both it and some of its units publish.",
    key=("department_unit_id", "fiscal_year", "kind", "series_measure"),
    fields=(
        Field("department_unit_id", T.TEXT, "部门编号", "Department.", required=True),
        Field("department_name", T.TEXT, "部门", "Its name.", required=True),
        YEAR,
        Field("kind", T.TEXT, "类别", "budget or final.", required=True, values=KINDS),
        Field("series_measure", T.TEXT, "指标", "Measure.", required=True),
        Field("series_measure_zh", T.TEXT, "指标名称", "Chinese label.", required=True),
        money("department_yuan", "部门数（元）", "What the department publishes for itself and its units."),
        Field("unit_count", T.INTEGER, "单位数", "Units of it with a published figure.", required=True),
        money("units_yuan", "单位合计（元）", "Sum of those units."),
        money("difference_yuan", "差额（元）", "Department minus units: what the missing units would hold."),
        Field(
            "state",
            T.TEXT,
            "结论",
            "equal; units_missing (the department is larger: units without a disclosure); exceeds (units sum to "
            "more than their department).",
            required=True,
            values=("equal", "units_missing", "exceeds"),
        ),
    ),
)

TABLES = (
    MART_BUDGET_EXECUTION,
    MART_THREE_PUBLIC_EXECUTION,
    MART_REVISION,
    MART_REVISION_CHANGE,
    MART_DEPARTMENT_UNITS,
)
