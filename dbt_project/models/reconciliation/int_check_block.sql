{{ config(materialized='table') }}
-- The text that rules read: headings, paragraphs and contents of the document whose narrative counts. Grain: block.
with reading as (
    select
        disclosure_id,
        coalesce(
            max(case when preference.content = 'claims' then preference.document_id end),
            arg_min(document.document_id, document.rendition_rank)
        ) as document_id
    from {{ ref('int_disclosure_document') }} as document
    left join {{ ref('int_preference') }} as preference using (disclosure_id)
    group by disclosure_id
)

select
    reading.disclosure_id,
    subject.fiscal_year,
    subject.kind,
    block.document_id,
    block.block_index,
    block.kind as block_kind,
    block.section,
    block.text,
    {{ block_evidence('block') }} as evidence_id,
    -- Where a reader finds it: the last heading above it.
    trim(regexp_extract(block.section, '([^/]{0,30})$', 1)) as heading
from {{ ref('stg_extract__blocks') }} as block
inner join reading using (document_id)
inner join {{ ref('int_check_subject') }} as subject using (disclosure_id)
