"""Fields that several marts share, and the borrowing of fields from part tables.

Belongs here: what two or more marts repeat. Does not: whole tables.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.contracts.common import KINDS, REPORT_LEVELS
from pipelines.contracts.model import Field, Table, Type

T = Type

DISCLOSURE_ID = Field(
    "disclosure_id",
    T.TEXT,
    "公开编号",
    "Unit, fiscal year, kind and report level: `<unit_id>-<year>-<kind>-<report_level>`.",
    required=True,
    reference="dim_disclosure.disclosure_id",
)
DOCUMENT_REFERENCE = Field(
    "document_id",
    T.TEXT,
    "文档编号",
    "SHA-256 of the file as fetched.",
    required=True,
    pattern=r"[0-9a-f]{64}",
    reference="dim_document.document_id",
)
UNIT_ID = Field(
    "unit_id",
    T.TEXT,
    "单位编号",
    "Registered unit, or `name:<name>` for a publisher that is not in the register.",
    required=True,
    reference="dim_unit.unit_id",
)
UNIT_NAME = Field("unit_name", T.TEXT, "单位名称", "Registered name, else the name printed.", required=True)
FISCAL_YEAR = Field("fiscal_year", T.INTEGER, "财政年度", "Year the disclosure is for; null when not read.")
KIND = Field("kind", T.TEXT, "类别", "budget (预算) or final accounts (决算).", required=True, values=KINDS)
REPORT_LEVEL = Field(
    "report_level",
    T.TEXT,
    "报表层级",
    "department (部门汇总, holds its units) or unit (单位/本级): adding both counts twice.",
    required=True,
    values=REPORT_LEVELS,
)
DISCLOSURE = (DISCLOSURE_ID, UNIT_ID, UNIT_NAME, FISCAL_YEAR, KIND, REPORT_LEVEL)
DIVISION = (
    Field(
        "division_code", T.TEXT, "行政区划代码", "GB/T 2260; from the register, else from the unit's name."
    ),
    Field("division_name", T.TEXT, "行政区划", "Name of the division."),
)
IS_COUNTED = Field(
    "is_counted",
    T.BOOLEAN,
    "计入合计",
    "May be added up over units: no department above the unit discloses the same year and kind.",
    required=True,
)
TABLE_TYPE_ZH = Field(
    "table_type_zh", T.TEXT, "表名", "Canonical Chinese title of the table type.", required=True
)


def money(name: str, zh: str, doc: str) -> Field:
    """An amount in yuan that may be missing."""
    return Field(name, T.MONEY, zh, doc, unit="yuan")


def count(name: str, zh: str, doc: str) -> Field:
    """A number of things, never missing."""
    return Field(name, T.INTEGER, zh, doc, required=True, minimum=0)


def percent(name: str, zh: str, doc: str) -> Field:
    """A share or rate in percent; null when its base is missing or zero."""
    return Field(name, T.NUMBER, zh, doc, unit="percent")


def borrowed(table: Table, *names: str) -> tuple[Field, ...]:
    """Fields of a part table as a mart repeats them, in the order asked for."""
    return tuple(table.field(name) for name in names)


def without(table: Table, *names: str) -> tuple[Field, ...]:
    """All fields of a part table but these."""
    return tuple(f for f in table.fields if f.name not in names)


def optional(field: Field) -> Field:
    """The same field where it may be missing."""
    return replace(field, required=False)
