-- 问题：哪些地区的公开缺少哪张表？
-- Question: Which regions' sets lack which table?
-- 可信依据：法定与通行表的清单见 expected_tables；读取失败标为 not_parsed，只收到文字的标为 not_held，都不算缺表。
-- Trust: Tables owed by rule or custom; what could not be read is not_parsed, tables of which only the narrative is in hand not_held; neither is missing.
select
    coalesce(division_name, '未识别') as division,
    table_type_zh,
    count(*) as expected,
    count(*) filter (where is_published) as published,
    count(*) filter (where state = 'table_missing') as missing,
    count(*) filter (where state = 'not_parsed') as not_parsed,
    count(*) filter (where state = 'tables_not_held') as not_held
from marts.mart_coverage
where kind = 'budget' and state not in ('no_disclosure', 'not_applicable')
group by all
having count(*) filter (where not is_published) > 0
order by division, table_type_zh
