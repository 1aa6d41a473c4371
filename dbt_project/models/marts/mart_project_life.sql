-- One project over the years: by its printed code, which keeps the year it was set up in; else by unit and name.
with project as (
    select
        case
            when project_code <> '' then project_code
            else unit_id || '|' || {{ name_key('project_name') }}
        end as project_id,
        *
    from {{ ref('mart_project') }}
    where fiscal_year is not null and kind <> 'unknown'
),
yearly as (
    -- Budgets only: final accounts of a project are another measure.
    select
        project_id,
        disclosure_id,
        min_by(project_code, project_name) as project_code,
        min(project_name) as project_name,
        min(project_class) as project_class,
        min(code_year) as code_year,
        sum(annual_budget_yuan) as annual_budget_yuan,
        max(form_total_budget_yuan) as total_budget_yuan
    from project
    where kind = 'budget'
    group by project_id, disclosure_id
),
placed as (
    select
        {{ placed() }},
        yearly.* exclude (disclosure_id)
    from yearly
    inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
)
select
    placed.project_id,
    placed.disclosure_id,
    placed.unit_id,
    placed.unit_name,
    placed.fiscal_year,
    placed.kind,
    placed.report_level,
    placed.division_code,
    placed.division_name,
    placed.is_counted,
    nullif(placed.project_code, '') as project_code,
    placed.project_name,
    placed.project_class,
    placed.code_year,
    placed.code_year = placed.fiscal_year as is_new,
    placed.annual_budget_yuan::decimal(20, 2) as annual_budget_yuan,
    last_year.annual_budget_yuan::decimal(20, 2) as previous_budget_yuan,
    {{ percent_of('placed.annual_budget_yuan - last_year.annual_budget_yuan', 'last_year.annual_budget_yuan') }}
        as budget_growth_percent,
    placed.total_budget_yuan
from placed
left join placed as last_year
    on placed.project_id = last_year.project_id
    and placed.unit_id = last_year.unit_id
    and placed.report_level = last_year.report_level
    and placed.fiscal_year - 1 = last_year.fiscal_year
