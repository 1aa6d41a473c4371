-- Every figure of every other rendition of a publication beside the figure used. Matched by what it says
-- (table type and order, row, measure, year, occurrence), never by where it is printed.
with publication as (
    select disclosure_id, publication_key, document_id
    from {{ ref('int_disclosure_document') }}
),
used as (
    select publication.disclosure_id, publication.publication_key, preference.content, preference.document_id
    from {{ ref('int_preference') }} as preference
    inner join publication using (disclosure_id, document_id)
),
other_document as (
    -- A rendition without any table (a narrative) has no figures to compare.
    select * from publication
    where document_id in (select document_id from {{ ref('int_table') }})
),
pair as (
    select
        used.disclosure_id,
        used.content as table_type,
        used.document_id as preferred_document_id,
        other_document.document_id as other_document_id
    from used
    inner join other_document
        on used.publication_key = other_document.publication_key
        and used.disclosure_id = other_document.disclosure_id
        and used.document_id <> other_document.document_id
),
preferred_line as (
    select pair.preferred_document_id, pair.other_document_id, line.*
    from pair
    inner join {{ ref('int_rendition_line') }} as line
        on pair.preferred_document_id = line.document_id and pair.table_type = line.table_type
),
other_line as (
    select pair.preferred_document_id, pair.other_document_id, line.*
    from pair
    inner join {{ ref('int_rendition_line') }} as line
        on pair.other_document_id = line.document_id and pair.table_type = line.table_type
),
compared as (
    select
        preferred_document_id,
        other_document_id,
        match_key,
        p.line_id as preferred_line_id,
        o.line_id as other_line_id,
        p.amount_yuan as preferred_yuan,
        o.amount_yuan as other_yuan,
        case
            when o.line_id is null then 'missing_in_other'
            when p.line_id is null then 'missing_in_preferred'
            when p.amount_yuan is not distinct from o.amount_yuan then 'agrees'
            else 'differs'
        end as state,
        coalesce(p.disclosure_id, o.disclosure_id) as disclosure_id,
        coalesce(p.table_type, o.table_type) as table_type,
        coalesce(p.table_ordinal, o.table_ordinal) as table_ordinal,
        coalesce(p.row_label, o.row_label) as row_label,
        coalesce(p.code, o.code) as code,
        coalesce(p.project_code, o.project_code) as project_code,
        coalesce(p.lane, o.lane) as lane,
        coalesce(p.item, o.item) as item,
        coalesce(p.measure, o.measure) as measure,
        coalesce(p.amount_year, o.amount_year) as amount_year,
        coalesce(p.occurrence, o.occurrence) as occurrence
    from preferred_line as p
    full outer join other_line as o using (preferred_document_id, other_document_id, match_key)
)
select
    left(other_document_id, 12) || '-' || left(md5(preferred_document_id || match_key), 16) as agreement_id,
    disclosure_id,
    preferred_document_id,
    other_document_id,
    table_type,
    table_ordinal,
    row_label,
    code,
    project_code,
    lane,
    item,
    measure,
    amount_year,
    occurrence,
    preferred_line_id,
    other_line_id,
    preferred_yuan,
    other_yuan,
    state = 'agrees' as agrees,
    state
from compared
