-- 问题：离退休负担？
-- Question: The burden of retirement?
-- 可信依据：30301、30302 两款；养老保险缴费不在其中。
-- Trust: Codes 30301 and 30302; contributions to pension insurance are not in it.
select
    scope,
    fiscal_year,
    count(distinct disclosure_id) filter (where topic = 'retirement' and amount_yuan > 0) as disclosures,
    sum(amount_yuan) filter (where topic = 'retirement') as retirement_yuan,
    round(100.0 * sum(amount_yuan) filter (where topic = 'retirement') / sum(amount_yuan), 2) as retirement_percent
from marts.mart_expenditure_by_economic
where is_counted and kind = 'budget' and is_leaf
group by all
order by scope, fiscal_year
