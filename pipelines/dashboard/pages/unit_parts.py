"""The sections of a unit's page below its headline figures.

Belongs here: one question per section. Does not: layout, the headline figures (see `unit`).
Every function answers with no rows where the release lacks the mart: the page then says so.
"""

from __future__ import annotations

from typing import Any, Final

from pipelines.dashboard.source import Row, Source

MOST_PROJECTS: Final = 40
MOST_PURCHASES: Final = 25

_FUNCTIONS: Final = """
with printed as (
    select *
    from fct_line_item
    where disclosure_id = ? and table_type in ('expenditure_detail', 'general_budget_expenditure')
        and measure = 'total' and code_scheme = 'function' and code is not null
        and coalesce(amount_year, fiscal_year) is not distinct from fiscal_year and amount_yuan is not null
)
select
    table_type,
    code,
    min_by(row_label, row_number) as name,
    greatest(1, (length(code) - 1) // 2) as level,
    sum(amount_yuan)::decimal(20, 2) as amount_yuan,
    count(*) as printed,
    any_value(line_id) as line_id, any_value(document_id) as document_id, any_value(page) as page
from printed
where table_type = (select table_type from printed order by table_type <> 'expenditure_detail' limit 1)
group by table_type, code
order by code
"""
_PROJECTS: Final = """
select
    project_key, project_code, project_name, project_class, annual_budget_yuan, total_budget_yuan,
    is_continuing, start_year, end_year, annual_goal, executing_unit,
    annual_budget_line_id as line_id, document_id, page, bbox,
    count(*) over () as whole
from fct_project
where disclosure_id = ? and table_type <> 'overall_performance' and coalesce(project_name, '') <> ''
order by annual_budget_yuan desc nulls last, project_name
limit ?
"""
# A row whose name is a total is none of the purchases it adds up.
_IS_PURCHASE: Final = """
amount_yuan is not null and not regexp_matches(
    coalesce(catalogue_name, '') || coalesce(project_name, ''), '^\\s*(合|小|总)\\s*计\\s*$'
)
"""
_PURCHASES: Final = f"""
select
    procurement_key, project_name, catalogue_code, catalogue_name, category, amount_yuan,
    table_type, line_id, document_id, page, count(*) over () as whole
from fct_procurement
where disclosure_id = ? and {_IS_PURCHASE}
order by amount_yuan desc, procurement_key
limit ?
"""  # noqa: S608 - a text of this module
_CATEGORIES: Final = f"""
select category, sum(amount_yuan)::decimal(20, 2) as amount_yuan, count(*) as purchases
from fct_procurement
where disclosure_id = ? and table_type = 'procurement' and {_IS_PURCHASE}
group by category
order by amount_yuan desc
"""  # noqa: S608 - a text of this module
_INDICATORS: Final = """
select
    coalesce(nullif(level1, ''), '—') as level1,
    count(*) as indicators,
    count(*) filter (where target_value is not null) as quantified
from fct_performance_indicator
where disclosure_id = ?
group by 1
order by 2 desc
"""
_INDICATOR_EXAMPLES: Final = """
select
    indicator_key, project_name, level1, level2, indicator_name, target_text, document_id, page
from fct_performance_indicator
where disclosure_id = ? and coalesce(target_text, '') <> ''
order by target_value is null, indicator_key
limit 8
"""
_STAFF: Final = """
select headcount_key, fiscal_year, kind, status, label, count, sentence, document_id, page
from fct_headcount
where list_contains(?, disclosure_id)
order by fiscal_year, headcount_key
"""
_FINDINGS: Final = """
select finding_id, disclosure_id, fiscal_year, kind, severity, result_count, message_zh, message_en
from fct_finding
where list_contains(?, disclosure_id)
order by
    fiscal_year desc nulls last,
    case severity when 'error' then 0 when 'warning' then 1 else 2 end,
    finding_id
"""
_DOCUMENTS: Final = """
select
    document.document_id, document.file_name, document.page_count, document.method, document.source_url,
    document.fetched_at, disclosure.fiscal_year, disclosure.kind, disclosure.report_level
from dim_document as document
inner join dim_disclosure as disclosure using (disclosure_id)
where list_contains(?, disclosure_id)
order by disclosure.fiscal_year desc nulls last, document.file_name
"""
_SERIES: Final = """
select
    series.disclosure_id, series.series_measure, series.published_yuan as amount_yuan, series.is_break,
    line.line_id, line.document_id, line.page
from mart_series as series
left join fct_line_item as line
    on series.disclosure_id = line.disclosure_id and series.line_id = line.line_id
where series.unit_id = ? and series.disclosure_id is not null
"""
_BREAKS: Final = """
select
    fiscal_year, series_measure as measure, series_measure_zh as measure_zh,
    break_reasons_zh, break_reasons_en
from mart_series
where unit_id = ? and is_break
group by all
order by fiscal_year, series_measure
"""
_THREE_PUBLIC: Final = """
select fiscal_year, measure, measure_zh as name, budget_yuan, final_yuan, execution_percent, budget_basis
from mart_three_public_execution
where unit_id = ? and (budget_yuan is not null or final_yuan is not null)
order by fiscal_year desc, measure = 'three_public_total' desc, measure
"""
_EXECUTION: Final = """
select fiscal_year, code, name, level, budget_yuan, final_yuan, execution_percent, budget_basis
from mart_budget_execution
where unit_id = ? and budget_yuan is not null and final_yuan is not null
order by fiscal_year desc, code = 'total' desc, code
limit 60
"""
_PER_HEAD: Final = """
select disclosure_id, staff_in_post, personnel_per_head_yuan, operating_per_head_yuan,
    three_public_per_head_yuan, agency_operating_per_head_yuan, vehicles, operation_per_vehicle_yuan
from mart_per_head
where list_contains(?, disclosure_id)
"""
_COVERAGE: Final = """
select fiscal_year, kind, table_type, table_type_zh, obligation, state
from fct_coverage
where unit_id = ?
order by fiscal_year desc nulls last, kind, table_type
"""


def functions(source: Source, disclosure_id: str) -> list[Row]:
    """Expenditure by functional code as printed; a code printed once per unit of a department is added up.

    Where the table of all expenditure has no functional codes (Jiangsu), that of the general public
    budget stands in: `table_type` says which.
    """
    rows = source.rows(_FUNCTIONS, disclosure_id) if source.has("fct_line_item") else []
    largest = max((r["amount_yuan"] for r in rows), default=None)
    for row in rows:
        row["bar"] = float(row["amount_yuan"] * 100 / largest) if largest and row["amount_yuan"] > 0 else 0.0
        if row["printed"] > 1:
            row["line_id"] = None
    return rows


def projects(source: Source, disclosure_id: str) -> list[Row]:
    """The largest projects; `whole` is how many there are."""
    return source.rows(_PROJECTS, disclosure_id, MOST_PROJECTS) if source.has("fct_project") else []


def procurement(source: Source, disclosure_id: str) -> dict[str, list[Row]]:
    """The largest purchases, and sums by category."""
    if not source.has("fct_procurement"):
        return {"purchases": [], "categories": []}
    return {
        "purchases": source.rows(_PURCHASES, disclosure_id, MOST_PURCHASES),
        "categories": source.rows(_CATEGORIES, disclosure_id),
    }


def indicators(source: Source, disclosure_id: str) -> dict[str, list[Row]]:
    """Performance indicators by level, and some of them."""
    if not source.has("fct_performance_indicator"):
        return {"levels": [], "examples": []}
    return {
        "levels": source.rows(_INDICATORS, disclosure_id),
        "examples": source.rows(_INDICATOR_EXAMPLES, disclosure_id),
    }


def staff(source: Source, disclosure_ids: list[str]) -> list[Row]:
    """Heads as the narrative states them."""
    return source.rows(_STAFF, disclosure_ids) if source.has("fct_headcount") else []


def findings(source: Source, disclosure_ids: list[str]) -> list[Row]:
    """What the rules found, newest year and worst first."""
    return source.rows(_FINDINGS, disclosure_ids) if source.has("fct_finding") else []


def documents(source: Source, disclosure_ids: list[str]) -> list[Row]:
    """The files behind the figures."""
    return source.rows(_DOCUMENTS, disclosure_ids) if source.has("dim_document") else []


def coverage(source: Source, unit_id: str) -> list[dict[str, Any]]:
    """Tables that ought to be there, one entry per year and kind with its tables."""
    periods: dict[tuple[Any, Any], list[Row]] = {}
    for row in source.rows(_COVERAGE, unit_id) if source.has("fct_coverage") else []:
        periods.setdefault((row["fiscal_year"], row["kind"]), []).append(row)
    return [{"fiscal_year": year, "kind": kind, "tables": rows} for (year, kind), rows in periods.items()]


def executions(source: Source, unit_id: str) -> dict[str, list[Row]]:
    """Final accounts against budgets, as the warehouse matched them: three public, and by function."""
    has_three_public = source.has("mart_three_public_execution", "execution_percent", "measure_zh")
    has_functions = source.has("mart_budget_execution", "execution_percent", "code")
    return {
        "three_public": source.rows(_THREE_PUBLIC, unit_id) if has_three_public else [],
        "functions": source.rows(_EXECUTION, unit_id) if has_functions else [],
    }


def per_head(source: Source, disclosure_ids: list[str]) -> dict[str, Row]:
    """Disclosure → amounts per person in post and per vehicle, where the narrative states how many."""
    if not source.has("mart_per_head", "operation_per_vehicle_yuan", "three_public_per_head_yuan"):
        return {}
    return {r["disclosure_id"]: r for r in source.rows(_PER_HEAD, disclosure_ids)}


def series(source: Source, unit_id: str) -> dict[tuple[str, str], Row]:
    """(disclosure, series measure) → what it publishes, and whether a break lies to the year before."""
    if not source.has("mart_series", "series_measure", "is_break", "published_yuan", "line_id"):
        return {}
    rows = source.rows(_SERIES, unit_id) if source.has("fct_line_item") else []
    return {(r["disclosure_id"], r["series_measure"]): r for r in rows}


def series_notes(source: Source, unit_id: str) -> list[Row]:
    """Recorded breaks of the unit's series and their reasons, where the release has a register of them."""
    if not source.has("mart_series", "series_measure", "is_break", "break_reasons_en"):
        return []
    return source.rows(_BREAKS, unit_id)
