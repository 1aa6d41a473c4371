-- 问题：按经济分类的支出？
-- Question: Spending by economic class?
-- 可信依据：三种口径不可相加；只加末级科目。
-- Trust: Three scopes that must not be added; leaves only.
select
    scope,
    left(code, 3) as class,
    min(name) filter (where length(code) = 3) as name,
    count(distinct disclosure_id) as disclosures,
    sum(amount_yuan) filter (where is_leaf) as amount_yuan
from marts.mart_expenditure_by_economic
where is_counted and kind = 'budget'
group by scope, left(code, 3)
order by scope, class
