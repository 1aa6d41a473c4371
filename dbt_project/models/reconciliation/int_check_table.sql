{{ config(materialized='table') }}
-- In what state each kind of table is, so that a rule knows whether it may speak.
-- Grain: disclosure × table type. States: ready, empty (no figures), unreadable (cells failed and no figure was read),
-- several (more than one table of the type carries figures), absent.
-- `is_doubtful`: some cells of the table failed, so a difference may be ours.
with line_count as (
    select document_id, table_index, count(*) as lines
    from {{ ref('int_line_item') }}
    group by document_id, table_index
),

one_table as (
    select
        t.disclosure_id,
        t.table_type,
        t.title,
        t.cells_failed,
        case
            when coalesce(c.lines, 0) > 0 then 'ready'
            when t.cells_failed > 0 then 'unreadable'
            else 'empty'
        end as state
    from {{ ref('int_check_found') }} as t
    left join line_count as c using (document_id, table_index)
    where t.is_preferred
),

by_type as (
    select
        disclosure_id,
        table_type,
        min(title) as title,
        sum(cells_failed) > 0 as is_doubtful,
        case
            when bool_or(state = 'unreadable') then 'unreadable'
            when count(*) filter (where state = 'ready') > 1 then 'several'
            when bool_or(state = 'ready') then 'ready'
            else 'empty'
        end as state
    from one_table
    group by disclosure_id, table_type
),

-- A table that nobody could identify, or a page that could not be read, may be the one that is missing.
lost as (
    select d.disclosure_id, min(o.code) as code
    from {{ ref('stg_extract__outcomes') }} as o
    inner join {{ ref('int_disclosure_document') }} as d using (document_id)
    left join {{ ref('int_table') }} as t
        on o.document_id = t.document_id and o.table_index = t.table_index
    where
        o.severity = 'error'
        and (o.table_index is null or t.table_type is null or t.table_type = 'other')
    group by d.disclosure_id
),

wanted as (
    select distinct unnest(string_split(
        trim(coalesce(required_tables, '') || ' ' || coalesce(optional_tables, '')), ' '
    )) as table_type
    from {{ ref('rules') }}
)

select
    s.disclosure_id,
    w.table_type,
    coalesce(n.zh, w.table_type) as table_zh,
    b.title,
    coalesce(b.state, case when lost.code is null then 'absent' else 'lost' end) as state,
    lost.code as lost_code,
    coalesce(b.is_doubtful, false) as is_doubtful
from {{ ref('int_check_subject') }} as s
cross join wanted as w
left join by_type as b on s.disclosure_id = b.disclosure_id and w.table_type = b.table_type
left join lost on s.disclosure_id = lost.disclosure_id
left join {{ ref('table_types') }} as n on w.table_type = n.table_type
where w.table_type <> ''
