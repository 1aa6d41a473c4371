-- YX-06 (hint): a main figure that changes by more than 30 % is explained in its section
-- The rate is computed from amount and change: the printed one is NT-08's business.
with claim as (
    select *, abs(change_yuan)::double / abs(prior_yuan)::double * 100 as rate
    from {{ ref('int_check_claim') }}
    where
        change_yuan <> 0 and prior_yuan > 0 and block_index is not null and is_own_year
        and subject in ('total_budget', 'total_income', 'total_expenditure', 'basic_expenditure', 'project_expenditure',
            'general_budget_expenditure', 'three_public_total', 'agency_operating_cost')
),

near as ({{ reasons_near('claim') }}),

judged as (
    select
        disclosure_id,
        place,
        place_en,
        [claim_id] as line_ids,
        case when rate > 30 and not has_reason then 'fail' else 'pass' end as verdict,
        '增减 ' || round(rate, 2) || '%' || case when rate <= 30 then '，不超过 30%' when has_reason then '，写有原因' else '，没有写原因' end as note_zh,
        'changed by ' || round(rate, 2) || '%' || case when rate <= 30 then '' when has_reason then ', explained' else ', not explained' end as note_en
    from claim
    left join near using (claim_id)
)
{{ verdict('YX-06', '增减', '原因', 'change', 'reason') }}
