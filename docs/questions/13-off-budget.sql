-- 问题：决算超预算130%、不足70%或无预算的项目？
-- Question: Items above 130 % or below 70 % of budget, or without one?
-- 可信依据：同上；预算与决算须同级次、同科目。
-- Trust: As above, same report level and code.
select
    fiscal_year,
    state,
    level,
    count(*) as items,
    sum(difference_yuan) as difference_yuan
from marts.mart_budget_execution
where is_counted and is_leaf and state in ('over', 'under', 'unbudgeted', 'unspent')
group by all
order by fiscal_year, state, level
