-- “三公” of the first three-public table, per year it gives amounts for: of the first row that states a measure for
-- that year (a total row, or a row of its own). Columns by fund are added up where no column says the whole.
with stated as (
    select
        disclosure_id,
        coalesce(amount_year, fiscal_year) as amount_year,
        measure,
        coalesce(max(amount_yuan) filter (where funding = ''), sum(amount_yuan)) as amount_yuan
    from (
        select *
        from {{ ref('fct_line_item') }}
        where table_type = 'three_public'
            and coalesce(amount_year, fiscal_year) is not null
            and (basis = '' or kind = 'unknown' or basis = kind or amount_year <> fiscal_year)
        qualify
            table_index = min(table_index) over (partition by document_id)
            and row_number = min(row_number) over (
                partition by document_id, table_index, coalesce(amount_year, fiscal_year), measure
            )
    )
    group by disclosure_id, coalesce(amount_year, fiscal_year), measure
),
amounts as (
    select
        disclosure_id,
        amount_year,
        max(amount_yuan) filter (where measure = 'three_public_total') as three_public_yuan,
        max(amount_yuan) filter (where measure = 'overseas_travel') as overseas_travel_yuan,
        max(amount_yuan) filter (where measure = 'official_vehicles') as official_vehicles_yuan,
        max(amount_yuan) filter (where measure = 'vehicle_purchase') as vehicle_purchase_yuan,
        max(amount_yuan) filter (where measure = 'vehicle_operation') as vehicle_operation_yuan,
        max(amount_yuan) filter (where measure = 'official_reception') as official_reception_yuan
    from stated
    group by disclosure_id, amount_year
)
select
    disclosure.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level,
    disclosure.division_code,
    disclosure.division_name,
    disclosure.is_counted,
    amounts.amount_year,
    amounts.three_public_yuan::decimal(20, 2) as three_public_yuan,
    amounts.overseas_travel_yuan::decimal(20, 2) as overseas_travel_yuan,
    amounts.official_vehicles_yuan::decimal(20, 2) as official_vehicles_yuan,
    amounts.vehicle_purchase_yuan::decimal(20, 2) as vehicle_purchase_yuan,
    amounts.vehicle_operation_yuan::decimal(20, 2) as vehicle_operation_yuan,
    amounts.official_reception_yuan::decimal(20, 2) as official_reception_yuan,
    staff.staff_in_post,
    {{ per_head('amounts.three_public_yuan', 'staff.staff_in_post') }} as per_head_yuan
from amounts
inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
left join {{ ref('int_staff') }} as staff using (disclosure_id)
