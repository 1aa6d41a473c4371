-- 问题：单位后来改过已公开的数字吗？
-- Question: Did a unit later change a published number?
-- 可信依据：比较同一公开的前后两次发布；只发布一次者无从比较。
-- Trust: Two publications of one disclosure, matched by what each figure says.
select
    fiscal_year,
    kind,
    table_type_zh,
    count(*) as pairs,
    sum(same_count) as figures_same,
    sum(changed_count) as figures_changed,
    sum(added_count) as figures_added,
    sum(removed_count) as figures_removed,
    sum(moved_yuan) as moved_yuan
from marts.mart_revision
group by all
having sum(changed_count) + sum(added_count) + sum(removed_count) > 0 or count(*) > 1
order by fiscal_year, kind, table_type_zh
