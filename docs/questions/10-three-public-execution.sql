-- 问题：“三公”经费预算与决算对比？
-- Question: Three public expenses, planned against spent?
-- 可信依据：预算数来自当年预算公开，缺则决算表内的预算数列。
-- Trust: Planned: the unit's own budget, else the budget column of the final accounts.
select
    measure_zh,
    fiscal_year,
    budget_basis,
    count(*) as rows_compared,
    sum(budget_yuan) as budget_yuan,
    sum(final_yuan) as final_yuan,
    round(100.0 * sum(final_yuan) / sum(budget_yuan) filter (where final_yuan is not null), 2) as execution_percent
from marts.mart_three_public_execution
where is_counted
group by all
order by measure_zh, fiscal_year
