-- 问题：哪些单位公开了，哪些缺失或逾期？
-- Question: Which units published, which are missing or late?
-- 可信依据：名册（raw/sources）与已归档文件；名册之外的单位只能说“已见到”，不能说“缺失”。
-- Trust: The roster and what was archived: a unit outside every roster can only be seen, never be missing.
select
    kind,
    fiscal_year,
    state,
    is_expected,
    count(*) as units,
    count(days_late) as units_with_known_delay,
    max(days_late) as longest_delay_days
from marts.mart_publication_status
group by all
order by kind, fiscal_year, state, is_expected
