-- A number of persons or vehicles counts where the narrative states one only; two different ones are none.
with heads as (
    select
        disclosure_id,
        case when count(distinct "count") filter (where status = 'authorised' and category = 'total') = 1
            then max("count") filter (where status = 'authorised' and category = 'total') end as staff_authorised,
        case when count(distinct "count") filter (where status = 'contracted' and category = 'total') = 1
            then max("count") filter (where status = 'contracted' and category = 'total') end as staff_contract,
        case when count(distinct "count") filter (where status = 'retired' and category = 'total') = 1
            then max("count") filter (where status = 'retired' and category = 'total') end as staff_retired
    from {{ ref('fct_headcount') }}
    group by disclosure_id
),
vehicles as (
    select disclosure_id, max(quantity)::bigint as vehicles
    from {{ ref('fct_claim') }}
    where subject = 'vehicles_total' and quantity is not null
    group by disclosure_id
    having count(distinct quantity) = 1
),
amounts as (
    select
        disclosure_id,
        max(published_yuan) filter (where series_measure = 'personnel_expenditure') as personnel_yuan,
        max(published_yuan) filter (where series_measure = 'operating_expenditure') as operating_yuan,
        max(published_yuan) filter (where series_measure = 'three_public') as three_public_yuan,
        max(published_yuan) filter (where series_measure = 'vehicle_operation') as vehicle_operation_yuan,
        max(published_yuan) filter (where series_measure = 'agency_operating_cost') as agency_operating_cost_yuan
    from {{ ref('int_series') }}
    where disclosure_id is not null
    group by disclosure_id
)
select
    {{ placed() }},
    disclosure.unit_type,
    staff.staff_in_post,
    heads.staff_authorised,
    heads.staff_contract,
    heads.staff_retired,
    vehicles.vehicles,
    amounts.personnel_yuan,
    amounts.operating_yuan,
    amounts.three_public_yuan,
    amounts.vehicle_operation_yuan,
    amounts.agency_operating_cost_yuan,
    {{ per_head('amounts.personnel_yuan', 'staff.staff_in_post') }} as personnel_per_head_yuan,
    {{ per_head('amounts.operating_yuan', 'staff.staff_in_post') }} as operating_per_head_yuan,
    {{ per_head('amounts.three_public_yuan', 'staff.staff_in_post') }} as three_public_per_head_yuan,
    {{ per_head('amounts.agency_operating_cost_yuan', 'staff.staff_in_post') }} as agency_operating_per_head_yuan,
    {{ per_head('amounts.vehicle_operation_yuan', 'vehicles.vehicles') }} as operation_per_vehicle_yuan
from {{ ref('int_placed_disclosure') }} as disclosure
left join {{ ref('int_staff') }} as staff using (disclosure_id)
left join heads using (disclosure_id)
left join vehicles using (disclosure_id)
left join amounts using (disclosure_id)
