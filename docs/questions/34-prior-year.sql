-- 问题：今年说的“上年数”与上年公开一致吗？
-- Question: Does this year's prior-year figure equal last year's document?
-- 可信依据：推算=金额减增减额；容差 200 元（两次四舍五入）。
-- Trust: Implied = amount minus change; 200 yuan for two roundings.
select
    fiscal_year,
    series_measure_zh,
    implied_by,
    count(*) as compared,
    count(*) filter (where agrees) as agree,
    max(abs(difference_yuan)) as largest_difference_yuan
from marts.mart_prior_year_agreement
group by all
order by fiscal_year, series_measure_zh, implied_by
