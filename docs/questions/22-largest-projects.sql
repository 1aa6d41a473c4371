-- 问题：最大的项目：新增还是延续？
-- Question: The largest projects, new or continuing?
-- 可信依据：新增与否看项目代码内的年度；未印代码者不知。
-- Trust: New or not by the year inside the project code; unknown without a code.
select
    fiscal_year,
    case when is_new then 'new' when not is_new then 'continuing' else 'unknown' end as novelty,
    count(*) as projects,
    sum(annual_budget_yuan) as annual_budget_yuan,
    max(annual_budget_yuan) as largest_yuan
from marts.mart_project_life
where is_counted
group by all
order by fiscal_year, novelty
