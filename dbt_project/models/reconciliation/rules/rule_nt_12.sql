-- NT-12: where last year's amount is 0, no rate of growth is given (100% on a base of zero)
with claim as (
    select *, prior_yuan = 0 and amount_yuan <> 0 and coalesce(rate_percent, 0) <> 0 as is_wrong
    from {{ ref('int_check_claim') }}
    where amount_yuan is not null and has_clear_change and block_index is not null
),

judged as (
    select
        disclosure_id, place, place_en, [claim_id] as line_ids, 'fail' as verdict,
        '本年 ' || amount_text || '、增减 ' || change_text || '，上年即为 0，却写增减率 ' || rate_text as note_zh,
        'last year is 0, yet a rate of ' || rate_percent || '% is given' as note_en
    from claim
    where is_wrong
    union all
    select
        disclosure_id, '' as place, '' as place_en, []::varchar[] as line_ids, 'pass' as verdict,
        '没有以 0 为基数的增减率' as note_zh, 'no rate on a base of zero' as note_en
    from claim
    group by disclosure_id
    having not bool_or(is_wrong)
)
{{ verdict('NT-12', '增减率', '上年为零', 'rate', 'last year is zero') }}
