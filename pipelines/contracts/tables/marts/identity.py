"""Units over time, regions, projects: who is who.

Belongs here: identity and its evidence. Does not: figures (see `series`), codes (see `codes`).
"""

from __future__ import annotations

from pipelines.contracts.common import TABLE_TYPES
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables.marts.fields import UNIT_ID, UNIT_NAME, count, money

T = Type
SOURCE = Field("source", T.TEXT, "来源", "Where this is known from.", required=True)
BASIS = Field(
    "basis",
    T.TEXT,
    "依据",
    "register (raw/sources), curated (register in the warehouse), documents (printed in a disclosure), "
    "public_record (a public act or notice), unverified (known, not yet seen in a document).",
    required=True,
    values=("register", "curated", "documents", "public_record", "unverified"),
)

DIM_UNIT_NAME = Table(
    name="dim_unit_name",
    layer="marts",
    zh="单位名称",
    grain="One row per unit × spelling it is known by or was printed with.",
    key=("unit_id", "name"),
    fields=(
        UNIT_ID,
        UNIT_NAME,
        Field("name", T.TEXT, "名称", "Spelling.", required=True),
        Field(
            "name_kind",
            T.TEXT,
            "名称种类",
            "official, alias, short (the publisher says 以下简称 …), bracket (with a second name in brackets), "
            "headquarters (…本级), code.",
            required=True,
            values=("official", "alias", "short", "bracket", "headquarters", "code"),
        ),
        Field(
            "status",
            T.TEXT,
            "状态",
            "confirmed, or candidate: it may be the unit's name, the evidence (`source`) is thin, nothing was joined.",
            required=True,
            values=("confirmed", "candidate"),
        ),
        Field(
            "folded",
            T.TEXT,
            "归一步骤",
            "What was folded to tell that it is this unit: width, party (中国共产党…委员会), party implied, "
            "headquarters, summary (汇总), division, short name stated; empty when the name is printed as it is.",
        ),
        Field("from_year", T.INTEGER, "起始年度", "First fiscal year it was used in, as far as known."),
        Field("to_year", T.INTEGER, "终止年度", "Last fiscal year it was used in, as far as known."),
        BASIS,
        SOURCE,
    ),
)

BRIDGE_UNIT_LINEAGE = Table(
    name="bridge_unit_lineage",
    layer="marts",
    zh="单位沿革",
    grain="One row per predecessor × successor × effective fiscal year.",
    key=("from_name", "to_name", "effective_year", "change_kind"),
    fields=(
        Field("from_unit_id", T.TEXT, "原单位编号", "Null when no document of it was met."),
        Field("from_name", T.TEXT, "原单位", "Predecessor.", required=True),
        Field("to_unit_id", T.TEXT, "现单位编号", "Null when no document of it was met."),
        Field("to_name", T.TEXT, "现单位", "Successor.", required=True),
        Field(
            "effective_year",
            T.INTEGER,
            "生效年度",
            "First fiscal year of the new arrangement.",
            required=True,
        ),
        Field(
            "change_kind",
            T.TEXT,
            "变动种类",
            "What happened.",
            required=True,
            values=("rename", "merge", "split", "transfer", "new", "abolished", "printed_code"),
        ),
        BASIS,
        SOURCE,
    ),
)

DIM_REGION = Table(
    name="dim_region",
    layer="marts",
    zh="行政区划",
    grain="One row per division of GB/T 2260.",
    key=("division_code",),
    fields=(
        Field("division_code", T.TEXT, "行政区划代码", "Six digits.", required=True, pattern=r"\d{6}"),
        Field("name", T.TEXT, "名称", "Name of the division.", required=True),
        Field("full_name", T.TEXT, "全称", "Name with the divisions above it.", required=True),
        Field("level", T.INTEGER, "层级", "1 province, 2 prefecture, 3 county.", required=True, minimum=1),
        Field(
            "region_type",
            T.TEXT,
            "类型",
            "Kind of division as the standard names it: 省, 地级市, 市辖区, 县 and others.",
            required=True,
        ),
        Field("parent_code", T.TEXT, "上级代码", "Null for a province."),
        SOURCE,
    ),
)

DIM_PROJECT = Table(
    name="dim_project",
    layer="marts",
    zh="项目",
    grain="One row per project: its code, or its unit and name where no code is printed.",
    key=("project_id",),
    fields=(
        Field("project_id", T.TEXT, "项目编号", "Printed code, else unit and name.", required=True),
        Field("project_code", T.TEXT, "项目代码", "As printed; null without one."),
        Field("project_name", T.TEXT, "项目名称", "Name last printed.", required=True),
        UNIT_ID,
        UNIT_NAME,
        Field("project_class", T.TEXT, "项目类型", "personnel, operation, specific, unknown.", required=True),
        Field("code_year", T.INTEGER, "立项年度", "Year part of the code."),
        Field("first_year", T.INTEGER, "首次出现年度", "First fiscal year disclosed."),
        Field("last_year", T.INTEGER, "最近出现年度", "Last fiscal year disclosed."),
        count("year_count", "出现年数", "Fiscal years it is disclosed in."),
        count("name_count", "名称数", "Spellings of its name."),
        money("last_budget_yuan", "最近预算（元）", "Budget of the last year disclosed."),
        Field(
            "identified_by",
            T.TEXT,
            "识别依据",
            "code is exact; name is inferred.",
            required=True,
            values=("code", "name"),
        ),
    ),
)

DIM_TABLE_TYPE = Table(
    name="dim_table_type",
    layer="marts",
    zh="表类型",
    grain="One row per canonical table type.",
    key=("table_type",),
    fields=(
        Field("table_type", T.TEXT, "表类型", "Canonical name.", required=True, values=TABLE_TYPES),
        Field("table_order", T.INTEGER, "次序", "Usual place in a disclosure.", required=True),
        Field("zh", T.TEXT, "中文名", "Usual Chinese title.", required=True),
        Field("obligation_budget", T.TEXT, "预算公开要求", "statutory, customary or null."),
        Field("obligation_final", T.TEXT, "决算公开要求", "statutory, customary or null."),
    ),
)

TABLES = (DIM_UNIT_NAME, BRIDGE_UNIT_LINEAGE, DIM_REGION, DIM_PROJECT, DIM_TABLE_TYPE)
