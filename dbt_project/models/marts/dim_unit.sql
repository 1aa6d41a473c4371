select
    unit_id,
    unit_name,
    unit_code,
    division_code,
    division_name,
    parent_unit_id,
    unit_type,
    valid_from_year,
    valid_to_year,
    is_registered,
    division_basis,
    department_unit_id,
    department_basis
from {{ ref('int_unit') }}
