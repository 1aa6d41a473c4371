-- What ought to be public, and in what state it is: exactly one for each table that a disclosure owes.
with held as (
    select
        disclosure_id,
        count(*) filter (where state <> 'spoken_of' and table_type in (
            select table_type from {{ ref('expected_tables') }} where obligation = 'statutory'
        )) as statutory_types
    from {{ ref('int_table_state') }}
    group by disclosure_id
),
-- A table that nobody could type, or a page that could not be read, may be the one that is missing.
unread as (
    select
        disclosure.disclosure_id,
        min(coalesce(outcome.code, 'a table that could not be typed: ' || found.title)) as evidence
    from {{ ref('int_disclosure_document') }} as disclosure
    left join {{ ref('int_table') }} as found
        on disclosure.document_id = found.document_id and found.layout = '' and found.cells_failed > 0
    left join {{ ref('stg_extract__outcomes') }} as outcome
        on disclosure.document_id = outcome.document_id and outcome.severity = 'error'
    where found.document_id is not null or outcome.document_id is not null
    group by disclosure.disclosure_id
),
judged as (
    select
        owed.*,
        case
            when state.state in ('published', 'partly_read', 'declared_empty', 'empty') then state.state
            when owed.disclosure_id is null then 'no_disclosure'
            when owed.obligation = 'not_owed' then 'not_applicable'
            when coalesce(held.statutory_types, 0) = 0 then 'tables_not_held'
            when unread.disclosure_id is not null then 'not_parsed'
            when owed.obligation = 'customary' then 'not_applicable'
            else 'table_missing'
        end as coverage_state,
        case
            when state.state in ('published', 'partly_read', 'declared_empty', 'empty') then state.evidence
            when coverage_state = 'not_parsed' then unread.evidence
            when coverage_state = 'tables_not_held' then 'none of its files holds a statutory table'
            when coverage_state = 'table_missing' then coalesce(state.evidence, '')
            else ''
        end as evidence
    from {{ ref('int_owed_table') }} as owed
    left join {{ ref('int_table_state') }} as state
        on owed.disclosure_id = state.disclosure_id and owed.table_type = state.table_type
    left join held on owed.disclosure_id = held.disclosure_id
    left join unread on owed.disclosure_id = unread.disclosure_id
)
select
    judged.unit_id,
    unit.unit_name,
    judged.fiscal_year,
    judged.kind,
    judged.report_level,
    judged.table_type,
    types.zh as table_type_zh,
    judged.obligation,
    judged.basis,
    judged.coverage_state as state,
    judged.evidence,
    judged.disclosure_id
from judged
inner join {{ ref('dim_unit') }} as unit using (unit_id)
inner join {{ ref('table_types') }} as types using (table_type)
