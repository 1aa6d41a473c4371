-- 问题：“三公”经费总额、构成与人均？
-- Question: The three public expenses: total, mix, per head?
-- 可信依据：“三公”表当年预算列；缺项与零不同，未印之项不计。
-- Trust: The three-public table's own year; an item that is not printed is not a zero.
select
    coalesce(division_name, '未识别') as division,
    fiscal_year,
    count(three_public_yuan) as disclosures,
    sum(three_public_yuan) as three_public_yuan,
    round(100.0 * sum(overseas_travel_yuan) / sum(three_public_yuan), 2) as overseas_percent,
    round(100.0 * sum(official_vehicles_yuan) / sum(three_public_yuan), 2) as vehicles_percent,
    round(100.0 * sum(official_reception_yuan) / sum(three_public_yuan), 2) as reception_percent,
    count(per_head_yuan) as with_per_head,
    median(per_head_yuan) as median_per_head_yuan
from marts.mart_three_public
where is_counted and kind = 'budget' and amount_year = fiscal_year
group by all
having count(three_public_yuan) > 0
order by division, fiscal_year
