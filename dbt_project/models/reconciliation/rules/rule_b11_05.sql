-- B11-05: a project code = 6 digits division + 2 year + 3 department + R|Y|T + 9 serial
-- The division is the unit's own where it is known; the department is the one that 收入总表 prints.
with project as (
    select
        disclosure_id,
        row_number,
        project_code,
        max(row_name) as row_name,
        max(step_yuan) as step_yuan,
        max(money_unit) as money_unit,
        list(line_id order by line_id) as line_ids
    from {{ ref('int_check_line') }}
    where table_type = 'project_expenditure' and project_code is not null
    group by disclosure_id, row_number, project_code
),

department as (
    select disclosure_id, max(code) as code
    from {{ ref('int_check_line') }}
    where table_type = 'income_detail' and code_scheme = 'unit' and length(code) = 3
    group by disclosure_id
    having count(distinct code) = 1
),

judged as (
    select
        p.*,
        case
            when not regexp_matches(p.project_code, '^\d{11}[RYT]\d{9}$') then 'structure'
            when s.division_code is not null and left(p.project_code, 6) <> s.division_code then 'division'
            when d.code is not null and substr(p.project_code, 9, 3) <> d.code then 'department'
        end as fault
    from project as p
    inner join {{ ref('int_check_subject') }} as s using (disclosure_id)
    left join department as d using (disclosure_id)
    -- Sets whose codes are not of this system at all are none of this rule's business.
    where p.disclosure_id in (
        select disclosure_id from project where regexp_matches(project_code, '^\d{11}[RYT]\d{9}$')
    )
),

result as (
    select disclosure_id, row_name as place, fault, step_yuan, money_unit, line_ids
    from judged
    where fault is not null
    union all
    select
        disclosure_id,
        '共 ' || count(*) || ' 个项目编码' as place,
        null as fault,
        max(step_yuan) as step_yuan,
        max(money_unit) as money_unit,
        flatten(list(line_ids order by row_number)) as line_ids
    from judged
    group by disclosure_id
    having count(fault) = 0
)

select
    {{ verdict_columns('B11-05', '项目编码', '编码规则', 'project code', 'structure of codes') }},
    disclosure_id,
    place,
    place as place_en,
    null::decimal(20, 2) as left_yuan,
    null::decimal(20, 2) as right_yuan,
    step_yuan,
    money_unit,
    line_ids,
    false as has_repair,
    case when fault is null then 'pass' else 'fail' end as verdict,
    case fault
        when 'structure' then '项目编码不是 6 位区划 + 2 位年度 + 3 位部门 + R/Y/T + 9 位流水'
        when 'division' then '项目编码前 6 位不是本区的区划代码'
        when 'department' then '项目编码第 9–11 位不是收入总表的部门代码'
        else '编码都符合 21 位规则'
    end as note_zh,
    case fault
        when 'structure' then 'the code is not 6 digits + 2 + 3 + R/Y/T + 9 digits'
        when 'division' then 'the first 6 digits are not the division of the unit'
        when 'department' then 'digits 9-11 are not the department code of the income table'
        else 'every code follows the 21-character structure'
    end as note_en
from result
