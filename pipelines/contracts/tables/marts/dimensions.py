"""Dimensions: files, disclosures, publishers, codes."""

from __future__ import annotations

from pipelines.contracts.common import DOCUMENT_ID
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables.collect import ARCHIVED_DOCUMENTS, SOURCE_UNITS
from pipelines.contracts.tables.conform import DOCUMENTS
from pipelines.contracts.tables.marts.fields import (
    DISCLOSURE_ID,
    FISCAL_YEAR,
    KIND,
    REPORT_LEVEL,
    UNIT_ID,
    UNIT_NAME,
    borrowed,
    count,
    optional,
)

T = Type
REVISION = Field(
    "revision",
    T.INTEGER,
    "修订次序",
    "1 for the first publication; 1 more for each later one that repeats some of its content.",
    required=True,
    minimum=1,
)
STATUS = Field(
    "status",
    T.TEXT,
    "依据状态",
    "official (from a loaded code book), observed (printed in a disclosure), inferred (curated list).",
    required=True,
    values=("official", "observed", "inferred"),
)

DIM_DOCUMENT = Table(
    name="dim_document",
    layer="marts",
    zh="文件",
    grain="One row per archived file, read or not.",
    key=("document_id",),
    fields=(
        DOCUMENT_ID,
        optional(DISCLOSURE_ID),
        *map(optional, borrowed(ARCHIVED_DOCUMENTS, "file_name", "source_url", "media_type", "byte_size")),
        Field(
            "page_count", T.INTEGER, "页数", "Pages read; null when the file could not be read.", minimum=0
        ),
        Field("method", T.TEXT, "读取方式", "digital, text, …; null when the file could not be read."),
        Field("fetched_at", T.TIMESTAMP, "取得时间", "When the file entered the archive (UTC)."),
        *borrowed(ARCHIVED_DOCUMENTS, "publication_id", "origin", "container_path", "source_id"),
        Field("title", T.TEXT, "文档标题", "Title as printed."),
        Field("content", T.TEXT, "内容", "narrative, tables, both or neither."),
        Field(
            "rendition_rank",
            T.INTEGER,
            "采用次序",
            "1 = first choice for its disclosure's figures.",
            minimum=1,
        ),
        optional(REVISION),
        Field(
            "revision_basis",
            T.TEXT,
            "次序依据",
            "How the order is known: first (repeats no earlier one), published_later (dates of lists), "
            "correction_stated (title, name or link says 更正, 修订 …), replaced_at_address (same address, other "
            "content), fetched_later (a later day), rendition (the same in another format from the same place), "
            "undetermined (nothing tells; the fuller one counts).",
            values=(
                "first",
                "published_later",
                "correction_stated",
                "replaced_at_address",
                "fetched_later",
                "rendition",
                "undetermined",
            ),
        ),
        Field("is_current", T.BOOLEAN, "现行", "Not replaced by a later publication of the same content."),
        Field(
            "join_basis",
            T.TEXT,
            "归并依据",
            "Why it belongs to its disclosure: alone (the only file), stated (states the same unit, year, kind and "
            "level as the others), publication (another rendition states what it does not), completed (silent on "
            "something; roles, amounts and place of publication say so).",
            values=("alone", "stated", "publication", "completed"),
        ),
        Field(
            "join_evidence",
            T.TEXT,
            "归并证据",
            "What speaks for it, in words: what is stated, roles, amounts in common, where both were published.",
        ),
        Field("exclusion_code", T.TEXT, "排除代码", "Outcome code when the document is no disclosure."),
        Field("exclusion_reason", T.TEXT, "排除原因", "What it is instead, in words."),
        Field("is_read", T.BOOLEAN, "已识别", "The file could be read and identified.", required=True),
    ),
)

DIM_DISCLOSURE = Table(
    name="dim_disclosure",
    layer="marts",
    zh="公开",
    grain="One row per unit × fiscal year × kind × report level, as last published.",
    key=("disclosure_id",),
    fields=(
        Field("disclosure_id", T.TEXT, "公开编号", "Unit, year, kind and level.", required=True),
        UNIT_ID,
        UNIT_NAME,
        FISCAL_YEAR,
        KIND,
        REPORT_LEVEL,
        Field(
            "content",
            T.TEXT,
            "内容",
            "What its files hold together.",
            required=True,
            values=("narrative", "tables", "both", "neither"),
        ),
        REVISION,
        Field("is_current", T.BOOLEAN, "现行", "The figures come from the latest revision.", required=True),
        count("document_count", "文件数", "Files that belong to it, all revisions and renditions."),
        count("publication_count", "发布数", "Publications (renditions of one publication count once)."),
        optional(borrowed(DOCUMENTS, "title")[0]),
    ),
)

DIM_UNIT = Table(
    name="dim_unit",
    layer="marts",
    zh="单位",
    grain="One row per publisher, registered or met in a document.",
    key=("unit_id",),
    fields=(
        Field("unit_id", T.TEXT, "单位编号", "Registered id, or `name:<name>`.", required=True),
        UNIT_NAME,
        *borrowed(SOURCE_UNITS, "unit_code"),
        *map(
            optional, borrowed(SOURCE_UNITS, "division_code", "division_name", "parent_unit_id", "unit_type")
        ),
        *borrowed(SOURCE_UNITS, "valid_from_year", "valid_to_year"),
        Field("is_registered", T.BOOLEAN, "在册", "Listed in raw/sources.", required=True),
        Field(
            "division_basis",
            T.TEXT,
            "区划依据",
            "register, or name (the unit's name begins with the division's).",
            values=("register", "name"),
        ),
        Field(
            "department_unit_id",
            T.TEXT,
            "所属部门编号",
            "Department whose disclosure holds this unit's figures too; itself for a department.",
            required=True,
        ),
        Field(
            "department_basis",
            T.TEXT,
            "所属部门依据",
            "self, register, headquarters (…本级 of the same name) or name (begins with the department's name).",
            required=True,
            values=("self", "register", "headquarters", "name"),
        ),
    ),
)


def codes_table(name: str, zh: str, what: str) -> Table:
    """A code list by fiscal year: name, parent, and how far the pair is to be trusted."""
    return Table(
        name=name,
        layer="marts",
        zh=zh,
        grain=f"One row per {what} code × fiscal year it is used in.",
        key=("code", "fiscal_year"),
        fields=(
            Field("code", T.TEXT, "科目编码", "Code as printed.", required=True),
            Field("fiscal_year", T.INTEGER, "财政年度", "Year the name is valid for.", required=True),
            Field(
                "name",
                T.TEXT,
                "科目名称",
                "Official name, else the one printed most often that year.",
                required=True,
            ),
            Field(
                "level",
                T.INTEGER,
                "层级",
                "1 class (类), 2 section (款), 3 item (项).",
                required=True,
                minimum=1,
            ),
            Field("parent_code", T.TEXT, "上级编码", "By prefix; null for a class."),
            STATUS,
            Field("source", T.TEXT, "来源", "Code book, documents, or curated list.", required=True),
            count("disclosure_count", "出现的公开数", "Disclosures that print it."),
            count(
                "name_count", "名称数", "Different names printed for it that year; more than 1 needs a look."
            ),
        ),
    )


DIM_FUNCTION = codes_table("dim_function", "支出功能分类", "functional classification")
DIM_ECONOMIC = codes_table("dim_economic", "部门预算支出经济分类", "departmental economic classification")

TABLES = (DIM_DOCUMENT, DIM_DISCLOSURE, DIM_UNIT, DIM_FUNCTION, DIM_ECONOMIC)
