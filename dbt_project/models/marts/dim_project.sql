select
    project_id,
    max(project_code) as project_code,
    max_by(project_name, (fiscal_year, disclosure_id)) as project_name,
    max_by(unit_id, (fiscal_year, disclosure_id)) as unit_id,
    max_by(unit_name, (fiscal_year, disclosure_id)) as unit_name,
    max_by(project_class, (fiscal_year, disclosure_id)) as project_class,
    min(code_year) as code_year,
    min(fiscal_year) as first_year,
    max(fiscal_year) as last_year,
    count(distinct fiscal_year) as year_count,
    count(distinct project_name) as name_count,
    max_by(annual_budget_yuan, (fiscal_year, disclosure_id)) as last_budget_yuan,
    case when max(project_code) is not null then 'code' else 'name' end as identified_by
from {{ ref('mart_project_life') }}
group by project_id
