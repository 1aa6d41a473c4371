-- B11-06: in one project table a project code has one name
with named as (
    select
        disclosure_id,
        project_code,
        count(distinct regexp_replace(row_label, '\s', '', 'g')) as names,
        string_agg(distinct row_label, '、' order by row_label) as name_list,
        max(step_yuan) as step_yuan,
        max(money_unit) as money_unit,
        list(line_id order by line_id) filter (where measure = 'total') as line_ids
    from {{ ref('int_check_line') }}
    where table_type = 'project_expenditure' and project_code is not null and row_label <> ''
    group by disclosure_id, project_code
),

result as (
    select disclosure_id, project_code as place, name_list, step_yuan, money_unit, line_ids
    from named
    where names > 1
    union all
    select
        disclosure_id,
        '共 ' || count(*) || ' 个项目编码' as place,
        null as name_list,
        max(step_yuan) as step_yuan,
        max(money_unit) as money_unit,
        flatten(list(coalesce(line_ids, []) order by project_code)) as line_ids
    from named
    group by disclosure_id
    having max(names) = 1
)

select
    {{ verdict_columns('B11-06', '项目编码', '项目名称', 'project code', 'project name') }},
    disclosure_id,
    place,
    place as place_en,
    null::decimal(20, 2) as left_yuan,
    null::decimal(20, 2) as right_yuan,
    step_yuan,
    money_unit,
    coalesce(line_ids, []) as line_ids,
    false as has_repair,
    case when name_list is null then 'pass' else 'fail' end as verdict,
    coalesce('同一编码用了不同名称：' || name_list, '每个编码只有一个名称') as note_zh,
    coalesce('one code carries several names: ' || name_list, 'every code has one name') as note_en
from result
