-- NT-16: vehicles = Σ kinds stated beside them; where operation is budgeted there is at least one vehicle
-- Kinds without a name of their own are not read, so only a sum above the total is a contradiction.
with vehicle as (
    select *
    from {{ ref('int_check_claim') }}
    where starts_with(subject, 'vehicles_') and quantity is not null
    qualify count(*) over (partition by disclosure_id, block_index, subject) = 1
),

kind as (
    select disclosure_id, block_index, sum(quantity) as quantity, list(claim_id order by claim_id) as line_ids
    from vehicle
    where subject not in ('vehicles_total', 'vehicles_planned')
    group by disclosure_id, block_index
),

operation as (
    select disclosure_id, max(amount_yuan) as amount_yuan, list(line_id) as line_ids
    from {{ ref('int_check_line') }}
    where table_type = 'three_public' and is_summary_row and measure = 'vehicle_operation' and amount_yuan > 0
    group by disclosure_id
),

compared as (
    select
        total.disclosure_id, '车辆合计' as place, 'vehicles' as place_en,
        total.quantity as left_value, kind.quantity as right_value,
        list_prepend(total.claim_id, kind.line_ids) as line_ids,
        case when kind.quantity < total.quantity then 'not_applicable' end as verdict,
        case when kind.quantity < total.quantity then '列出的各类车辆少于合计，其余类别没有列出或没有读出' end as note_zh,
        case when kind.quantity < total.quantity then 'the kinds listed are fewer than the total' end as note_en
    from vehicle as total
    inner join kind using (disclosure_id, block_index)
    where total.subject = 'vehicles_total'
    union all
    select
        total.disclosure_id, '公车运行费与车辆' as place, 'operation and vehicles' as place_en,
        total.quantity as left_value, null as right_value,
        list_prepend(total.claim_id, operation.line_ids) as line_ids,
        case when total.quantity > 0 then 'pass' else 'fail' end as verdict,
        case when total.quantity > 0 then '有公车运行费，也有车辆' else '“三公”表列有公车运行费，说明却写没有车辆' end as note_zh,
        case when total.quantity > 0 then 'operation is budgeted and there are vehicles' else 'operation is budgeted, yet no vehicles are stated' end
            as note_en
    from vehicle as total
    inner join operation using (disclosure_id)
    where total.subject = 'vehicles_total'
    qualify row_number() over (partition by total.disclosure_id order by total.quantity desc) = 1
),

measured as (
    select *, 0 as step_value, 0 as tolerance_value from compared
)
{{ value_rule(
    'NT-16', 'count', '所述车辆合计', '各类之和', 'vehicles as stated', 'sum of the kinds',
    columns=['verdict', 'note_zh', 'note_en'], source='measured'
) }}
