-- 问题：项目按类别（人员、运转、特定目标）的比重？
-- Question: Projects by class: personnel, operation, specific?
-- 可信依据：类别取自项目代码；未印代码者为 unknown。
-- Trust: Class by the project code; unknown without one.
select
    fiscal_year,
    listed_in,
    project_class,
    count(distinct disclosure_id) as disclosures,
    count(*) as projects,
    sum(annual_budget_yuan) as annual_budget_yuan
from marts.mart_project
where is_counted and kind = 'budget'
group by all
order by fiscal_year, listed_in, project_class
