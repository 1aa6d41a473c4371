"""What `extract/` hands on: pages, paragraphs, logical tables and their cells."""

from __future__ import annotations

from pipelines.contracts.common import DOCUMENT_ID, SEVERITIES, SPOT, TABLE_INDEX
from pipelines.contracts.model import Field, Table, Type

PAGES = Table(
    name="pages",
    layer="extract",
    zh="页面",
    grain="One row per page of a document.",
    key=("document_id", "page"),
    fields=(
        DOCUMENT_ID,
        Field("page", Type.INTEGER, "页码", "1-based page number.", required=True, minimum=1),
        Field(
            "width",
            Type.NUMBER,
            "页宽",
            "Width after rotation; 0 without geometry.",
            required=True,
            unit="point",
        ),
        Field(
            "height",
            Type.NUMBER,
            "页高",
            "Height after rotation; 0 without geometry.",
            required=True,
            unit="point",
        ),
        Field("rotation", Type.INTEGER, "旋转", "Clockwise rotation applied.", required=True, unit="degree"),
        Field(
            "method",
            Type.TEXT,
            "读取方式",
            "How the file was read: digital, text, and others.",
            required=True,
        ),
    ),
)

BLOCKS = Table(
    name="blocks",
    layer="extract",
    zh="段落",
    grain="One row per heading or paragraph of the narrative.",
    key=("document_id", "block_index"),
    fields=(
        DOCUMENT_ID,
        Field("block_index", Type.INTEGER, "段落序", "Reading order, from 1.", required=True, minimum=1),
        Field(
            "kind",
            Type.TEXT,
            "种类",
            "What it is.",
            required=True,
            values=("heading", "paragraph", "contents"),
        ),
        Field(
            "level", Type.INTEGER, "层级", "Depth of a heading; 0 for a paragraph.", required=True, minimum=0
        ),
        Field("section", Type.TEXT, "所在章节", "Headings above it, joined by ` / `.", required=True),
        Field("text", Type.TEXT, "文字", "Text, whole.", required=True),
        *SPOT,
    ),
)

EXTRACTED_TABLES = Table(
    name="extracted_tables",
    layer="extract",
    zh="提取的表",
    grain="One row per logical table of a document.",
    key=("document_id", "table_index"),
    fields=(
        DOCUMENT_ID,
        TABLE_INDEX,
        Field("title", Type.TEXT, "表题", "Title as printed.", required=True),
        Field(
            "unit_line", Type.TEXT, "单位行", "Line that states the unit of money, as printed.", required=True
        ),
        Field(
            "publisher_line",
            Type.TEXT,
            "编制单位行",
            "Line that names the publisher, as printed.",
            required=True,
        ),
        Field("note", Type.TEXT, "表注", "Note printed below.", required=True),
        Field("columns", Type.JSON, "列", "Header path per printed column, top level first.", required=True),
        Field("row_count", Type.INTEGER, "行数", "Body rows.", required=True, minimum=0),
        Field("first_page", Type.INTEGER, "首页", "First page.", required=True, minimum=1),
        Field("last_page", Type.INTEGER, "末页", "Last page.", required=True, minimum=1),
        Field("section", Type.TEXT, "所在章节", "Headings above it, joined by ` / `.", required=True),
        Field("title_spot", Type.JSON, "表题位置", "Where the title is printed.", required=True),
        Field("unit_spot", Type.JSON, "单位行位置", "Where the unit line is printed.", required=True),
        Field("column_numbers", Type.JSON, "栏次", "Column numbers printed below the header.", required=True),
        Field(
            "preamble",
            Type.JSON,
            "表前其他行",
            "Other lines above the table (date, number of the form).",
            required=True,
        ),
        Field(
            "surplus_fields",
            Type.JSON,
            "多余字段",
            "Body row → fields beyond the header's columns.",
            required=True,
        ),
    ),
)

CELLS = Table(
    name="cells",
    layer="extract",
    zh="单元格",
    grain="One row per printed cell of a logical table.",
    key=("document_id", "table_index", "part", "row", "column"),
    fields=(
        DOCUMENT_ID,
        TABLE_INDEX,
        Field("part", Type.TEXT, "部位", "Header or body.", required=True, values=("header", "body")),
        Field("row", Type.INTEGER, "行", "0-based row within the part.", required=True, minimum=0),
        Field("column", Type.INTEGER, "列", "0-based printed column.", required=True, minimum=0),
        Field("row_span", Type.INTEGER, "跨行", "Rows covered.", required=True, minimum=1),
        Field("column_span", Type.INTEGER, "跨列", "Columns covered.", required=True, minimum=1),
        Field(
            "text",
            Type.TEXT,
            "文字",
            "Text as printed, cleaned; `changes` names what was done.",
            required=True,
        ),
        Field(
            "lines",
            Type.JSON,
            "印刷行",
            "Printed lines before cleaning and joining; empty for one plain line.",
        ),
        Field(
            "indent",
            Type.NUMBER,
            "缩进",
            "First character's distance from the cell's left edge.",
            unit="point",
        ),
        Field(
            "number_kind",
            Type.TEXT,
            "数字形态",
            "What the cell shows in the place of a number.",
            required=True,
            values=("number", "blank", "dash", "slash", "text"),
        ),
        Field("changes", Type.JSON, "清理步骤", "Cleaning steps that altered something; see `evidence`."),
        Field("flags", Type.JSON, "疑点", "Doubts about the reading; see `evidence`."),
        Field("confidence", Type.NUMBER, "可信度", "1 less what the doubts cost.", required=True, minimum=0),
        *SPOT,
    ),
)

TEXT_CHANGE = Field(
    "change",
    Type.TEXT,
    "改动种类",
    "radical, double, hyphen, hidden, closed_up (made in reading); space, fullwidth_digit, fullwidth_mark, "
    "compatibility (folded only when texts are compared). The printed text stays in `cells`.",
    required=True,
    values=(
        "radical",
        "double",
        "hyphen",
        "hidden",
        "closed_up",
        "space",
        "fullwidth_digit",
        "fullwidth_mark",
        "compatibility",
    ),
)

TEXT_CHANGES = Table(
    name="text_changes",
    layer="extract",
    zh="文字规整",
    grain="One row per page × kind of change made to its text, or folded when it is compared.",
    key=("document_id", "page", "change"),
    fields=(
        DOCUMENT_ID,
        Field("page", Type.INTEGER, "页码", "1-based page number.", required=True, minimum=1),
        TEXT_CHANGE,
        Field(
            "count",
            Type.INTEGER,
            "次数",
            "Characters (cells for closed_up) concerned.",
            required=True,
            minimum=1,
        ),
        Field(
            "example", Type.TEXT, "例", "First text concerned; empty where it lies in no cell.", required=True
        ),
    ),
)

OUTCOMES = Table(
    name="outcomes",
    layer="extract",
    zh="处理结果",
    grain="One row per input that became something other than a plain fact.",
    key=("document_id", "room", "outcome_index"),
    fields=(
        DOCUMENT_ID,
        Field("room", Type.TEXT, "环节", "Room that says so.", required=True),
        Field(
            "outcome_index", Type.INTEGER, "序号", "Order within document and room, from 1.", required=True
        ),
        Field(
            "code",
            Type.TEXT,
            "代码",
            "Stable code; see docs/outcome_codes.md.",
            required=True,
            pattern=r"[A-Z][A-Z0-9_]+",
        ),
        Field("severity", Type.TEXT, "严重程度", "How bad.", required=True, values=SEVERITIES),
        Field("page", Type.INTEGER, "页码", "1-based page.", minimum=1),
        Field("table_index", Type.INTEGER, "表序", "Logical table, from 1.", minimum=1),
        Field("row", Type.INTEGER, "行", "0-based body row."),
        Field("column", Type.INTEGER, "列", "0-based printed column."),
        Field("text", Type.TEXT, "原文", "Printed text concerned.", required=True),
        Field("detail", Type.TEXT, "说明", "Cause, in words.", required=True),
    ),
)

TABLES = (PAGES, BLOCKS, EXTRACTED_TABLES, CELLS, TEXT_CHANGES, OUTCOMES)
