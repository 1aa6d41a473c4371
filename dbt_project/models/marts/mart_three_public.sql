-- The total row of the first three-public table, per year it gives amounts for.
with first_row as (
    select document_id, table_index, min(row_number) as row_number
    from {{ ref('fct_line_item') }}
    where table_type = 'three_public'
    group by document_id, table_index
    qualify table_index = min(table_index) over (partition by document_id)
),
amounts as (
    select
        line.disclosure_id,
        coalesce(line.amount_year, line.fiscal_year) as amount_year,
        max(line.amount_yuan) filter (where line.measure = 'three_public_total') as three_public_yuan,
        max(line.amount_yuan) filter (where line.measure = 'overseas_travel') as overseas_travel_yuan,
        max(line.amount_yuan) filter (where line.measure = 'official_vehicles') as official_vehicles_yuan,
        max(line.amount_yuan) filter (where line.measure = 'vehicle_purchase') as vehicle_purchase_yuan,
        max(line.amount_yuan) filter (where line.measure = 'vehicle_operation') as vehicle_operation_yuan,
        max(line.amount_yuan) filter (where line.measure = 'official_reception') as official_reception_yuan
    from {{ ref('fct_line_item') }} as line
    inner join first_row using (document_id, table_index, row_number)
    where coalesce(line.amount_year, line.fiscal_year) is not null
    group by all
)
select
    disclosure.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level,
    amounts.amount_year,
    amounts.three_public_yuan,
    amounts.overseas_travel_yuan,
    amounts.official_vehicles_yuan,
    amounts.vehicle_purchase_yuan,
    amounts.vehicle_operation_yuan,
    amounts.official_reception_yuan,
    staff.staff_in_post,
    {{ per_head('amounts.three_public_yuan', 'staff.staff_in_post') }} as per_head_yuan
from amounts
inner join {{ ref('dim_disclosure') }} as disclosure using (disclosure_id)
left join {{ ref('int_staff') }} as staff using (disclosure_id)
