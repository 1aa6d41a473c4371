{{ config(materialized='incremental') }}
with counted as (
    select
        disclosure_id,
        table_type,
        from_document_id,
        to_document_id,
        count(*) filter (where change_kind = 'same') as same_count,
        count(*) filter (where change_kind = 'changed') as changed_count,
        count(*) filter (where change_kind = 'added') as added_count,
        count(*) filter (where change_kind = 'removed') as removed_count,
        sum(abs(to_yuan - from_yuan)) filter (where change_kind = 'changed') as moved_yuan
    from {{ ref('int_revision_figure') }}
    group by all
)
select
    disclosure.disclosure_id,
    disclosure.unit_id,
    disclosure.unit_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.report_level,
    pair.table_type,
    types.zh as table_type_zh,
    pair.from_document_id,
    pair.to_document_id,
    -- Two tables without a figure are a pair as well: nothing in them changed.
    coalesce(counted.same_count, 0) as same_count,
    coalesce(counted.changed_count, 0) as changed_count,
    coalesce(counted.added_count, 0) as added_count,
    coalesce(counted.removed_count, 0) as removed_count,
    coalesce(counted.moved_yuan, 0)::decimal(20, 2) as moved_yuan
from {{ ref('int_revision_pair') }} as pair
inner join {{ ref('int_placed_disclosure') }} as disclosure using (disclosure_id)
inner join {{ ref('table_types') }} as types using (table_type)
left join counted
    on pair.disclosure_id = counted.disclosure_id
    and pair.table_type = counted.table_type
    and pair.from_document_id = counted.from_document_id
    and pair.to_document_id = counted.to_document_id
