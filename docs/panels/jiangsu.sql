-- 江苏省级部门三年面板：机关运行经费及其他指标，断点标出。
-- Panel of Jiangsu's provincial departments, three years; breaks are marked and mask growth.
select
    unit_name,
    series_measure_zh,
    fiscal_year,
    round(published_yuan / 10000, 2)::decimal(18, 2) as wan_yuan,
    growth_percent,
    comparable_growth_percent,
    case when is_break then '断点' else '' end as break_mark,
    coalesce(break_ids, '') as break_ids,
    comparability
from marts.mart_series
where division_code = '320000' and kind = 'budget' and published_yuan is not null
    and series_measure in (
        'agency_operating_cost', 'total_expenditure', 'basic_expenditure', 'three_public', 'general_budget'
    )
order by unit_name, series_measure, fiscal_year
