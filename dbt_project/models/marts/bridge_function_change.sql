select
    from_code,
    to_code,
    effective_year,
    weight::double as weight,
    change_kind,
    basis,
    source
from {{ ref('function_changes') }}
