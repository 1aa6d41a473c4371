-- FX-02: 决算数大于/小于/等于预算数 agrees with the amounts of the same sentence, or of the one before
with
{{ final_statements() }},

word as (
    select * from read_out where relation <> ''
),

pair as (
    select
        s.disclosure_id, s.heading, s.said, s.block_index, s.budget_amount, s.final_amount,
        list_distinct([s.evidence_id, w.evidence_id]) as line_ids,
        case when w.relation in ('大于', '高于') then '大于' when w.relation in ('小于', '低于') then '小于' else '等于' end as relation
    from stated as s
    inner join word as w
        on
            s.disclosure_id = w.disclosure_id
            -- The words of the paragraph itself; those of the next only where it has none.
            and (
                s.evidence_id = w.evidence_id
                or (w.block_index = s.block_index + 1 and s.evidence_id not in (select evidence_id from word))
            )
    -- The words may follow in the next sentence; with several amounts in a paragraph it is not known whose they are.
    qualify
        count(*) over (partition by s.evidence_id, s.said) = 1
        and count(*) over (partition by w.evidence_id, w.said) = 1
        and count(*) over (partition by s.evidence_id) = 1
),

judged as (
    select
        disclosure_id,
        heading || '：' || left(said, 24) as place,
        'paragraph ' || block_index as place_en,
        line_ids,
        case when relation = right_relation then 'pass' else 'fail' end as verdict,
        '写决算数' || relation || '预算数；预算 ' || trim(trailing '0' from budget_amount::varchar) || '，决算 '
        || trim(trailing '0' from final_amount::varchar) || '，应为' || right_relation as note_zh,
        'the words say ' || relation || '; budget ' || budget_amount || ', final ' || final_amount as note_en
    from (
        select
            *,
            case when final_amount > budget_amount then '大于' when final_amount < budget_amount then '小于' else '等于' end as right_relation
        from pair
    )
)
{{ verdict('FX-02', '所写关系', '两数关系', 'as worded', 'as the amounts are') }}
