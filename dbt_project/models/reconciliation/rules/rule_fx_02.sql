-- FX-02: 决算数大于/小于/等于预算数 agrees with the amounts of the same sentence, or of the one before
with
sentence as (
    select
        disclosure_id,
        evidence_id,
        heading,
        block_index,
        unnest(string_split(regexp_replace(replace(text, ',', ''), '\s', '', 'g'), '。')) as said
    from {{ ref('int_check_block') }}
    where kind = 'final' and block_kind in ('paragraph', 'heading')
),

read_out as (
    select
        *,
        regexp_extract(
            said,
            '(?:年初)?预算(?:数|安排)?为?(\d+(?:\.\d+)?)(万元|亿元|元)[，；、]?(?:支出|本年支出|实际支出)?决算(?:数)?为?(\d+(?:\.\d+)?)(万元|亿元|元)',
            ['budget_text', 'budget_unit', 'final_text', 'final_unit']
        ) as amounts,
        regexp_extract(said, '(?:完成|占)(?:年初)?(?:预算|全年预算|调整预算)(?:数)?的?(\d+(?:\.\d+)?)[%％]', 1) as rate_text,
        regexp_extract(said, '决算(?:数)?(大于|高于|小于|低于|等于|与)(?:年初)?预算(?:数)?(?:基本)?(持平|一致|相等)?', 1) as relation
    from sentence
),

stated as (
    select
        *,
        amounts.budget_text::decimal(20, 6) as budget_amount,
        amounts.final_text::decimal(20, 6) as final_amount,
        case when amounts.budget_text like '%.%' then length(split_part(amounts.budget_text, '.', 2)) else 0 end as decimals
    from read_out
    where amounts.budget_text <> '' and amounts.budget_unit = amounts.final_unit
        -- One pair of amounts in the sentence, or it is not known which the rate and the words belong to.
        and len(regexp_extract_all(said, '预算(?:数|安排)?为?\d')) = 1
),

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
