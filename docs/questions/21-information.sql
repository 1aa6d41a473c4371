-- 问题：信息化支出？
-- Question: Spending on information technology?
-- 可信依据：三条途径互有重叠，不可相加；按词识别者是线索，不是定论。
-- Trust: Three channels that overlap; what words find is a lead, not a verdict.
select
    channel,
    found_by,
    fiscal_year,
    count(distinct disclosure_id) as disclosures,
    count(*) as items,
    sum(amount_yuan) as amount_yuan
from marts.mart_information_spending
where is_counted and kind = 'budget'
group by all
order by channel, found_by, fiscal_year
