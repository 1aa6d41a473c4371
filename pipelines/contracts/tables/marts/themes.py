"""Marts by theme: income, economic classes, staff, information technology, projects, purchases, indicators.

Belongs here: tables of one theme, wide enough for a chart. Does not: comparisons (see `series`, `execution`).
"""

from __future__ import annotations

from pipelines.contracts.common import TABLE_TYPES
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables.conform import PROCUREMENTS, PROJECTS
from pipelines.contracts.tables.marts.fields import (
    DISCLOSURE,
    DIVISION,
    IS_COUNTED,
    borrowed,
    count,
    money,
    percent,
)

T = Type
PLACED = (*DISCLOSURE, *DIVISION, IS_COUNTED)

MART_INCOME_SOURCE = Table(
    name="mart_income_source",
    layer="marts",
    zh="收入来源",
    grain="One row per disclosure × source of current-year income.",
    key=("disclosure_id", "income_source"),
    fields=(
        *PLACED,
        Field("unit_type", T.TEXT, "单位性质", "From the register; null when it is not in it."),
        Field("income_source", T.TEXT, "收入来源", "Source.", required=True),
        Field("income_source_zh", T.TEXT, "收入来源名称", "Chinese label.", required=True),
        Field(
            "is_internal_transfer",
            T.BOOLEAN,
            "内部往来",
            "Comes from the superior or from affiliated units.",
            required=True,
        ),
        money("amount_yuan", "金额（元）", "Amount."),
        percent("share_percent", "占比（%）", "Share of current-year income."),
        Field("read_from", T.TEXT, "取自", "Table it is read from.", required=True, values=TABLE_TYPES),
    ),
)

MART_EXPENDITURE_BY_ECONOMIC = Table(
    name="mart_expenditure_by_economic",
    layer="marts",
    zh="按经济分类的支出",
    grain="One row per disclosure × scope × departmental economic code. Add up leaves of one scope only.",
    key=("disclosure_id", "scope", "code"),
    fields=(
        *PLACED,
        Field(
            "scope",
            T.TEXT,
            "口径",
            "general_budget_basic (一般公共预算基本支出), general_budget (一般公共预算), all_funds (全部支出).",
            required=True,
            values=("general_budget_basic", "general_budget", "all_funds"),
        ),
        Field("code", T.TEXT, "科目编码", "Departmental economic code.", required=True),
        Field("name", T.TEXT, "科目名称", "Name as printed, else of the code list.", required=True),
        Field("level", T.INTEGER, "层级", "1 class (类), 2 section (款).", required=True, minimum=1),
        Field("is_leaf", T.BOOLEAN, "末级", "Leaves may be added up.", required=True),
        Field(
            "topic",
            T.TEXT,
            "专题",
            "opaque (其他), outsourcing, retirement, meeting, training, information, …; null for none.",
        ),
        Field("topic_zh", T.TEXT, "专题名称", "Chinese label."),
        money("amount_yuan", "金额（元）", "Amount."),
        money("scope_total_yuan", "口径合计（元）", "Sum of the leaves of the scope."),
        percent("share_percent", "占比（%）", "Share of that sum."),
    ),
)

MART_PER_HEAD = Table(
    name="mart_per_head",
    layer="marts",
    zh="人均与车均",
    grain="One row per disclosure; null where the narrative states no number of persons or vehicles.",
    key=("disclosure_id",),
    fields=(
        *PLACED,
        Field("unit_type", T.TEXT, "单位性质", "From the register; null when it is not in it."),
        Field("staff_in_post", T.INTEGER, "在职人数", "Persons in post.", unit="person"),
        Field("staff_authorised", T.INTEGER, "编制人数", "Authorised posts.", unit="person"),
        Field("staff_contract", T.INTEGER, "编外人数", "Contract or agency staff.", unit="person"),
        Field("staff_retired", T.INTEGER, "离退休人数", "Retired.", unit="person"),
        Field("vehicles", T.INTEGER, "车辆数", "Vehicles the narrative states.", unit="vehicle"),
        money("personnel_yuan", "人员经费（元）", "Personnel expenditure."),
        money("operating_yuan", "公用经费（元）", "Operating expenditure."),
        money("three_public_yuan", "“三公”经费（元）", "Three public expenses."),
        money("vehicle_operation_yuan", "公车运行费（元）", "Vehicle operation."),
        money("agency_operating_cost_yuan", "机关运行经费（元）", "Agency operating cost."),
        money("personnel_per_head_yuan", "人均人员经费（元）", "Per person in post."),
        money("operating_per_head_yuan", "人均公用经费（元）", "Per person in post."),
        money("three_public_per_head_yuan", "人均“三公”（元）", "Per person in post."),
        money("agency_operating_per_head_yuan", "人均机关运行经费（元）", "Per person in post."),
        money("operation_per_vehicle_yuan", "车均运行费（元）", "Per vehicle."),
    ),
)

MART_INFORMATION_SPENDING = Table(
    name="mart_information_spending",
    layer="marts",
    zh="信息化支出",
    grain="One row per disclosure × channel × item. Channels overlap: never add them up.",
    key=("disclosure_id", "channel", "item_key"),
    fields=(
        *PLACED,
        Field(
            "channel",
            T.TEXT,
            "途径",
            "economic (31007, 309xx), purchase (C16… and named purchases), project (by words in the name).",
            required=True,
            values=("economic", "purchase", "project"),
        ),
        Field("item_key", T.TEXT, "细项键", "Code, purchase or project.", required=True),
        Field("name", T.TEXT, "名称", "Name as printed.", required=True),
        Field("found_by", T.TEXT, "识别方式", "code or words.", required=True, values=("code", "words")),
        money("amount_yuan", "金额（元）", "Amount."),
    ),
)

MART_PROJECT_LIFE = Table(
    name="mart_project_life",
    layer="marts",
    zh="项目历年预算",
    grain="One row per project × budget it is disclosed in.",
    key=("project_id", "disclosure_id"),
    fields=(
        Field("project_id", T.TEXT, "项目编号", "See dim_project.", required=True),
        *PLACED,
        *borrowed(PROJECTS, "project_code", "project_name", "project_class", "code_year"),
        Field("is_new", T.BOOLEAN, "新增项目", "Code year is the fiscal year; null when no code is printed."),
        money("annual_budget_yuan", "当年预算（元）", "Budget of the year."),
        money("previous_budget_yuan", "上年预算（元）", "Budget of the year before, same project."),
        percent("budget_growth_percent", "预算增长（%）", "Against the year before."),
        money("total_budget_yuan", "总预算（元）", "Whole-life budget in the form."),
    ),
)

MART_PURCHASE = Table(
    name="mart_purchase",
    layer="marts",
    zh="采购与购买服务明细",
    grain="One row per detail row of a procurement or purchased-services table.",
    key=("procurement_key",),
    fields=(
        *borrowed(PROCUREMENTS, "procurement_key"),
        *PLACED,
        Field("table_type", T.TEXT, "表类型", "procurement or service_purchase.", required=True),
        *borrowed(PROCUREMENTS, "project_name", "catalogue_code", "catalogue_name"),
        Field("catalogue_official_name", T.TEXT, "品目官方名称", "Name in the 2022 catalogue; null if none."),
        Field("catalogue_group", T.TEXT, "品目大类", "Upper group of the catalogue."),
        *borrowed(PROCUREMENTS, "category", "function_code", "economic_code", "fund_source"),
        money("amount_yuan", "金额（元）", "Amount."),
        money("sme_reserved_yuan", "面向中小企业（元）", "Reserved to small and medium enterprises."),
        money("micro_reserved_yuan", "面向小微企业（元）", "Reserved to small and micro enterprises."),
        money(
            "project_budget_yuan", "项目预算（元）", "Budget of the project of that name; null if unmatched."
        ),
        *borrowed(PROCUREMENTS, "line_id"),
    ),
)

MART_INDICATOR = Table(
    name="mart_indicator",
    layer="marts",
    zh="绩效指标质量",
    grain="One row per disclosure × project (or overall form) with performance indicators.",
    key=("disclosure_id", "table_type", "project_name"),
    fields=(
        *PLACED,
        Field("table_type", T.TEXT, "表类型", "performance_target or overall_performance.", required=True),
        Field("project_name", T.TEXT, "项目名称", "Empty for the department's own form.", required=True),
        count("indicator_count", "指标数", "Indicators."),
        count("quantified_count", "量化指标数", "Indicators with a numeric target."),
        percent("quantified_percent", "量化比例（%）", "Quantified / all."),
        Field("has_satisfaction", T.BOOLEAN, "有满意度指标", "An indicator of satisfaction.", required=True),
        Field("has_weight", T.BOOLEAN, "有权重", "Weights are printed.", required=True),
        count("copied_count", "与上年相同", "Indicators with the same name and target as the year before."),
        Field(
            "is_copied",
            T.BOOLEAN,
            "照抄上年",
            "All of them are the same; null when the year before has no such form.",
        ),
        money("annual_budget_yuan", "当年预算（元）", "Budget of the project."),
        money("previous_budget_yuan", "上年预算（元）", "Budget of the year before."),
        percent("budget_growth_percent", "预算增长（%）", "Against the year before."),
        Field(
            "is_money_up_goals_same",
            T.BOOLEAN,
            "目标不变而预算增三成",
            "Targets equal, budget up 30 % or more; null when it cannot be told.",
        ),
    ),
)

TABLES = (
    MART_INCOME_SOURCE,
    MART_EXPENDITURE_BY_ECONOMIC,
    MART_PER_HEAD,
    MART_INFORMATION_SPENDING,
    MART_PROJECT_LIFE,
    MART_PURCHASE,
    MART_INDICATOR,
)
