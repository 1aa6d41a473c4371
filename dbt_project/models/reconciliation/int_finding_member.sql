{{ config(materialized='table') }}
-- Which failing result belongs to which finding. Grain: failing result.
-- Two failing results of one disclosure have one cause when they differ by the same amount (within one printed step,
-- at most 0.01 万元), when both differ in money and rest on a common figure, or when one rule about the document's
-- form says the same of several places; a finding is everything so connected. A common table, form or paragraph is
-- no common cause: a wrong rate and a wrong amount in one sentence are two.
with recursive failing as (
    select
        j.result_id,
        j.disclosure_id,
        j.rule_id,
        j.severity,
        abs(j.difference_yuan) as gap_yuan,
        j.step_yuan,
        list_filter(j.line_ids, lambda id: regexp_matches(id, '-(t\d+-r\d+-c\d+|b\d+-\d+)$')) as figure_ids,
        r.scope = 'document' and j.left_yuan is null and j.left_value is null as is_about_form
    from {{ ref('int_check_judged') }} as j
    inner join {{ ref('rules') }} as r using (rule_id)
    where j.outcome = 'fail'
),

edge as (
    select a.disclosure_id, a.result_id, b.result_id as other_id
    from failing as a
    inner join failing as b
        on
            a.disclosure_id = b.disclosure_id
            and (
                a.result_id = b.result_id
                or (
                    a.gap_yuan > 0 and b.gap_yuan > 0
                    and abs(a.gap_yuan - b.gap_yuan) <= least(100, greatest(coalesce(a.step_yuan, 0), coalesce(b.step_yuan, 0)))
                )
                or (a.gap_yuan > 0 and b.gap_yuan > 0 and list_has_any(a.figure_ids, b.figure_ids))
                or (a.rule_id = b.rule_id and a.is_about_form and b.is_about_form)
            )
),

reach (disclosure_id, result_id, other_id) as (
    select disclosure_id, result_id, other_id from edge
    union
    select reach.disclosure_id, reach.result_id, edge.other_id
    from reach
    inner join edge on reach.other_id = edge.result_id
),

grouped as (
    select disclosure_id, result_id, min(other_id) as cause_id
    from reach
    group by disclosure_id, result_id
),

cause as (
    select
        g.disclosure_id,
        g.cause_id,
        row_number() over (
            partition by g.disclosure_id
            order by min({{ severity_rank('f.severity') }}), max(f.gap_yuan) desc nulls last, g.cause_id
        ) as n
    from grouped as g
    inner join failing as f using (result_id)
    group by g.disclosure_id, g.cause_id
)

select
    grouped.result_id,
    cause.disclosure_id || '/F' || lpad(cause.n::varchar, 2, '0') as finding_id,
    cause.n as finding_number
from grouped
inner join cause using (disclosure_id, cause_id)
