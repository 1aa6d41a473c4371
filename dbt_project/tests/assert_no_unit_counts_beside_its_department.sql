-- Money is added up once: a disclosure that counts has no department above it that counts for the same year and kind.
select
    disclosure.disclosure_id,
    department.disclosure_id as counted_too
from {{ ref('int_placed_disclosure') }} as disclosure
inner join {{ ref('int_placed_disclosure') }} as department
    on disclosure.department_unit_id = department.unit_id
    and disclosure.fiscal_year = department.fiscal_year
    and disclosure.kind = department.kind
    and department.report_level = 'department'
    and disclosure.disclosure_id <> department.disclosure_id
where disclosure.is_counted and department.is_counted
