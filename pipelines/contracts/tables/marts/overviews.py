"""Tables ready for a dashboard: one question each, no joins needed."""

from __future__ import annotations

from pipelines.contracts.common import TABLE_TYPE
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables.conform import PROJECTS, TABLES_FOUND
from pipelines.contracts.tables.marts.fields import (
    DISCLOSURE,
    DIVISION,
    IS_COUNTED,
    TABLE_TYPE_ZH,
    borrowed,
    count,
    money,
    percent,
)

T = Type
PLACED = (*DISCLOSURE, *DIVISION, IS_COUNTED)

MART_DEPARTMENT_OVERVIEW = Table(
    name="mart_department_overview",
    layer="marts",
    zh="部门概览",
    grain="One row per disclosure.",
    key=("disclosure_id",),
    fields=(
        *PLACED,
        money("total_budget_yuan", "收支总计（元）", "Total expenditure, all funds (收支总表)."),
        money("fiscal_appropriation_yuan", "财政拨款支出（元）", "Total of fiscal appropriations."),
        percent("fiscal_appropriation_percent", "财政拨款占比（%）", "Fiscal appropriation / total."),
        money("general_budget_yuan", "一般公共预算支出（元）", "General public budget expenditure."),
        money("basic_expenditure_yuan", "基本支出（元）", "Basic expenditure, all funds."),
        money("project_expenditure_yuan", "项目支出（元）", "Project expenditure, all funds."),
        percent("project_percent", "项目支出占比（%）", "Project expenditure / total."),
        money(
            "personnel_expenditure_yuan",
            "人员经费（元）",
            "Personnel part of basic expenditure, general public budget.",
        ),
        money(
            "operating_expenditure_yuan",
            "公用经费（元）",
            "Operating part of basic expenditure, general public budget.",
        ),
        money("three_public_yuan", "“三公”经费（元）", "Three public expenses, total."),
        money("overseas_travel_yuan", "因公出国（境）费（元）", "Official overseas travel."),
        money(
            "official_vehicles_yuan",
            "公务用车购置及运行费（元）",
            "Official vehicles, purchase and operation.",
        ),
        money("official_reception_yuan", "公务接待费（元）", "Official reception."),
        money("procurement_yuan", "政府采购（元）", "Procurement, total."),
        money("service_purchase_yuan", "政府购买服务（元）", "Purchased services, total."),
        count("project_count", "项目数", "Projects of the specific kind (特定目标类) in the project table."),
        money("project_sum_yuan", "项目合计（元）", "Sum of those projects."),
        Field("staff_in_post", T.INTEGER, "在职人数", "Persons in post as stated.", unit="person"),
        money("personnel_per_head_yuan", "人均人员经费（元）", "Personnel expenditure / persons in post."),
        count("table_count", "表数", "Tables read."),
        count("figure_count", "数字数", "Figures read."),
        count("checks_passed", "勾稽通过", "Results that pass."),
        count("checks_rounding", "尾差", "Results explained by rounding."),
        count("checks_failed", "勾稽不符", "Results that fail."),
        count("checks_cannot_tell", "无法判断", "Results in doubt because of the reading."),
        count("findings", "发现", "Causes of failing results."),
    ),
)

MART_EXPENDITURE_BY_FUNCTION = Table(
    name="mart_expenditure_by_function",
    layer="marts",
    zh="按功能分类的支出",
    grain="One row per disclosure × functional code of the expenditure table (all funds); classes of the summary where"
    " that table is not by function.",
    key=("disclosure_id", "code"),
    fields=(
        *PLACED,
        Field(
            "table_type",
            T.TEXT,
            "来源表",
            "Table it was taken from: expenditure_detail, or income_expenditure_summary (classes only).",
            required=True,
            values=("expenditure_detail", "income_expenditure_summary"),
        ),
        Field("code", T.TEXT, "科目编码", "Functional code.", required=True),
        Field("name", T.TEXT, "科目名称", "Name as printed.", required=True),
        Field("standard_name", T.TEXT, "标准名称", "Name in the code list of that year.", required=True),
        Field("code_status", T.TEXT, "编码依据", "official, observed or inferred.", required=True),
        Field(
            "harmonised_code",
            T.TEXT,
            "可比编码",
            "Code used today where the whole old code became the new; else the code as printed.",
            required=True,
        ),
        Field("class_code", T.TEXT, "类编码", "Class of the harmonised code.", required=True),
        Field("class_name", T.TEXT, "类名称", "Name of the class that year.", required=True),
        Field(
            "code_break",
            T.TEXT,
            "编码断点",
            "What happened to the code this very year (reuse, split, merge, scope): not comparable with the last.",
        ),
        Field(
            "level", T.INTEGER, "层级", "1 class (类), 2 section (款), 3 item (项).", required=True, minimum=1
        ),
        Field("is_leaf", T.BOOLEAN, "末级行", "Leaves may be added up.", required=True),
        Field("is_opaque", T.BOOLEAN, "“其他”类", "A leaf ending in 99: 其他….", required=True),
        money("total_yuan", "合计（元）", "Total."),
        money("basic_yuan", "基本支出（元）", "Basic expenditure."),
        money("project_yuan", "项目支出（元）", "Project expenditure."),
        percent("share_percent", "占比（%）", "Share of the disclosure's total expenditure."),
        percent(
            "leaves_read_percent",
            "末级合计率（%）",
            "Sum of the disclosure's leaves / total its table prints: below 100 rows were not read.",
        ),
    ),
)

MART_THREE_PUBLIC = Table(
    name="mart_three_public",
    layer="marts",
    zh="“三公”经费",
    grain="One row per disclosure × amount year of the three-public table.",
    key=("disclosure_id", "amount_year"),
    fields=(
        *PLACED,
        Field("amount_year", T.INTEGER, "金额年度", "Year the amounts are for.", required=True),
        money("three_public_yuan", "合计（元）", "Total."),
        money("overseas_travel_yuan", "因公出国（境）费（元）", "Official overseas travel."),
        money("official_vehicles_yuan", "公务用车购置及运行费（元）", "Vehicles, total."),
        money("vehicle_purchase_yuan", "公务用车购置费（元）", "Vehicle purchase."),
        money("vehicle_operation_yuan", "公务用车运行费（元）", "Vehicle operation."),
        money("official_reception_yuan", "公务接待费（元）", "Reception."),
        Field("staff_in_post", T.INTEGER, "在职人数", "Persons in post as stated.", unit="person"),
        money("per_head_yuan", "人均（元）", "Total / persons in post."),
    ),
)

MART_PROJECT = Table(
    name="mart_project",
    layer="marts",
    zh="项目一览",
    grain="One row per disclosure × project of the project table.",
    key=("disclosure_id", "project_code", "project_name"),
    fields=(
        *PLACED,
        Field(
            "project_code",
            T.TEXT,
            "项目代码",
            "21-character code; empty when none is printed.",
            required=True,
        ),
        *borrowed(PROJECTS, "project_name", "project_class", "code_year", "executing_unit"),
        money("annual_budget_yuan", "当年预算（元）", "Budget of the year in the project table."),
        money("form_annual_budget_yuan", "申报表当年预算（元）", "Same in the project's application form."),
        money("form_total_budget_yuan", "申报表总预算（元）", "Whole-life budget in the application form."),
        Field("is_continuing", T.BOOLEAN, "持续性项目", "Ticked in the form."),
        Field(
            "listed_in",
            T.TEXT,
            "列于",
            "project_table, or form where the disclosure has no project table.",
            required=True,
            values=("project_table", "form"),
        ),
        Field(
            "matched_by",
            T.TEXT,
            "匹配方式",
            "How the form was found.",
            required=True,
            values=("code", "name", "none"),
        ),
        count("indicator_count", "绩效指标数", "Performance indicators of the form."),
        percent("share_percent", "占项目比（%）", "Share of all projects of the disclosure."),
    ),
)

MART_TABLE_COUNTS = Table(
    name="mart_table_counts",
    layer="marts",
    zh="表与行数",
    grain="One row per table of a disclosure, in printed order.",
    key=("disclosure_id", "table_index", "document_id"),
    fields=(
        *DISCLOSURE,
        TABLES_FOUND.field("document_id"),
        TABLES_FOUND.field("table_index"),
        TABLE_TYPE,
        TABLE_TYPE_ZH,
        *borrowed(TABLES_FOUND, "title", "first_page", "last_page", "money_unit", "row_count"),
        count("figure_count", "数字数", "Figures."),
        money(
            "total_yuan", "合计（元）", "The table's grand total in its main measure; null when it has none."
        ),
        *borrowed(TABLES_FOUND, "is_empty", "empty_note", "repaired_rows", "cells_failed", "coverage"),
    ),
)

TABLES = (
    MART_DEPARTMENT_OVERVIEW,
    MART_EXPENDITURE_BY_FUNCTION,
    MART_THREE_PUBLIC,
    MART_PROJECT,
    MART_TABLE_COUNTS,
)
