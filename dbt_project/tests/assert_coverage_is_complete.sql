-- Every table a disclosure ought to hold has its one state.
select disclosure.disclosure_id, expected.table_type
from {{ ref('dim_disclosure') }} as disclosure
inner join {{ ref('expected_tables') }} as expected
    on disclosure.kind = expected.kind
    and disclosure.fiscal_year >= expected.from_year
    and coalesce(disclosure.fiscal_year <= expected.to_year, true)
left join {{ ref('fct_coverage') }} as coverage
    on disclosure.unit_id = coverage.unit_id
    and disclosure.fiscal_year = coverage.fiscal_year
    and disclosure.kind = coverage.kind
    and expected.table_type = coverage.table_type
where coverage.state is null
