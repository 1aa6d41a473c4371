-- 问题：会议费、培训费的变化？
-- Question: Meetings and training over the years?
-- 可信依据：30215、30216 两款，按口径与年度；单位数不同不可直接比较。
-- Trust: Codes 30215 and 30216; the number of units differs by year.
select
    scope,
    topic_zh,
    fiscal_year,
    count(*) as disclosures,
    sum(amount_yuan) as amount_yuan,
    median(amount_yuan) as median_yuan
from marts.mart_expenditure_by_economic
where is_counted and kind = 'budget' and is_leaf and topic in ('meeting', 'training')
group by all
order by scope, topic_zh, fiscal_year
