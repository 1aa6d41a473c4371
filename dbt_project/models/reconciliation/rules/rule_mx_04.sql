-- MX-04: a paragraph that declares its figures not comparable gives no rate of change
with declared as (
    select *
    from {{ ref('int_check_block') }}
    where
        block_kind = 'paragraph'
        and regexp_matches(text, '(无|不具有?|没有)可比性|不可比|口径(发生|有|存在)?(较大)?(变化|调整|不同|差异)')
),

judged as (
    select
        d.disclosure_id,
        d.heading as place,
        'paragraph ' || d.block_index as place_en,
        list_concat([d.evidence_id], coalesce(list(c.claim_id order by c.claim_id) filter (where c.rate_percent <> 0), [])) as line_ids,
        case when count(c.claim_id) filter (where c.rate_percent <> 0) > 0 then 'fail' else 'pass' end as verdict,
        case when count(c.claim_id) filter (where c.rate_percent <> 0) > 0
            then '这一段声明口径变化，却仍给出增减率 ' || min(c.rate_text) filter (where c.rate_percent <> 0)
            else '声明了口径变化，没有给出增减率' end as note_zh,
        case when count(c.claim_id) filter (where c.rate_percent <> 0) > 0
            then 'the passage declares a change of definition and yet gives a rate' else 'a change of definition is declared, no rate given' end
            as note_en
    from declared as d
    left join {{ ref('int_check_claim') }} as c on d.document_id = c.document_id and d.block_index = c.block_index
    group by d.disclosure_id, d.document_id, d.block_index, d.heading, d.evidence_id
)
{{ verdict('MX-04', '口径声明', '增减率', 'declared break', 'rate of change') }}
