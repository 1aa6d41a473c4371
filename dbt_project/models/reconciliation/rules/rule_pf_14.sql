-- PF-14: projects with goals as stated = number of forms published; money of the projects ≤ project expenditure
with stated as (
    select *
    from {{ ref('int_check_claim') }}
    where scope = 'performance' and block_index is not null and is_own_year
),

form as (
    select disclosure_id, count(*) as forms, list({{ table_evidence('t') }} order by table_index) as tables
    from {{ ref('int_check_found') }} as t
    where is_preferred and table_type = 'performance_target'
    group by disclosure_id
),

project as (
    select * from {{ ref('int_check_line') }}
    where table_type = 'expenditure_detail' and is_summary_row and measure = 'project_expenditure'
),

money as (
    select disclosure_id, sum(amount_yuan) as amount_yuan, max(step_yuan) as step_yuan, list(claim_id order by claim_id) as line_ids,
        count(*) as parts
    from stated
    where subject in ('projects_excellent', 'projects_average') and amount_yuan is not null
    group by disclosure_id
)

select
    'PF-14' as rule_id,
    s.disclosure_id,
    '项目数' as place,
    'number of projects' as place_en,
    '所述绩效目标项目数' as left_label,
    'projects with goals as stated' as left_label_en,
    '申报表份数' as right_label,
    'forms published' as right_label_en,
    'count' as value_unit,
    s.quantity as left_value,
    f.forms::double as right_value,
    -- A department need not publish every form it filled in.
    case when f.forms < s.quantity then 'not_applicable' end as verdict,
    case when f.forms < s.quantity then '公开的申报表少于所述项目数，其余没有公开' end as note_zh,
    case when f.forms < s.quantity then 'fewer forms are published than projects stated' end as note_en,
    list_prepend(s.claim_id, f.tables) as line_ids,
    null::decimal(20, 2) as left_yuan,
    null::decimal(20, 2) as right_yuan,
    null::decimal(20, 2) as step_yuan,
    null::varchar as money_unit,
    null::integer as addends
from stated as s
inner join form as f using (disclosure_id)
where s.subject = 'projects_with_goals' and s.quantity is not null
qualify count(*) over (partition by s.disclosure_id) = 1
union all by name
select
    'PF-14' as rule_id,
    m.disclosure_id,
    '项目金额' as place,
    'money of the projects' as place_en,
    '支出总表项目支出' as left_label,
    'project expenditure' as left_label_en,
    '所述项目金额之和' as right_label,
    'money of the projects as stated' as right_label_en,
    case when p.amount_yuan >= m.amount_yuan then 'pass' end as verdict,
    list_prepend(p.line_id, m.line_ids) as line_ids,
    p.amount_yuan as left_yuan,
    m.amount_yuan::decimal(20, 2) as right_yuan,
    p.step_yuan,
    p.money_unit,
    m.parts::integer as addends
from money as m
inner join project as p using (disclosure_id)
