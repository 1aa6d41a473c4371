-- 问题：扣除口径变动与机构改革后的增长？
-- Question: Growth with definition breaks and reorganisations masked?
-- 可信依据：断点登记册见 dim_series_break，每条有来源。
-- Trust: Every break has its source in dim_series_break.
select
    series_measure_zh,
    fiscal_year,
    count(growth_percent) as with_growth,
    count(comparable_growth_percent) as comparable,
    count(*) filter (where is_break) as masked,
    median(growth_percent) as median_as_printed_percent,
    median(comparable_growth_percent) as median_comparable_percent,
    round(avg(comparability), 1) as mean_comparability
from marts.mart_series
where is_counted and kind = 'budget' and published_yuan is not null and prior_yuan is not null
group by all
order by series_measure_zh, fiscal_year
