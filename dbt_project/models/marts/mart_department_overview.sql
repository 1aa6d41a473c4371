with tables as (
    select disclosure_id, count(*) as table_count
    from {{ ref('fct_table') }}
    group by disclosure_id
),
figures as (
    select disclosure_id, count(*) as figure_count
    from {{ ref('fct_line_item') }}
    group by disclosure_id
),
projects as (
    select disclosure_id, count(*) as project_count, sum(annual_budget_yuan) as project_sum_yuan
    from {{ ref('mart_project') }}
    where project_class = 'specific'
    group by disclosure_id
),
checks as (
    select
        disclosure_id,
        count(*) filter (where outcome = 'pass') as checks_passed,
        count(*) filter (where outcome = 'rounding') as checks_rounding,
        count(*) filter (where outcome = 'fail') as checks_failed,
        count(*) filter (where outcome in ('cannot_tell', 'error')) as checks_cannot_tell
    from {{ ref('fct_check_result') }}
    group by disclosure_id
),
findings as (
    select disclosure_id, count(*) as findings
    from {{ ref('fct_finding') }}
    group by disclosure_id
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
    headline.total_budget_yuan,
    headline.fiscal_appropriation_yuan,
    {{ percent_of('headline.fiscal_appropriation_yuan', 'headline.total_budget_yuan') }}
        as fiscal_appropriation_percent,
    headline.general_budget_yuan,
    headline.basic_expenditure_yuan,
    headline.project_expenditure_yuan,
    {{ percent_of('headline.project_expenditure_yuan', 'headline.total_budget_yuan') }} as project_percent,
    headline.personnel_expenditure_yuan,
    headline.operating_expenditure_yuan,
    headline.three_public_yuan,
    headline.overseas_travel_yuan,
    headline.official_vehicles_yuan,
    headline.official_reception_yuan,
    headline.procurement_yuan,
    headline.service_purchase_yuan,
    coalesce(projects.project_count, 0) as project_count,
    projects.project_sum_yuan::decimal(20, 2) as project_sum_yuan,
    staff.staff_in_post,
    {{ per_head('headline.personnel_expenditure_yuan', 'staff.staff_in_post') }} as personnel_per_head_yuan,
    coalesce(tables.table_count, 0) as table_count,
    coalesce(figures.figure_count, 0) as figure_count,
    coalesce(checks.checks_passed, 0) as checks_passed,
    coalesce(checks.checks_rounding, 0) as checks_rounding,
    coalesce(checks.checks_failed, 0) as checks_failed,
    coalesce(checks.checks_cannot_tell, 0) as checks_cannot_tell,
    coalesce(findings.findings, 0) as findings
from {{ ref('int_placed_disclosure') }} as disclosure
left join {{ ref('int_headline') }} as headline using (disclosure_id)
left join projects using (disclosure_id)
left join {{ ref('int_staff') }} as staff using (disclosure_id)
left join tables using (disclosure_id)
left join figures using (disclosure_id)
left join checks using (disclosure_id)
left join findings using (disclosure_id)
