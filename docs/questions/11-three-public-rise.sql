-- 问题：谁的“三公”经费比上年增加？
-- Question: Who raised the three public expenses?
-- 可信依据：上年数为公开数或推算数（另列）；有断点者不算增长。
-- Trust: Prior year published or implied (counted apart); where a break lies between there is no growth.
select
    fiscal_year,
    count(*) filter (where prior_yuan is not null) as units_with_prior,
    count(*) filter (where prior_basis = 'implied') as of_these_prior_implied,
    count(*) filter (where comparable_growth_percent > 0) as raised,
    count(*) filter (where comparable_growth_percent = 0) as unchanged,
    count(*) filter (where comparable_growth_percent < 0) as lowered,
    max(comparable_growth_percent) as highest_growth_percent
from marts.mart_series
where series_measure = 'three_public' and kind = 'budget' and is_counted and published_yuan is not null
group by all
order by fiscal_year
