{{ config(materialized='incremental') }}
-- Persons in post as the narrative states them. Grain: disclosure that states a total, and states one only.
select disclosure_id, max("count") as staff_in_post
from {{ ref('int_headcount') }}
where status = 'in_post' and category = 'total'
group by disclosure_id
having count(distinct "count") = 1
