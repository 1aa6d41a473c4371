"""Fields and closed vocabularies that several tables share, described once.

Belongs here: ids, places on the page, vocabularies. Does not: whole tables.
"""

from __future__ import annotations

from pipelines.contracts.model import Field, Type

SHA256 = r"[0-9a-f]{64}"

KINDS = ("budget", "final", "unknown")
REPORT_LEVELS = ("department", "unit", "unknown")
MONEY_UNITS = ("yuan", "wan_yuan", "yi_yuan", "thousand_yuan", "unknown")
QUALITIES = ("exact", "repaired", "inferred", "corrected")
SEVERITIES = ("info", "warning", "error")
BASES = ("", "budget", "final", "execution", "estimate")
FUNDS = (
    "",
    "general_budget",
    "gov_fund",
    "state_capital",
    "special_account",
    "institution",
    "business",
    "superior_subsidy",
    "affiliate",
    "other",
    "unit_funds",
    "special_account_education_fees",
    "special_account_other",
    "non_fiscal_surplus",
    "general_bond",
    "special_bond",
    "debt",
)
AMOUNT_STATES = ("number", "zero", "dash", "percent")
CODE_SCHEMES = (
    "none",
    "function",
    "dept_economic",
    "gov_economic",
    "unit",
    "project",
    "project_category",
    "procurement_catalogue",
)
TABLE_TYPES = (
    "income_expenditure_summary",
    "income_detail",
    "expenditure_detail",
    "fiscal_appropriation_summary",
    "general_budget_expenditure",
    "general_budget_expenditure_by_economic",
    "general_budget_basic_expenditure",
    "three_public",
    "gov_fund_expenditure",
    "state_capital_expenditure",
    "project_expenditure",
    "procurement",
    "service_purchase",
    "performance_target",
    "overall_performance",
    "other",
)
CHECK_OUTCOMES = ("pass", "rounding", "fail", "not_applicable", "cannot_tell", "error")

DOCUMENT_ID = Field(
    "document_id",
    Type.TEXT,
    "文档编号",
    "SHA-256 of the file as fetched.",
    required=True,
    pattern=SHA256,
)
TABLE_INDEX = Field(
    "table_index",
    Type.INTEGER,
    "表序",
    "Position of the logical table in its document, from 1.",
    required=True,
    minimum=1,
)
TABLE_TYPE = Field(
    "table_type",
    Type.TEXT,
    "表类型",
    "Canonical table type, known by title and header signature.",
    required=True,
    values=TABLE_TYPES,
)
PAGE = Field("page", Type.INTEGER, "页码", "1-based page it is printed on.", minimum=1)
BBOX = Field(
    "bbox",
    Type.BOX,
    "页面坐标",
    "[x0, top, x1, bottom] in PDF points from the page's top left, after rotation; null without geometry.",
    unit="point",
)
LOCATOR = Field(
    "locator",
    Type.TEXT,
    "位置说明",
    "Where to look when the format has no geometry, e.g. `line 213, field 4`.",
)
SPOT = (PAGE, BBOX, LOCATOR)
