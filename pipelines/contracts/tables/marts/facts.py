"""Facts: tables found, printed figures, statements, projects, indicators, purchases, head counts.

Only the preferred document of each disclosure × table type is here: nothing can be added up twice.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.contracts.common import SPOT, TABLE_INDEX, TABLE_TYPE
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables.collect import ARCHIVED_DOCUMENTS
from pipelines.contracts.tables.conform import (
    CLAIMS,
    HEADCOUNTS,
    INDICATORS,
    LINES,
    PROCUREMENTS,
    PROJECT_ITEMS,
    PROJECTS,
    TABLES_FOUND,
)
from pipelines.contracts.tables.marts.fields import (
    DISCLOSURE,
    DOCUMENT_REFERENCE,
    TABLE_TYPE_ZH,
    borrowed,
    optional,
    without,
)

T = Type
WHERE_FROM = (DOCUMENT_REFERENCE, *DISCLOSURE)

FCT_TABLE = Table(
    name="fct_table",
    layer="marts",
    zh="识别的表",
    grain="One row per table of a disclosure.",
    key=("document_id", "table_index"),
    fields=(
        *WHERE_FROM,
        TABLE_INDEX,
        TABLE_TYPE,
        TABLE_TYPE_ZH,
        *without(TABLES_FOUND, "document_id", "table_index", "table_type"),
    ),
)

FCT_LINE_ITEM = Table(
    name="fct_line_item",
    layer="marts",
    zh="数字行",
    grain="One row per printed figure: disclosure × table × row × measure.",
    key=("line_id",),
    fields=(
        *borrowed(LINES, "line_id"),
        *WHERE_FROM,
        TABLE_INDEX,
        TABLE_TYPE,
        TABLE_TYPE_ZH,
        Field("table_title", T.TEXT, "表题", "Title of the table as printed.", required=True),
        *borrowed(
            LINES,
            "row_number",
            "column_number",
            "row_label",
            "code",
            "dept_economic_code",
            "gov_economic_code",
            "code_scheme",
            "level",
            "parent_row_number",
            "is_total",
            "is_leaf",
            "lane",
            "item",
            "basis",
            "funding",
            "measure",
        ),
        Field("measure_zh", T.TEXT, "指标名称", "Chinese label of the measure."),
        *borrowed(
            LINES,
            "amount_yuan",
            "amount_text",
            "amount_state",
            "money_unit",
            "amount_year",
            "step_yuan",
            "project_code",
            "project_name",
        ),
        *SPOT,
        *borrowed(LINES, "quality", "quality_note"),
        *map(optional, borrowed(ARCHIVED_DOCUMENTS, "file_name", "source_url")),
    ),
)


PRINTED = ("unit_code", "unit_name")  # what a row prints of a unit, beside the unit that discloses it


def _fact(name: str, zh: str, grain: str, parts: Table, *, typed: bool) -> Table:
    """A part table as users read it: its key, where it comes from, then its own fields."""
    key = parts.key[0]
    # A narrative figure belongs to no table; everything else says which kind of table it stands in.
    type_fields = (TABLE_TYPE,) if typed else ()
    rest = [
        replace(field, name=f"printed_{field.name}") if field.name in PRINTED else field
        for field in without(parts, key, "document_id", "table_type")
    ]
    return Table(name, "marts", zh, grain, (key,), (parts.field(key), *WHERE_FROM, *type_fields, *rest))


FCT_CLAIM = _fact("fct_claim", "文字陈述", "One row per figure stated in the narrative.", CLAIMS, typed=False)
FCT_PROJECT = _fact(
    "fct_project",
    "项目",
    "One row per project × table that states it: add up within one table type only.",
    PROJECTS,
    typed=True,
)
FCT_PROJECT_ITEM = _fact(
    "fct_project_item",
    "项目明细",
    "One row per cost or procurement item of a project form.",
    PROJECT_ITEMS,
    typed=True,
)
FCT_PERFORMANCE_INDICATOR = _fact(
    "fct_performance_indicator", "绩效指标", "One row per performance indicator.", INDICATORS, typed=True
)
FCT_PROCUREMENT = _fact(
    "fct_procurement",
    "采购与购买服务",
    "One row per detail row of a purchase table.",
    PROCUREMENTS,
    typed=True,
)
FCT_HEADCOUNT = _fact("fct_headcount", "人数", "One row per head count stated.", HEADCOUNTS, typed=False)

TABLES = (
    FCT_TABLE,
    FCT_LINE_ITEM,
    FCT_CLAIM,
    FCT_PROJECT,
    FCT_PROJECT_ITEM,
    FCT_PERFORMANCE_INDICATOR,
    FCT_PROCUREMENT,
    FCT_HEADCOUNT,
)
