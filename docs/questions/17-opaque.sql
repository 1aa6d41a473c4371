-- 问题：“其他”类支出有多大？
-- Question: How large are the opaque 其他 lines?
-- 可信依据：只看末级科目；“其他”由科目表固定，不由名称猜测。
-- Trust: Leaves only; which codes are 其他 is fixed by the code list, not guessed by name.
select
    scope,
    fiscal_year,
    count(distinct disclosure_id) as disclosures,
    sum(amount_yuan) filter (where topic = 'opaque') as opaque_yuan,
    sum(amount_yuan) as all_leaves_yuan,
    round(100.0 * sum(amount_yuan) filter (where topic = 'opaque') / sum(amount_yuan), 2) as opaque_percent
from marts.mart_expenditure_by_economic
where is_counted and kind = 'budget' and is_leaf
group by all
order by scope, fiscal_year
