"""What the reconciliation rules found, as users read it."""

from __future__ import annotations

from dataclasses import replace

from pipelines.contracts.model import Table
from pipelines.contracts.tables.marts.fields import DISCLOSURE, DIVISION, count, money, percent, without
from pipelines.contracts.tables.reconcile import CHECK_RESULTS, FINDINGS

FCT_CHECK_RESULT = Table(
    name="fct_check_result",
    layer="marts",
    zh="勾稽结果",
    grain="One row per rule × place it applies to, per disclosure.",
    key=("result_id",),
    fields=(
        CHECK_RESULTS.field("result_id"),
        *DISCLOSURE,
        *(
            replace(f, reference="fct_finding.finding_id") if f.name == "finding_id" else f
            for f in without(CHECK_RESULTS, "result_id", "disclosure_id")
        ),
    ),
)

FCT_FINDING = Table(
    name="fct_finding",
    layer="marts",
    zh="发现",
    grain="One row per cause of failing results, per disclosure.",
    key=("finding_id",),
    fields=(
        FINDINGS.field("finding_id"),
        *DISCLOSURE,
        *without(FINDINGS, "finding_id", "disclosure_id"),
    ),
)

MART_RELIABILITY = Table(
    name="mart_reliability",
    layer="marts",
    zh="可靠程度",
    grain="One row per disclosure (unit, fiscal year, kind, level).",
    key=("disclosure_id",),
    fields=(
        *DISCLOSURE,
        *DIVISION,
        count(
            "rules_owed",
            "应核规则数",
            "Rules that the catalogue owes a disclosure of this kind, year and level, whatever was read of it.",
        ),
        count("rules_held", "相符规则数", "Of them, rules that hold everywhere (rounding included)."),
        count("rules_failed", "不符规则数", "Of them, rules that fail somewhere."),
        count(
            "rules_unproven",
            "未能证实规则数",
            "Of them, rules whose tables are absent, lost or doubtful, or that broke: never a reason for a "
            "better figure.",
        ),
        count(
            "rules_not_concerned",
            "未涉及规则数",
            "Of them, rules whose tables are there and whole, but empty or without what the rule compares.",
        ),
        percent(
            "reliability_percent",
            "可靠程度（%）",
            "Held / (held + failed + unproven); null when no rule is owed.",
        ),
        count("findings_error", "错误问题数", "Findings of severity error."),
        count("findings_warning", "存疑问题数", "Findings of severity warning."),
        count("findings_info", "提示问题数", "Findings of severity info."),
        money("largest_difference_yuan", "最大差额（元）", "Largest common difference of a finding."),
    ),
)

TABLES = (FCT_CHECK_RESULT, FCT_FINDING, MART_RELIABILITY)
