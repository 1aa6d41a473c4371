-- 问题：各单位历年预算总额与增长？
-- Question: Total budget by year and its growth, as published and on the same basis?
-- 可信依据：同口径合计只含两年都公开且无断点的单位；部门与所属单位不重复计。
-- Trust: Like-for-like totals hold only units published in both years without a break; a department and its units never count twice.
select
    kind,
    fiscal_year,
    sum(unit_count) as units,
    sum(as_published_yuan) as as_published_yuan,
    sum(like_for_like_units) as like_for_like_units,
    sum(like_for_like_yuan) as like_for_like_yuan,
    sum(like_for_like_prior_yuan) as like_for_like_prior_yuan,
    round(100.0 * (sum(like_for_like_yuan) - sum(like_for_like_prior_yuan)) / sum(like_for_like_prior_yuan), 2)
        as like_for_like_growth_percent,
    sum(implied_units) as units_with_any_prior,
    round(100.0 * (sum(implied_base_yuan) - sum(implied_base_prior_yuan)) / sum(implied_base_prior_yuan), 2)
        as growth_with_implied_prior_percent
from marts.mart_like_for_like
where series_measure = 'total_expenditure'
group by all
order by kind, fiscal_year
