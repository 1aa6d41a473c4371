-- 问题：项目历年预算的变化？
-- Question: Project budgets over the years?
-- 可信依据：代码相同为准，无代码则单位与名称相同（推断）。
-- Trust: Same code is exact; same unit and name is inferred.
select
    identified_by,
    year_count,
    count(*) as projects,
    min(first_year) as first_year,
    max(last_year) as last_year,
    sum(last_budget_yuan) as last_budget_yuan
from marts.dim_project
group by all
order by identified_by, year_count
