-- 问题：采购占项目预算的比重？
-- Question: Procurement as a share of project budgets?
-- 可信依据：按项目名称匹配；匹配不上的采购另计。
-- Trust: Matched by project name; purchases without a match are counted apart.
select
    fiscal_year,
    count(*) as purchases,
    count(project_budget_yuan) as matched_to_a_project,
    sum(amount_yuan) filter (where project_budget_yuan is not null) as matched_purchases_yuan,
    max(round(100.0 * amount_yuan / project_budget_yuan, 2)) filter (where project_budget_yuan > 0)
        as highest_share_percent
from marts.mart_purchase
where is_counted and table_type = 'procurement'
group by all
order by fiscal_year
