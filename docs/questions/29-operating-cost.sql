-- 问题：人均机关运行经费（只比可比年度）？
-- Question: Agency operating cost, comparable years only?
-- 可信依据：断点取自登记册与文件自述；有断点之年没有可比增长。
-- Trust: Breaks from the register and from the documents' own words; no comparable growth across one.
select
    fiscal_year,
    count(published_yuan) as units,
    sum(published_yuan) as published_yuan,
    count(*) filter (where is_break) as units_with_break,
    median(growth_percent) as median_growth_as_printed_percent,
    median(comparable_growth_percent) as median_comparable_growth_percent,
    count(per_head_yuan) as with_per_head
from marts.mart_series
where series_measure = 'agency_operating_cost' and is_counted and kind = 'budget'
    and published_yuan is not null
group by all
order by fiscal_year
