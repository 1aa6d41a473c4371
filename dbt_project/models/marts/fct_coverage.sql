-- What ought to be public, and in what state it is. Years and kinds are those of which any disclosure was archived.
with year_kind as (
    select distinct fiscal_year, kind
    from {{ ref('dim_disclosure') }}
    where fiscal_year is not null and kind <> 'unknown'
),
due as (
    select unit.unit_id, year_kind.fiscal_year, year_kind.kind
    from {{ ref('dim_unit') }} as unit
    cross join year_kind
    where unit.is_registered
        and coalesce(year_kind.fiscal_year >= unit.valid_from_year, true)
        and coalesce(year_kind.fiscal_year <= unit.valid_to_year, true)
    union
    select unit_id, fiscal_year, kind
    from {{ ref('dim_disclosure') }}
    where fiscal_year is not null and kind <> 'unknown'
),
expected as (
    select due.*, expected.table_type, expected.obligation, expected.basis
    from due
    inner join {{ ref('expected_tables') }} as expected
        on due.kind = expected.kind
        and due.fiscal_year >= expected.from_year
        and coalesce(due.fiscal_year <= expected.to_year, true)
),
disclosed as (
    select unit_id, fiscal_year, kind, min(disclosure_id) as disclosure_id
    from {{ ref('dim_disclosure') }}
    group by unit_id, fiscal_year, kind
),
found as (
    select
        unit_id,
        fiscal_year,
        kind,
        table_type,
        disclosure_id,
        case
            when is_empty and empty_note <> '' then 3
            when is_empty then 4
            when cells_failed > 0 then 2
            else 1
        end as state_rank
    from {{ ref('fct_table') }}
),
-- A table that nobody could type, or a page that could not be read, may be the one that is missing.
unread as (
    select distinct disclosure.unit_id, disclosure.fiscal_year, disclosure.kind
    from {{ ref('int_disclosure_document') }} as disclosure
    left join {{ ref('int_table') }} as found
        on disclosure.document_id = found.document_id and found.layout = '' and found.cells_failed > 0
    left join {{ ref('stg_extract__outcomes') }} as outcome
        on disclosure.document_id = outcome.document_id and outcome.severity = 'error'
    where found.document_id is not null or outcome.document_id is not null
),
best as (
    select
        unit_id,
        fiscal_year,
        kind,
        table_type,
        min(state_rank) as state_rank,
        arg_min(disclosure_id, (state_rank, disclosure_id)) as disclosure_id
    from found
    group by unit_id, fiscal_year, kind, table_type
)
select
    expected.unit_id,
    unit.unit_name,
    expected.fiscal_year,
    expected.kind,
    expected.table_type,
    types.zh as table_type_zh,
    expected.obligation,
    expected.basis,
    case
        when best.state_rank = 1 then 'published'
        when best.state_rank = 2 then 'partly_read'
        when best.state_rank = 3 then 'declared_empty'
        when best.state_rank = 4 then 'empty'
        when unread.unit_id is not null then 'not_parsed'
        when disclosed.disclosure_id is not null and expected.obligation = 'customary' then 'not_applicable'
        when disclosed.disclosure_id is not null then 'table_missing'
        else 'no_disclosure'
    end as state,
    coalesce(best.disclosure_id, disclosed.disclosure_id) as disclosure_id
from expected
inner join {{ ref('dim_unit') }} as unit using (unit_id)
inner join {{ ref('table_types') }} as types using (table_type)
left join best using (unit_id, fiscal_year, kind, table_type)
left join disclosed using (unit_id, fiscal_year, kind)
left join unread using (unit_id, fiscal_year, kind)
