{{ config(materialized='table') }}
-- Contract `findings`: one row per cause of failing results, per disclosure.
with failing as (
    select m.finding_id, j.*
    from {{ ref('int_finding_member') }} as m
    inner join {{ ref('int_check_judged') }} as j using (result_id)
),

by_rule as (
    select
        finding_id,
        rule_id,
        max(title_zh) as title_zh,
        max(title_en) as title_en,
        string_agg(nullif(place, ''), '、' order by result_id) as places_zh,
        string_agg(nullif(place_en, ''), ', ' order by result_id) as places_en
    from failing
    group by finding_id, rule_id
),

sentence as (
    select
        finding_id,
        to_json(list(rule_id order by rule_id))::varchar as rule_ids,
        string_agg(
            rule_id || ' ' || title_zh || coalesce('（' || places_zh || '）', ''), '；' order by rule_id
        ) as where_zh,
        string_agg(
            rule_id || ' ' || title_en || coalesce(' (' || places_en || ')', ''), '; ' order by rule_id
        ) as where_en
    from by_rule
    group by finding_id
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
        min(message_zh) as message_zh,
        min(message_en) as message_en
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
    n.finding_id,
    n.disclosure_id,
    n.severity,
    s.rule_ids,
    n.result_count::bigint as result_count,
    n.difference_yuan,
    case
        when n.result_count = 1 then n.message_zh
        when n.difference_yuan is not null
            then '同一差额 ' || {{ money_text_zh('n.difference_yuan', 'n.money_unit') }} || '出现在 ' || n.result_count
                || ' 处，应是同一原因：' || s.where_zh || '。'
        else n.result_count || ' 处不符涉及同一数字：' || s.where_zh || '。'
    end as message_zh,
    case
        when n.result_count = 1 then n.message_en
        when n.difference_yuan is not null
            then 'The same difference of ' || n.difference_yuan || ' yuan shows in ' || n.result_count
                || ' places, probably one cause: ' || s.where_en || '.'
        else n.result_count || ' failing results share a figure: ' || s.where_en || '.'
    end as message_en
from named as n
inner join sentence as s using (finding_id)
