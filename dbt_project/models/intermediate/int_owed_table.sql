-- What ought to be public: by kind, year, level and region. Grain: disclosure (or registered unit × year × kind of
-- which nothing is archived) × table type. The nearest rule counts: a division's before its province's before all.
with year_kind as (
    select distinct fiscal_year, kind
    from {{ ref('int_placed_disclosure') }}
    where fiscal_year is not null and kind <> 'unknown'
),
disclosed as (
    select disclosure_id, unit_id, fiscal_year, kind, report_level, division_code
    from {{ ref('int_placed_disclosure') }}
    where fiscal_year is not null and kind <> 'unknown'
),
due as (
    select * from disclosed
    union all
    select
        null as disclosure_id, unit.unit_id, year_kind.fiscal_year, year_kind.kind, 'unknown' as report_level,
        unit.division_code
    from {{ ref('int_unit') }} as unit
    cross join year_kind
    where unit.is_registered
        and coalesce(year_kind.fiscal_year >= unit.valid_from_year, true)
        and coalesce(year_kind.fiscal_year <= unit.valid_to_year, true)
        and not exists (
            select 1 from disclosed
            where disclosed.unit_id = unit.unit_id
                and disclosed.fiscal_year = year_kind.fiscal_year
                and disclosed.kind = year_kind.kind
        )
)
select
    due.disclosure_id,
    due.unit_id,
    due.fiscal_year,
    due.kind,
    due.report_level,
    expected.table_type,
    expected.obligation,
    coalesce(expected.division_prefix, '') as rule_division,
    expected.basis
from due
inner join {{ ref('expected_tables') }} as expected
    on due.kind = expected.kind
    and due.fiscal_year >= expected.from_year
    and coalesce(due.fiscal_year <= expected.to_year, true)
    and starts_with(coalesce(due.division_code, ''), coalesce(expected.division_prefix, ''))
    and coalesce(due.report_level in (expected.report_level, 'unknown'), true)
qualify row_number() over (
    partition by due.disclosure_id, due.unit_id, due.fiscal_year, due.kind, due.report_level, expected.table_type
    order by length(coalesce(expected.division_prefix, '')) desc, expected.report_level nulls last, expected.from_year desc
) = 1
