-- Publications of one disclosure that follow one another with the same kind of table.
-- Grain: disclosure × table type × later document.
with held as (
    select
        disclosure.disclosure_id,
        found.table_type,
        disclosure.publication_key,
        arg_min(disclosure.document_id, disclosure.rendition_rank) as document_id,
        min(disclosure.rendition_rank) as rendition_rank
    from {{ ref('int_disclosure_document') }} as disclosure
    inner join {{ ref('int_table') }} as found using (document_id)
    group by disclosure.disclosure_id, found.table_type, disclosure.publication_key
),
-- Renditions are ranked from the newest publication down.
followed as (
    select
        disclosure_id,
        table_type,
        document_id as to_document_id,
        lead(document_id) over (partition by disclosure_id, table_type order by rendition_rank)
            as from_document_id
    from held
)
select * from followed
where from_document_id is not null
