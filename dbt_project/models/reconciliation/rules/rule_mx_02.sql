-- MX-02 (extraction guard): a rate above 200 % of which the last digits are the right rate has a page number in front
with claim as (
    select
        *,
        abs(change_yuan)::double / abs(prior_yuan)::double * 100 as right_rate,
        regexp_extract(rate_text, '([\d.]+)', 1) as printed
    from {{ ref('int_check_claim') }}
    where abs(rate_percent) > 200 and change_yuan is not null and prior_yuan <> 0
),

judged as (
    select
        disclosure_id,
        place,
        place_en,
        [claim_id] as line_ids,
        case when is_glued then 'fail' else 'pass' end as verdict,
        case when is_glued then '增减率 ' || printed || '% 去掉前面的数字才与金额相符，疑为页码粘连' else '增减率不是页码粘连' end as note_zh,
        case when is_glued then 'rate ' || printed || ' % agrees with its amounts only without its first digits' else 'no glued digits' end
            as note_en
    from (
        select
            *,
            abs(printed::double - right_rate) > 1
            and len(list_filter(
                generate_series(2, length(printed)),
                lambda n: abs(coalesce(try_cast(substr(printed, n) as double), -1e9) - right_rate) <= 0.011
            )) > 0 as is_glued
        from claim
    )
)
{{ verdict('MX-02', '增减率', '按金额计算', 'rate', 'from the amounts') }}
