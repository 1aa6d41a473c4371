{{ config(materialized='table') }}
-- Contract `check_results`: one row per rule × place it applies to, per disclosure.
with spot as (
    select
        cited.result_id,
        to_json(list(struct_pack(
            id := s.evidence_id, document_id := s.document_id, page := s.page, bbox := s.bbox,
            locator := s.locator, text := s.text
        ) order by cited.n))::varchar as spots
    from (
        select result_id, unnest(line_ids) as evidence_id, generate_subscripts(line_ids, 1) as n
        from {{ ref('int_check_judged') }}
    ) as cited
    inner join {{ ref('int_check_spot') }} as s using (evidence_id)
    group by cited.result_id
)

select
    j.result_id,
    j.disclosure_id,
    j.rule_id,
    j.place,
    j.place_en,
    j.outcome,
    j.severity,
    m.finding_id,
    j.left_label,
    j.left_label_en,
    j.left_yuan,
    j.right_label,
    j.right_label_en,
    j.right_yuan,
    j.difference_yuan::decimal(20, 2) as difference_yuan,
    j.tolerance_yuan,
    j.value_unit,
    j.left_value,
    j.right_value,
    to_json(list_filter(
        j.line_ids, lambda id: regexp_matches(id, '-t\d+-r\d+-c\d+$')
    ))::varchar as line_ids,
    coalesce(spot.spots, '[]') as spots,
    j.is_owed,
    j.message_zh,
    j.message_en
from {{ ref('int_check_judged') }} as j
left join {{ ref('int_finding_member') }} as m using (result_id)
left join spot using (result_id)
