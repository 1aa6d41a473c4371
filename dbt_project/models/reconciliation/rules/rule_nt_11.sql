-- NT-11: the word of direction agrees with the change; a change of a main figure is explained in its paragraph or the next
with claim as (
    select *
    from {{ ref('int_check_claim') }}
    where
        direction <> '' and block_index is not null
        and subject in ('total_budget', 'total_income', 'total_expenditure', 'basic_expenditure', 'project_expenditure',
            'general_budget_expenditure', 'general_budget_current', 'three_public_total', 'overseas_travel',
            'official_vehicles', 'vehicle_purchase', 'vehicle_operation', 'official_reception', 'agency_operating_cost')
),

near as ({{ reasons_near('claim') }}),

judged as (
    select
        disclosure_id,
        place,
        place_en,
        [claim_id] as line_ids,
        case
            when direction = 'flat' and coalesce(change_yuan, 0) <> 0 then 'fail'
            when direction <> 'flat' and change_yuan is not null and change_yuan <> 0 and not has_reason then 'fail'
            else 'pass'
        end as verdict,
        case
            when direction = 'flat' and coalesce(change_yuan, 0) <> 0 then '写“持平”，却有增减额 ' || change_text
            when direction <> 'flat' and change_yuan is not null and change_yuan <> 0 and not has_reason
                then '有增减（' || change_text || '），没有写原因'
            else '方向与金额一致，有增减的写了原因'
        end as note_zh,
        case
            when direction = 'flat' and coalesce(change_yuan, 0) <> 0 then 'said to be flat, yet a change is stated'
            when direction <> 'flat' and change_yuan is not null and change_yuan <> 0 and not has_reason then 'a change without a reason'
            else 'direction and amount agree, and a change is explained'
        end as note_en
    from claim
    left join near using (claim_id)
)
{{ verdict('NT-11', '方向词', '增减额', 'word of direction', 'change') }}
