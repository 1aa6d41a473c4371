-- Every disclosure whose year and kind are known has one state for each statutory table, and each state its reason.
select disclosure.disclosure_id, expected.table_type, coverage.state
from {{ ref('dim_disclosure') }} as disclosure
inner join {{ ref('expected_tables') }} as expected
    on disclosure.kind = expected.kind
    and expected.obligation = 'statutory'
    and disclosure.fiscal_year >= expected.from_year
    and coalesce(disclosure.fiscal_year <= expected.to_year, true)
left join {{ ref('fct_coverage') }} as coverage
    on disclosure.disclosure_id = coverage.disclosure_id and expected.table_type = coverage.table_type
where coverage.state is null
    or (coverage.state in ('declared_empty', 'not_parsed', 'tables_not_held') and coverage.evidence = '')
