select
    dept_code,
    dept_name,
    unit_kind,
    gov_code,
    gov_name,
    from_year,
    basis,
    source
from {{ ref('economic_crosswalk') }}
