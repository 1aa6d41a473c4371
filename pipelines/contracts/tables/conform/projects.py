"""Projects, their items, their performance indicators."""

from __future__ import annotations

from pipelines.contracts.common import DOCUMENT_ID, MONEY_UNITS, QUALITIES, SPOT, TABLE_INDEX, TABLE_TYPE
from pipelines.contracts.model import Field, Table, Type

T = Type
PROJECTS = Table(
    name="projects",
    layer="conform",
    zh="项目",
    grain="One row per project × table that states it.",
    key=("project_key",),
    fields=(
        Field("project_key", T.TEXT, "项目键", "Document, table and row.", required=True),
        DOCUMENT_ID,
        TABLE_INDEX,
        TABLE_TYPE,
        Field(
            "project_code",
            T.TEXT,
            "项目代码",
            "21 characters: division, year, department, R|Y|T, serial; split codes joined.",
        ),
        Field("project_name", T.TEXT, "项目名称", "Name as printed.", required=True),
        Field(
            "project_class",
            T.TEXT,
            "项目类型",
            "personnel (R), operation (Y), specific (T).",
            values=("personnel", "operation", "specific", "unknown"),
            required=True,
        ),
        Field("code_year", T.INTEGER, "立项年度", "Year part of the code."),
        Field("is_continuing", T.BOOLEAN, "持续性项目", "Box ticked in the form."),
        Field("department_name", T.TEXT, "主管部门", "Department in charge."),
        Field("executing_unit", T.TEXT, "执行单位", "Unit that carries it out."),
        Field("start_year", T.INTEGER, "起始年度", "First year."),
        Field("end_year", T.INTEGER, "终止年度", "Last year."),
        Field("reported_on", T.TEXT, "申报日期", "Date printed on the form."),
        Field("basis", T.TEXT, "立项依据", "Legal or factual basis."),
        Field("plan", T.TEXT, "实施方案", "Plan."),
        Field("change_explanation", T.TEXT, "预算变动情况", "How the budget moved over the last years."),
        Field("total_budget_yuan", T.MONEY, "项目总预算（元）", "Whole life budget.", unit="yuan"),
        Field("annual_budget_yuan", T.MONEY, "当年预算（元）", "Budget of the fiscal year.", unit="yuan"),
        Field(
            "general_budget_yuan",
            T.MONEY,
            "一般公共预算（元）",
            "Paid from general public budget, current year's and carry-over.",
            unit="yuan",
        ),
        Field("unit_funds_yuan", T.MONEY, "单位资金（元）", "Paid from the unit's own funds.", unit="yuan"),
        Field(
            "money_unit", T.TEXT, "金额单位", "Unit of money as printed.", required=True, values=MONEY_UNITS
        ),
        Field("long_term_goal", T.TEXT, "长期绩效目标", "Goal text."),
        Field("annual_goal", T.TEXT, "年度绩效目标", "Goal text."),
        Field("annual_budget_line_id", T.TEXT, "当年预算行编号", "Line of the annual budget."),
        *SPOT,
    ),
)

PROJECT_ITEMS = Table(
    name="project_items",
    layer="conform",
    zh="项目明细",
    grain="One row per printed cost item or procurement item of a project form.",
    key=("item_key",),
    fields=(
        Field("item_key", T.TEXT, "明细键", "Document, table and row.", required=True),
        DOCUMENT_ID,
        TABLE_INDEX,
        Field("project_code", T.TEXT, "项目代码", "Code of the form."),
        Field("project_name", T.TEXT, "项目名称", "Name of the form.", required=True),
        Field(
            "item_kind",
            T.TEXT,
            "明细种类",
            "Cost estimate (支出明细测算) or procurement (项目采购).",
            required=True,
            values=("cost", "procurement"),
        ),
        Field("item_name", T.TEXT, "明细名称", "Activity or article.", required=True),
        Field("description", T.TEXT, "内容表述", "What it is for."),
        Field("economic_text", T.TEXT, "支出经济分类", "Economic class as printed."),
        Field("quantity_text", T.TEXT, "数量", "Quantity as printed."),
        Field("amount_yuan", T.MONEY, "金额（元）", "Amount.", unit="yuan"),
        Field("basis", T.TEXT, "测算依据", "How it was estimated."),
        Field("line_id", T.TEXT, "行编号", "Line of the amount."),
        *SPOT,
    ),
)

INDICATORS = Table(
    name="indicators",
    layer="conform",
    zh="绩效指标",
    grain="One row per performance indicator of a project form or the overall form.",
    key=("indicator_key",),
    fields=(
        Field("indicator_key", T.TEXT, "指标键", "Document, table and row.", required=True),
        DOCUMENT_ID,
        TABLE_INDEX,
        TABLE_TYPE,
        Field("project_code", T.TEXT, "项目代码", "Code of the form; null on the overall form."),
        Field(
            "project_name",
            T.TEXT,
            "项目名称",
            "Project, or the goal text on the overall form.",
            required=True,
        ),
        Field(
            "horizon", T.TEXT, "期限", "Long-term or annual.", required=True, values=("long_term", "annual")
        ),
        Field("goal", T.TEXT, "目标", "Goal the indicator serves.", required=True),
        Field(
            "level1",
            T.TEXT,
            "一级指标",
            "cost, output, benefit, satisfaction (成本/产出/效益/满意度).",
            required=True,
            values=("cost", "output", "benefit", "satisfaction", "unknown"),
        ),
        Field(
            "level2", T.TEXT, "二级指标", "Second level as printed, repaired by dictionary.", required=True
        ),
        Field("indicator_name", T.TEXT, "三级指标", "Indicator.", required=True),
        Field("target_text", T.TEXT, "指标值", "Target of the year (or long-term).", required=True),
        Field("comparator", T.TEXT, "比较符", "≥, ≤, =, > or < where the target states one."),
        Field("target_value", T.NUMBER, "指标值（数）", "Number in the target; null for a described one."),
        Field("measure_unit", T.TEXT, "计量单位", "Unit of measure of the number, as printed."),
        Field("weight", T.NUMBER, "权重", "Weight or full score of the indicator."),
        Field("actual_text", T.TEXT, "实际完成值", "What was achieved; self-evaluations state it."),
        Field("prior_year_text", T.TEXT, "上年", "Value of the year before; null when not asked."),
        Field("two_years_ago_text", T.TEXT, "前年", "Value two years before; null when not asked."),
        Field("basis", T.TEXT, "确定依据", "Basis of the target.", required=True),
        Field(
            "quality",
            T.TEXT,
            "质量",
            "exact, or inferred when a level was restored.",
            required=True,
            values=QUALITIES,
        ),
        *SPOT,
    ),
)
