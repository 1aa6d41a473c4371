with registered as (
    select * from {{ ref('stg_collect__source_units') }}
),
met as (
    select
        unit_id,
        arg_min(unit_name, document_id) as unit_name,
        any_value(division_code) as division_code
    from {{ ref('int_disclosure_document') }}
    group by unit_id
)
select
    unit_id,
    coalesce(registered.unit_name, met.unit_name) as unit_name,
    registered.unit_code,
    coalesce(registered.division_code, met.division_code) as division_code,
    registered.division_name,
    registered.parent_unit_id,
    registered.unit_type,
    registered.valid_from_year,
    registered.valid_to_year,
    registered.unit_id is not null as is_registered
from registered
full outer join met using (unit_id)
