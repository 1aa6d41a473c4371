with said as (
    select
        concat_ws('-', nullif(left(document_id, 12), ''), room, outcome_index) as outcome_id,
        nullif(document_id, '') as document_id,
        room,
        code,
        severity,
        page,
        table_index,
        "row" as row_index,
        "column" as column_index,
        null::varchar as source_table,
        text,
        detail
    from {{ ref('stg_extract__outcomes') }}
),
quarantined as (
    select
        concat_ws('-', nullif(left(document_id, 12), ''), 'quarantine', source_table, quarantine_index)
            as outcome_id,
        nullif(document_id, '') as document_id,
        'contracts' as room,
        reason_code as code,
        'error' as severity,
        page,
        null::bigint as table_index,
        null::bigint as row_index,
        null::bigint as column_index,
        source_table,
        record as text,
        detail
    from {{ ref('stg_conform__quarantine') }}
),
outcome as (
    select * from said
    union all
    select * from quarantined
)
select
    outcome.outcome_id,
    outcome.document_id,
    disclosure.disclosure_id,
    outcome.room,
    outcome.code,
    codes.zh as code_zh,
    outcome.severity,
    outcome.page,
    outcome.table_index,
    outcome.row_index,
    outcome.column_index,
    outcome.source_table,
    outcome.text,
    outcome.detail
from outcome
left join {{ ref('int_disclosure_document') }} as disclosure using (document_id)
left join {{ ref('outcome_codes') }} as codes using (code)
