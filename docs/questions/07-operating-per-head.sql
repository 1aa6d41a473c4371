-- 问题：在职人员人均公用经费？
-- Question: Operating expenditure per person in post?
-- 可信依据：同上；公用经费口径见一般公共预算基本支出表。
-- Trust: As above; operating part of basic expenditure of the general budget.
select
    coalesce(unit_type, 'unknown') as unit_type,
    fiscal_year,
    count(*) as disclosures,
    count(staff_in_post) as with_staff,
    count(operating_yuan) as with_operating,
    count(operating_per_head_yuan) as with_per_head,
    median(operating_per_head_yuan) as median_per_head_yuan
from marts.mart_per_head
where is_counted and kind = 'budget'
group by all
order by unit_type, fiscal_year
