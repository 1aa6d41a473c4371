{{ config(materialized='incremental') }}
-- Projects of the project table, each with its application form where there is one: found by code, else by name.
-- A disclosure without a project table lists the projects its forms are for.
with listed as (
    select
        *,
        {{ name_key('project_name') }} as name_key
    from {{ ref('int_listed_project') }}
),
indicators as (
    select document_id, table_index, count(*) as indicator_count
    from {{ ref('int_performance_indicator') }}
    group by document_id, table_index
),
form as (
    select
        project.*,
        {{ name_key('project.project_name') }} as name_key,
        coalesce(indicators.indicator_count, 0) as indicator_count
    from {{ ref('int_project') }} as project
    left join indicators using (document_id, table_index)
    where project.found_table_type = 'performance_target'
),
matched as (
    select
        listed.*,
        form.annual_budget_yuan as form_annual_budget_yuan,
        form.total_budget_yuan as form_total_budget_yuan,
        form.is_continuing,
        form.indicator_count,
        form.executing_unit as form_executing_unit,
        form.code_year as form_code_year,
        form.project_code as form_project_code,
        case
            when form.project_key is null then 'none'
            when form.project_code = listed.project_code then 'code'
            else 'name'
        end as matched_by,
        row_number() over (
            partition by listed.disclosure_id, listed.project_code, listed.project_name
            order by (form.project_code = listed.project_code) desc nulls last, form.table_index, form.project_key
        ) as choice
    from listed
    left join form
        on listed.disclosure_id = form.disclosure_id
        and (listed.project_code = form.project_code or listed.name_key = form.name_key)
)
select
    disclosure.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level,
    disclosure.division_code,
    disclosure.division_name,
    disclosure.is_counted,
    matched.project_code,
    matched.project_name,
    matched.project_class,
    coalesce(matched.code_year, matched.form_code_year) as code_year,
    coalesce(matched.executing_unit, matched.form_executing_unit) as executing_unit,
    matched.annual_budget_yuan::decimal(20, 2) as annual_budget_yuan,
    matched.form_annual_budget_yuan,
    matched.form_total_budget_yuan,
    matched.is_continuing,
    matched.listed_in,
    matched.matched_by,
    coalesce(matched.indicator_count, 0) as indicator_count,
    {{ percent_of(
        'matched.annual_budget_yuan', 'sum(matched.annual_budget_yuan) over (partition by matched.disclosure_id)'
    ) }} as share_percent
from matched
inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
where matched.choice = 1
