{{ config(materialized='table') }}
-- Contract `check_results`: one row per rule × place it applies to, per disclosure.
select
    j.result_id,
    j.disclosure_id,
    j.rule_id,
    j.place,
    j.outcome,
    j.severity,
    m.finding_id,
    j.left_label,
    j.left_yuan,
    j.right_label,
    j.right_yuan,
    j.difference_yuan::decimal(20, 2) as difference_yuan,
    j.tolerance_yuan,
    to_json(j.line_ids)::varchar as line_ids,
    j.message_zh,
    j.message_en
from {{ ref('int_check_judged') }} as j
left join {{ ref('int_finding_member') }} as m using (result_id)
