-- FX-01: completion of the budget = final amount ÷ opening budget; a budget of 0 has none
-- A rate that was cut off instead of rounded (95.45 for 95.4572) is within one printed step.
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

compared as (
    select
        disclosure_id,
        heading || '：' || left(said, 24) as place,
        'paragraph ' || block_index as place_en,
        [evidence_id] as line_ids,
        rate_text::double as left_value,
        case when budget_amount > 0 then final_amount::double / budget_amount::double * 100 end as right_value,
        pow(10, -case when rate_text like '%.%' then length(split_part(rate_text, '.', 2)) else 0 end) as step_value,
        pow(10, -case when rate_text like '%.%' then length(split_part(rate_text, '.', 2)) else 0 end)
        + case when budget_amount > 0
            then 50 * pow(10, -decimals) / budget_amount::double * (1 + final_amount::double / budget_amount::double) else 0 end
            as tolerance_value,
        case when budget_amount = 0 then 'fail' end as verdict,
        case when budget_amount = 0 then '年初预算为 0，却写完成率 ' || rate_text || '%' end as note_zh,
        case when budget_amount = 0 then 'the opening budget is 0, yet a completion of ' || rate_text || '% is given' end as note_en
    from stated
    where rate_text <> ''
)
{{ value_rule(
    'FX-01', 'percent', '所述完成率', '决算 ÷ 年初预算', 'completion as stated', 'final ÷ opening budget',
    columns=['verdict', 'note_zh', 'note_en']
) }}
