"""The printed figures of tables."""

from __future__ import annotations

from pipelines.contracts.common import (
    AMOUNT_STATES,
    CODE_SCHEMES,
    DOCUMENT_ID,
    MONEY_UNITS,
    QUALITIES,
    SPOT,
    TABLE_INDEX,
    TABLE_TYPE,
)
from pipelines.contracts.model import Field, Table, Type

T = Type
LINE_ID = r"[0-9a-f]{12}-t\d{2,}-r\d{3,}-c\d{2,}"

LINES = Table(
    name="lines",
    layer="conform",
    zh="数字行",
    grain="One row per printed figure: document × table × row × measure.",
    key=("line_id",),
    fields=(
        Field(
            "line_id",
            T.TEXT,
            "行编号",
            "First 12 digits of the document's SHA-256, table, row and column.",
            required=True,
            pattern=LINE_ID,
        ),
        DOCUMENT_ID,
        TABLE_INDEX,
        TABLE_TYPE,
        Field("row_number", T.INTEGER, "行号", "Body row, from 1.", required=True, minimum=1),
        Field("column_number", T.INTEGER, "列号", "Printed column, from 1.", required=True, minimum=1),
        Field(
            "row_label",
            T.TEXT,
            "行名称",
            "Label as printed, spaces between Chinese characters removed; empty when none is printed.",
            required=True,
        ),
        Field("code", T.TEXT, "代码", "Code of the row: printed, or known by name and year."),
        Field(
            "code_scheme", T.TEXT, "代码体系", "List the code belongs to.", required=True, values=CODE_SCHEMES
        ),
        Field(
            "level",
            T.INTEGER,
            "层级",
            "Depth in the table's own hierarchy, 0 for its grand total.",
            required=True,
            minimum=0,
        ),
        Field("parent_row_number", T.INTEGER, "上级行号", "Row this row is part of.", minimum=1),
        Field(
            "is_total",
            T.BOOLEAN,
            "合计行",
            "A sum of other rows that is not itself a classified item (合计, 本年收入合计, unit totals, leaked office rows).",
            required=True,
        ),
        Field(
            "is_leaf",
            T.BOOLEAN,
            "末级行",
            "No other row of the table is part of it: leaves may be added up.",
            required=True,
        ),
        Field(
            "lane",
            T.TEXT,
            "栏",
            "Pane of a side-by-side table; empty elsewhere.",
            required=True,
            values=("", "income", "expenditure"),
        ),
        Field(
            "item",
            T.TEXT,
            "项目键",
            "Key of a summary row or form field in the vocabulary (e.g. `total_income`); empty where code identifies the row.",
            required=True,
        ),
        Field("measure", T.TEXT, "指标", "What the column measures; see the vocabulary.", required=True),
        Field(
            "amount_yuan",
            T.MONEY,
            "金额（元）",
            "Exact amount in yuan; null when a dash is printed.",
            unit="yuan",
        ),
        Field("amount_text", T.TEXT, "原文", "Figure as printed.", required=True),
        Field(
            "amount_state",
            T.TEXT,
            "数值状态",
            "number, zero (0 or 0.00), or dash.",
            required=True,
            values=AMOUNT_STATES,
        ),
        Field(
            "money_unit",
            T.TEXT,
            "金额单位",
            "Unit of money as printed for the table.",
            required=True,
            values=MONEY_UNITS,
        ),
        Field(
            "amount_year",
            T.INTEGER,
            "金额年度",
            "Fiscal year the amount is for (differs from the document's in prior-year columns).",
            minimum=2000,
            maximum=2100,
        ),
        Field(
            "step_yuan",
            T.MONEY,
            "最小单位（元）",
            "Worth of one unit in the last printed digit; half of it bounds the rounding error.",
            required=True,
            unit="yuan",
            minimum=0,
        ),
        Field("project_code", T.TEXT, "项目代码", "21-character project code the row belongs to."),
        Field("project_name", T.TEXT, "项目名称", "Project the row belongs to."),
        Field(
            "quality",
            T.TEXT,
            "质量",
            "exact, repaired (by arithmetic), inferred.",
            required=True,
            values=QUALITIES,
        ),
        Field(
            "quality_note",
            T.TEXT,
            "质量说明",
            "What was repaired or inferred, with the raw reading.",
            required=True,
        ),
        *SPOT,
    ),
)
