-- 问题：结转结余的增长？
-- Question: Growth of carry-over?
-- 可信依据：收支总表年末与年初结转；模板无此行者不在其中。
-- Trust: Carry-over lines of the summary table; templates without them are not here.
select
    kind,
    fiscal_year,
    series_measure,
    count(published_yuan) as disclosures,
    sum(published_yuan) as published_yuan,
    count(comparable_growth_percent) as with_growth,
    median(comparable_growth_percent) as median_growth_percent
from marts.mart_series
where series_measure in ('carryover_in', 'carryover_out') and is_counted
group by all
order by kind, fiscal_year, series_measure
