{{ config(materialized='table') }}
-- Contract `findings`: one row per cause of failing results, per disclosure.
with failing as (
    select m.finding_id, j.*
    from {{ ref('int_finding_member') }} as m
    inner join {{ ref('int_check_judged') }} as j using (result_id)
),

cause as (
    select
        finding_id,
        max(disclosure_id) as disclosure_id,
        arg_min(severity, {{ severity_rank('severity') }}) as severity,
        count(*) as result_count,
        min(abs(difference_yuan)) as least_yuan,
        max(abs(difference_yuan)) as most_yuan,
        max(coalesce(step_yuan, 0)) as step_yuan,
        case when max(step_yuan) < 100 then 'yuan' else 'wan_yuan' end as money_unit,
        to_json(list(distinct rule_id order by rule_id))::varchar as rule_ids,
        -- The worst result speaks for all.
        arg_min(message_zh, ({{ severity_rank('severity') }}, -coalesce(abs(difference_yuan), 0), result_id)) as said_zh,
        arg_min(message_en, ({{ severity_rank('severity') }}, -coalesce(abs(difference_yuan), 0), result_id)) as said_en,
        arg_min(message_zh, ({{ severity_rank('severity') }}, result_id)) as first_zh,
        arg_min(message_en, ({{ severity_rank('severity') }}, result_id)) as first_en
    from failing
    group by finding_id
),

named as (
    select
        *,
        case when most_yuan > 0 and most_yuan - least_yuan <= least(100, step_yuan) then least_yuan end
            ::decimal(20, 2) as difference_yuan
    from cause
)

select
    finding_id,
    disclosure_id,
    severity,
    rule_ids,
    result_count::bigint as result_count,
    difference_yuan,
    case
        when result_count = 1 then said_zh
        when difference_yuan is not null
            then '同一差额 ' || {{ money_text_zh('difference_yuan', 'money_unit') }} || '出现在 ' || result_count
                || ' 处，应是同一原因。例如：' || first_zh
        when most_yuan > 0 then said_zh || '另有 ' || (result_count - 1) || ' 处不符与它涉及同一数字。'
        else said_zh || '同样的问题另有 ' || (result_count - 1) || ' 处。'
    end as message_zh,
    case
        when result_count = 1 then said_en
        when difference_yuan is not null
            then 'The same difference of ' || difference_yuan || ' yuan shows in ' || result_count
                || ' places, probably one cause. For instance: ' || first_en
        when most_yuan > 0
            then said_en || ' ' || (result_count - 1) || ' more failing result(s) rest on the same figure.'
        else said_en || ' ' || (result_count - 1) || ' more place(s) of the same kind.'
    end as message_en
from named
