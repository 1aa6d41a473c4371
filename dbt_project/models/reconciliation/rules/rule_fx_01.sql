-- FX-01: completion of the budget = final amount ÷ opening budget; a budget of 0 has none
-- A rate that was cut off instead of rounded (95.45 for 95.4572) is within one printed step.
with
{{ final_statements() }},

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
