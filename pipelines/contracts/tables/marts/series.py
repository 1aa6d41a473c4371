"""Figures over the years: series, breaks, like-for-like totals, agreement with the year before.

Belongs here: what makes years comparable, and says where they are not. Does not: single documents.
"""

from __future__ import annotations

from pipelines.contracts.common import KINDS, REPORT_LEVELS
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables.marts.fields import (
    DIVISION,
    IS_COUNTED,
    UNIT_ID,
    UNIT_NAME,
    count,
    money,
    percent,
)

T = Type
YEAR = Field("fiscal_year", T.INTEGER, "财政年度", "Year the figure is for.", required=True)
KIND = Field("kind", T.TEXT, "类别", "budget (预算) or final (决算).", required=True, values=KINDS)
LEVEL = Field("report_level", T.TEXT, "报表层级", "department or unit.", required=True, values=REPORT_LEVELS)
MEASURE = Field(
    "series_measure", T.TEXT, "指标", "Measure of the series (seed series_sources).", required=True
)
MEASURE_ZH = Field("series_measure_zh", T.TEXT, "指标名称", "Chinese label.", required=True)
BREAK_KINDS = (
    "definition",
    "classification",
    "template_scope",
    "system",
    "reorganisation",
    "source_table",
    "stated_in_document",
)
EFFECT = Field(
    "effect",
    T.TEXT,
    "影响",
    "breaks (the years cannot be compared) or caution (they can, with the reason in mind).",
    required=True,
    values=("breaks", "caution"),
)

DIM_SERIES_BREAK = Table(
    name="dim_series_break",
    layer="marts",
    zh="口径变动登记",
    grain="One row per break that is known, from the register, from lineage or from a document's own words.",
    key=("break_id",),
    fields=(
        Field("break_id", T.TEXT, "变动编号", "Stable id.", required=True),
        Field("series_measure", T.TEXT, "指标", "Measure concerned; null for all."),
        Field("division_prefix", T.TEXT, "区划前缀", "Divisions concerned, by prefix; null for all."),
        Field("unit_id", T.TEXT, "单位编号", "Unit concerned; null for all."),
        Field("from_year", T.INTEGER, "起始年度", "First fiscal year on the new footing.", required=True),
        Field("break_kind", T.TEXT, "变动种类", "What changed.", required=True, values=BREAK_KINDS),
        EFFECT,
        Field("reason_zh", T.TEXT, "原因", "Reason, Chinese.", required=True),
        Field("reason_en", T.TEXT, "原因（英文）", "Reason, English.", required=True),
        Field("source", T.TEXT, "来源", "Where it is known from.", required=True),
        Field("document_id", T.TEXT, "文档编号", "Document that says so itself; null otherwise."),
        Field("page", T.INTEGER, "页码", "Page of that sentence."),
    ),
)

MART_SERIES = Table(
    name="mart_series",
    layer="marts",
    zh="可比序列",
    grain="One row per unit × report level × kind × measure × fiscal year.",
    key=("unit_id", "report_level", "kind", "series_measure", "fiscal_year"),
    fields=(
        UNIT_ID,
        UNIT_NAME,
        *DIVISION,
        LEVEL,
        KIND,
        YEAR,
        MEASURE,
        MEASURE_ZH,
        IS_COUNTED,
        Field(
            "is_internal_transfer",
            T.BOOLEAN,
            "内部往来",
            "Moves between a department and its units: leave out when units are added up.",
            required=True,
        ),
        Field("disclosure_id", T.TEXT, "公开编号", "Disclosure that prints it; null for an implied figure."),
        Field("line_id", T.TEXT, "行编号", "Line it is printed on; null for an implied figure."),
        money("published_yuan", "公开数（元）", "As published for that year by that year's disclosure."),
        money(
            "implied_yuan",
            "推算数（元）",
            "What a later disclosure says of that year: its prior-year column, or amount minus change.",
        ),
        Field(
            "implied_by",
            T.TEXT,
            "推算依据",
            "table (a prior-year column) or narrative (amount minus change).",
            values=("table", "narrative"),
        ),
        Field("implied_disclosure_id", T.TEXT, "推算来源", "Disclosure it is implied by."),
        money("value_yuan", "取用数（元）", "Published, else implied; `value_basis` says which."),
        Field(
            "value_basis",
            T.TEXT,
            "取用依据",
            "published or implied: never mixed without saying so.",
            required=True,
            values=("published", "implied"),
        ),
        Field("funding_scope", T.TEXT, "口径", "Funds the table's title names; null when it names none."),
        money("prior_yuan", "上年数（元）", "Value of the year before."),
        Field("prior_basis", T.TEXT, "上年依据", "published or implied.", values=("published", "implied")),
        percent("growth_percent", "增长（%）", "Against the year before, as the figures stand."),
        percent("comparable_growth_percent", "可比增长（%）", "The same; null where a break lies between."),
        Field("is_break", T.BOOLEAN, "有断点", "A break lies between this year and the last.", required=True),
        Field("break_ids", T.TEXT, "断点编号", "Breaks and cautions that apply, separated by spaces."),
        Field("break_reasons_zh", T.TEXT, "断点说明", "Their reasons, separated by ；."),
        Field("break_reasons_en", T.TEXT, "断点说明（英文）", "Their reasons in English, separated by ;."),
        Field(
            "comparability",
            T.INTEGER,
            "可比性评分",
            "100 = comparable with the year before without reserve; null without a year before.",
            minimum=0,
            maximum=100,
        ),
        Field(
            "comparability_reasons",
            T.TEXT,
            "评分理由",
            "What was taken off for what, e.g. `definition -60, prior_implied -15`; empty at 100.",
            required=True,
        ),
        money("real_yuan", "实际值（元）", "At consumer prices of `price_year`; null when no index is out."),
        Field("price_year", T.INTEGER, "价格年度", "Last year of the national consumer price index."),
        Field("staff_in_post", T.INTEGER, "在职人数", "Persons in post that year, as stated.", unit="person"),
        money("per_head_yuan", "人均（元）", "Published figure / persons in post."),
    ),
)

MART_LIKE_FOR_LIKE = Table(
    name="mart_like_for_like",
    layer="marts",
    zh="同口径合计",
    grain="One row per division × kind × measure × fiscal year, over units that may be added up.",
    key=("division_key", "kind", "series_measure", "fiscal_year"),
    fields=(
        Field("division_key", T.TEXT, "区划", "Division code, or `unknown`.", required=True),
        Field("division_name", T.TEXT, "行政区划", "Name of the division."),
        KIND,
        YEAR,
        MEASURE,
        MEASURE_ZH,
        count("unit_count", "单位数", "Units with a published figure."),
        money("as_published_yuan", "公开合计（元）", "Sum of the published figures of those units."),
        count(
            "like_for_like_units",
            "同口径单位数",
            "Units published in this year and the last, without a break between.",
        ),
        money("like_for_like_yuan", "同口径合计（元）", "Sum over the like-for-like units, this year."),
        money("like_for_like_prior_yuan", "同口径上年（元）", "Sum over the same units, the year before."),
        percent("like_for_like_growth_percent", "同口径增长（%）", "Growth over the same units."),
        count(
            "implied_units",
            "含推算单位数",
            "Units without a break whose year before is published or implied: the wider base.",
        ),
        money("implied_base_yuan", "含推算合计（元）", "Sum over the wider base, this year."),
        money("implied_base_prior_yuan", "含推算上年（元）", "Sum over the wider base, the year before."),
        percent("implied_base_growth_percent", "含推算增长（%）", "Growth over the wider base."),
        count("broken_units", "断点单位数", "Units left out because of a break."),
    ),
)

MART_PRIOR_YEAR_AGREEMENT = Table(
    name="mart_prior_year_agreement",
    layer="marts",
    zh="上年数核对",
    grain="One row per unit × report level × kind × measure × year stated by its own and by a later disclosure.",
    key=("unit_id", "report_level", "kind", "series_measure", "fiscal_year"),
    fields=(
        UNIT_ID,
        UNIT_NAME,
        LEVEL,
        KIND,
        YEAR,
        MEASURE,
        MEASURE_ZH,
        Field("disclosure_id", T.TEXT, "公开编号", "Disclosure of the year itself.", required=True),
        Field("later_disclosure_id", T.TEXT, "后一公开", "Disclosure that looks back.", required=True),
        Field("implied_by", T.TEXT, "推算依据", "table or narrative.", required=True),
        money("published_yuan", "公开数（元）", "As published for the year."),
        money("implied_yuan", "推算数（元）", "As the later disclosure has it."),
        money("difference_yuan", "差额（元）", "Implied minus published."),
        Field(
            "agrees",
            T.BOOLEAN,
            "一致",
            "Equal within 200 yuan: amount and change are both rounded to 0.01 万元.",
            required=True,
        ),
    ),
)

TABLES = (DIM_SERIES_BREAK, MART_SERIES, MART_LIKE_FOR_LIKE, MART_PRIOR_YEAR_AGREEMENT)
