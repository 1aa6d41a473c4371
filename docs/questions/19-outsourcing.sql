-- 问题：委托业务费与劳务费占比？
-- Question: Share of commissioned work and labour services?
-- 可信依据：30226、30227 两款；项目支出只有全部支出口径才含。
-- Trust: Codes 30226 and 30227; project spending is in it in the all-funds scope only.
select
    scope,
    fiscal_year,
    code,
    min(name) as name,
    count(*) as disclosures,
    sum(amount_yuan) as amount_yuan,
    round(median(share_percent), 3) as median_share_percent
from marts.mart_expenditure_by_economic
where is_counted and kind = 'budget' and is_leaf and topic = 'outsourcing'
group by scope, fiscal_year, code
order by scope, fiscal_year, code
