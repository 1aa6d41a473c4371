"""Classifications that change over the years, and the bridges between them.

Belongs here: code lists other than the two main ones (see `dimensions`), bridges. Does not: figures.
"""

from __future__ import annotations

from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables.marts.dimensions import codes_table
from pipelines.contracts.tables.marts.identity import SOURCE

T = Type
DIM_GOV_ECONOMIC = codes_table(
    "dim_gov_economic", "政府预算支出经济分类", "government economic classification"
)

BRIDGE_FUNCTION_CHANGE = Table(
    name="bridge_function_change",
    layer="marts",
    zh="功能科目变动",
    grain="One row per functional code × its successor × year of the change.",
    key=("from_code", "to_code", "effective_year"),
    fields=(
        Field("from_code", T.TEXT, "原编码", "Code before the change.", required=True),
        Field("to_code", T.TEXT, "现编码", "Code from the year of the change.", required=True),
        Field("effective_year", T.INTEGER, "生效年度", "First fiscal year of the new code.", required=True),
        Field(
            "weight",
            T.NUMBER,
            "权重",
            "Share of the old code that goes to the new: 1 all of it, 0 none (the code means something else "
            "now), null where nobody states it (never guessed).",
            minimum=0,
            maximum=1,
        ),
        Field(
            "change_kind",
            T.TEXT,
            "变动种类",
            "rename and move keep a series; split, merge, scope and reuse break it.",
            required=True,
            values=("rename", "move", "split", "merge", "scope", "reuse"),
        ),
        Field(
            "basis",
            T.TEXT,
            "依据",
            "documents (printed pairs) or unverified (general knowledge).",
            required=True,
            values=("documents", "unverified", "official"),
        ),
        SOURCE,
    ),
)

BRIDGE_ECONOMIC_CROSSWALK = Table(
    name="bridge_economic_crosswalk",
    layer="marts",
    zh="部门与政府经济分类对照",
    grain="One row per departmental economic code × kind of unit × government economic code.",
    key=("dept_code", "unit_kind", "gov_code"),
    fields=(
        Field("dept_code", T.TEXT, "部门经济分类编码", "30x code.", required=True),
        Field("dept_name", T.TEXT, "部门经济分类", "Its name.", required=True),
        Field(
            "unit_kind",
            T.TEXT,
            "单位性质",
            "administrative (行政) or institution (事业): the two map differently.",
            required=True,
            values=("administrative", "institution"),
        ),
        Field("gov_code", T.TEXT, "政府经济分类编码", "50x code.", required=True),
        Field("gov_name", T.TEXT, "政府经济分类", "Its name.", required=True),
        Field("from_year", T.INTEGER, "起始年度", "First fiscal year of the pair.", required=True),
        Field(
            "basis",
            T.TEXT,
            "依据",
            "curated (an excerpt of the official table) or inferred.",
            required=True,
            values=("curated", "inferred"),
        ),
        SOURCE,
    ),
)

DIM_PROCUREMENT_CATEGORY = Table(
    name="dim_procurement_category",
    layer="marts",
    zh="政府采购品目",
    grain="One row per code of 政府采购品目分类目录 (2022).",
    key=("code",),
    fields=(
        Field("code", T.TEXT, "品目编码", "A goods, B works, C services.", required=True),
        Field("name", T.TEXT, "品目名称", "Name.", required=True),
        Field("level", T.INTEGER, "层级", "0 is the category.", required=True, minimum=0),
        Field("parent_code", T.TEXT, "上级编码", "Null for a category."),
        Field(
            "category",
            T.TEXT,
            "类别",
            "货物, 工程 or 服务.",
            required=True,
            values=("goods", "works", "services"),
        ),
        SOURCE,
    ),
)

TABLES = (
    DIM_GOV_ECONOMIC,
    BRIDGE_FUNCTION_CHANGE,
    BRIDGE_ECONOMIC_CROSSWALK,
    DIM_PROCUREMENT_CATEGORY,
)
