-- 问题：在职人员人均人员经费？
-- Question: Personnel expenditure per person in post?
-- 可信依据：人数只取文字说明中唯一明确的在职人数；无人数则无人均。
-- Trust: Only where the narrative states one number of persons in post.
select
    coalesce(unit_type, 'unknown') as unit_type,
    fiscal_year,
    count(*) as disclosures,
    count(staff_in_post) as with_staff,
    count(personnel_yuan) as with_personnel,
    count(personnel_per_head_yuan) as with_per_head,
    median(personnel_per_head_yuan) as median_per_head_yuan
from marts.mart_per_head
where is_counted and kind = 'budget'
group by all
order by unit_type, fiscal_year
