-- NT-08: rate of change = change ÷ last year's amount; the commonest fault divides by this year's
with claim as (
    select
        *,
        abs(change_yuan)::double as change,
        abs(prior_yuan)::double as prior
    from {{ ref('int_check_claim') }} as c
    where
        rate_percent is not null and change_yuan is not null and amount_yuan is not null and prior_yuan <> 0
        and block_index is not null and has_clear_rate
        -- Read from the sentence after its own: there, too, the rate has to follow the change.
        and (
            sentence = '' or strpos(sentence, change_text) > 0
            or exists (
                select 1
                from {{ ref('int_check_block') }} as b
                where
                    b.document_id = c.document_id and b.block_index = c.block_index
                    and strpos(
                        substr(
                            regexp_replace(b.text, '\s', '', 'g'),
                            strpos(regexp_replace(b.text, '\s', '', 'g'), change_text) + length(change_text), 30
                        ),
                        rate_text
                    ) > 0
            )
        )
),

compared as (
    select
        disclosure_id,
        place,
        place_en,
        [claim_id] as line_ids,
        abs(rate_percent) as left_value,
        change / prior * 100 as right_value,
        rate_step as step_value,
        rate_step + 50 * step_yuan::double / prior * (1 + 2 * change / prior) as tolerance_value,
        abs(abs(rate_percent) - change / prior * 100) > rate_step + 50 * step_yuan::double / prior * (1 + 2 * change / prior)
        and amount_yuan > 0
        and abs(abs(rate_percent) - change / amount_yuan::double * 100) <= rate_step as is_by_this_year
    from claim
)
select
    * exclude (is_by_this_year) replace (
        case when is_by_this_year then '增减额 ÷ 上年数（所印的是除以本年数）' else right_label end as right_label,
        case when is_by_this_year then 'change ÷ last year (the printed rate divides by this year)' else right_label_en end as right_label_en
    )
from (
    {{ value_rule(
        'NT-08', 'percent', '所述增减率', '增减额 ÷ 上年数', 'rate as stated', 'change ÷ last year', columns=['is_by_this_year']
    ) }}
)
