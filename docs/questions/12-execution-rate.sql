-- 问题：预算执行率（按单位、科目、年度）？
-- Question: Budget execution rate by unit, item and year?
-- 可信依据：需同一单位同年的预算与决算；没有公开预算数的项目标为 no_budget，不臆测。
-- Trust: Needs budget and final accounts of one unit and year; items without any published budget say so.
select
    fiscal_year,
    budget_basis,
    state,
    count(distinct unit_id) as units,
    count(*) as items,
    sum(budget_yuan) as budget_yuan,
    sum(final_yuan) as final_yuan,
    round(100.0 * sum(final_yuan) / sum(budget_yuan), 2) as execution_percent
from marts.mart_budget_execution
where is_counted and is_leaf
group by all
order by fiscal_year, state
