-- made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit
select
    unit_id,
    unit_name,
    unit_code,
    division_code,
    division_name,
    parent_unit_id,
    unit_type,
    aliases,
    valid_from_year,
    valid_to_year,
    source_id
from {{ source('parts', 'source_units') }}
