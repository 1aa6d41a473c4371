"""Which disclosure a document is, which tables it holds."""

from __future__ import annotations

from pipelines.contracts.common import DOCUMENT_ID, KINDS, MONEY_UNITS, REPORT_LEVELS, TABLE_INDEX, TABLE_TYPE
from pipelines.contracts.model import Field, Table, Type

T = Type
DOCUMENTS = Table(
    name="documents",
    layer="conform",
    zh="文档识别",
    grain="One row per document: what it says of itself.",
    key=("document_id",),
    fields=(
        DOCUMENT_ID,
        Field("title", T.TEXT, "文档标题", "Title as printed.", required=True),
        Field("unit_name", T.TEXT, "单位名称", "Publisher as the document's title names it."),
        Field("unit_name_full", T.TEXT, "单位全称", "Longest name printed in a table, brackets included."),
        Field("unit_code", T.TEXT, "单位代码", "Department code printed in the document."),
        Field("fiscal_year", T.INTEGER, "财政年度", "Year the figures are for.", minimum=2000, maximum=2100),
        Field("kind", T.TEXT, "类别", "Budget (预算) or final accounts (决算).", required=True, values=KINDS),
        Field(
            "report_level",
            T.TEXT,
            "报表层级",
            "Department (部门汇总) or unit (单位/本级).",
            required=True,
            values=REPORT_LEVELS,
        ),
        Field(
            "content",
            T.TEXT,
            "内容",
            "What the file holds.",
            required=True,
            values=("narrative", "tables", "both", "neither"),
        ),
        Field("evidence", T.TEXT, "依据", "Where year, kind and unit were read.", required=True),
        Field("media_type", T.TEXT, "媒体类型", "Known by magic bytes.", required=True),
        Field(
            "method", T.TEXT, "读取方式", "How the file was read: digital, text, and others.", required=True
        ),
        Field("page_count", T.INTEGER, "页数", "Pages read.", required=True, minimum=0),
    ),
)

TABLES_FOUND = Table(
    name="tables",
    layer="conform",
    zh="识别的表",
    grain="One row per logical table of a document.",
    key=("document_id", "table_index"),
    fields=(
        DOCUMENT_ID,
        TABLE_INDEX,
        TABLE_TYPE,
        Field(
            "layout",
            T.TEXT,
            "版式",
            "Layout of the catalogue that read it; empty when none agrees. A type may have several.",
            required=True,
        ),
        Field("title", T.TEXT, "表题", "Title as printed.", required=True),
        Field(
            "identified_by",
            T.TEXT,
            "识别依据",
            "Which title alias and header signature decided.",
            required=True,
        ),
        Field("first_page", T.INTEGER, "首页", "First page.", required=True, minimum=1),
        Field("last_page", T.INTEGER, "末页", "Last page.", required=True, minimum=1),
        Field(
            "money_unit",
            T.TEXT,
            "金额单位",
            "Unit of money resolved for the table.",
            required=True,
            values=MONEY_UNITS,
        ),
        Field("money_unit_text", T.TEXT, "单位原文", "Text the unit was read from.", required=True),
        Field("row_count", T.INTEGER, "行数", "Body rows.", required=True, minimum=0),
        Field("is_empty", T.BOOLEAN, "空表", "No row carries a figure.", required=True),
        Field("empty_note", T.TEXT, "空表说明", "Note that declares the table empty.", required=True),
        Field("column_measures", T.JSON, "列含义", "Measure or role per printed column.", required=True),
        Field(
            "surplus_fields",
            T.INTEGER,
            "多余字段行数",
            "Rows that carry more fields than the header has columns.",
            required=True,
            minimum=0,
        ),
        Field(
            "repaired_rows", T.INTEGER, "修复行数", "Rows repaired by arithmetic.", required=True, minimum=0
        ),
        Field("cells_in", T.INTEGER, "输入单元格", "Non-blank body cells.", required=True, minimum=0),
        Field(
            "cells_fact",
            T.INTEGER,
            "成为事实",
            "Cells that became a figure or an attribute of a record.",
            required=True,
            minimum=0,
        ),
        Field(
            "cells_label",
            T.INTEGER,
            "成为标签",
            "Cells that label a row (code, name, heading).",
            required=True,
            minimum=0,
        ),
        Field(
            "cells_excluded",
            T.INTEGER,
            "声明排除",
            "Cells excluded with a declared code.",
            required=True,
            minimum=0,
        ),
        Field(
            "cells_failed",
            T.INTEGER,
            "失败",
            "Cells that failed with a stable code.",
            required=True,
            minimum=0,
        ),
        Field(
            "coverage",
            T.NUMBER,
            "覆盖率",
            "1 - failed / input; 1 for an empty table.",
            required=True,
            minimum=0,
            maximum=1,
        ),
    ),
)
