-- DC-01: every statutory table is there; a file of words alone leaves the tables to another file
with due as (
    select s.disclosure_id, e.table_type, t.table_zh, t.state, t.lost_code
    from {{ ref('int_check_subject') }} as s
    inner join {{ ref('expected_tables') }} as e
        on s.kind = e.kind and e.obligation = 'statutory'
        and (s.fiscal_year is null or s.fiscal_year between e.from_year and coalesce(e.to_year, 9999))
    inner join {{ ref('int_check_table') }} as t
        on s.disclosure_id = t.disclosure_id and e.table_type = t.table_type
),

found as (
    select disclosure_id, count(*) as tables
    from {{ ref('int_check_found') }}
    where is_preferred
    group by disclosure_id
),

-- Some sets show basic expenditure by economic class as a column of the general public budget table by economic class.
by_economic as (
    select distinct disclosure_id
    from {{ ref('int_check_line') }}
    where
        table_type = 'general_budget_expenditure' and measure = 'basic_expenditure'
        and code_scheme in ('dept_economic', 'gov_economic')
),

judged as (
    select
        due.disclosure_id,
        table_zh as place,
        replace(table_type, '_', ' ') as place_en,
        []::varchar[] as line_ids,
        case
            when state not in ('absent', 'lost') then 'pass'
            when table_type = 'general_budget_basic_expenditure' and due.disclosure_id in (select disclosure_id from by_economic) then 'pass'
            when coalesce(tables, 0) < 3 or state = 'lost' then 'cannot_tell'
            else 'fail'
        end as verdict,
        case
            when state not in ('absent', 'lost') then '已公开'
            when table_type = 'general_budget_basic_expenditure' and due.disclosure_id in (select disclosure_id from by_economic)
                then '列在按经济分类的一般公共预算支出表的“基本支出”栏中'
            when coalesce(tables, 0) < 3 then '这些文件没有或很少有表，表可能在另一份文件中'
            when state = 'lost' then '没有找到，而文件中有没能识别的内容（' || lost_code || '）'
            else '没有公开这张法定的表'
        end as note_zh,
        case
            when state not in ('absent', 'lost') then 'published'
            when table_type = 'general_budget_basic_expenditure' and due.disclosure_id in (select disclosure_id from by_economic)
                then 'shown as a column of the general public budget table by economic class'
            when coalesce(tables, 0) < 3 then 'these files hold few or no tables; they may be in another file'
            when state = 'lost' then 'not found, but part of the file could not be identified (' || lost_code || ')'
            else 'this statutory table is not published'
        end as note_en
    from due
    left join found on due.disclosure_id = found.disclosure_id
)
{{ verdict('DC-01', '公开的表', '法定的表', 'published tables', 'statutory tables') }}
