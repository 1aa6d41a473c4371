"""What `reconcile/` hands on: one row per rule × place, and the findings they are grouped into."""

from __future__ import annotations

from pipelines.contracts.common import CHECK_OUTCOMES, SEVERITIES
from pipelines.contracts.model import Field, Table, Type

T = Type
RULE_SEVERITIES = (*SEVERITIES, "quarantine")

CHECK_RESULTS = Table(
    name="check_results",
    layer="reconcile",
    zh="勾稽结果",
    grain="One row per rule × place it applies to, per disclosure.",
    key=("result_id",),
    fields=(
        Field("result_id", T.TEXT, "结果编号", "Disclosure, rule and place.", required=True),
        Field("disclosure_id", T.TEXT, "公开编号", "Disclosure checked.", required=True),
        Field("rule_id", T.TEXT, "规则编号", "Rule of the catalogue.", required=True),
        Field(
            "place",
            T.TEXT,
            "位置",
            "Row, column or code the rule was applied to; empty for the whole table.",
            required=True,
        ),
        Field(
            "place_en",
            T.TEXT,
            "位置（英文）",
            "The same place for English readers; codes and names stay as printed.",
            required=True,
        ),
        Field("outcome", T.TEXT, "结果", "What came of it.", required=True, values=CHECK_OUTCOMES),
        Field("severity", T.TEXT, "严重程度", "Severity of the rule.", required=True, values=RULE_SEVERITIES),
        Field("finding_id", T.TEXT, "发现编号", "Finding it belongs to; null unless it failed."),
        Field("left_label", T.TEXT, "左方名称", "What stands on the left.", required=True),
        Field(
            "left_label_en", T.TEXT, "左方名称（英文）", "Name of the left side in English.", required=True
        ),
        Field("left_yuan", T.MONEY, "左方（元）", "Left side.", unit="yuan"),
        Field("right_label", T.TEXT, "右方名称", "What stands on the right.", required=True),
        Field(
            "right_label_en", T.TEXT, "右方名称（英文）", "Name of the right side in English.", required=True
        ),
        Field("right_yuan", T.MONEY, "右方（元）", "Right side.", unit="yuan"),
        Field("difference_yuan", T.MONEY, "差额（元）", "Left minus right.", unit="yuan"),
        Field(
            "tolerance_yuan", T.MONEY, "容差（元）", "Largest difference that rounding explains.", unit="yuan"
        ),
        Field(
            "value_unit",
            T.TEXT,
            "数值单位",
            "What the sides are when they are not money: percent, year, person, count; empty for money and words.",
            required=True,
            values=("", "percent", "year", "person", "count"),
        ),
        Field("left_value", T.NUMBER, "左方数值", "Left side in `value_unit`."),
        Field("right_value", T.NUMBER, "右方数值", "Right side in `value_unit`."),
        Field("line_ids", T.JSON, "依据行", "Lines on both sides, as a JSON list.", required=True),
        Field(
            "spots",
            T.JSON,
            "其他依据",
            "Evidence that is no line of a table: a JSON list of id, document_id, page, bbox, locator, text.",
            required=True,
        ),
        Field(
            "is_owed",
            T.BOOLEAN,
            "应核",
            "The catalogue owes this rule to every disclosure of this kind, year and level; the list never depends on what was read.",
            required=True,
        ),
        Field("message_zh", T.TEXT, "说明", "Sentence for people, Chinese.", required=True),
        Field("message_en", T.TEXT, "说明（英文）", "Sentence for people, English.", required=True),
    ),
)

FINDINGS = Table(
    name="findings",
    layer="reconcile",
    zh="发现",
    grain="One row per cause of failing results, per disclosure.",
    key=("finding_id",),
    fields=(
        Field("finding_id", T.TEXT, "发现编号", "Disclosure and order.", required=True),
        Field("disclosure_id", T.TEXT, "公开编号", "Disclosure concerned.", required=True),
        Field(
            "severity",
            T.TEXT,
            "严重程度",
            "Worst severity among its results.",
            required=True,
            values=RULE_SEVERITIES,
        ),
        Field("rule_ids", T.JSON, "规则", "Rules that failed, as a JSON list.", required=True),
        Field("result_count", T.INTEGER, "结果数", "Failing results grouped.", required=True, minimum=1),
        Field(
            "difference_yuan",
            T.MONEY,
            "差额（元）",
            "Common difference; null when there is none.",
            unit="yuan",
        ),
        Field("message_zh", T.TEXT, "说明", "Sentence for people, Chinese.", required=True),
        Field("message_en", T.TEXT, "说明（英文）", "Sentence for people, English.", required=True),
    ),
)

TABLES = (CHECK_RESULTS, FINDINGS)
