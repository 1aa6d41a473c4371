{{ config(materialized='incremental') }}
-- Every figure of every other rendition of a publication beside the figure used. Matched by what it says
-- (table type and order, row, measure, year, occurrence), never by where it is printed.
with publication as (
    select disclosure_id, publication_key, edition_order, document_id
    from {{ ref('int_disclosure_document') }}
),
used as (
    select publication.*, preference.content
    from {{ ref('int_preference') }} as preference
    inner join publication using (disclosure_id, document_id)
),
other_document as (
    -- A rendition of the narrative alone has no tables to compare, one of the tables alone no narrative.
    select
        publication.*,
        publication.document_id in (select document_id from {{ ref('int_table') }}) as has_tables,
        publication.document_id in (
            select document_id from {{ ref('int_document_content') }} where content in ('claims', 'headcounts')
        ) as has_narrative
    from publication
),
pair as (
    select
        used.content,
        used.document_id as preferred_document_id,
        other_document.document_id as other_document_id,
        used.publication_key = other_document.publication_key as is_declared
    from used
    inner join other_document
        on used.edition_order = other_document.edition_order
        and used.disclosure_id = other_document.disclosure_id
        and used.document_id <> other_document.document_id
    where case
        when used.content in ('claims', 'headcounts') then other_document.has_narrative
        else other_document.has_tables
    end
),
preferred as (
    select pair.preferred_document_id, pair.other_document_id, pair.is_declared, figure.*
    from pair
    inner join {{ ref('int_rendition_figure') }} as figure
        on pair.preferred_document_id = figure.document_id and pair.content = figure.content
),
other as (
    select pair.preferred_document_id, pair.other_document_id, pair.is_declared, figure.*
    from pair
    inner join {{ ref('int_rendition_figure') }} as figure
        on pair.other_document_id = figure.document_id and pair.content = figure.content
),
compared as (
    select
        preferred_document_id,
        other_document_id,
        match_key,
        coalesce(p.is_declared, o.is_declared) as is_declared,
        p.figure_id as preferred_figure_id,
        o.figure_id as other_figure_id,
        p.amount_yuan as preferred_yuan,
        o.amount_yuan as other_yuan,
        p.value_text as preferred_text,
        o.value_text as other_text,
        case
            when o.figure_id is null then 'missing_in_other'
            when p.figure_id is null then 'missing_in_preferred'
            when (p.amount_yuan is not distinct from o.amount_yuan) and p.value_text = o.value_text then 'agrees'
            else 'differs'
        end as state,
        coalesce(p.disclosure_id, o.disclosure_id) as disclosure_id,
        coalesce(p.figure_kind, o.figure_kind) as figure_kind,
        coalesce(p.table_type, o.table_type) as table_type,
        coalesce(p.table_ordinal, o.table_ordinal) as table_ordinal,
        coalesce(p.label, o.label) as label,
        coalesce(p.code, o.code) as code,
        coalesce(p.project_code, o.project_code) as project_code,
        coalesce(p.lane, o.lane) as lane,
        coalesce(p.item, o.item) as item,
        coalesce(p.measure, o.measure) as measure,
        coalesce(p.figure_year, o.figure_year) as figure_year,
        coalesce(p.occurrence, o.occurrence) as occurrence
    from preferred as p
    full outer join other as o using (preferred_document_id, other_document_id, match_key)
)
select
    left(other_document_id, 12) || '-' || left(md5(preferred_document_id || match_key), 16) as agreement_id,
    disclosure_id,
    preferred_document_id,
    other_document_id,
    figure_kind,
    table_type,
    table_ordinal,
    label,
    code,
    project_code,
    lane,
    item,
    measure,
    figure_year,
    occurrence,
    preferred_figure_id,
    other_figure_id,
    preferred_yuan,
    other_yuan,
    preferred_text,
    other_text,
    is_declared,
    state = 'agrees' as agrees,
    state
from compared
