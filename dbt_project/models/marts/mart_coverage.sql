select
    coverage.*,
    unit.division_code,
    unit.division_name,
    coverage.state in ('published', 'partly_read', 'declared_empty', 'empty') as is_published
from {{ ref('fct_coverage') }} as coverage
inner join {{ ref('int_unit') }} as unit using (unit_id)
